// is_on_screen: whether the desktop shows a window. wx says that a window is shown as soon as it was asked to be.
//
// Used where something has to come up over a window that was only just shown.
#pragma once

#include <wx/window.h>

namespace throughline {

[[nodiscard]] bool is_on_screen(const wxWindow& window);

}  // namespace throughline
