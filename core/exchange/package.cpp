#include "core/exchange/package.hpp"

#include <zip.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <system_error>

#include <fmt/format.h>

namespace throughline {
namespace {

constexpr std::uint64_t bytes_per_mb = 1024 * 1024;

Failure package_fault(const std::string& place, std::string code, std::string message,
                      std::vector<std::string> arguments)
{
    return Failure(Error{ErrorCode::bad_input, std::move(message), std::move(arguments), place, std::move(code)});
}

class FileSource final : public ByteSource {
public:
    FileSource(std::ifstream stream, std::string name) : stream_(std::move(stream)), name_(std::move(name)) {}

    Result<std::size_t> read(std::span<char> bytes) override
    {
        if (!stream_) return std::size_t{0};
        stream_.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        if (stream_.bad()) {
            auto failure =
                fail(ErrorCode::storage, "The file cannot be read to its end. Copy it again and try once more.");
            failure.value().place = name_;
            return failure;
        }
        return static_cast<std::size_t>(stream_.gcount());
    }

private:
    std::ifstream stream_;
    std::string name_;
};

class Folder final : public Package {
public:
    Folder(std::filesystem::path path, std::vector<std::string> names)
        : path_(std::move(path)), names_(std::move(names))
    {}

    const std::vector<std::string>& names() const override { return names_; }
    Result<std::unique_ptr<ByteSource>> open(const std::string& name) override { return open_file(path_ / name); }

private:
    std::filesystem::path path_;
    std::vector<std::string> names_;
};

struct ZipDiscarder {
    void operator()(zip_t* zip) const { zip_discard(zip); }
};
struct ZipFileCloser {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using ZipHandle = std::unique_ptr<zip_t, ZipDiscarder>;
using ZipFileHandle = std::unique_ptr<zip_file_t, ZipFileCloser>;

class ZipSource final : public ByteSource {
public:
    ZipSource(ZipFileHandle file, std::string place, std::uint64_t bytes_max)
        : file_(std::move(file)), place_(std::move(place)), bytes_left_(bytes_max)
    {}

    Result<std::size_t> read(std::span<char> bytes) override
    {
        const auto count = zip_fread(file_.get(), bytes.data(), bytes.size());
        if (count < 0)
            return package_fault(place_, "package.damaged",
                                 "This file in the zip is damaged ({0}). Export or download the zip again.",
                                 {zip_file_strerror(file_.get())});
        // The size in the zip's directory was checked, but nothing forces it to be true.
        if (static_cast<std::uint64_t>(count) > bytes_left_)
            return package_fault(place_, "package.entry_too_large",
                                 "This file in the zip is larger than the zip says. Export the zip again.", {});
        bytes_left_ -= static_cast<std::uint64_t>(count);
        return static_cast<std::size_t>(count);
    }

private:
    ZipFileHandle file_;
    std::string place_;
    std::uint64_t bytes_left_;
};

class Zip final : public Package {
public:
    Zip(ZipHandle zip, std::string place, std::vector<std::string> names, std::uint64_t entry_bytes_max)
        : zip_(std::move(zip)), place_(std::move(place)), names_(std::move(names)), entry_bytes_max_(entry_bytes_max)
    {}

    const std::vector<std::string>& names() const override { return names_; }

    Result<std::unique_ptr<ByteSource>> open(const std::string& name) override
    {
        ZipFileHandle file(zip_fopen(zip_.get(), name.c_str(), 0));
        const auto place = place_ + "/" + name;
        if (!file && zip_error_code_zip(zip_get_error(zip_.get())) == ZIP_ER_NOPASSWD)
            return package_fault(place, "package.encrypted",
                                 "This file in the zip has a password. Export the zip without a password.", {});
        if (!file)
            return package_fault(place, "package.damaged",
                                 "This file in the zip cannot be opened ({0}). Export or download the zip again.",
                                 {zip_strerror(zip_.get())});
        return std::make_unique<ZipSource>(std::move(file), place, entry_bytes_max_);
    }

private:
    ZipHandle zip_;
    std::string place_;
    std::vector<std::string> names_;
    std::uint64_t entry_bytes_max_;
};

Result<std::vector<std::string>> checked_names(zip_t* zip, const std::string& place, const PackageLimits& limits)
{
    const auto count = static_cast<std::size_t>(zip_get_num_entries(zip, 0));
    if (count > limits.entries_max)
        return package_fault(place, "package.too_many_entries",
                             "The zip holds {0} files; a roster has at most {1}. Zip only the roster's own CSV files.",
                             {std::to_string(count), std::to_string(limits.entries_max)});
    std::set<std::string> names;
    std::uint64_t total_bytes = 0;
    for (std::size_t i = 0; i < count; ++i) {
        zip_stat_t entry{};
        if (zip_stat_index(zip, i, 0, &entry) != 0)
            return package_fault(place, "package.damaged", "The zip is damaged. Export or download it again.", {});
        if (!names.insert(entry.name).second)
            return package_fault(place, "package.duplicate_file",
                                 "The zip holds two files called {0}. Remove one and zip it again.", {entry.name});
        total_bytes += entry.size;
        if (entry.size > limits.entry_bytes_max)
            return package_fault(place, "package.entry_too_large", "{0} in the zip has {1} MB; {2} MB are the most.",
                                 {entry.name, std::to_string(entry.size / bytes_per_mb),
                                  std::to_string(limits.entry_bytes_max / bytes_per_mb)});
        if (total_bytes > limits.total_bytes_max)
            return package_fault(place, "package.too_large", "The files in the zip have more than {0} MB together.",
                                 {std::to_string(limits.total_bytes_max / bytes_per_mb)});
    }
    return std::vector<std::string>(names.begin(), names.end());
}

}  // namespace

bool Package::has(std::string_view name) const { return std::ranges::find(names(), name) != names().end(); }

Result<std::unique_ptr<ByteSource>> open_file(const std::filesystem::path& path)
{
    std::ifstream stream(path, std::ios::binary);
    if (!stream)
        return package_fault(
            path.filename().string(), "file.unreadable",
            "The file cannot be opened ({0}). Close it in other programs and check that you may read it.",
            {std::generic_category().message(errno)});
    return std::make_unique<FileSource>(std::move(stream), path.filename().string());
}

Result<std::unique_ptr<Package>> open_folder(const std::filesystem::path& path)
{
    std::error_code error;
    std::vector<std::string> names;
    for (std::filesystem::directory_iterator entry(path, error), last; !error && entry != last; entry.increment(error))
        if (entry->is_regular_file(error)) names.push_back(entry->path().filename().string());
    if (error)
        return package_fault(path.filename().string(), "file.unreadable",
                             "The folder cannot be read ({0}). Check that you may open it.", {error.message()});
    std::ranges::sort(names);
    return std::make_unique<Folder>(path, std::move(names));
}

Result<std::unique_ptr<Package>> open_zip(const std::filesystem::path& path, const PackageLimits& limits)
{
    const auto place = path.filename().string();
    int code = 0;
    ZipHandle zip(zip_open(path.c_str(), ZIP_RDONLY | ZIP_CHECKCONS, &code));
    if (!zip) {
        zip_error_t error;
        zip_error_init_with_code(&error, code);
        const std::string text = zip_error_strerror(&error);
        zip_error_fini(&error);
        return package_fault(place, "package.damaged",
                             "The zip cannot be opened: it is damaged or was not copied completely ({0}). Export or "
                             "download it again.",
                             {text});
    }
    auto names = checked_names(zip.get(), place, limits);
    if (!names) return Failure(names.error());
    return std::make_unique<Zip>(std::move(zip), place, std::move(*names), limits.entry_bytes_max);
}

}  // namespace throughline
