// Charts on paper.
#pragma once

#include "core/report/pdf_sheets.hpp"
#include "throughline/report/chart.hpp"

namespace throughline::report {

// Small charts two beside each other, wide ones below each other, with one line that says what the marks mean.
// How much room the first of them need, with that line.
double first_charts_height(const TextSetter& setter, const std::vector<Chart>& charts, double width, bool is_wide);

void lay_charts(Sheets& sheets, const TextSetter& setter, const std::vector<Chart>& charts, bool is_wide);

}  // namespace throughline::report
