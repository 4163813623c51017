// Database: one connection to a workspace file, its cached statements and its transactions.
//
// The only owner of SQLiteCpp objects. Everything in core/store works on it; nothing above core/store sees SQLite.
// SQLite's exceptions leave core/store only through `guarded()`, which turns them into Errors. Not thread-safe: one
// Database per thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <SQLiteCpp/SQLiteCpp.h>

#include "core/store/values.hpp"
#include "throughline/base/error.hpp"

namespace throughline::store {

// "Thrl", big-endian, in the file's header.
constexpr std::int32_t application_id = 0x5468726c;
// How long to wait for another program's write before saying that the file is busy.
constexpr int busy_timeout_ms = 2'000;

// A statement in use: bound, stepped and put back into the cache at the end of its scope.
class Query {
public:
    explicit Query(SQLite::Statement& statement) : statement_(&statement) {}
    Query(Query&& other) noexcept : statement_(std::exchange(other.statement_, nullptr)) {}
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;
    Query& operator=(Query&&) = delete;
    ~Query()
    {
        if (statement_ == nullptr) return;
        statement_->tryReset();
        statement_->clearBindings();
    }

    // Binds to ?1, ?2, ... in the order of calls.
    template <class Value>
    Query& bind(const Value& value)
    {
        bind_value(*statement_, ++bound_, value);
        return *this;
    }
    template <class... Values>
    Query& bind_all(const Values&... values)
    {
        (bind(values), ...);
        return *this;
    }
    // Binds to ?N, for statements some of whose conditions are left out.
    template <class Value>
    Query& bind_at(int number, const Value& value)
    {
        bind_value(*statement_, number, value);
        return *this;
    }
    // Forgets row and bindings, to run once more.
    void restart()
    {
        statement_->reset();
        statement_->clearBindings();
        bound_ = 0;
    }
    // True while there is a row.
    bool next()
    {
        column_ = 0;
        return statement_->executeStep();
    }
    void run()
    {
        while (next()) {
        }
    }
    // Reads the row's columns from left to right.
    template <class Value>
    void read(Value& value)
    {
        read_value(*statement_, column_++, value);
    }
    template <class Value>
    Value take()
    {
        Value value{};
        read(value);
        return value;
    }

private:
    SQLite::Statement* statement_;
    int bound_ = 0;
    int column_ = 0;
};

// Equal states of one connection: nobody has written in between.
struct FileState {
    std::int64_t others = 0;        // SQLite's counter of other connections' commits
    std::int64_t own = 0;           // rows that this connection has changed
    bool is_being_written = false;  // by this connection, which may yet take it back
    bool operator==(const FileState&) const = default;
};

class Database {
public:
    // Opens an existing file that inspect_file() (open_file.hpp) has looked at. Throws SQLite::Exception.
    explicit Database(const std::filesystem::path& file);
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    // A prepared statement from the cache. The same text must not be in use twice at a time.
    Query query(const std::string& sql);
    // A statement file below core/store/sql: "observation/visits.sql".
    Query named(std::string_view name);
    // A whole script, not cached.
    void script(std::string_view sql);

    [[nodiscard]] std::int64_t changes_since_last_statement() const;
    [[nodiscard]] SQLite::Database& raw() { return database_; }
    [[nodiscard]] const std::filesystem::path& file() const { return file_; }
    // How long the next statements wait for another program's write.
    void wait_at_most(int ms) { database_.setBusyTimeout(ms); }
    // Once this is asked to stop, the statement that runs, or the next one, ends as cancelled.
    void stop_on(std::stop_token stop);
    // False as well when SQLite has taken back a transaction by itself, as it may when the disk is full.
    [[nodiscard]] bool is_in_transaction();
    // SQLite's counter of other connections' commits.
    std::int64_t data_version();
    FileState state();

private:
    std::filesystem::path file_;
    std::stop_token stop_;
    SQLite::Database database_;
    std::unordered_map<std::string, std::unique_ptr<SQLite::Statement>> statements_;
};

// BEGIN IMMEDIATE ... COMMIT; rolls back unless `commit()` was called. (SQLiteCpp's own Transaction would do, but its
// cached BEGIN cannot be told from ours in a batch.)
class Transaction {
public:
    explicit Transaction(Database& database);
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();
    void commit();

private:
    Database& database_;
    bool open_ = true;
};

// The Error for what SQLite threw; `file` for the sentence.
Error error_of(const SQLite::Exception& exception, const std::filesystem::path& file);

// Runs `work`, which returns a Result, and maps what SQLite or the file system throws.
template <class Work>
auto guarded(const std::filesystem::path& file, Work&& work) -> decltype(work())
{
    try {
        return work();
    } catch (const SQLite::Exception& exception) {
        return Failure(error_of(exception, file));
    } catch (const std::filesystem::filesystem_error& error) {
        return fail(ErrorCode::storage, "{0} cannot be used: {1}.", file.string(), error.code().message());
    }
}

}  // namespace throughline::store
