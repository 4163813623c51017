#include "core/store/open_file.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <vector>

#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "core/base/sealed_file.hpp"
#include "core/store/database.hpp"

namespace throughline::store {
namespace {

namespace fs = std::filesystem;

// SQLite's file header (https://www.sqlite.org/fileformat2.html, section 1.3); numbers are big-endian.
constexpr std::size_t header_bytes = 100;
using Header = std::array<unsigned char, header_bytes>;

std::optional<Header> header_of(const fs::path& file)
{
    Header header{};
    try {
        FileBytes(file).read(0, header);
    } catch (const SQLite::Exception&) {
        return std::nullopt;
    }
    return header;
}

std::uint32_t number_at(const Header& header, std::size_t offset)
{
    return static_cast<std::uint32_t>(header[offset]) << 24 | static_cast<std::uint32_t>(header[offset + 1]) << 16 |
           static_cast<std::uint32_t>(header[offset + 2]) << 8 | header[offset + 3];
}

std::uint32_t page_size(const Header& header)
{
    const std::uint32_t stored = static_cast<std::uint32_t>(header[16]) << 8 | header[17];
    return stored == 1 ? 65'536 : stored;
}

bool has_writer_bits(const fs::path& path)
{
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && (status.st_mode & 0222) != 0;
}

// The permission bits count for everybody, also for an administrator whom the system would let through: somebody
// marked the file read-only on purpose.
bool is_writable(const fs::path& path) { return has_writer_bits(path) && ::access(path.c_str(), W_OK) == 0; }

Result<void> refuse_network_share(const fs::path& path)
{
    if (is_on_network_share(path))
        return fail(ErrorCode::network_share,
                    "{0} lies on a network share, where SQLite's write-ahead log cannot work and files get damaged. "
                    "Keep the workspace on this computer and put its backups on the share.",
                    path.string());
    return {};
}

bool has_wal(const fs::path& file)
{
    std::error_code none;
    const auto size = fs::file_size(file.string() + "-wal", none);
    return !none && size > 0;
}

Result<void> refuse_newer(const fs::path& file, int version)
{
    if (version <= newest_schema_version()) return {};
    return fail(ErrorCode::too_new,
                "{0} was made by a newer Throughline: it needs file version {1}, and this program knows versions up to "
                "{2}. Install the newer program; the file was left as it is.",
                file.string(), fmt::to_string(version), fmt::to_string(newest_schema_version()));
}

// What a program that was killed had written may still be in the log, and the file's version with it.
Result<int> version_with_log(const fs::path& file)
{
    return guarded(file, [&]() -> Result<int> {
        SQLite::Database database(file.string(), SQLite::OPEN_READONLY, busy_timeout_ms);
        return database.execAndGet("PRAGMA user_version").getInt();
    });
}

Result<void> refuse_truncated(const fs::path& file, const Header& header, std::uintmax_t size)
{
    // The header's page count holds only if it was written by the last change (offsets 24 and 92), and pages may still
    // wait in the write-ahead log.
    const bool count_is_valid = number_at(header, 24) == number_at(header, 92);
    const auto expected = std::uintmax_t{number_at(header, 28)} * page_size(header);
    if (!count_is_valid || has_wal(file) || size >= expected) return {};
    return fail(ErrorCode::damaged,
                "{0} is cut off: it should have {1} bytes and has {2}. It was left as it is. Restore a backup, or copy "
                "the file again from where it came.",
                file.string(), fmt::to_string(expected), fmt::to_string(size));
}

}  // namespace

bool is_network_file_system(long statfs_type)
{
    // From statfs(2) and linux/magic.h.
    constexpr std::array<long, 10> types = {
        0x6969,     /* NFS */ 0x517b,     /* SMB */ 0xff534d42,  /* CIFS */ 0xfe534d42, /* SMB2 */
        0x5346414f, /* AFS */ 0x6b414653, /* kAFS */ 0x73757245,                        /* Coda */
        0x564c,     /* NCP */ 0x01021997, /* 9P */ 0x00c36400 /* Ceph */};
    for (const auto type : types)
        if ((statfs_type & 0xffffffffL) == type) return true;
    return false;
}

bool is_on_network_share(const fs::path& path)
{
    struct statfs info {};
    return ::statfs(path.c_str(), &info) == 0 && is_network_file_system(static_cast<long>(info.f_type));
}

FileBytes::FileBytes(const fs::path& file) : database_(file.string(), SQLite::OPEN_READONLY)
{
    const int status =
        ::sqlite3_file_control(database_.getHandle(), "main", SQLITE_FCNTL_FILE_POINTER, static_cast<void*>(&file_));
    if (status != SQLITE_OK || file_ == nullptr || file_->pMethods == nullptr)
        throw SQLite::Exception("the file cannot be read", SQLITE_CANTOPEN);
}

std::int64_t FileBytes::size() const
{
    sqlite3_int64 bytes = 0;
    if (const int status = file_->pMethods->xFileSize(file_, &bytes); status != SQLITE_OK)
        throw SQLite::Exception("the file's size cannot be read", status);
    return bytes;
}

void FileBytes::read(std::int64_t from, std::span<unsigned char> bytes) const
{
    const int status = file_->pMethods->xRead(file_, bytes.data(), static_cast<int>(bytes.size()), from);
    if (status != SQLITE_OK && status != SQLITE_IOERR_SHORT_READ)
        throw SQLite::Exception("the file cannot be read", status);
}

void FileBytes::each_piece(const std::function<bool(std::string_view bytes, std::int64_t end)>& take) const
{
    constexpr std::int64_t piece = 1'000'000;
    const auto total = size();
    std::vector<unsigned char> block(static_cast<std::size_t>(std::min(piece, total)));
    for (std::int64_t at = 0; at < total; at += piece) {
        const auto count = static_cast<std::size_t>(std::min(piece, total - at));
        read(at, std::span(block).first(count));
        if (!take({reinterpret_cast<const char*>(block.data()), count}, at + static_cast<std::int64_t>(count))) return;
    }
}

bool is_sealed_file(const fs::path& file)
{
    const auto header = header_of(file);
    return header && has_seal(*header);
}

Result<Inspected> inspect_file(const fs::path& file)
{
    std::error_code error;
    const auto status = fs::status(file, error);
    if (!fs::exists(status))
        return fail(ErrorCode::not_found, "There is no file {0}. Check its name, or make a workspace with 'new'.",
                    file.string());
    if (fs::is_directory(status))
        return fail(ErrorCode::not_a_workspace, "{0} is a folder. Name the workspace file in it.", file.string());
    const auto read = header_of(file);
    if (!read)
        return fail(ErrorCode::read_only, "{0} cannot be read. Ask its owner for the right to read and write it.",
                    file.string());
    const auto& header = *read;
    const auto size = fs::file_size(file, error);
    if (size == 0)
        return fail(ErrorCode::not_a_workspace,
                    "{0} is empty and so no workspace. Name another file, or make one with 'new'.", file.string());
    if (has_seal(header))
        return fail(ErrorCode::not_a_workspace,
                    "{0} is a sealed backup, not a workspace. Restore it: its passphrase makes a workspace of it.",
                    file.string());
    if (std::memcmp(header.data(), "SQLite format 3", 16) != 0)
        return fail(ErrorCode::not_a_workspace,
                    "{0} is not a Throughline workspace. Name a .throughline file, or make one with 'new'.",
                    file.string());
    if (size < header_bytes)
        return fail(ErrorCode::damaged, "{0} is cut off after {1} bytes. Restore a backup.", file.string(),
                    fmt::to_string(size));
    if (number_at(header, 68) != static_cast<std::uint32_t>(application_id))
        return fail(ErrorCode::not_a_workspace,
                    "{0} is a database of another program, not a Throughline workspace. It was left as it is.",
                    file.string());
    auto version = static_cast<int>(number_at(header, 60));
    if (const auto known = refuse_newer(file, version); !known) return Failure(known.error());
    if (const auto whole = refuse_truncated(file, header, size); !whole) return Failure(whole.error());
    if (const auto local = refuse_network_share(file); !local) return Failure(local.error());
    if (!is_writable(file))
        return fail(ErrorCode::read_only, "{0} is read-only. Make it writable, or work on a copy.", file.string());
    if (const auto folder = inspect_folder(fs::absolute(file).parent_path()); !folder) return Failure(folder.error());
    if (has_wal(file)) {
        const auto with_log = version_with_log(file);
        if (!with_log) return Failure(with_log.error());
        version = *with_log;
        if (const auto known = refuse_newer(file, version); !known) return Failure(known.error());
    }
    return Inspected{version};
}

Result<void> inspect_folder(const fs::path& folder)
{
    if (const auto good = inspect_folder_of_copies(folder); !good) return good;
    return refuse_network_share(folder);
}

Result<void> inspect_folder_of_copies(const fs::path& folder)
{
    std::error_code error;
    if (!fs::is_directory(folder, error))
        return fail(ErrorCode::not_found, "There is no folder {0}. Make it first, or name another.", folder.string());
    if (!is_writable(folder))
        return fail(ErrorCode::read_only, "The folder {0} is read-only. Choose another, or make it writable.",
                    folder.string());
    return {};
}

}  // namespace throughline::store
