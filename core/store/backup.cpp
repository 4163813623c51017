#include "core/store/backup.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <SQLiteCpp/Backup.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

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
    if (::renameat2(AT_FDCWD, unfinished.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) != 0) {
        const auto failure = cannot_place(to);
        remove_with_logs(unfinished);
        return failure;
    }
    sync_folder_of(to);
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
        if (::renameat2(AT_FDCWD, prepared.c_str(), AT_FDCWD, workspace.c_str(), RENAME_NOREPLACE) != 0)
            return cannot_place(workspace);
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
    if (::renameat2(AT_FDCWD, prepared.c_str(), AT_FDCWD, workspace.c_str(), RENAME_EXCHANGE) != 0)
        return cannot_place(workspace);
    if (::renameat2(AT_FDCWD, prepared.c_str(), AT_FDCWD, kept.c_str(), RENAME_NOREPLACE) != 0)
        return fail(ErrorCode::storage, "{0} was restored; what lay there before is now {1}.", workspace.string(),
                    prepared.string());
    sync_folder_of(workspace);
    return {};
}

}  // namespace throughline::store
