// Everything that is due: visits, debriefs, step checks, unshared drafts, soonest first. No wx.
//
// Used by the Follow-ups page. Promises: how due a day is comes from the library (school days only), and the words are
// the library's own; a filter hides rows, it never changes what is due.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/table_row.hpp"
#include "throughline/query/today.hpp"

namespace throughline {

class FollowUpsViewModel {
public:
    explicit FollowUpsViewModel(Document& document) : document_(document) {}

    [[nodiscard]] Result<void> refresh();
    [[nodiscard]] Result<void> show_kind(std::optional<FollowUpKind> kind);
    [[nodiscard]] Result<void> show_mine_only(bool only);
    void show_later(bool later);

    // What the list shows, in its order.
    [[nodiscard]] const std::vector<FollowUp>& shown() const { return shown_; }
    [[nodiscard]] std::vector<TableRow> rows() const;
    // The text of the step that a row is about; empty for other rows.
    [[nodiscard]] std::string step_text(std::size_t row) const;

    struct Counts {
        int overdue = 0;
        int due_today = 0;
        int due_soon = 0;
        int later = 0;
    };
    [[nodiscard]] Counts counts() const;  // of all that the kind and "mine" let through
    [[nodiscard]] std::string count_words() const;
    // For overdue, due today and due soon: "12 overdue", "8 or more due soon" where the list was cut off and more of
    // them may come after its end; empty where there are none.
    [[nodiscard]] std::string count_words_of(DueState state) const;
    [[nodiscard]] std::string empty_words() const;

private:
    void filter();

    Document& document_;
    std::vector<FollowUp> all_;
    std::vector<FollowUp> shown_;
    SchoolCalendar calendar_;
    std::optional<FollowUpKind> kind_;
    bool mine_only_ = false;
    bool has_more_ = false;
    bool with_later_ = true;
};

}  // namespace throughline
