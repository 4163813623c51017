// Writing tables as CSV (RFC 4180) that spreadsheets open without harm. Reading is in each reader's own header.
#pragma once

#include <string>
#include <vector>

namespace throughline {

// One line with CRLF. A cell with a comma, a quote or a line break is quoted. A cell that a spreadsheet would take for
// a formula (it begins with = + - @, a tab or a carriage return and is no plain number) gets an apostrophe in front.
std::string csv_line(const std::vector<std::string>& cells);

}  // namespace throughline
