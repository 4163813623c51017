#include "core/store/dictionary.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include <SQLiteCpp/Statement.h>

#include "core/store/migrations.hpp"
#include "core/store/open_file.hpp"
#include "throughline/base/text.hpp"

namespace throughline::store {
namespace {

using Place = std::pair<std::string, std::string>;  // table and column; an empty column is the table itself

// The words between `from` and the next character that a name cannot have.
std::string name_at(std::string_view text, std::size_t from)
{
    while (from < text.size() && text[from] == ' ') ++from;
    auto end = from;
    while (end < text.size() &&
           (text[end] == '_' || (text[end] >= 'a' && text[end] <= 'z') || (text[end] >= '0' && text[end] <= '9')))
        ++end;
    return std::string(text.substr(from, end - from));
}

// Reads the comments of schema files: those above a table or a column, and those behind a column.
class Comments {
public:
    void read(std::string_view file)
    {
        while (!file.empty()) {
            const auto end = std::min(file.find('\n'), file.size());
            line(file.substr(0, end));
            file.remove_prefix(std::min(end + 1, file.size()));
        }
    }
    [[nodiscard]] std::string of(const std::string& table, const std::string& column = {}) const
    {
        const auto found = meanings_.find({table, column});
        return found == meanings_.end() ? std::string() : found->second;
    }

private:
    void line(std::string_view text)
    {
        const auto words = trimmed(text);
        if (words.starts_with("--")) {
            above_ += (above_.empty() ? "" : " ") + std::string(trimmed(words.substr(2)));
            return;
        }
        const auto mark = text.find("  -- ");
        const auto behind = mark == std::string_view::npos ? std::string_view() : trimmed(text.substr(mark + 5));
        statement(text.substr(0, mark), behind);
        above_.clear();
    }
    void statement(std::string_view text, std::string_view behind)
    {
        constexpr std::string_view create = "CREATE TABLE ";
        constexpr std::string_view alter = "ALTER TABLE ";
        if (text.starts_with(create)) {
            table_ = name_at(text, create.size());
            keep(table_, {}, {});
        } else if (text.starts_with(alter)) {
            altered(name_at(text, alter.size()), text, behind);
        } else if (text.starts_with(")")) {
            table_.clear();
        } else if (!table_.empty()) {
            const auto column = name_at(text, 0);
            if (!column.empty()) keep(table_, column, behind);
        }
    }
    void altered(const std::string& table, std::string_view text, std::string_view behind)
    {
        constexpr std::string_view add = " ADD COLUMN ";
        constexpr std::string_view rename = " RENAME TO ";
        if (const auto at = text.find(add); at != std::string_view::npos)
            keep(table, name_at(text, at + add.size()), behind);
        if (const auto at = text.find(rename); at != std::string_view::npos) {
            const auto name = name_at(text, at + rename.size());
            std::map<Place, std::string> moved;
            for (auto& [place, meaning] : meanings_)
                moved[{place.first == table ? name : place.first, place.second}] = meaning;
            meanings_ = std::move(moved);
        }
    }
    void keep(const std::string& table, const std::string& column, std::string_view behind)
    {
        if (!behind.empty() || !above_.empty())
            meanings_[{table, column}] = behind.empty() ? above_ : std::string(behind);
    }

    std::map<Place, std::string> meanings_;
    std::string table_;
    std::string above_;
};

const Comments& comments()
{
    static const Comments all = [] {
        Comments read;
        for (int step = 1; step <= newest_schema_version(); ++step) read.read(schema_step(step));
        return read;
    }();
    return all;
}

ValueKind kind_of(const std::string& name, std::string_view type)
{
    if (type == "BLOB") return ValueKind::id;
    if (type == "REAL") return ValueKind::number;
    if (type == "INTEGER")
        return name == "at" || name.ends_with("_at") || name == "closed_until" ? ValueKind::instant : ValueKind::whole;
    return name == "day" || name.ends_with("_on") || name.ends_with("_day") || name.ends_with("_since")
               ? ValueKind::day
               : ValueKind::text;
}

std::string meaning_of(const std::string& table, const ColumnShape& column)
{
    const auto comment = comments().of(table, column.name);
    if (!comment.empty()) return comment;
    if (column.name == "id") return "tells this row from every other one";
    auto words = column.name;
    std::ranges::replace(words, '_', ' ');
    return words;
}

TableShape shape_of(SQLite::Database& database, const std::string& name)
{
    TableShape table{name, comments().of(name), {}, {}};
    std::map<std::string, std::string> points;
    SQLite::Statement keys(database, "SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?)");
    keys.bind(1, name);
    while (keys.executeStep()) points[keys.getColumn(0).getString()] = keys.getColumn(1).getString();
    SQLite::Statement columns(database, "SELECT name, type, \"notnull\", pk FROM pragma_table_info(?)");
    columns.bind(1, name);
    while (columns.executeStep()) {
        ColumnShape column;
        column.name = columns.getColumn(0).getString();
        column.kind = kind_of(column.name, columns.getColumn(1).getString());
        column.may_be_null = columns.getColumn(2).getInt() == 0;
        column.points_to = points[column.name];
        column.meaning = meaning_of(name, column);
        if (columns.getColumn(3).getInt() > 0) table.key.push_back(column.name);
        table.columns.push_back(std::move(column));
    }
    return table;
}

}  // namespace

std::string_view name_of(ValueKind kind)
{
    constexpr std::array<std::string_view, 6> names{"id", "text", "day", "instant", "whole number", "number"};
    return names.at(static_cast<std::size_t>(kind));
}

std::vector<TableShape> tables_of(SQLite::Database& database)
{
    std::vector<std::string> names;
    SQLite::Statement list(database,
                           "SELECT s.name FROM sqlite_schema AS s JOIN pragma_table_list AS l ON l.name = s.name "
                           "WHERE s.type = 'table' AND l.schema = 'main' AND l.type = 'table' "
                           "AND s.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND s.name NOT LIKE '%\\_summary' "
                           "ESCAPE '\\' ORDER BY s.rowid");
    while (list.executeStep()) names.push_back(list.getColumn(0).getString());
    std::vector<TableShape> tables;
    for (const auto& name : names) tables.push_back(shape_of(database, name));
    return tables;
}

const std::vector<TableShape>& newest_tables()
{
    static const std::vector<TableShape> tables = [] {
        SQLite::Database memory(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        for (int step = 1; step <= newest_schema_version(); ++step) memory.exec(std::string(schema_step(step)));
        return tables_of(memory);
    }();
    return tables;
}

}  // namespace throughline::store
