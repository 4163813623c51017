// A table of past visits from a spreadsheet (CSV, a row for each visit), and the mapping that says what its columns and
// words mean. Described in app/help/visit-table.md.
//
// Used by `import observations` and the window's import. Values in, values out; no database. Promises: a row that
// cannot be read is named with line, column and what to do, and never takes the rest with it; a level, "not observed",
// "not applicable" and a blank cell stay four different things; nothing is guessed while reading: guess_mapping()
// proposes, a person or a file decides.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/base/error.hpp"
#include "throughline/exchange/observation_document.hpp"
#include "throughline/exchange/roster_file.hpp"
#include "throughline/model/rubric.hpp"

namespace throughline {

enum class VisitColumn {
    nothing,  // the column is left out
    teacher,
    observer,
    date,
    time,
    minutes,
    purpose,
    subject,
    grade,
    students,
    evidence,
    private_note,
    strength,
    growth_area,
    action_step,
    check_on,
    state,
    rating,
};
std::string_view name_of(VisitColumn column);  // as in mapping files: "growth area"
std::optional<VisitColumn> parse_visit_column(std::string_view name);
const std::vector<VisitColumn>& all_visit_columns();
// Lines may come from several columns; of all else a visit has one.
constexpr bool may_stand_twice(VisitColumn column)
{
    return column == VisitColumn::nothing || column == VisitColumn::evidence || column == VisitColumn::private_note;
}

enum class DateOrder { month_first, day_first };
std::string_view name_of(DateOrder order);  // "month-first"

struct VisitMapping {
    struct Column {
        std::string heading;
        VisitColumn means = VisitColumn::nothing;
        std::string code = {};  // of a rating: the rubric's row
        bool operator==(const Column&) const = default;
    };
    // What a word in a rating's cell stands for: a level's number or name, "not-observed", "not-applicable", or empty
    // for a cell that says nothing.
    struct Word {
        std::string word;
        std::string stands_for;
        bool operator==(const Word&) const = default;
    };

    std::string rubric;  // its id
    std::vector<Column> columns;
    std::vector<Word> words;
    DateOrder dates = DateOrder::month_first;  // of 10/5/2026; 2026-10-05 is read in any case
    std::string observer;                      // of rows that name none; empty: whoever imports
    Purpose purpose = Purpose::coaching;       // of rows that name none
    bool is_shared = true;                     // of rows that do not say
    int start_minute = 8 * 60;                 // after midnight, of rows without a time

    bool operator==(const VisitMapping&) const = default;
};

// bad_input with the place: "columns.Teacher".
Result<VisitMapping> parse_visit_mapping(std::string_view json);
std::string visit_mapping_json(const VisitMapping& mapping);

struct VisitSheet {
    std::string name;  // the file's
    std::vector<std::string> headings;
    struct Row {
        int line = 0;
        std::vector<std::string> cells;
    };
    std::vector<Row> rows;
    std::vector<RefusedRow> refused;  // lines that are no rows
};
Result<VisitSheet> read_visit_sheet(const std::filesystem::path& file);

// From headings and the values below them. Columns that fit nothing mean nothing.
VisitMapping guess_visit_mapping(const VisitSheet& sheet, const Rubric& rubric);

// The different words in the rating columns, as written, in the order found.
std::vector<std::string> rating_words_in(const VisitSheet& sheet, const VisitMapping& mapping);
// Of those, the ones that are neither in the mapping nor a level of the rubric's row as they stand.
std::vector<std::string> unknown_words(const VisitSheet& sheet, const VisitMapping& mapping, const Rubric& rubric);

struct VisitFile {
    std::string name;
    struct Row {
        int line = 0;
        ObservationDocument document;
        bool is_shared = true;
    };
    std::vector<Row> rows;
    std::vector<RefusedRow> refused;
};
// Refuses the file if the mapping names a column that it does not have, or no teacher or date.
Result<VisitFile> read_visits(const VisitSheet& sheet, const VisitMapping& mapping, const Rubric& rubric);

}  // namespace throughline
