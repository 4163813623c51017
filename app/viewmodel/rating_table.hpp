// A teacher's ratings over time as rows of a table: the accessible form of the small charts, with the same numbers.
// Used by the teacher page. No wx.
#pragma once

#include <vector>

#include "app/viewmodel/table_row.hpp"
#include "throughline/report/rating_chart.hpp"

namespace throughline {

// Day, rating, row, rubric, observer, purpose. The newest day first.
std::vector<TableRow> rating_table(const std::vector<report::RatingSeries>& series, Date today);

}  // namespace throughline
