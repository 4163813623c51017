#include "core/store/backup.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <span>
#include <vector>

#include <SQLiteCpp/Backup.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/file_being_made.hpp"
#include "core/store/database.hpp"
#include "core/store/open_file.hpp"
#include "core/store/values.hpp"

namespace throughline::store {
namespace {

namespace fs = std::filesystem;

constexpr int pages_at_once = 2'000;  // some 8 MB, so that a stop is heard soon

constexpr std::array log_suffixes = {"-wal", "-shm", "-journal"};

void remove_with_logs(const fs::path& file)
{
    std::error_code ignored;  // leftovers of a failed try; the error that matters is on its way
    fs::remove(file, ignored);
    for (const auto* suffix : log_suffixes) fs::remove(file.string() + suffix, ignored);
}

// The new name itself is on disk, too.
void sync_folder_of(const fs::path& file)
{
    const int folder = ::open(fs::absolute(file).parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return;  // then nothing more can be done for it, and the file itself is safe
    ::fsync(folder);
    ::close(folder);
}

void check_copy(SQLite::Database& copy)
{
    SQLite::Statement check(copy, "PRAGMA quick_check(1)");
    check.executeStep();
    const std::string verdict = check.getColumn(0).getText();
    if (verdict != "ok") throw SQLite::Exception(verdict, SQLITE_CORRUPT);
}

// False: stopped.
bool copy_pages(SQLite::Database& from, SQLite::Database& to, const Progress& progress)
{
    // One moment: with its own read transaction open the source may be written meanwhile without starting over.
    from.exec("BEGIN");
    SQLite::Statement(from, "SELECT count(*) FROM sqlite_schema").executeStep();
    SQLite::Backup backup(to, from);
    for (int status = SQLITE_OK; status != SQLITE_DONE;) {
        if (progress.is_stopped()) return false;
        status = backup.executeStep(pages_at_once);
        const double total = std::max(1, backup.getTotalPageCount());
        progress.at(1 - backup.getRemainingPageCount() / total);
        if (status == SQLITE_BUSY || status == SQLITE_LOCKED) ::usleep(10'000);
    }
    return true;
}

bool has_table(SQLite::Database& database, const char* name) { return database.tableExists(name); }

std::string text_of(SQLite::Database& database, const std::string& sql)
{
    SQLite::Statement statement(database, sql);
    return statement.executeStep() ? statement.getColumn(0).getString() : std::string();
}

// Nobody else has the file open, and its log has been taken in. False: the file is too damaged to tell.
Result<bool> close_off(const fs::path& file)
{
    try {
        SQLite::Database database(file.string(), SQLite::OPEN_READWRITE, 500);
        database.exec("PRAGMA locking_mode = EXCLUSIVE");
        // Leaving the write-ahead log is refused while any other connection is open, and takes the log in.
        if (text_of(database, "PRAGMA journal_mode = DELETE") != "delete")
            throw SQLite::Exception("the log stays in use", SQLITE_BUSY);
        return true;
    } catch (const SQLite::Exception& exception) {
        const int code = exception.getErrorCode() & 0xff;
        if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB) return false;
        if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
            return fail(ErrorCode::locked,
                        "{0} is open in another window or program. Close it there, then restore again; nothing was "
                        "changed.",
                        file.string());
        throw;
    }
}

// Hands all bytes of a file on, piece by piece, and says their SHA-256.
template <class TakeBytes>
Result<std::string> digest_of(const fs::path& file, TakeBytes take, const Progress& progress)
{
    constexpr std::int64_t piece = 1'000'000;
    const FileBytes bytes(file);
    const auto size = bytes.size();
    RunningDigest digest;
    std::vector<unsigned char> read(piece);
    for (std::int64_t at = 0; at < size; at += piece) {
        if (progress.is_stopped()) return fail(ErrorCode::cancelled, "Stopped; no copy was made.");
        const auto count = std::min(piece, size - at);
        bytes.read(at, std::span(read).first(static_cast<std::size_t>(count)));
        const std::string_view text(reinterpret_cast<const char*>(read.data()), static_cast<std::size_t>(count));
        digest.add(text);
        take(text);
        progress.at(static_cast<double>(at + count) / static_cast<double>(size));
    }
    return digest.hexadecimal();
}

Failure cannot_place(const fs::path& file)
{
    return fail(ErrorCode::storage, "{0} could not be put in place: {1}. Nothing was changed.", file.string(),
                std::strerror(errno));
}

}  // namespace

Result<void> copy_workspace(const fs::path& from, const fs::path& to, const Progress& progress)
{
    if (fs::exists(fs::symlink_status(to)))
        return fail(ErrorCode::conflict, "{0} is already there and was left as it is. Choose another name.",
                    to.string());
    if (const auto folder = inspect_folder(fs::absolute(to).parent_path()); !folder) return folder;
    const auto unfinished = fs::absolute(to).parent_path() / fmt::format(".{}.part", to.filename().string());
    remove_with_logs(unfinished);
    const auto old_mask = ::umask(0077);
    try {
        SQLite::Database source(from.string(), SQLite::OPEN_READONLY, busy_timeout_ms);
        SQLite::Database target(unfinished.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        ::umask(old_mask);
        if (!copy_pages(source, target, progress)) {
            remove_with_logs(unfinished);
            return fail(ErrorCode::cancelled, "Stopped; no copy was made.");
        }
        target.exec("PRAGMA synchronous = FULL");
        SQLite::Statement(target, "PRAGMA journal_mode = DELETE").executeStep();
        check_copy(target);
    } catch (const SQLite::Exception&) {
        ::umask(old_mask);
        remove_with_logs(unfinished);
        throw;
    }
    if (auto named = give_name(unfinished, to); !named) {
        remove_with_logs(unfinished);
        return named;
    }
    sync_folder_of(to);
    return {};
}

Result<void> copy_backup(const fs::path& backup, const fs::path& to, const Progress& progress)
{
    if (auto folder = inspect_folder_of_copies(fs::absolute(to).parent_path()); !folder) return folder;
    const auto name = unfinished_name(to);
    if (!name) return Failure(name.error());
    Unfinished unfinished(*name);
    FileBeingMade copy(unfinished.path());
    constexpr double share_of_writing = 0.7;
    const auto whole = digest_of(
        backup, [&](std::string_view bytes) { copy.add(bytes); }, progress.part(0, share_of_writing));
    if (!whole) return Failure(whole.error());
    const auto written = copy.finish();
    if (!written) return Failure(written.error());
    const auto read_back = digest_of(
        unfinished.path(), [](std::string_view) {}, progress.part(share_of_writing, 1));
    if (!read_back) return Failure(read_back.error());
    if (*read_back != *whole)
        return fail(ErrorCode::storage,
                    "What was written to {0} reads back otherwise: the drive may be failing. Nothing was left there.",
                    to.string());
    if (auto named = unfinished.put_in_place(to); !named) return named;
    sync_folder_of(to);
    return {};
}

Result<void> copy_to_read(const fs::path& file, const fs::path& to, const Progress& progress)
{
    if (auto copied = copy_backup(file, to, progress); !copied) return copied;
    const fs::path log = file.string() + "-wal";
    if (std::error_code none; fs::exists(log, none) && fs::file_size(log, none) > 0)
        fs::copy_file(log, to.string() + "-wal");
    SQLite::Database copy(to.string(), SQLite::OPEN_READWRITE, busy_timeout_ms);
    SQLite::Statement(copy, "PRAGMA journal_mode = DELETE").executeStep();
    check_copy(copy);
    return {};
}

Holdings holdings_of(const fs::path& file)
{
    SQLite::Database database(file.string(), SQLite::OPEN_READONLY, busy_timeout_ms);
    Holdings holdings;
    SQLite::Statement schools(database, "SELECT name FROM school ORDER BY name");
    while (schools.executeStep()) holdings.schools.push_back(schools.getColumn(0).getString());
    SQLite::Statement visits(database,
                             "SELECT count(*), coalesce(max(started_on), '') FROM observation WHERE state <> "
                             "'archived'");
    visits.executeStep();
    holdings.visit_count = visits.getColumn(0).getInt64();
    holdings.last_visit_on = parse_date(visits.getColumn(1).getString());
    SQLite::Statement change(database, "SELECT at FROM journal_command ORDER BY seq DESC LIMIT 1");
    if (change.executeStep()) holdings.last_change_at = Instant{change.getColumn(0).getInt64()};
    // What is written outside of commands counts, too.
    holdings.change_mark = text_of(database, "SELECT coalesce(max(seq), 0) FROM journal_command") + "/" +
                           text_of(database, "SELECT count(*) || '-' || coalesce(max(typed_at), 0) FROM draft");
    if (has_table(database, "access"))
        holdings.change_mark += "/" + text_of(database, "SELECT coalesce(max(id), 0) FROM access");
    if (has_table(database, "account"))
        holdings.change_mark += "/" + text_of(database,
                                              "SELECT count(*) || '-' || coalesce(max(changed_at), 0) || '-' || "
                                              "coalesce(sum(is_disabled), 0) FROM account");
    holdings.second_folder = text_of(database, "SELECT value FROM setting WHERE name = 'backup_folder'");
    holdings.lock = text_of(database, "SELECT value FROM setting WHERE name = 'backup_lock'");
    return holdings;
}

Result<void> put_in_place(const fs::path& prepared, const fs::path& workspace, const fs::path& kept)
{
    if (!fs::exists(fs::symlink_status(workspace))) {
        if (auto named = give_name(prepared, workspace); !named) return named;
        sync_folder_of(workspace);
        return {};
    }
    // A damaged file's log belongs to it, and SQLite may throw it away on the way.
    const fs::path log = workspace.string() + "-wal";
    const fs::path kept_log = kept.string() + "-wal";
    const bool has_log = fs::exists(log) && fs::file_size(log) > 0;
    if (has_log) fs::copy_file(log, kept_log);
    const auto closed = close_off(workspace);
    std::error_code ignored;  // what is not there need not go
    if (has_log && (!closed || *closed)) fs::remove(kept_log, ignored);
    if (!closed) return Failure(closed.error());
    for (const auto* suffix : log_suffixes) fs::remove(workspace.string() + suffix, ignored);
    if (::renameat2(AT_FDCWD, prepared.c_str(), AT_FDCWD, workspace.c_str(), RENAME_EXCHANGE) == 0) {
        if (!give_name(prepared, kept))
            return fail(ErrorCode::storage, "{0} was restored; what lay there before is now {1}.", workspace.string(),
                        prepared.string());
    } else if (errno == EINVAL) {
        // Drives that one carries about cannot do that in one step. Whenever this is cut short, both are there whole.
        if (auto named = give_name(workspace, kept); !named) return named;
        if (auto named = give_name(prepared, workspace); !named) {
            if (!give_name(kept, workspace))
                return fail(ErrorCode::storage, "{0} is now called {1}: nothing was restored, and nothing is lost.",
                            workspace.string(), kept.string());
            return named;
        }
    } else {
        return cannot_place(workspace);
    }
    sync_folder_of(workspace);
    return {};
}

}  // namespace throughline::store
