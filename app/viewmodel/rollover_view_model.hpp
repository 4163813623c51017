// RolloverViewModel: the school years with which are closed, what closing one means in plain words, and doing it.
// Used by the School year part of the settings and its dialogs. No wx.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/reading_text.hpp"
#include "app/viewmodel/table_row.hpp"
#include "throughline/query/school_year.hpp"

namespace throughline {

class RolloverViewModel {
public:
    explicit RolloverViewModel(Document& document) : document_(document) {}

    // The list of years: name, days, "Open" or "Closed Fri 3 Jul by Pat Principal".
    [[nodiscard]] Result<void> load();
    [[nodiscard]] std::vector<TableRow> year_rows() const;
    [[nodiscard]] bool is_closed(std::size_t row) const;
    [[nodiscard]] bool is_closed(const SchoolYearId& year) const;
    [[nodiscard]] std::string name_of_year(std::size_t row) const;
    // Why it was opened again before, the last time first; empty if never.
    [[nodiscard]] std::string reopened_words(std::size_t row) const;

    // Looks at a year that may be closed: the newest that has ended; row: the one in the list.
    [[nodiscard]] Result<void> look_at(std::optional<std::size_t> row = {});
    [[nodiscard]] const RolloverPlan::Plan& plan() const { return plan_; }
    // The years to choose from in the dialog, newest first, and which of them is looked at.
    [[nodiscard]] std::vector<std::string> choices() const;
    [[nodiscard]] std::size_t chosen() const;
    [[nodiscard]] Result<void> choose(std::size_t choice);
    [[nodiscard]] ReadingText text() const;
    [[nodiscard]] bool needs_drafts_agreed() const { return plan_.needs_drafts_agreed(); }

    struct Next {
        std::string name;
        std::optional<Date> starts_on;
        std::optional<Date> ends_on;
    };
    // Closes the year that is looked at; gives what was done: "2025-26 is closed. 2026-27 was made."
    [[nodiscard]] Result<std::string> close(bool with_drafts, const Next& next);
    [[nodiscard]] Result<void> reopen(std::size_t row, const std::string& reason);

private:
    Document& document_;
    std::vector<SchoolYears::Row> years_;
    std::vector<std::size_t> open_;  // rows of years_ that have begun and are open
    RolloverPlan::Plan plan_;
};

}  // namespace throughline
