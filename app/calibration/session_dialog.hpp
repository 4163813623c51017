// The dialog for a new calibration session: what is rated, on which rubric, by whom, and what a pass takes.
#pragma once

#include <optional>

#include "app/shell/shell.hpp"
#include "app/viewmodel/calibration_view_model.hpp"

namespace throughline {

// The session that was opened; nothing if the person thought better of it.
std::optional<CalibrationId> show_session_dialog(Shell& shell, CalibrationViewModel& view_model);

}  // namespace throughline
