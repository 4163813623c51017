// What a teacher writes about a goal or a step of their own, and a reading of its measure.
#pragma once

#include "app/viewmodel/goals_view_model.hpp"

class wxWindow;

namespace throughline {

// True if it was set or changed. `row`: the one to change; nothing: a new one. A refusal is said in the dialog.
bool ask_goal(wxWindow* parent, GoalsViewModel& goals, GoalKind kind, std::optional<std::size_t> row, Date today);
bool ask_reading(wxWindow* parent, GoalsViewModel& goals, std::size_t row, Date today);

}  // namespace throughline
