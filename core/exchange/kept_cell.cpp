#include "core/exchange/kept_cell.hpp"

#include "core/base/digest.hpp"
#include "throughline/base/text.hpp"

namespace throughline {
namespace {

constexpr std::string_view as_base64 = "'base64:";

bool is_digits_and_points(std::string_view text)
{
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    return !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace

std::string kept_text(const std::optional<std::string>& value, bool may_be_null)
{
    if (!value) return {};
    if (value->empty()) return may_be_null ? "'" : "";
    if (value->find('\0') != std::string::npos || !is_valid_utf8(*value))
        return std::string(as_base64) + base64_of(*value);
    const bool is_guarded = std::string_view("=+-@\t\r'").find(value->front()) != std::string_view::npos;
    return is_guarded && !is_digits_and_points(*value) ? "'" + *value : *value;
}

std::optional<std::optional<std::string>> value_of_kept(std::string_view cell, bool may_be_null)
{
    using Value = std::optional<std::string>;
    if (cell.empty()) return may_be_null ? Value() : Value(std::string());
    if (cell.starts_with(as_base64)) {
        auto bytes = bytes_of_base64(cell.substr(as_base64.size()));
        if (!bytes) return std::nullopt;
        return Value(std::move(*bytes));
    }
    if (cell.starts_with('\'')) cell.remove_prefix(1);
    return Value(std::string(cell));
}

std::string kept_line(const std::vector<std::string>& cells)
{
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) line += ',';
        // A blank record of one column would be no record at all: "" is one.
        const bool is_lone_blank = cells.size() == 1 && cells[i].empty();
        if (!is_lone_blank && cells[i].find_first_of(",\"\r\n;\t") == std::string::npos) {
            line += cells[i];
            continue;
        }
        line += '"';
        for (const char c : cells[i]) {
            if (c == '"') line += '"';
            line += c;
        }
        line += '"';
    }
    return line + "\r\n";
}

}  // namespace throughline
