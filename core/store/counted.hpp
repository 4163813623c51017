// What reports count: visits and action steps in brief, one by one, as a district has 35,000 of them in autumn.
//
// Where a filter picks schools or nobody, they come from the packed months of schools (month_summaries.hpp), otherwise
// from their rows; both give the same.
#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/store/database.hpp"
#include "throughline/model/action_step.hpp"
#include "throughline/query/cadence.hpp"

namespace throughline::store {

// A visit, what followed from it, and which rows of its rubric it looked at.
struct CountedVisit {
    ObservationId id;
    PersonId teacher;
    PersonId observer;
    std::optional<PersonId> co_observer;
    Purpose purpose = Purpose::coaching;
    ObservationState state = ObservationState::draft;
    RubricVersionId rubric_version;
    Instant started_at;
    Date started_on;
    std::optional<int> minutes;
    std::optional<Instant> shared_at;
    std::optional<Date> debrief_due_on;
    std::optional<Instant> debrief_due_at;
    std::optional<Instant> debrief_held_at;
    std::optional<int> debrief_minutes;
    bool debrief_skipped = false;  // with a reason
    bool has_step = false;         // agreed, not a draft

    // A row of the rubric: by a rating (with its level, if it has one) or by the step. Each code once.
    using LookedAt = std::pair<std::string_view, std::optional<int>>;
    std::vector<LookedAt> looked_at;  // where they were asked for; good during the call
};

enum class WithRows { no, yes };  // of the rubric

// Visits begun in [from, to], drafts included, archived ones not; mostly those of one teacher one after another. Of
// `people` alone where they are given.
void each_visit(Database& database, const CadenceFilter& filter, Date from, Date to, WithRows with_rows,
                const std::function<void(const CountedVisit&)>& each, const std::vector<PersonId>* people = nullptr);

// What counts of a step's event.
struct StepCheck {
    StepState state = StepState::draft;  // after it
    Date on;
    std::optional<Date> due_on;  // the check-back day that stood then
    std::optional<StepResult> result;
};
struct CountedStep {
    ActionStepId id;
    PersonId teacher;
    StepState state = StepState::assigned;
    std::optional<Date> assigned_on;
    std::optional<Date> check_on;
    std::vector<StepCheck> checks;  // in no order
};
// Steps agreed in [from, to], mostly those of one teacher one after another.
void each_step(Database& database, const CadenceFilter& filter, Date from, Date to,
               const std::function<void(const CountedStep&)>& each);
// Those that are live and have a day to be checked on, whenever agreed.
struct LiveStep {
    PersonId teacher;
    std::optional<Date> agreed_on;
};
std::vector<LiveStep> live_steps(Database& database, const CadenceFilter& filter);

// The same from the rows themselves, whatever is packed.
void each_visit_in_rows(Database& database, const CadenceFilter& filter, Date from, Date to, WithRows with_rows,
                        const std::function<void(const CountedVisit&)>& each,
                        const std::vector<PersonId>* people = nullptr);
void each_step_in_rows(Database& database, const CadenceFilter& filter, Date from, Date to,
                       const std::function<void(const CountedStep&)>& each);

}  // namespace throughline::store
