// The dialog for a calibration session: what is rated, on which rubric, by whom, and what a pass takes. For a new one,
// and for what its leader can still change about one that is there.
#pragma once

#include <optional>

#include "app/shell/shell.hpp"
#include "app/viewmodel/calibration_view_model.hpp"

namespace throughline {

// The session that was opened; nothing if the person thought better of it.
std::optional<CalibrationId> show_session_dialog(Shell& shell, CalibrationViewModel& view_model);
// Whether something may have changed.
bool show_change_session_dialog(Shell& shell, CalibrationViewModel& view_model, const CalibrationId& session);

}  // namespace throughline
