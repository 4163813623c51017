// FeedbackViewModel: one strength, one growth area, one action step, and a quiet list of what is still blank.
//
// Nothing is required. The texts are typed through the DraftKeeper (DraftText in the panel) and settled by `settle`.
// Used by the Observe page. No wx.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/viewmodel/open_visit.hpp"
#include "app/viewmodel/text_conflicts.hpp"

namespace throughline {

class FeedbackViewModel {
public:
    // The texts of a visit that are typed; `subject` and `grade` stand among the facts.
    enum class Field { strength, growth_area, action_step, subject, grade };
    // What drafts and the journal call it: "growth_area".
    [[nodiscard]] static std::string name_of(Field field);

    explicit FeedbackViewModel(OpenVisit& visit);

    [[nodiscard]] std::string text(Field field) const;
    [[nodiscard]] TextConflicts::Run settle(Field field) const;
    [[nodiscard]] std::optional<TextConflicts::Conflict> conflict(Field field) const;
    [[nodiscard]] Result<void> resolve(Field field, TextConflicts::Keep keep);

    // The step's tags as typed: "6, 6.1". Codes the rubric lacks are refused by name; nothing is changed then.
    [[nodiscard]] std::string step_tags() const;
    [[nodiscard]] Result<void> set_step_tags(const std::string& typed);
    [[nodiscard]] std::optional<Date> check_on() const;
    // The day that Share fills in if it is blank.
    [[nodiscard]] Date check_on_by_rule() const;
    [[nodiscard]] Result<void> set_check_on(std::optional<Date> day);
    [[nodiscard]] bool has_step() const;

    // "No strength yet", "3 of 9 rows not rated". Told, never demanded.
    [[nodiscard]] std::vector<std::string> blanks() const;

    [[nodiscard]] Signal<>& on_conflict() { return conflicts_.on_change(); }

private:
    [[nodiscard]] TextConflicts::Run run(Field field) const;

    OpenVisit& visit_;
    TextConflicts conflicts_;
    std::optional<ObservationId> shown_;
    Connection visit_changes_;
};

}  // namespace throughline
