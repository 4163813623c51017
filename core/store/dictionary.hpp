// The tables of a workspace file as data: their columns, what those mean and where they point.
//
// Read from SQLite itself; the meanings are the comments of the schema's own files. What exports, imports and the help
// page on the file say comes from here, so that a new table or column is in all of them by itself.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <SQLiteCpp/Database.h>

namespace throughline::store {

enum class ValueKind { id, text, day, instant, whole, number };
std::string_view name_of(ValueKind kind);

struct ColumnShape {
    std::string name;
    ValueKind kind = ValueKind::text;
    bool may_be_null = false;
    std::string points_to;  // a table, whose row has this id; may be empty
    std::string meaning;
};

struct TableShape {
    std::string name;
    std::string meaning;
    std::vector<ColumnShape> columns;
    std::vector<std::string> key;  // columns that tell its rows apart and put them in order
};

// Of this file, in the order of the schema. Without the search indexes, which are made from the other tables.
std::vector<TableShape> tables_of(SQLite::Database& database);
// Of the newest schema, made in memory.
const std::vector<TableShape>& newest_tables();

}  // namespace throughline::store
