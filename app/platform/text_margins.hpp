// Room between the edge of a text field of several lines and its text; wxTextCtrl::SetMargins does not reach it
// everywhere. One source file per system.
#pragma once

class wxTextCtrl;

namespace throughline {

void set_text_margins(wxTextCtrl* control, int sides, int above_and_below);

}  // namespace throughline
