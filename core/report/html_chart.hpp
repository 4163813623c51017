// Charts as inline SVG for a web page.
#pragma once

#include "core/report/html_writer.hpp"
#include "throughline/report/chart.hpp"

namespace throughline::report {

// `number` makes the ids of a chart unique on its page.
void write_chart(HtmlWriter& page, const Chart& chart, bool is_wide, int number);
// What the marks mean, as a list; nothing for an empty key.
void write_key(HtmlWriter& page, const std::vector<ChartKeyEntry>& key);

}  // namespace throughline::report
