#include "app/cli/table.hpp"

#include <algorithm>

#include <utf8proc.h>

namespace throughline::cli {

std::size_t columns_of(std::string_view text)
{
    const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    auto left = static_cast<utf8proc_ssize_t>(text.size());
    std::size_t columns = 0;
    while (left > 0) {
        utf8proc_int32_t code_point = 0;
        auto length = utf8proc_iterate(at, left, &code_point);
        if (length > 0) columns += static_cast<std::size_t>(utf8proc_charwidth(code_point));
        if (length <= 0) length = 1;
        at += length;
        left -= length;
    }
    return columns;
}

std::string printable(std::string_view text)
{
    std::string clean(text);
    for (char& c : clean) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7F) c = ' ';
    }
    // The second control block, U+0080 to U+009F, is two bytes in UTF-8: C2 80 to C2 9F.
    for (std::size_t i = 0; i + 1 < clean.size(); ++i) {
        const auto next = static_cast<unsigned char>(clean[i + 1]);
        if (static_cast<unsigned char>(clean[i]) == 0xC2 && next >= 0x80 && next <= 0x9F) clean[i] = clean[i + 1] = ' ';
    }
    return clean;
}

std::string Table::text() const
{
    std::vector<std::size_t> widths(headings_.size(), 0);
    for (const auto& row : rows_)
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], columns_of(printable(row[i])));
    std::string out;
    const auto add_row = [&](const std::vector<std::string>& cells) {
        std::string line;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (widths[i] == 0) continue;
            const auto cell = printable(cells[i]);
            line += cell + std::string(std::max(widths[i], columns_of(headings_[i])) - columns_of(cell) + 2, ' ');
        }
        line.erase(line.find_last_not_of(' ') + 1);
        out += line + "\n";
    };
    add_row(headings_);
    for (const auto& row : rows_) add_row(row);
    return out;
}

}  // namespace throughline::cli
