// A table from a CSV file: headings in the first line, then rows of words and numbers.
//
// Used by `throughline-cli analyse` and by tests. Values in, values out, no database. Promises: comma, semicolon or
// tab, whichever the file uses; a cell that cannot be what it has to be is refused by file, line and column with what
// to do; an empty cell, "not observed" and "not applicable" are missing and never a number.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/base/error.hpp"
#include "throughline/base/time.hpp"

namespace throughline {

class TableFile {
public:
    explicit TableFile(std::string name, std::vector<std::string> headings);

    [[nodiscard]] const std::string& name() const { return name_; }  // the file's, for messages
    [[nodiscard]] const std::vector<std::string>& headings() const { return headings_; }
    [[nodiscard]] std::size_t rows() const { return lines_.size(); }
    [[nodiscard]] std::string_view cell(std::size_t row, std::size_t column) const;  // without space at its ends
    [[nodiscard]] int line_of(std::size_t row) const { return lines_[row]; }         // where it begins, from 1

    // By its heading as written, else by one that differs only in case, accents or spacing.
    [[nodiscard]] Result<std::size_t> column(std::string_view heading) const;
    // "ratings.csv, line 7, column level".
    [[nodiscard]] std::string place_of(std::size_t row, std::size_t column) const;

    void begin_row(int line);
    void add_cell(std::string_view text);

private:
    std::string name_;
    std::vector<std::string> headings_;
    std::string text_;  // all cells, one after the other: a district's table has millions
    std::vector<std::size_t> ends_;
    std::vector<int> lines_;
};

// bad_input if the file is no CSV table with headings and rows, or holds a row of another width.
Result<TableFile> read_table(const std::filesystem::path& path);

// Nothing, "NA", "n/a", "not observed", "not applicable", in any case; hyphens or underscores for spaces.
bool is_missing(std::string_view cell);

// A column's cells as finite numbers; none where missing.
Result<std::vector<std::optional<double>>> numbers_in(const TableFile& table, std::size_t column);

// A column of times: numbers as they are, or days (2026-10-05) as the number of days since the first of them.
struct TimeColumn {
    std::vector<std::optional<double>> times;
    std::optional<Date> first_on;  // of days
};
Result<TimeColumn> times_in(const TableFile& table, std::size_t column);

// A column's cells as groups: names in the order in which they first occur, and each row's place among them.
struct GroupColumn {
    std::vector<std::string> names;
    std::vector<std::optional<std::int32_t>> group_of_row;
};
GroupColumn groups_in(const TableFile& table, std::size_t column);

}  // namespace throughline
