#include "throughline/exchange/csv_text.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace throughline {
namespace {

bool is_number(std::string_view text)
{
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    const auto is_digit = [](unsigned char c) { return std::isdigit(c) != 0; };
    const auto points = std::ranges::count(text, '.');
    return !text.empty() && points <= 1 &&
           std::ranges::all_of(text, [&](char c) { return c == '.' || is_digit(static_cast<unsigned char>(c)); });
}

bool looks_like_formula(std::string_view text)
{
    return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos &&
           !is_number(text);
}

std::string cell_text(std::string_view text)
{
    std::string cell = looks_like_formula(text) ? "'" : "";
    cell += text;
    if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
    std::string quoted = "\"";
    for (const char c : cell) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

}  // namespace

std::string csv_line(const std::vector<std::string>& cells)
{
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) line += (i == 0 ? "" : ",") + cell_text(cells[i]);
    return line + "\r\n";
}

}  // namespace throughline
