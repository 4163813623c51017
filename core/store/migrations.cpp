#include "core/store/migrations.hpp"

#include <charconv>

#include <fmt/format.h>
#include <sys/stat.h>

#include "core/embed/embedded.hpp"
#include "core/store/backup.hpp"
#include "core/store/database.hpp"
#include "core/store/month_summaries.hpp"
#include "core/store/open_file.hpp"

namespace throughline::store::schema {
std::span<const embedded::File> files();
}

namespace throughline::store {
namespace {

namespace fs = std::filesystem;

// "0001_workspace.sql" is step 1.
int step_number(std::string_view name)
{
    int number = 0;
    std::from_chars(name.data(), name.data() + 4, number);
    return number;
}

const embedded::File* step(int number)
{
    for (const auto& file : schema::files())
        if (step_number(file.name) == number) return &file;
    return nullptr;
}

void run_steps(SQLite::Database& database, int after, int last)
{
    for (int number = after + 1; number <= last; ++number) database.exec(std::string(schema_step(number)));
    database.exec(fmt::format("PRAGMA user_version = {}", last));
}

// What steps have left to be packed, a part at a time so that other programs can write in between. What a full disk or
// another program keeps it from is no reason not to open the file: it is read from its rows, and commands pack it.
void pack_what_is_left(const fs::path& file)
{
    constexpr int months_at_once = 100;
    try {
        Database database(file);
        for (bool is_more = true; is_more;) {
            Transaction transaction(database);
            is_more = pack_next_months(database, months_at_once);
            transaction.commit();
        }
    } catch (const SQLite::Exception&) {
    }
}

}  // namespace

int newest_schema_version()
{
    static const int newest = [] {
        int number = 0;
        for (const auto& file : schema::files()) number = std::max(number, step_number(file.name));
        return number;
    }();
    return newest;
}

std::string_view schema_step(int number)
{
    const auto* file = step(number);
    if (file == nullptr) throw SQLite::Exception(fmt::format("schema step {} is missing", number));
    return file->text;
}

void make_file(const fs::path& file, int version)
{
    const auto old_mask = ::umask(0077);
    SQLite::Database database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    ::umask(old_mask);
    database.exec("PRAGMA journal_mode = WAL");
    database.exec("PRAGMA synchronous = FULL");
    database.exec(fmt::format("PRAGMA application_id = {}", application_id));
    SQLite::Transaction transaction(database);
    run_steps(database, 0, version);
    transaction.commit();
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    ::chmod(file.c_str(), 0600);
}

void bring_up_to_date(const fs::path& file)
{
    SQLite::Database database(file.string(), SQLite::OPEN_READWRITE, busy_timeout_ms);
    database.exec("PRAGMA synchronous = FULL");
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::EXCLUSIVE);
    // Asked again now that nobody else writes: another program may have done it while this one waited.
    const int version = database.execAndGet("PRAGMA user_version").getInt();
    run_steps(database, version, newest_schema_version());
    transaction.commit();
    pack_what_is_left(file);
}

Result<void> migrate(const fs::path& file, int from_version)
{
    if (from_version == newest_schema_version()) return {};
    auto copy = file;
    copy.replace_extension(fmt::format("before-version-{}.throughline", newest_schema_version()));
    for (int number = 2; fs::exists(copy); ++number)
        copy.replace_extension().replace_extension(
            fmt::format("before-version-{}-{}.throughline", newest_schema_version(), number));
    if (const auto done = copy_workspace(file, copy); !done) return done;
    bring_up_to_date(file);
    return {};
}

}  // namespace throughline::store
