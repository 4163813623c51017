// Commands on an agreed action step.
#pragma once

#include <optional>
#include <string>

#include "throughline/change_set.hpp"
#include "throughline/model/action_step.hpp"

namespace throughline {

struct CheckStep {
    using Value = StepState;  // the state it is in now
    ActionStepId step;
    StepResult result = StepResult::practised;
    std::string note;
    std::optional<Date> next_check_on;  // if it stays live; nothing: by the rule from today
};

struct CloseStep {  // replaced or dropped, with a reason
    using Value = Nothing;
    ActionStepId step;
    StepState state = StepState::dropped;
    std::string reason;
};

struct MoveStepCheck {
    using Value = Nothing;
    ActionStepId step;
    Date check_on;
};

struct RewordStep {  // what the debrief agreed on in other words; the step's history keeps both
    using Value = Nothing;
    ActionStepId step;
    std::string text;
};

}  // namespace throughline
