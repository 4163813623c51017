// TableRow: one row of a list as texts, with the id of the record it stands for and how much it should stand out.
// ShownTable: such rows with their columns and name: a list as a whole, for the screen, a file and paper alike.
//
// Made by the view-models, shown by TableView. No wx, so that what a list says is tested without a display.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/viewmodel/palette.hpp"
#include "throughline/base/ids.hpp"

namespace throughline {

struct TableRow {
    AnyId id;
    std::vector<std::string> cells;
    enum class Look { plain, strong, quiet, attention } look = Look::plain;
    std::optional<std::size_t> tinted_cell = {};  // stands on its tone's ground, as a chip does
    Tone tone = Tone::neutral;
    bool operator==(const TableRow&) const = default;
};

struct TableColumn {
    std::string title;
    int width = 160;  // device-independent pixels, to begin with
    bool sortable = false;
    bool right_aligned = false;
    bool operator==(const TableColumn&) const = default;
};

struct ShownTable {
    std::string name;  // "Past their cadence": what a screen reader calls it, and what a file of it is called
    std::vector<TableColumn> columns;
    std::vector<TableRow> rows;
    std::string empty_words;  // what to do where there are no rows
};

}  // namespace throughline
