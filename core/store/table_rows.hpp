// Rows of any table as texts, and back: what an export writes and an import reads, by the table's shape alone.
//
// Ids are their 36 characters, instants UTC to the microsecond ("2026-11-03T14:42:07.123456Z"), numbers in the fewest
// digits that give the same number back. Nothing is rounded, trimmed or left out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "core/store/dictionary.hpp"

namespace throughline::store {

using RowTexts = std::vector<std::optional<std::string>>;  // nothing: NULL

std::string exact_instant(std::int64_t us);
std::optional<std::int64_t> parse_exact_instant(std::string_view text);

class RowReader {
public:
    // The rows of `source`, a table or view with this table's columns, in the order of its key.
    RowReader(SQLite::Database& database, const TableShape& table, const std::string& source);
    bool next(RowTexts& row);

private:
    const TableShape& table_;
    SQLite::Statement statement_;
};

class RowWriter {
public:
    RowWriter(SQLite::Database& database, const TableShape& table);

    struct Fault {
        std::string column;
        std::string reason;
    };
    // Inserts the row, which has a text for each column; the fault if a text is none of its column, or SQLite refuses
    // the row for breaking a rule of the table.
    std::optional<Fault> write(const RowTexts& row);

private:
    std::optional<Fault> bind(std::size_t column, const std::optional<std::string>& text);

    const TableShape& table_;
    SQLite::Statement statement_;
};

std::int64_t count_rows(SQLite::Database& database, const std::string& source);

// Every row of every table goes: what the schema's own steps put into a new file.
void empty_all(SQLite::Database& database, const std::vector<TableShape>& tables);

// A row that names one that is not there.
struct LooseEnd {
    std::string table;
    std::string column;
    std::string names_table;
    std::string value;
};
std::optional<LooseEnd> first_loose_end(SQLite::Database& database);

}  // namespace throughline::store
