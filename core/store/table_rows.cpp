#include "core/store/table_rows.hpp"

#include <charconv>
#include <chrono>
#include <cstring>

#include <fmt/format.h>
#include <sqlite3.h>

#include "throughline/base/ids.hpp"
#include "throughline/base/time.hpp"

namespace throughline::store {
namespace {

namespace chrono = std::chrono;

constexpr std::int64_t us_per_day = 24LL * 60 * us_per_minute;

std::string names_of(const TableShape& table)
{
    std::string names;
    for (const auto& column : table.columns) names += (names.empty() ? "" : ", ") + column.name;
    return names;
}

std::string order_of(const TableShape& table)
{
    std::string names;
    for (const auto& column : table.key) names += (names.empty() ? " ORDER BY " : ", ") + column;
    return names;
}

std::string insertion(const TableShape& table)
{
    std::string places;
    for (std::size_t i = 0; i < table.columns.size(); ++i) places += places.empty() ? "?" : ", ?";
    return fmt::format("INSERT INTO {} ({}) VALUES ({})", table.name, names_of(table), places);
}

std::optional<std::string> text_of(const SQLite::Column& column, ValueKind kind)
{
    if (column.isNull()) return std::nullopt;
    switch (kind) {
        case ValueKind::id: {
            IdBytes bytes{};
            if (column.getBytes() != static_cast<int>(bytes.size()))
                throw SQLite::Exception(fmt::format("{} holds an id that is none", column.getName()), SQLITE_CORRUPT);
            std::memcpy(bytes.data(), column.getBlob(), bytes.size());
            return to_string(bytes);
        }
        case ValueKind::instant:
            return exact_instant(column.getInt64());
        case ValueKind::whole:
            return fmt::to_string(column.getInt64());
        case ValueKind::number:
            return fmt::to_string(column.getDouble());
        case ValueKind::text:
        case ValueKind::day:
            break;
    }
    return column.getString();
}

template <class Number>
std::optional<Number> number_in(std::string_view text)
{
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

}  // namespace

std::string exact_instant(std::int64_t us)
{
    auto days = us / us_per_day;
    auto rest = us % us_per_day;
    if (rest < 0) {
        rest += us_per_day;
        --days;
    }
    constexpr std::int64_t days_max = 2'932'896;  // to the end of the year 9999
    if (days < 0 || days > days_max) return fmt::to_string(us);
    const chrono::year_month_day date{chrono::sys_days{chrono::days{days}}};
    const auto minutes = rest / us_per_minute;
    rest %= us_per_minute;
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                       minutes / minutes_per_hour, minutes % minutes_per_hour, rest / us_per_second,
                       rest % us_per_second);
}

std::optional<std::int64_t> parse_exact_instant(std::string_view text)
{
    if (const auto number = number_in<std::int64_t>(text)) return number;
    constexpr std::size_t length = 27;
    constexpr std::string_view shape = "dddd-dd-ddTdd:dd:dd.ddddddZ";
    if (text.size() != length) return std::nullopt;
    for (std::size_t i = 0; i < length; ++i) {
        const bool is_digit = text[i] >= '0' && text[i] <= '9';
        if (shape[i] == 'd' ? !is_digit : text[i] != shape[i]) return std::nullopt;
    }
    const auto part = [&](std::size_t from, std::size_t count) { return *number_in<int>(text.substr(from, count)); };
    const chrono::year_month_day date{chrono::year{part(0, 4)}, chrono::month{static_cast<unsigned>(part(5, 2))},
                                      chrono::day{static_cast<unsigned>(part(8, 2))}};
    if (!date.ok() || part(11, 2) > 23 || part(14, 2) > 59 || part(17, 2) > 59) return std::nullopt;
    const std::int64_t minutes = part(11, 2) * 60LL + part(14, 2);
    return chrono::sys_days{date}.time_since_epoch().count() * us_per_day + minutes * us_per_minute +
           part(17, 2) * us_per_second + part(20, 6);
}

RowReader::RowReader(SQLite::Database& database, const TableShape& table, const std::string& source)
    : table_(table), statement_(database, fmt::format("SELECT {} FROM {}{}", names_of(table), source, order_of(table)))
{}

bool RowReader::next(RowTexts& row)
{
    if (!statement_.executeStep()) return false;
    row.resize(table_.columns.size());
    for (std::size_t i = 0; i < row.size(); ++i)
        row[i] = text_of(statement_.getColumn(static_cast<int>(i)), table_.columns[i].kind);
    return true;
}

RowWriter::RowWriter(SQLite::Database& database, const TableShape& table)
    : table_(table), statement_(database, insertion(table))
{}

std::optional<RowWriter::Fault> RowWriter::bind(std::size_t column, const std::optional<std::string>& text)
{
    const auto& shape = table_.columns[column];
    const auto place = static_cast<int>(column) + 1;
    const auto no = [&](std::string_view wanted) {
        return Fault{shape.name, fmt::format("\"{}\" is no {}", text->substr(0, 60), wanted)};
    };
    if (!text) {
        if (!shape.may_be_null) return Fault{shape.name, "it is empty, and must not be"};
        statement_.bind(place);
        return std::nullopt;
    }
    switch (shape.kind) {
        case ValueKind::id: {
            const auto id = parse_id(*text);
            if (!id) return no("id");
            statement_.bind(place, id->data(), static_cast<int>(id->size()));
            return std::nullopt;
        }
        case ValueKind::instant: {
            const auto instant = parse_exact_instant(*text);
            if (!instant) return no("instant such as 2026-11-03T14:42:07.000000Z");
            statement_.bind(place, *instant);
            return std::nullopt;
        }
        case ValueKind::whole: {
            const auto number = number_in<std::int64_t>(*text);
            if (!number) return no("whole number");
            statement_.bind(place, *number);
            return std::nullopt;
        }
        case ValueKind::number: {
            const auto number = number_in<double>(*text);
            if (!number) return no("number");
            statement_.bind(place, *number);
            return std::nullopt;
        }
        case ValueKind::day:
            // Some days came from a roster, which may have left one empty.
            if (!text->empty() && !parse_date(*text)) return no("day such as 2026-11-03");
            break;
        case ValueKind::text:
            break;
    }
    statement_.bind(place, *text);
    return std::nullopt;
}

std::optional<RowWriter::Fault> RowWriter::write(const RowTexts& row)
{
    statement_.reset();
    statement_.clearBindings();
    for (std::size_t i = 0; i < table_.columns.size(); ++i)
        if (auto fault = bind(i, row[i])) return fault;
    try {
        statement_.exec();
    } catch (const SQLite::Exception& exception) {
        if (exception.getErrorCode() != SQLITE_CONSTRAINT) throw;
        return Fault{{}, exception.what()};
    }
    return std::nullopt;
}

std::int64_t count_rows(SQLite::Database& database, const std::string& source)
{
    SQLite::Statement count(database, "SELECT count(*) FROM " + source);
    count.executeStep();
    return count.getColumn(0).getInt64();
}

void empty_all(SQLite::Database& database, const std::vector<TableShape>& tables)
{
    for (const auto& table : tables)
        if (count_rows(database, table.name) > 0) database.exec("DELETE FROM " + table.name);
}

std::optional<LooseEnd> first_loose_end(SQLite::Database& database)
{
    SQLite::Statement check(database, "PRAGMA foreign_key_check");
    if (!check.executeStep()) return std::nullopt;
    const auto table = check.getColumn(0).getString();
    for (const auto& shape : tables_of(database)) {
        if (shape.name != table) continue;
        for (const auto& column : shape.columns) {
            if (column.points_to.empty()) continue;
            const auto* key = column.points_to == "journal_command" ? "seq" : "id";
            SQLite::Statement loose(database,
                                    fmt::format("SELECT {0} FROM {1} AS t WHERE {0} IS NOT NULL AND NOT EXISTS "
                                                "(SELECT 1 FROM {2} AS p WHERE p.{3} = t.{0}) LIMIT 1",
                                                column.name, table, column.points_to, key));
            if (loose.executeStep())
                return LooseEnd{table, column.name, column.points_to,
                                text_of(loose.getColumn(0), column.kind).value_or("")};
        }
    }
    return LooseEnd{table, {}, check.getColumn(2).getString(), {}};
}

}  // namespace throughline::store
