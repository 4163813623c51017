#include "app/widget/step_check_bar.hpp"

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/textctrl.h>

#include "app/viewmodel/step_checks.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/step_dialogs.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

StepCheckBar::StepCheckBar(wxWindow* parent, Shell& shell, Shape shape) : wxPanel(parent), shell_(shell)
{
    const int gap = theme::gap(this);
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(new wxStaticText(this, wxID_ANY, "What did you see of this step?"),
                wxSizerFlags().Border(wxBOTTOM, gap));
    auto* results = new wxBoxSizer(wxHORIZONTAL);
    add_result(results, StepResult::practised, "&Practised", "Seen in use; it stays live");
    add_result(results, StepResult::partly, "Part&ly", "Begun; it stays live");
    add_result(results, StepResult::mastered, "&Mastered", "It is a habit now; the step is closed");
    add_result(results, StepResult::not_seen, "&Not seen", "Not seen this time; it stays live");
    column->Add(results, wxSizerFlags().Expand());
    add_note(column, shape);
    auto* others = shape == Shape::wide ? results : new wxBoxSizer(wxHORIZONTAL);
    if (shape == Shape::wide) others->AddStretchSpacer();
    auto* move = new wxButton(this, wxID_ANY, "Move the &day...");
    auto* close = new wxButton(this, wxID_ANY, "&Close the step...");
    others->Add(move, wxSizerFlags().Border(wxRIGHT, gap));
    others->Add(close);
    if (shape == Shape::narrow) column->Add(others, wxSizerFlags().Border(wxTOP, gap));
    SetSizer(column);
    buttons_.insert(buttons_.end(), {note_, move, close});
    move->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { move_day(); });
    close->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { close_step(); });
    show({});
}

void StepCheckBar::add_note(wxSizer* column, Shape shape)
{
    const auto note = labelled(this, "Note (may be left blank)", [this] { return new wxTextCtrl(this, wxID_ANY); });
    note_ = note.control;
    if (shape == Shape::narrow) {
        column->AddSpacer(theme::wide_gap(this));
        note.add_above(column);
        return;
    }
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    row->Add(note.label, wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::gap(this)));
    row->Add(note_, wxSizerFlags(1).CenterVertical());
    column->Add(row, wxSizerFlags().Expand().Border(wxTOP, theme::gap(this)));
}

wxButton* StepCheckBar::add_result(wxSizer* row, StepResult result, const wxString& label, const wxString& help)
{
    auto* button = new wxButton(this, wxID_ANY, label);
    button->SetToolTip(help);
    row->Add(button, wxSizerFlags().Border(wxRIGHT, theme::gap(this)));
    button->Bind(wxEVT_BUTTON, [this, result](wxCommandEvent&) { check(result); });
    buttons_.push_back(button);
    return button;
}

void StepCheckBar::show(std::optional<ActionStepId> step)
{
    if (step != step_) note_->ChangeValue({});
    step_ = step;
    for (auto* button : buttons_) button->Enable(step_.has_value());
}

void StepCheckBar::check(StepResult result)
{
    if (!step_) return;
    const auto said = check_step(shell_.document(), *step_, result, to_utf8(note_->GetValue()));
    if (!shell_.accept(said)) return;
    note_->ChangeValue({});
    shell_.notify(*said);
}

void StepCheckBar::move_day()
{
    if (!step_) return;
    if (const auto said = ask_step_day(shell_, *step_)) shell_.notify(*said);
}

void StepCheckBar::close_step()
{
    if (!step_) return;
    if (const auto said = ask_step_end(shell_, *step_)) shell_.notify(*said);
}

std::vector<MenuCommand> StepCheckBar::commands()
{
    const auto is_live_step = [this] { return step_.has_value(); };
    const auto command = [&](std::string id, std::string name, std::string key, std::string help,
                             std::function<void()> run) {
        return MenuCommand{
            std::move(id), "Step", std::move(name), std::move(key), std::move(help), std::move(run), is_live_step, {},
            false};
    };
    return {
        command("step.practised", "Practised", "Ctrl+Alt+P", "The selected step was seen in use; it stays live.",
                [this] { check(StepResult::practised); }),
        command("step.partly", "Partly", "Ctrl+Alt+L", "The selected step was seen in part; it stays live.",
                [this] { check(StepResult::partly); }),
        command("step.mastered", "Mastered", "Ctrl+Alt+M", "The selected step is a habit now; it is closed.",
                [this] { check(StepResult::mastered); }),
        command("step.not_seen", "Not seen", "Ctrl+Alt+O", "The selected step was not seen this time; it stays live.",
                [this] { check(StepResult::not_seen); }),
        command("step.move_day", "Move the check-back day...", {}, "Look for the step on another day.",
                [this] { move_day(); }),
        command("step.close", "Close the step...", {}, "Replace or drop the step, with a reason.",
                [this] { close_step(); }),
    };
}

}  // namespace throughline
