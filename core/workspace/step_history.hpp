// A step's history: each thing that happens to it is an event beside the state it leaves.
#pragma once

#include <optional>
#include <string_view>

#include "core/workspace/session.hpp"
#include "throughline/model/action_step.hpp"

namespace throughline {

// Adds an event saying what `step` is now. `due_on` is the check-back day that stood when a check, a move or a closing
// came: what "checked by its date" is measured by.
void add_step_event(Context& context, const ActionStep& step, std::optional<StepResult> result,
                    std::optional<ObservationId> observation, std::string_view note, std::optional<Date> due_on);

// Moves the step to the state that the result leaves it in, with a new check-back day if it stays live
// (`next_check_on`, else by the rule from today), and writes both.
void record_check(Context& context, ActionStep& step, StepResult result, std::optional<ObservationId> observation,
                  std::string_view note, std::optional<Date> next_check_on);

}  // namespace throughline
