// GoalsViewModel: one teacher's goals and own steps as rows and texts; changed by that teacher alone. No wx.
//
// Used by My feedback, where they are one's own, and by the teacher's page, where coaches read them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/reading_text.hpp"
#include "app/viewmodel/table_row.hpp"
#include "throughline/command/goal.hpp"
#include "throughline/query/goal.hpp"

namespace throughline {

class GoalsViewModel {
public:
    explicit GoalsViewModel(Document& document) : document_(document) {}

    [[nodiscard]] Result<void> load(PersonId teacher);
    [[nodiscard]] std::vector<TableRow> rows() const;
    [[nodiscard]] std::size_t count() const { return seen_.rows.size(); }
    [[nodiscard]] std::string empty_words() const;  // what to do, or why there is nothing to see
    [[nodiscard]] ReadingText text(std::size_t row) const;
    [[nodiscard]] bool may_change() const { return seen_.may_change; }
    [[nodiscard]] bool is_open(std::size_t row) const;
    [[nodiscard]] const Goal* goal(std::size_t row) const;

    [[nodiscard]] Result<void> add(GoalKind kind, const GoalWords& words);
    [[nodiscard]] Result<void> change(std::size_t row, const GoalWords& words);
    [[nodiscard]] Result<void> read(std::size_t row, const AddGoalReading& reading);
    [[nodiscard]] Result<void> close(std::size_t row, GoalState state);

private:
    template <class Command>
    [[nodiscard]] Result<void> run(const Command& command);

    Document& document_;
    PersonId teacher_;
    Goals::Seen seen_;
};

}  // namespace throughline
