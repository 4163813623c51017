// A cell of an exported table: safe to open in a spreadsheet, and read back as exactly what it was.
//
// Used by the export of a workspace and its import. In front of what a spreadsheet would take for a formula stands an
// apostrophe, as in csv_line(); so does one in front of an apostrophe, so that taking one away always gives the text
// back. Nothing is an empty cell, an empty text an apostrophe alone where both may be. What CSV cannot hold (a zero
// byte, bytes that are no UTF-8) is written as 'base64:... .
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace throughline {

// The cell's text before CSV quotes it.
std::string kept_text(const std::optional<std::string>& value, bool may_be_null);
// The way back: nothing at all if the base64 is broken, inside it nothing for NULL.
std::optional<std::optional<std::string>> value_of_kept(std::string_view cell, bool may_be_null);

// One line with CRLF, each cell as it is given, quoted where CSV asks for it.
std::string kept_line(const std::vector<std::string>& cells);

}  // namespace throughline
