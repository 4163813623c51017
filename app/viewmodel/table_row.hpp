// TableRow: one row of a list as texts, with the id of the record it stands for and how much it should stand out.
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

}  // namespace throughline
