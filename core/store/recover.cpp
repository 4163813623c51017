#include "core/store/recover.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <queue>
#include <set>
#include <sstream>

#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/file_being_made.hpp"
#include "core/store/backup.hpp"
#include "core/store/mend.hpp"
#include "core/store/migrations.hpp"
#include "core/store/open_file.hpp"
#include "throughline/base/text.hpp"
#include "throughline/change_set.hpp"

namespace throughline::store {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t database_header_bytes = 100;

// A row's place in its table as a number of 128 bits, big-endian: an id, or a row number in the last 8 bytes.
using Key = IdBytes;
constexpr Key first_key{};
constexpr Key last_key{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff};

Key next_after(Key key)
{
    for (auto byte = key.rbegin(); byte != key.rend(); ++byte)
        if (++*byte != 0) break;
    return key;
}

Key middle(const Key& low, const Key& high)  // (low + high) / 2
{
    std::array<unsigned, 17> sum{};
    unsigned carry = 0;
    for (std::size_t at = 16; at-- > 0;) {
        const unsigned here = unsigned{low[at]} + high[at] + carry;
        sum[at + 1] = here & 0xffU;
        carry = here >> 8U;
    }
    sum[0] = carry;
    Key half{};
    for (std::size_t at = 0; at < 16; ++at)
        half[at] = static_cast<std::uint8_t>((sum[at] & 1U) << 7U | sum[at + 1] >> 1U);
    return half;
}

// How wide a span is, for choosing the widest: exact enough.
double width(const Key& low, const Key& high)
{
    double value = 0;
    for (std::size_t at = 0; at < 16; ++at) value = value * 256 + (double{1} * high[at] - low[at]);
    return value;
}

enum class KeyKind { row_number, id, none };

struct TableSource {
    std::string table;
    std::string columns;  // those that both files have, a comma between
    std::string marks;    // a question mark for each
    std::string key_column;
    KeyKind key = KeyKind::none;
};

bool is_damage(const SQLite::Exception& exception)
{
    const int code = exception.getErrorCode() & 0xff;
    // A length that was hit asks for more than there is.
    return code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_IOERR || code == SQLITE_TOOBIG ||
           code == SQLITE_NOMEM;
}

// What a row that was hit may ask of the new table, which refuses it.
bool is_refusal(const SQLite::Exception& exception)
{
    const int code = exception.getErrorCode() & 0xff;
    return code == SQLITE_CONSTRAINT || code == SQLITE_MISMATCH || code == SQLITE_TOOBIG;
}

// The new file could not be written. No SQLite::Exception itself: those of the damaged file are read around.
struct WritingFailed {
    SQLite::Exception cause;
};

// Of whatever kind: the new table says whether it fits.
void bind_as_it_is(SQLite::Statement& statement, int number, const SQLite::Column& value)
{
    switch (value.getType()) {
        case SQLITE_INTEGER:
            return statement.bind(number, static_cast<std::int64_t>(value.getInt64()));
        case SQLITE_FLOAT:
            return statement.bind(number, value.getDouble());
        case SQLITE_TEXT:
            return statement.bind(number, value.getString());
        case SQLITE_BLOB:
            return statement.bind(number, value.getBlob(), value.getBytes());
        default:
            return statement.bind(number);
    }
}

// Copies one table's rows from a damaged file, also from behind the parts that cannot be read.
class TableReader {
public:
    TableReader(SQLite::Database& from, Database& to, TableSource source)
        : from_(from), to_(to), source_(std::move(source))
    {}

    void read()
    {
        if (source_.key == KeyKind::none) {
            read_both_ways();
            return;
        }
        std::priority_queue<Span> spans;
        spans.push({first_key, last_key});
        for (int failures = 0; !spans.empty(); spans.pop()) {
            auto span = spans.top();
            if (read_span(span)) continue;
            // Wide spans first: whole stretches behind a bad page are found soon, its own keys are tried last.
            if (++failures > failures_max) break;
            const auto centre = middle(span.low, span.high);
            if (centre == span.low) continue;
            spans.push({span.low, centre});
            spans.push({centre, span.high});
        }
    }

    std::int64_t count() const { return count_; }
    std::int64_t refused_count() const { return refused_count_; }
    bool is_broken() const { return is_broken_; }

private:
    struct Span {
        Key low{};   // inclusive
        Key high{};  // exclusive
        bool operator<(const Span& other) const { return width(low, high) < width(other.low, other.high); }
    };
    static constexpr int failures_max = 20'000;

    void bind(SQLite::Statement& statement, int number, const Key& key) const
    {
        if (source_.key == KeyKind::id) {
            statement.bind(number, key.data(), static_cast<int>(key.size()));
            return;
        }
        std::int64_t row = 0;
        const bool is_beyond = std::any_of(key.begin(), key.begin() + 8, [](auto byte) { return byte != 0; });
        for (std::size_t at = 8; at < 16; ++at) row = row << 8 | key[at];
        statement.bind(number, is_beyond || row < 0 ? INT64_MAX : row);
    }

    Key key_of(SQLite::Statement& row) const
    {
        Key key{};
        if (source_.key == KeyKind::id) {
            const auto column = row.getColumn(0);
            if (column.getBytes() == static_cast<int>(key.size()))
                std::memcpy(key.data(), column.getBlob(), key.size());
            return key;
        }
        auto number = row.getColumn(0).getInt64();
        for (std::size_t at = 16; at-- > 8; number >>= 8) key[at] = static_cast<std::uint8_t>(number & 0xff);
        return key;
    }

    void insert(SQLite::Statement& row)
    {
        auto& statement = insert_statement();
        for (int at = 1; at < row.getColumnCount(); ++at) bind_as_it_is(statement, at, row.getColumn(at));
        try {
            statement.exec();
            count_ += statement.getChanges();
        } catch (const SQLite::Exception& exception) {
            if (!is_refusal(exception)) throw WritingFailed{exception};
            ++refused_count_;  // not what the table may hold: its bytes were hit
        }
        statement.tryReset();
    }

    SQLite::Statement& insert_statement()
    {
        if (!insert_)
            insert_.emplace(to_.raw(), fmt::format("INSERT OR IGNORE INTO {} ({}) VALUES ({})", source_.table,
                                                   source_.columns, source_.marks));
        return *insert_;
    }

    SQLite::Statement& ordered(std::optional<SQLite::Statement>& statement, const char* order, const Span& span)
    {
        if (!statement)
            statement.emplace(from_, fmt::format("SELECT {0}, {1} FROM {2} WHERE {0} >= ? AND {0} < ? ORDER BY {0} {3}",
                                                 source_.key_column, source_.columns, source_.table, order));
        statement->tryReset();
        bind(*statement, 1, span.low);
        bind(*statement, 2, span.high);
        return *statement;
    }

    // Calls `take` for each row in this order. False: the damage was met.
    template <class Take>
    bool walk(std::optional<SQLite::Statement>& statement, const char* order, const Span& span, const Take& take)
    {
        try {
            auto& rows = ordered(statement, order, span);
            while (rows.executeStep()) {
                insert(rows);
                take(key_of(rows));
            }
            return true;
        } catch (const SQLite::Exception& exception) {
            if (!is_damage(exception)) throw;
            return false;
        }
    }

    // Takes what can be reached from both ends; narrows the span to what lies between. True: all of it was read.
    bool read_span(Span& span)
    {
        if (walk(up_, "ASC", Span(span), [&](const Key& key) { span.low = next_after(key); })) return true;
        is_broken_ = true;
        return walk(down_, "DESC", Span(span), [&](const Key& key) { span.high = key; });
    }

    void read_both_ways()
    {
        const auto indexes = {"", "NOT INDEXED"};
        for (const auto* how : indexes) {
            try {
                SQLite::Statement rows(from_,
                                       fmt::format("SELECT 0, {} FROM {} {}", source_.columns, source_.table, how));
                while (rows.executeStep()) insert(rows);
                return;
            } catch (const SQLite::Exception& exception) {
                if (!is_damage(exception)) throw;
                is_broken_ = true;
            }
        }
    }

    SQLite::Database& from_;
    Database& to_;
    TableSource source_;
    std::optional<SQLite::Statement> insert_;
    std::optional<SQLite::Statement> up_;
    std::optional<SQLite::Statement> down_;
    std::int64_t count_ = 0;
    std::int64_t refused_count_ = 0;
    bool is_broken_ = false;
};

std::vector<std::string> column_names(SQLite::Database& database, const std::string& table)
{
    std::vector<std::string> names;
    SQLite::Statement query(database, "SELECT name FROM pragma_table_info(?)");
    query.bind(1, table);
    while (query.executeStep()) names.push_back(query.getColumn(0).getString());
    return names;
}

std::optional<TableSource> source_of(SQLite::Database& from, Database& to, const std::string& table)
{
    const auto theirs = column_names(from, table);
    TableSource source;
    source.table = table;
    for (const auto& column : column_names(to.raw(), table)) {
        if (std::find(theirs.begin(), theirs.end(), column) == theirs.end()) continue;
        source.columns += (source.columns.empty() ? "" : ", ") + column;
        source.marks += source.marks.empty() ? "?" : ", ?";
    }
    if (source.columns.empty()) return std::nullopt;
    SQLite::Statement without_row_number(to.raw(), "SELECT wr FROM pragma_table_list(?)");
    without_row_number.bind(1, table);
    without_row_number.executeStep();
    if (without_row_number.getColumn(0).getInt() == 0) {
        source.key = KeyKind::row_number;
        source.key_column = "rowid";
        return source;
    }
    SQLite::Statement key(to.raw(),
                          "SELECT name, type, count(*) OVER () FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk");
    key.bind(1, table);
    key.executeStep();
    if (key.getColumn(2).getInt() == 1 && key.getColumn(1).getString() == "BLOB") {
        source.key = KeyKind::id;
        source.key_column = key.getColumn(0).getString();
    }
    return source;
}

struct Working {  // what recovery makes beside the new file and takes away again
    fs::path copy;
    fs::path unfinished;

    explicit Working(const fs::path& to) : copy(to.string() + ".reading"), unfinished(to.string() + ".unfinished")
    {
        clear();
    }
    Working(const Working&) = delete;
    Working& operator=(const Working&) = delete;
    ~Working() { clear(); }
    void clear() const
    {
        std::error_code ignored;  // leftovers
        for (const auto& file : {copy, unfinished})
            for (const auto* suffix : {"", "-wal", "-shm", "-journal"}) fs::remove(file.string() + suffix, ignored);
    }
};

// Bytes of the damaged file and of its log, so that reading cannot change them; a header that was hit is written anew.
// The answer: the file's version.
int copy_bytes(const fs::path& damaged, const fs::path& copy)
{
    {
        const FileBytes bytes(damaged);
        std::ofstream written(copy, std::ios::binary | std::ios::trunc);
        fs::permissions(copy, fs::perms::owner_read | fs::perms::owner_write);
        bytes.each_piece([&](std::string_view piece, std::int64_t) {
            written.write(piece.data(), static_cast<std::streamsize>(piece.size()));
            return written.good();
        });
        if (!written.flush()) throw SQLite::Exception("the file could not be copied", SQLITE_FULL);
    }
    if (fs::exists(damaged.string() + "-wal")) fs::copy_file(damaged.string() + "-wal", copy.string() + "-wal");
    std::fstream stream(copy, std::ios::binary | std::ios::in | std::ios::out);
    std::array<unsigned char, database_header_bytes> header{};
    stream.read(reinterpret_cast<char*>(header.data()), header.size());
    const auto version = static_cast<int>(header[60] << 24 | header[61] << 16 | header[62] << 8 | header[63]);
    const bool is_known = version >= 1 && version <= newest_schema_version();
    // As the program makes every file: pages of 4096 bytes, UTF-8, sound to read with any SQLite of version 3.
    constexpr std::array<unsigned char, 24> beginning{'S', 'Q', 'L', 'i', 't', 'e', ' ', 'f', 'o', 'r', 'm', 'a',
                                                      't', ' ', '3', 0,   16,  0,   2,   2,   0,   64,  32,  32};
    if (std::memcmp(header.data(), beginning.data(), 18) != 0) {
        stream.clear();
        stream.seekp(0);
        stream.write(reinterpret_cast<const char*>(beginning.data()), beginning.size());
        constexpr std::array<unsigned char, 4> schema_format{0, 0, 0, 4};
        constexpr std::array<unsigned char, 4> text_encoding{0, 0, 0, 1};
        stream.seekp(44);
        stream.write(reinterpret_cast<const char*>(schema_format.data()), schema_format.size());
        stream.seekp(56);
        stream.write(reinterpret_cast<const char*>(text_encoding.data()), text_encoding.size());
    }
    return is_known ? version : newest_schema_version();
}

void read_tables(SQLite::Database& from, Database& to, RecoveryReport& report, const Progress& progress)
{
    const auto tables = record_tables(to);
    for (std::size_t at = 0; at < tables.size() && !progress.is_stopped(); ++at) {
        const auto source = source_of(from, to, tables[at]);
        if (!source) {
            report.losses.push_back(fmt::format("the table {} could not be found", tables[at]));
            continue;
        }
        TableReader reader(from, to, *source);
        reader.read();
        if (reader.refused_count() > 0)
            report.losses.push_back(
                fmt::format("{} of {} made no sense any more", counted(reader.refused_count(), "row"), tables[at]));
        if (reader.count() > 0 || reader.is_broken())
            report.tables.push_back({tables[at], reader.count(), 0, 0, reader.is_broken()});
        progress.at(0.8 * static_cast<double>(at + 1) / static_cast<double>(tables.size()));
    }
}

RecoveryReport::Table& table_in(RecoveryReport& report, const std::string& name)
{
    const auto found =
        std::find_if(report.tables.begin(), report.tables.end(), [&](const auto& table) { return table.name == name; });
    return found != report.tables.end() ? *found
                                        : report.tables.emplace_back(RecoveryReport::Table{name, 0, 0, 0, false});
}

void put_together(Database& to, RecoveryReport& report, std::ostream& left_out)
{
    std::vector<std::string> refused;
    for (const auto& [table, count] : fill_from_journal(to, refused)) table_in(report, table).journal_count = count;
    report.losses.insert(report.losses.end(), refused.begin(), refused.end());
    const auto unreferenced = resolve_references(to, left_out);
    for (const auto& [table, count] : unreferenced.left_out) {
        table_in(report, table).left_out_count = count;
        report.losses.push_back(fmt::format("{} of {} belonged to something that is lost; kept beside the new file",
                                            counted(count, "row"), table));
    }
    for (const auto& [table, count] : unreferenced.emptied)
        report.losses.push_back(
            fmt::format("{} of {} no longer say what they belonged to", counted(count, "row"), table));
}

// The tables of which the journal holds every row: an entry whose words were erased gives none back.
std::set<std::string> tables_held_twice(Database& to)
{
    std::set<std::string> tables;
    for (const auto noun : all_nouns()) {
        auto blank = to.query("SELECT EXISTS (SELECT 1 FROM journal WHERE noun = ? AND old IS NULL AND new IS NULL)");
        blank.bind(name_of(noun));
        blank.next();
        if (blank.take<int>() == 0) tables.emplace(name_of(noun));
    }
    return tables;
}

void say_unread_parts(RecoveryReport& report, const std::set<std::string>& held_twice)
{
    const auto is_broken = [&](const std::string& name) {
        return std::ranges::any_of(report.tables,
                                   [&](const auto& table) { return table.name == name && table.is_broken; });
    };
    const bool journal_is_whole = !is_broken("journal") && !is_broken("journal_command");
    std::vector<std::string> losses;
    for (const auto& table : report.tables)
        if (table.is_broken && !(journal_is_whole && held_twice.contains(table.name)))
            losses.push_back(fmt::format("a part of the table {} could not be read", table.name));
    report.losses.insert(report.losses.begin(), losses.begin(), losses.end());
    std::erase_if(report.tables, [](const auto& table) { return table.read_count + table.journal_count == 0; });
}

Result<void> check_named(const fs::path& damaged, const fs::path& to)
{
    if (!fs::is_regular_file(damaged))
        return fail(ErrorCode::not_found, "There is no file {0}. Check its name.", damaged.string());
    if (fs::exists(fs::symlink_status(to)))
        return fail(ErrorCode::conflict, "{0} is already there and was left as it is. Choose another name.",
                    to.string());
    return inspect_folder(fs::absolute(to).parent_path());
}

}  // namespace

Result<RecoveryReport> recover(const fs::path& damaged, const fs::path& to, const Progress& progress)
{
    if (const auto good = check_named(damaged, to); !good) return Failure(good.error());
    const Working working(to);
    const auto version = guarded(damaged, [&]() -> Result<int> { return copy_bytes(damaged, working.copy); });
    if (!version) return Failure(version.error());
    make_file(working.unfinished, *version);
    RecoveryReport report;
    std::ostringstream left_out;
    std::set<std::string> held_twice;
    {
        Database target(working.unfinished);
        target.script("PRAGMA foreign_keys = OFF");
        Transaction transaction(target);
        try {
            SQLite::Database from(working.copy.string(), SQLite::OPEN_READWRITE);
            // A file that is cut off, or whose schema was hit, is read all the same.
            from.exec("PRAGMA writable_schema = ON");
            read_tables(from, target, report, progress);
        } catch (const WritingFailed& failure) {
            throw failure.cause;
        } catch (const SQLite::Exception& exception) {
            if (!is_damage(exception)) throw;
        }
        if (progress.is_stopped()) return fail(ErrorCode::cancelled, "Stopped; no file was made.");
        // From here on every trouble is the new file's.
        if (!report.tables.empty()) put_together(target, report, left_out);
        held_twice = tables_held_twice(target);
        transaction.commit();
    }
    say_unread_parts(report, held_twice);
    if (report.tables.empty())
        return fail(
            ErrorCode::damaged,
            "Nothing in {0} can be read any more: the pages that say what is in it are destroyed. Restore a backup.",
            damaged.string());
    bring_up_to_date(working.unfinished);
    {
        Database target(working.unfinished);
        target.script("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    if (!left_out.str().empty()) {
        report.left_out = to.string() + ".left-out.jsonl";
        for (int number = 2; fs::exists(fs::symlink_status(report.left_out)); ++number)
            report.left_out = fmt::format("{}.left-out {}.jsonl", to.string(), number);
        if (const auto written = write_new_file(report.left_out, left_out.str()); !written)
            return Failure(written.error());
    }
    if (const auto named = name_workspace(working.unfinished, to); !named) return Failure(named.error());
    progress.at(1);
    return report;
}

}  // namespace throughline::store
