#include "app/widget/step_dialogs.hpp"

#include <wx/button.h>
#include <wx/radiobut.h>
#include <wx/statbox.h>
#include <wx/textctrl.h>

#include "app/viewmodel/step_checks.hpp"
#include "app/widget/date_field.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/standard_dialog.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "throughline/query/observation.hpp"

namespace throughline {

namespace {

constexpr int text_width = 420;

class StepDialog : public StandardDialog {
public:
    StepDialog(Shell& shell, ActionStepId step, const wxString& title)
        : StandardDialog(shell.window(), title), shell_(shell), step_(step)
    {
        const auto found = shell.document().ask(FindStep{any(step)});
        if (found) current_ = found->step;
        auto* words = new wxStaticText(this, wxID_ANY, to_wx(current_.text));
        words->Wrap(FromDIP(text_width));
        content()->Add(words, wxSizerFlags().Border(wxBOTTOM, theme::wide_gap(this)));
    }

    [[nodiscard]] const std::string& said() const { return said_; }

protected:
    // Closes the dialog, or says in it why not.
    void take(const Result<std::string>& done)
    {
        if (!done) {
            say(to_wx(done.error().text()));
            return;
        }
        said_ = *done;
        EndModal(wxID_OK);
    }
    [[nodiscard]] Shell& shell() { return shell_; }
    [[nodiscard]] const ActionStep& current() const { return current_; }
    [[nodiscard]] ActionStepId step() const { return step_; }

private:
    Shell& shell_;
    ActionStepId step_;
    ActionStep current_;
    std::string said_;
};

class StepDayDialog : public StepDialog {
public:
    StepDayDialog(Shell& shell, ActionStepId step) : StepDialog(shell, step, "Move the check-back day")
    {
        const auto day =
            labelled(this, "Look for it on", [&] { return new DateField(this, shell.document().today()); });
        day_ = day.control;
        day_->set_date(current().check_on);
        day.add_above(content());
        content()->Add(theme::quiet(this, date_hint), wxSizerFlags().Border(wxTOP, theme::gap(this)));
        finish("Move");
        accept_button()->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { accept(); });
        day_->SetFocus();
    }

private:
    void accept()
    {
        const auto day = day_->date();
        if (!day) {
            say("Type the day to look for the step: " + wxString(date_hint).Lower() + ".");
            return;
        }
        take(move_step_check(shell().document(), step(), *day));
    }

    DateField* day_ = nullptr;
};

class StepEndDialog : public StepDialog {
public:
    StepEndDialog(Shell& shell, ActionStepId step) : StepDialog(shell, step, "Close the step")
    {
        auto* group = new wxStaticBoxSizer(wxVERTICAL, this, "The step is");
        auto* box = group->GetStaticBox();
        replaced_ =
            new wxRadioButton(box, wxID_ANY, "&replaced by another step", wxDefaultPosition, wxDefaultSize, wxRB_GROUP);
        auto* dropped = new wxRadioButton(box, wxID_ANY, "&dropped");
        dropped->SetValue(true);
        group->Add(replaced_, wxSizerFlags().Border(wxALL, theme::gap(this)));
        group->Add(dropped, wxSizerFlags().Border(wxLEFT | wxRIGHT | wxBOTTOM, theme::gap(this)));
        content()->Add(group, wxSizerFlags().Expand().Border(wxBOTTOM, theme::wide_gap(this)));
        const auto reason = labelled(this, "Reason", [this] {
            return new wxTextCtrl(this, wxID_ANY, {}, wxDefaultPosition, FromDIP(wxSize(text_width, -1)));
        });
        reason_ = reason.control;
        reason.add_above(content());
        content()->Add(theme::quiet(this, "The teacher sees the reason in the step's history."),
                       wxSizerFlags().Border(wxTOP, theme::gap(this)));
        finish("Close the step");
        accept_button()->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { accept(); });
        reason_->SetFocus();
    }

private:
    void accept()
    {
        const auto state = replaced_->GetValue() ? StepState::replaced : StepState::dropped;
        take(close_step(shell().document(), step(), state, to_utf8(reason_->GetValue())));
    }

    wxRadioButton* replaced_ = nullptr;
    wxTextCtrl* reason_ = nullptr;
};

template <class Dialog>
std::optional<std::string> ask(Shell& shell, ActionStepId step)
{
    Dialog dialog(shell, step);
    if (dialog.ShowModal() != wxID_OK) return std::nullopt;
    return dialog.said();
}

}  // namespace

std::optional<std::string> ask_step_day(Shell& shell, ActionStepId step) { return ask<StepDayDialog>(shell, step); }

std::optional<std::string> ask_step_end(Shell& shell, ActionStepId step) { return ask<StepEndDialog>(shell, step); }

}  // namespace throughline
