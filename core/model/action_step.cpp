#include "throughline/model/action_step.hpp"

namespace throughline {

bool is_live(StepState state)
{
    return state == StepState::assigned || state == StepState::acknowledged || state == StepState::in_practice;
}

StepState state_after(StepState before, StepResult result)
{
    switch (result) {
        case StepResult::mastered:
            return StepState::mastered;
        case StepResult::practised:
        case StepResult::partly:
            return StepState::in_practice;
        case StepResult::not_seen:
            break;
    }
    return before;
}

}  // namespace throughline
