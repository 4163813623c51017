// Aligned columns for a terminal. Widths are counted as a terminal shows them: an accent is not a column, a wide
// character is two.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace throughline::cli {

// How many columns a terminal needs for the text.
std::size_t columns_of(std::string_view text);

// Line breaks and other control characters as spaces: a cell is one line, and no text from a file steers a terminal.
std::string printable(std::string_view text);

class Table {
public:
    explicit Table(std::vector<std::string> headings) : headings_(std::move(headings)) {}
    void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
    [[nodiscard]] bool empty() const { return rows_.empty(); }
    // With the headings on top; columns that are blank in every row are left out.
    [[nodiscard]] std::string text() const;

private:
    std::vector<std::string> headings_;
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace throughline::cli
