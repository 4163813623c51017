// Files and folders that appear whole or not at all.
//
// Used by exports, copies and new workspaces. What is written is made under another name beside its place, readable
// by its owner alone, and renamed when it is whole; what is there already is never replaced. Whatever goes wrong, a
// full disk included, nothing is left behind.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/digest.hpp"
#include "throughline/base/error.hpp"
#include "throughline/base/files.hpp"

namespace throughline {

// A name beside `wanted` that nobody looks for, and another one at each call; the error if `wanted` is there already or
// its folder is not.
Result<std::filesystem::path> unfinished_name(const std::filesystem::path& wanted);
// The last step, also on drives that one carries about, whose file systems know fewer kinds of renaming; the name is on
// the disk when this returns. Removes nothing: that is its caller's, see Unfinished.
Result<void> give_name(const std::filesystem::path& unfinished, const std::filesystem::path& wanted);

// Goes with all that belongs to it unless it was put in place.
class Unfinished {
public:
    explicit Unfinished(std::filesystem::path path) : path_(std::move(path)) {}
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;
    ~Unfinished();
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] Result<void> put_in_place(const std::filesystem::path& wanted);

private:
    std::filesystem::path path_;
    bool is_in_place_ = false;
};

// Writes on to the end; a failure is kept and told by finish().
class FileBeingMade {
public:
    explicit FileBeingMade(std::filesystem::path path);
    FileBeingMade(const FileBeingMade&) = delete;
    FileBeingMade& operator=(const FileBeingMade&) = delete;
    ~FileBeingMade();
    void add(std::string_view bytes);
    // On the disk, and its SHA-256.
    [[nodiscard]] Result<std::string> finish();

private:
    void flush();

    std::filesystem::path path_;
    std::string waiting_;
    RunningDigest digest_;
    int file_ = -1;
    int failure_ = 0;  // errno
};

}  // namespace throughline
