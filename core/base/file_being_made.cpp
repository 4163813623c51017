#include "core/base/file_being_made.hpp"

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace throughline {

namespace fs = std::filesystem;

namespace {

Failure is_there(const fs::path& wanted)
{
    return fail(ErrorCode::conflict, "{0} is there already and was left as it is. Choose another name.",
                wanted.string());
}

// The new name itself is on disk, too.
void sync_folder_of(const fs::path& file)
{
    const int folder = ::open(fs::absolute(file).parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return;  // then nothing more can be done for it, and the file itself is safe
    ::fsync(folder);
    ::close(folder);
}

fs::path name_beside(const fs::path& wanted)
{
    static std::atomic<int> count = 0;
    const auto whole = fs::absolute(wanted);
    return whole.parent_path() / fmt::format(".{}.{}-{}.new", whole.filename().string(), ::getpid(), ++count);
}

}  // namespace

Result<fs::path> unfinished_name(const fs::path& wanted)
{
    std::error_code trouble;
    if (fs::exists(fs::symlink_status(wanted, trouble))) return is_there(wanted);
    const auto folder = fs::absolute(wanted).parent_path();
    if (!fs::is_directory(folder, trouble))
        return fail(ErrorCode::not_found, "There is no folder {0}. Make it first, or name another.", folder.string());
    if (::access(folder.c_str(), W_OK) != 0)
        return fail(ErrorCode::read_only, "The folder {0} cannot be written. Choose another.", folder.string());
    return name_beside(wanted);
}

Result<void> give_name(const fs::path& unfinished, const fs::path& wanted)
{
    if (::renameat2(AT_FDCWD, unfinished.c_str(), AT_FDCWD, wanted.c_str(), RENAME_NOREPLACE) != 0) {
        if (errno == EEXIST) return is_there(wanted);
        // Some file systems of drives that one carries about cannot promise "not over another".
        std::error_code trouble(errno, std::generic_category());
        if (errno == EINVAL) {
            if (fs::exists(fs::symlink_status(wanted, trouble))) return is_there(wanted);
            fs::rename(unfinished, wanted, trouble);
        }
        if (trouble)
            return fail(ErrorCode::storage, "{0} could not be put in its place ({1}). Choose another folder.",
                        wanted.string(), trouble.message());
    }
    sync_folder_of(wanted);
    return {};
}

Result<void> write_new_file(const fs::path& file, std::string_view bytes)
{
    const auto name = unfinished_name(file);
    if (!name) return Failure(name.error());
    Unfinished unfinished(*name);
    FileBeingMade made(unfinished.path());
    made.add(bytes);
    if (const auto written = made.finish(); !written) return Failure(written.error());
    return unfinished.put_in_place(file);
}

Result<void> replace_file(const fs::path& file, std::string_view bytes)
{
    const Unfinished unfinished(name_beside(file));
    FileBeingMade made(unfinished.path());
    made.add(bytes);
    std::error_code trouble;
    if (const auto written = made.finish(); !written) return Failure(written.error());
    fs::rename(unfinished.path(), file, trouble);
    if (trouble)
        return fail(ErrorCode::storage, "{0} could not be put in its place ({1}). Choose another folder.",
                    file.string(), trouble.message());
    sync_folder_of(file);
    return {};
}

Unfinished::~Unfinished()
{
    if (is_in_place_) return;
    std::error_code ignored;  // leftovers of a failed try; the error that matters is on its way
    fs::remove_all(path_, ignored);
    for (const auto* suffix : {"-wal", "-shm", "-journal"}) fs::remove(path_.string() + suffix, ignored);
}

Result<void> Unfinished::put_in_place(const fs::path& wanted)
{
    auto done = give_name(path_, wanted);
    is_in_place_ = done.has_value();
    return done;
}

FileBeingMade::FileBeingMade(fs::path path) : path_(std::move(path))
{
    file_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file_ < 0) failure_ = errno;
}

FileBeingMade::~FileBeingMade()
{
    if (file_ >= 0) ::close(file_);
}

void FileBeingMade::add(std::string_view bytes)
{
    constexpr std::size_t waiting_max = 256 * 1024;
    waiting_ += bytes;
    if (waiting_.size() > waiting_max) flush();
}

void FileBeingMade::flush()
{
    digest_.add(waiting_);
    std::string_view left = waiting_;
    while (!left.empty() && failure_ == 0) {
        const auto written = ::write(file_, left.data(), left.size());
        if (written > 0)
            left.remove_prefix(static_cast<std::size_t>(written));
        else if (written < 0 && errno != EINTR)
            failure_ = errno;
    }
    waiting_.clear();
}

Result<std::string> FileBeingMade::finish()
{
    flush();
    if (failure_ == 0 && ::fsync(file_) != 0) failure_ = errno;
    if (file_ >= 0 && ::close(file_) != 0 && failure_ == 0) failure_ = errno;
    file_ = -1;
    if (failure_ != 0)
        return fail(ErrorCode::storage, "{0} could not be written in full ({1}); nothing was left behind.",
                    path_.filename().string(), std::strerror(failure_));
    return digest_.hexadecimal();
}

}  // namespace throughline
