// What can be done to an agreed step from a list: check it, move its check-back day, close it. Each gives back the
// sentence that says what became of it.
//
// Used by the Teacher and the Follow-ups page. No wx. The rules themselves are the library's (command/step.hpp).
#pragma once

#include <string>

#include "app/viewmodel/document.hpp"
#include "throughline/model/action_step.hpp"

namespace throughline {

// "Practised. The step stays live; look again Tue 10 Nov, in 5 school days."
[[nodiscard]] Result<std::string> check_step(Document& document, ActionStepId step, StepResult result,
                                             const std::string& note);
[[nodiscard]] Result<std::string> move_step_check(Document& document, ActionStepId step, Date check_on);
// Replaced by another step, or dropped; the reason is part of the step's history.
[[nodiscard]] Result<std::string> close_step(Document& document, ActionStepId step, StepState state,
                                             const std::string& reason);

}  // namespace throughline
