// RowButton: one row of a card that can be opened: lines of text in a flat native button, with a chip beside it.
// Enter or a click runs it. Goes into Card::rows().
#pragma once

#include <functional>

#include <wx/panel.h>

#include "app/viewmodel/palette.hpp"

class wxButton;

namespace throughline {

class RowButton : public wxPanel {
public:
    struct Words {
        wxString title;
        wxString beside;  // quiet, on the title's line: "Math, grade 6"
        wxString detail;  // quiet lines below, each cut with dots where it is too long
        wxString chip;    // empty: none
        Tone tone = Tone::neutral;
        wxString spoken;  // what a screen reader says: "Start a visit with Ana Ruiz, ..."
    };

    RowButton(wxWindow* parent, const Words& words, std::function<void()> on_click);

    [[nodiscard]] wxButton* button() const { return button_; }

private:
    wxButton* button_;
};

}  // namespace throughline
