// Where an exchange set's files come from: a folder or a zip, read as streams.
//
// Used by the OneRoster reader (and for a single file by the staff CSV reader). A zip is never unpacked to disk. Its
// sizes are limited, so that a small hostile zip cannot become an endless import.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/base/error.hpp"

namespace throughline {

class ByteSource {
public:
    virtual ~ByteSource() = default;
    // Fills the front of `bytes`; 0 at the end.
    virtual Result<std::size_t> read(std::span<char> bytes) = 0;
};

struct PackageLimits {
    std::size_t entries_max = 200;  // OneRoster 1.2 has 23 files; some add folders of their own
    std::uint64_t entry_bytes_max = 2ULL * 1024 * 1024 * 1024;  // enrolments of a million students stay below
    std::uint64_t total_bytes_max = 4ULL * 1024 * 1024 * 1024;
};

class Package {
public:
    virtual ~Package() = default;
    // Every file, with its path inside the package.
    [[nodiscard]] virtual const std::vector<std::string>& names() const = 0;
    [[nodiscard]] virtual Result<std::unique_ptr<ByteSource>> open(const std::string& name) = 0;

    [[nodiscard]] bool has(std::string_view name) const;
};

Result<std::unique_ptr<ByteSource>> open_file(const std::filesystem::path& path);
Result<std::unique_ptr<Package>> open_folder(const std::filesystem::path& path);
Result<std::unique_ptr<Package>> open_zip(const std::filesystem::path& path, const PackageLimits& limits = {});

}  // namespace throughline
