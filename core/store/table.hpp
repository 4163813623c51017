// Table<Row>: which columns of which table a row of the model fills. From it come insert, update and select by id, so
// that a field is named once and a new one cannot be written but not read back.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/store/database.hpp"

namespace throughline::store {

// Specialised in rows.hpp: `name`, and `columns(visit, row)` calling visit("column", row.field) for each, "id" first.
template <class Row>
struct Table;

template <class Row>
const std::string& column_list()
{
    static const std::string list = [] {
        std::string names;
        Row row{};
        Table<Row>::columns(
            [&](const char* column, auto&&) {
                if (!names.empty()) names += ", ";
                names += column;
            },
            row);
        return names;
    }();
    return list;
}

// "d.id, d.due_on, ...": for a join.
template <class Row>
std::string columns_of(const std::string& alias)
{
    std::string names;
    Row row{};
    Table<Row>::columns(
        [&](const char* column, auto&&) { names += (names.empty() ? "" : ", ") + alias + "." + column; }, row);
    return names;
}

template <class Row>
void insert(Database& database, const Row& row)
{
    static const std::string sql = [] {
        std::string places;
        Row empty{};
        Table<Row>::columns([&](const char*, auto&&) { places += places.empty() ? "?" : ", ?"; }, empty);
        return std::string("INSERT INTO ") + Table<Row>::name + " (" + column_list<Row>() + ") VALUES (" + places + ")";
    }();
    auto query = database.query(sql);
    Table<Row>::columns([&](const char*, const auto& value) { query.bind(value); }, row);
    query.run();
}

// The whole row; the id says which. The id itself is not written: SQLite would take it for a changed parent key, and
// look through every table that points here without an index of its own.
template <class Row>
void update(Database& database, const Row& row)
{
    static const std::string sql = [] {
        std::string sets;
        Row empty{};
        Table<Row>::columns(
            [&, is_id = true](const char* column, auto&&) mutable {
                if (!std::exchange(is_id, false)) sets += std::string(sets.empty() ? "" : ", ") + column + " = ?";
            },
            empty);
        return std::string("UPDATE ") + Table<Row>::name + " SET " + sets + " WHERE id = ?";
    }();
    auto query = database.query(sql);
    Table<Row>::columns(
        [&, is_id = true](const char*, const auto& value) mutable {
            if (!std::exchange(is_id, false)) query.bind(value);
        },
        row);
    query.bind(row.id);
    query.run();
}

template <class Row>
void remove(Database& database, const decltype(Row::id)& id)
{
    database.query(std::string("DELETE FROM ") + Table<Row>::name + " WHERE id = ?").bind(id).run();
}

// Reads Table<Row>'s columns, which stand next in the query's row.
template <class Row>
Row take_row(Query& query)
{
    Row row{};
    Table<Row>::columns([&](const char*, auto&& value) { query.read(value); }, row);
    return row;
}

// All rows that fit `clause`: what follows the table's name, "WHERE ... ORDER BY ...", with ? for each value.
template <class Row, class... Values>
std::vector<Row> select(Database& database, const std::string& clause, const Values&... values)
{
    auto query = database.query("SELECT " + column_list<Row>() + " FROM " + Table<Row>::name + " " + clause);
    query.bind_all(values...);
    std::vector<Row> rows;
    while (query.next()) rows.push_back(take_row<Row>(query));
    return rows;
}

template <class Row, class... Values>
std::optional<Row> select_one(Database& database, const std::string& clause, const Values&... values)
{
    auto query = database.query("SELECT " + column_list<Row>() + " FROM " + Table<Row>::name + " " + clause);
    query.bind_all(values...);
    return query.next() ? std::optional(take_row<Row>(query)) : std::nullopt;
}

template <class Row>
std::optional<Row> find(Database& database, const decltype(Row::id)& id)
{
    return select_one<Row>(database, "WHERE id = ?", id);
}

}  // namespace throughline::store
