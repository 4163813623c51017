#include "core/store/database.hpp"

#include <cassert>

#include <sqlite3.h>

#include "core/embed/embedded.hpp"
#include "core/store/closed_years.hpp"

namespace throughline::store::sql {
std::span<const embedded::File> files();
}

namespace throughline::store {
namespace {

// uuid_text(blob) and uuid_blob(text): ids as people and JSON read them. NULL goes through.
void uuid_text(sqlite3_context* context, int, sqlite3_value** values)
{
    if (sqlite3_value_type(values[0]) == SQLITE_NULL) return sqlite3_result_null(context);
    IdBytes bytes{};
    if (sqlite3_value_bytes(values[0]) != static_cast<int>(bytes.size()))
        return sqlite3_result_error(context, "uuid_text: not 16 bytes", -1);
    std::memcpy(bytes.data(), sqlite3_value_blob(values[0]), bytes.size());
    const auto text = to_string(bytes);
    sqlite3_result_text(context, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
}

void uuid_blob(sqlite3_context* context, int, sqlite3_value** values)
{
    if (sqlite3_value_type(values[0]) == SQLITE_NULL) return sqlite3_result_null(context);
    const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(values[0]));
    const auto bytes = text == nullptr ? std::nullopt : parse_id(text);
    if (!bytes) return sqlite3_result_error(context, "uuid_blob: not an id", -1);
    sqlite3_result_blob(context, bytes->data(), static_cast<int>(bytes->size()), SQLITE_TRANSIENT);
}

void add_functions(SQLite::Database& database)
{
    database.createFunction("uuid_text", 1, true, nullptr, &uuid_text);
    database.createFunction("uuid_blob", 1, true, nullptr, &uuid_blob);
}

}  // namespace

Database::Database(const std::filesystem::path& file)
    // One thread at a time, as promised: SQLite need not guard every call.
    : file_(file), database_(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX, busy_timeout_ms)
{
    // A backup that was put in place is without its log; for any other file this changes nothing.
    database_.exec("PRAGMA journal_mode = WAL");
    // Constraints of this connection; the file's own (application_id) were set when it was made.
    database_.exec("PRAGMA foreign_keys = ON");
    database_.exec("PRAGMA synchronous = FULL");
    database_.exec("PRAGMA temp_store = MEMORY");
    // A district's pages stay in memory once read. Not mapped: a drive that is pulled out must be an error, no crash.
    database_.exec("PRAGMA cache_size = -65536");
    database_.exec("PRAGMA recursive_triggers = ON");  // so that REPLACE would be journalled too
    add_functions(database_);
}

Query Database::query(const std::string& sql)
{
    auto& statement = statements_[sql];
    if (!statement) statement = std::make_unique<SQLite::Statement>(database_, sql);
    return Query(*statement);
}

Query Database::named(std::string_view name) { return query(std::string(embedded::text_of(sql::files(), name))); }

void Database::script(std::string_view sql) { database_.exec(std::string(sql)); }

std::int64_t Database::changes_since_last_statement() const { return database_.getChanges(); }

void Database::stop_on(std::stop_token stop)
{
    constexpr int steps_between_looks = 10'000;  // of SQLite's machine: about a tenth of a millisecond
    stop_ = std::move(stop);
    const auto is_stopped = [](void* token) { return static_cast<std::stop_token*>(token)->stop_requested() ? 1 : 0; };
    sqlite3_progress_handler(database_.getHandle(), stop_.stop_possible() ? steps_between_looks : 0, is_stopped,
                             &stop_);
}

bool Database::is_in_transaction() { return sqlite3_get_autocommit(database_.getHandle()) == 0; }

std::int64_t Database::data_version()
{
    auto counter = query("PRAGMA data_version");
    counter.next();
    return counter.take<std::int64_t>();
}

FileState Database::state()
{
    auto* handle = database_.getHandle();
    return {data_version(), sqlite3_total_changes64(handle), sqlite3_txn_state(handle, "main") == SQLITE_TXN_WRITE};
}

Transaction::Transaction(Database& database) : database_(database) { database_.script("BEGIN IMMEDIATE"); }

Transaction::~Transaction()
{
    if (!open_) return;
    // After some errors (disk full) SQLite has rolled back by itself and there is nothing left to undo.
    if (sqlite3_get_autocommit(database_.raw().getHandle()) == 0) database_.raw().tryExec("ROLLBACK");
}

void Transaction::commit()
{
    assert(open_);
    database_.script("COMMIT");
    open_ = false;
}

Error error_of(const SQLite::Exception& exception, const std::filesystem::path& file)
{
    const auto name = file.filename().string();
    const auto error = [&](ErrorCode code, std::string message) {
        return Error{code, std::move(message), {name}, {}, exception.what()};
    };
    if (exception.getExtendedErrorCode() == SQLITE_CONSTRAINT_FUNCTION) return closed_year_error(exception.what());
    switch (exception.getErrorCode() & 0xff) {
        case SQLITE_INTERRUPT:
            return error(ErrorCode::cancelled, "Stopped before it was done. Nothing in {0} was changed.");
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return error(ErrorCode::locked,
                         "{0} is being written by another program. Close that program or try again in a moment.");
        case SQLITE_READONLY:
        case SQLITE_PERM:
            return error(ErrorCode::read_only,
                         "{0} cannot be written. Make the file and its folder writable, or work on a copy.");
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return error(ErrorCode::damaged,
                         "{0} is damaged and was left as it is. Restore a backup, or save what can be saved of it "
                         "(recover).");
        case SQLITE_FULL:
            return error(ErrorCode::storage,
                         "The disk is full, so {0} cannot be saved. Free some space and try again.");
        case SQLITE_IOERR:
        case SQLITE_CANTOPEN:
            return error(ErrorCode::storage,
                         "{0} cannot be reached. Check that its drive is connected, then try again.");
        case SQLITE_CONSTRAINT:
            return error(ErrorCode::invalid,
                         "{0} refused a change that would break its own rules; nothing was written.");
        default:
            return error(ErrorCode::storage, "{0} could not be used; nothing was written. Try again.");
    }
}

}  // namespace throughline::store
