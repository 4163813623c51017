// SearchViewModel: what is looked for, and what was found, over all years; evidence text included. No wx.
#pragma once

#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/table_row.hpp"
#include "throughline/query/search.hpp"

namespace throughline {

class SearchViewModel {
public:
    static constexpr int row_count_max = 200;  // newest first; more words narrow it

    explicit SearchViewModel(const Document& document) : document_(document) {}

    // Fewer than two letters look for nothing.
    [[nodiscard]] Result<void> look_for(const std::string& text);
    [[nodiscard]] const std::string& text() const { return text_; }
    // "12 found"; what to do if nothing was.
    [[nodiscard]] const std::string& summary() const { return summary_; }
    [[nodiscard]] const std::vector<SearchRow>& found() const { return found_; }
    // Teacher, where, the words around it, when.
    [[nodiscard]] std::vector<TableRow> rows() const;

private:
    const Document& document_;
    std::string text_;
    std::string summary_ = "Type words that stand in a script, in feedback, in a step, in a debrief, or a name.";
    std::vector<SearchRow> found_;
};

}  // namespace throughline
