// What a file is, before any table of it is looked at. Nothing here writes to it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string_view>

#include <SQLiteCpp/SQLiteCpp.h>

#include "throughline/base/error.hpp"

struct sqlite3_file;

namespace throughline::store {

// The bytes of a workspace, whole or not, read through SQLite's own handle. Closing any other handle of a file that
// this process has open drops all of its locks on the file (POSIX; https://www.sqlite.org/howtocorrupt.html,
// section 2.2), and the next program to close the file would throw the log away that this one goes on writing. Throws
// SQLite::Exception.
class FileBytes {
public:
    explicit FileBytes(const std::filesystem::path& file);
    [[nodiscard]] std::int64_t size() const;
    // What lies behind the end is zero.
    void read(std::int64_t from, std::span<unsigned char> bytes) const;
    // All of them, piece by piece, each with where it ends. Until `take` says no.
    void each_piece(const std::function<bool(std::string_view bytes, std::int64_t end)>& take) const;

private:
    SQLite::Database database_;
    sqlite3_file* file_ = nullptr;
};

// The newest schema step this program knows.
int newest_schema_version();

// A file system shared over a network, by statfs(2)'s magic number: NFS, SMB, CIFS, AFS, Coda, NCP, 9P, Ceph, FUSE's
// sshfs cannot be told from other FUSE file systems and is let through.
bool is_network_file_system(long statfs_type);

// Whether a file is one that seal_file() made.
bool is_sealed_file(const std::filesystem::path& file);

struct Inspected {
    int schema_version = 0;
};

// Refuses, each with its own message: no such file, a folder, an empty file, not SQLite, another program's database, a
// newer workspace, a truncated one, a read-only file or folder, a network share.
Result<Inspected> inspect_file(const std::filesystem::path& file);

// Whether a workspace may be made in `folder`: it exists, can be written, and is no network share.
Result<void> inspect_folder(const std::filesystem::path& folder);
// Whether a copy may be put there: a share is as good as any.
Result<void> inspect_folder_of_copies(const std::filesystem::path& folder);
bool is_on_network_share(const std::filesystem::path& path);

}  // namespace throughline::store
