// The action step: the one bite-sized thing to try next, with the day to look back and everything that became of it.
//
// draft -> assigned -> (acknowledged) -> in_practice -> mastered, or replaced, or dropped with a reason.
// A step leaves draft when its visit is shared. A check keeps it live with a new check-back day unless it was mastered.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/base/ids.hpp"
#include "throughline/base/time.hpp"

namespace throughline {

enum class StepState { draft, assigned, acknowledged, in_practice, mastered, replaced, dropped };
std::string_view name_of(StepState state);  // "in practice"
std::optional<StepState> parse_step_state(std::string_view name);
bool is_live(StepState state);  // agreed and not closed: assigned, acknowledged, in practice

enum class StepResult { practised, partly, mastered, not_seen };
std::string_view name_of(StepResult result);  // "practised", "partly", "mastered", "not-seen"
std::optional<StepResult> parse_step_result(std::string_view name);

// The state that a check leaves a step in.
StepState state_after(StepState before, StepResult result);

struct ActionStep {
    ActionStepId id;
    ObservationId observation;
    PersonId teacher;
    PersonId observer;
    std::string text;
    std::vector<std::string> indicators;
    std::optional<Date> check_on;  // blank in a draft: filled by the rule on Share
    StepState state = StepState::draft;
    std::optional<Date> assigned_on;
    std::optional<Date> closed_on;
    bool operator==(const ActionStep&) const = default;
};

// One entry of a step's history.
struct StepEvent {
    StepEventId id;
    ActionStepId step;
    Instant at;
    Date on;
    StepState state = StepState::draft;        // after the event
    std::optional<StepResult> result;          // if it was a check
    std::optional<ObservationId> observation;  // the visit in which it was checked
    std::string note;
    std::optional<PersonId> actor;
    std::optional<Date> due_on = {};  // the check-back day that stood when this happened
};

}  // namespace throughline
