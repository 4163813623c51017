// What stands in the cells of a table of visits, in the many ways in which people write it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "throughline/base/time.hpp"
#include "throughline/exchange/visit_table.hpp"

namespace throughline {

struct CellTime {
    Date date;
    std::optional<int> minute;  // after midnight, if the cell has a time, too
};

// "2026-10-05", "10/5/2026", "10/5/26 9:10 AM", "5 Oct 2026", "Oct 5, 2026".
std::optional<CellTime> date_in_cell(std::string_view cell, DateOrder order);
// "9:10", "9:10:30 AM", "14.30", as minutes after midnight.
std::optional<int> time_in_cell(std::string_view cell);
// "15", "15 min", "15 minutes".
std::optional<int> minutes_in_cell(std::string_view cell);
// "coaching", "Formal evaluation", "Walk-through".
std::optional<Purpose> purpose_in_cell(std::string_view cell);
// "shared", "final", "yes": true; "draft", "not shared", "no": false.
std::optional<bool> shared_in_cell(std::string_view cell);

// What the word stands for: by the mapping, else the word itself if the row has such a level or it is a mark's name.
// Nothing if neither knows it; an empty text for a cell that says nothing.
std::optional<std::string> rating_in_cell(std::string_view cell, const VisitMapping& mapping, const Rubric& rubric,
                                          const std::string& code);

}  // namespace throughline
