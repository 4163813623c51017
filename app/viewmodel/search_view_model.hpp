// SearchViewModel: what is looked for, and what was found so far, over all years; evidence text included. No wx.
//
// Used by the search page. A search goes in slices, each within a frame: `look_for` takes the first, the page asks for
// the others when nothing else waits. Promises: what was found keeps its order when more is put between; words that are
// typed meanwhile drop the rest.
#pragma once

#include <optional>
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
    // The same words anew, since something may have changed. What was found stays until as much is found again; not if
    // somebody else acts now.
    [[nodiscard]] Result<void> look_again();
    // There is more to look through. `look_further` takes the next slice.
    [[nodiscard]] bool is_looking_further() const { return is_looking_further_; }
    [[nodiscard]] Result<void> look_further();
    // From now on; tests take less than the search's own.
    void take_slices_of(std::int64_t work_max) { search_.work_max = work_max_ = work_max; }

    [[nodiscard]] const std::string& text() const { return text_; }
    // "12 found, newest first."; how far back it has looked while it does; what to do if nothing was found.
    [[nodiscard]] const std::string& summary() const { return summary_; }
    [[nodiscard]] const std::vector<SearchRow>& found() const { return found_; }
    // Teacher, where, the words around it, when.
    [[nodiscard]] std::vector<TableRow> rows() const;

private:
    [[nodiscard]] std::string summary_of(const std::optional<Date>& looked_back_to) const;

    const Document& document_;
    std::int64_t work_max_ = search_work_max;
    std::string text_;
    std::string summary_ = "Type words that stand in a script, in feedback, in a step, in a debrief, or a name.";
    Search search_;  // as it goes on
    Actor asked_as_;
    bool is_looking_further_ = false;
    std::vector<SearchRow> found_;
    std::optional<std::vector<SearchRow>> again_;  // what looking again has found so far
};

}  // namespace throughline
