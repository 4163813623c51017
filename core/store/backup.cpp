#include "core/store/backup.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

#include <SQLiteCpp/Backup.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/file_being_made.hpp"
#include "core/store/database.hpp"
#include "core/store/open_file.hpp"
#include "core/store/retention.hpp"
#include "core/store/values.hpp"

namespace throughline::store {
namespace {

namespace fs = std::filesystem;

constexpr int pages_at_once = 2'000;  // some 8 MB, so that a stop is heard soon

constexpr std::array log_suffixes = {"-wal", "-shm", "-journal"};

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

// Nobody else has the file open, its log has been taken in, and nobody gets at it while the connection stays open.
// Null: the file is too damaged for any of that.
Result<std::unique_ptr<SQLite::Database>> close_off(const fs::path& file)
{
    try {
        auto database = std::make_unique<SQLite::Database>(file.string(), SQLite::OPEN_READWRITE, 500);
        database->exec("PRAGMA locking_mode = EXCLUSIVE");
        // Leaving the write-ahead log is refused while any other connection is open, and takes the log in.
        if (text_of(*database, "PRAGMA journal_mode = DELETE") != "delete")
            throw SQLite::Exception("the log stays in use", SQLITE_BUSY);
        database->exec("BEGIN EXCLUSIVE");
        return database;
    } catch (const SQLite::Exception& exception) {
        const int code = exception.getErrorCode() & 0xff;
        if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB) return nullptr;
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
    const FileBytes bytes(file);
    const auto size = static_cast<double>(bytes.size());
    RunningDigest digest;
    bytes.each_piece([&](std::string_view piece, std::int64_t end) {
        digest.add(piece);
        take(piece);
        progress.at(static_cast<double>(end) / size);
        return !progress.is_stopped();
    });
    if (progress.is_stopped()) return fail(ErrorCode::cancelled, "Stopped; no copy was made.");
    return digest.hexadecimal();
}

Failure cannot_place(const fs::path& file, int number)
{
    return fail(ErrorCode::storage, "{0} could not be put in place: {1}. Nothing was changed.", file.string(),
                std::strerror(number));
}

}  // namespace

Result<void> copy_workspace(const fs::path& from, const fs::path& to, const Progress& progress)
{
    if (const auto folder = inspect_folder(fs::absolute(to).parent_path()); !folder) return folder;
    const auto name = unfinished_name(to);
    if (!name) return Failure(name.error());
    const Unfinished unfinished(*name);
    const auto old_mask = ::umask(0077);
    try {
        SQLite::Database source(from.string(), SQLite::OPEN_READONLY, busy_timeout_ms);
        SQLite::Database target(unfinished.path().string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        ::umask(old_mask);
        if (!copy_pages(source, target, progress)) return fail(ErrorCode::cancelled, "Stopped; no copy was made.");
        target.exec("PRAGMA synchronous = FULL");
        SQLite::Statement(target, "PRAGMA journal_mode = DELETE").executeStep();
        check_copy(target);
    } catch (const SQLite::Exception&) {
        ::umask(old_mask);
        throw;
    }
    return name_workspace(unfinished.path(), to);
}

Result<void> copy_backup(const fs::path& backup, const fs::path& to, const Progress& progress)
{
    if (auto folder = inspect_folder_of_copies(fs::absolute(to).parent_path()); !folder) return folder;
    const auto name = unfinished_name(to);
    if (!name) return Failure(name.error());
    const Unfinished unfinished(*name);
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
    return name_workspace(unfinished.path(), to);
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
    holdings.mark = mark_of(text_of(database, "SELECT lower(hex(id)) FROM journal_command ORDER BY seq LIMIT 1"));
    holdings.lock = text_of(database, "SELECT value FROM setting WHERE name = 'backup_lock'");
    return holdings;
}

Result<void> name_workspace(const fs::path& unfinished, const fs::path& wanted)
{
    std::error_code trouble;
    if (fs::exists(fs::symlink_status(wanted, trouble))) return give_name(unfinished, wanted);  // which says so
    // SQLite would take in what lies there under the log's name, though it is of another file: one that a program that
    // was killed left, and that was then moved away by hand. It may be the only copy of what it holds.
    for (const auto* suffix : {"-wal", "-journal"}) {
        const fs::path log = wanted.string() + suffix;
        if (!fs::exists(fs::symlink_status(log, trouble))) continue;
        auto aside = fs::path(log.string() + " left behind");
        for (int number = 2; fs::exists(fs::symlink_status(aside, trouble)); ++number)
            aside = log.string() + " left behind " + std::to_string(number);
        if (const auto moved = give_name(log, aside); !moved) return moved;
    }
    fs::remove(wanted.string() + "-shm", trouble);
    return give_name(unfinished, wanted);
}

Result<void> put_in_place(const fs::path& prepared, const fs::path& workspace, const fs::path& kept)
{
    if (!fs::exists(fs::symlink_status(workspace))) return name_workspace(prepared, workspace);
    // A damaged file's log belongs to it, and SQLite may throw it away on the way.
    const fs::path log = workspace.string() + "-wal";
    const fs::path kept_log = kept.string() + "-wal";
    const fs::path log_meanwhile = kept.string() + "-log";
    const bool has_log = fs::exists(log) && fs::file_size(log) > 0;
    if (has_log) fs::copy_file(log, log_meanwhile);
    const auto closed = close_off(workspace);
    std::error_code ignored;  // what is not there need not go
    if (has_log && (!closed || *closed)) fs::remove(log_meanwhile, ignored);
    if (!closed) return Failure(closed.error());
    for (const auto* suffix : log_suffixes) fs::remove(workspace.string() + suffix, ignored);
    // Both are there whole under a name that a person sees, whenever this is cut short.
    if (const auto named = give_name(prepared, kept); !named) return named;
    if (::renameat2(AT_FDCWD, kept.c_str(), AT_FDCWD, workspace.c_str(), RENAME_EXCHANGE) != 0) {
        const int number = errno;
        if (const auto back = give_name(kept, prepared); !back) return back;
        if (number != EINVAL) return cannot_place(workspace, number);
        // Drives that one carries about cannot do that in one step.
        if (const auto named = give_name(workspace, kept); !named) return named;
        if (const auto named = give_name(prepared, workspace); !named) {
            if (!give_name(kept, workspace))
                return fail(ErrorCode::storage, "{0} is now called {1}: nothing was restored, and nothing is lost.",
                            workspace.string(), kept.string());
            return named;
        }
    }
    if (has_log && !*closed) return give_name(log_meanwhile, kept_log);
    return {};
}

}  // namespace throughline::store
