// StepCheckBar: what was seen of an agreed step, as four buttons, with an optional note; and the step's day and end.
//
// Used by the Teacher and the Follow-ups page, for the step that is selected there. Problems and results go to the
// shell, in the page.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include <wx/panel.h>

#include "app/shell/shell.hpp"
#include "throughline/model/action_step.hpp"

class wxButton;
class wxTextCtrl;

namespace throughline {

class StepCheckBar : public wxPanel {
public:
    enum class Shape { narrow, wide };  // beside a list, or across the page
    StepCheckBar(wxWindow* parent, Shell& shell, Shape shape = Shape::narrow);

    // The live step that the buttons are about; nothing: none, and the buttons are grey.
    void show(std::optional<ActionStepId> step);
    void check(StepResult result);
    // The same as commands for the page's menu "Step".
    [[nodiscard]] std::vector<MenuCommand> commands();

private:
    void add_note(wxSizer* column, Shape shape);
    wxButton* add_result(wxSizer* row, StepResult result, const wxString& label, const wxString& help);
    void move_day();
    void close_step();

    Shell& shell_;
    std::optional<ActionStepId> step_;
    wxTextCtrl* note_;
    std::vector<wxWindow*> buttons_;
};

}  // namespace throughline
