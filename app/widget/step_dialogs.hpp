// The two questions about an agreed step that need an answer: which other day, and why it ends.
#pragma once

#include <optional>
#include <string>

#include "app/shell/shell.hpp"
#include "throughline/base/ids.hpp"

namespace throughline {

// Each asks, does it, and gives back the sentence that says what was done; nothing if the person thought better of it.
// What the library refuses is said in the dialog, which stays open.
std::optional<std::string> ask_step_day(Shell& shell, ActionStepId step);
std::optional<std::string> ask_step_end(Shell& shell, ActionStepId step);

}  // namespace throughline
