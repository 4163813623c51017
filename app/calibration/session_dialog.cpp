#include "app/calibration/session_dialog.hpp"

#include <wx/button.h>
#include <wx/checklst.h>
#include <wx/choice.h>
#include <wx/spinctrl.h>

#include "app/widget/date_field.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/standard_dialog.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

constexpr int field_width = 360;
constexpr int list_height = 120;
constexpr int within_max = 4;
constexpr int days_max = 3650;

class SessionDialog : public StandardDialog {
public:
    SessionDialog(Shell& shell, CalibrationViewModel& view_model, CalibrationViewModel::NewSession begun)
        : StandardDialog(shell.window(), "New calibration session"),
          view_model_(view_model),
          begun_(std::move(begun)),
          today_(shell.document().today())
    {
        auto* grid = form_grid(this);
        title_ = text_field(grid, "&Title");
        title_->SetHint("October: fractions video");
        lesson_ = text_field(grid, "&Lesson");
        lesson_->SetHint("where the recording is, or which lesson");
        add_rubric(grid);
        const auto raters = labelled(this, "Wh&o rates", [this] {
            return new wxCheckListBox(this, wxID_ANY, wxDefaultPosition, FromDIP(wxSize(field_width, list_height)));
        });
        for (const auto& observer : begun_.observers) raters->Append(to_wx(observer.name));
        raters.add_to(grid);
        raters_ = raters.control;
        const auto day = labelled(this, "&Day", [this] { return new DateField(this, today_); });
        day->set_date(begun_.command.day);
        day.add_to(grid);
        day_ = day.control;
        add_pass(grid);
        content()->Add(grid, wxSizerFlags(1).Expand());
        content()->Add(theme::quiet(this, "Nobody sees another's ratings until all are in, or you close the session."),
                       wxSizerFlags().Border(wxTOP, theme::wide_gap(this)));
        finish("Open the session");
        accept_button()->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { open(); });
        title_->SetFocus();
    }
    [[nodiscard]] std::optional<CalibrationId> opened() const { return opened_; }

private:
    wxTextCtrl* text_field(wxFlexGridSizer* grid, const wxString& label)
    {
        const auto made = labelled(this, label, [this] {
            return new wxTextCtrl(this, wxID_ANY, {}, wxDefaultPosition, wxSize(FromDIP(field_width), -1));
        });
        made.add_to(grid);
        return made.control;
    }
    void add_rubric(wxFlexGridSizer* grid)
    {
        const auto rubric = labelled(this, "&Rubric", [this] { return new wxChoice(this, wxID_ANY); });
        int chosen = 0;
        for (std::size_t i = 0; i < begun_.rubrics.size(); ++i) {
            const auto& row = begun_.rubrics[i];
            rubric->Append(to_wx(row.title + " " + row.version));
            if (row.version_id == begun_.command.rubric_version) chosen = static_cast<int>(i);
        }
        if (!begun_.rubrics.empty()) rubric->SetSelection(chosen);
        rubric.add_to(grid);
        const auto form = labelled(this, "Ro&ws", [this] { return new wxChoice(this, wxID_ANY); });
        form.add_to(grid);
        rubric_ = rubric.control;
        form_ = form.control;
        rubric_->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) { show_forms(); });
        show_forms();
    }
    wxSpinCtrl* number(wxFlexGridSizer* grid, const wxString& label, int max, int value)
    {
        const auto made = labelled(this, label, [&] {
            return new wxSpinCtrl(this, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxSP_ARROW_KEYS, 0, max, value);
        });
        grid->Add(made.label, wxSizerFlags().CenterVertical());
        grid->Add(made.control);
        return made.control;
    }
    void add_pass(wxFlexGridSizer* grid)
    {
        const auto& pass = begun_.command.pass;
        percent_ = number(grid, "A pass takes, in &% of the rows", 100, pass.percent);
        within_ = number(grid, "... w&ithin so many levels", within_max, pass.within);
        exact_ = number(grid, "... and in % the sa&me level", 100, pass.exact_percent);
        days_ = number(grid, "A pass holds, in da&ys", days_max, pass.valid_days);
    }
    void show_forms()
    {
        form_->Clear();
        forms_.clear();
        if (rubric_->GetSelection() == wxNOT_FOUND) return;
        forms_ = view_model_.forms_of(begun_.rubrics[static_cast<std::size_t>(rubric_->GetSelection())].version_id);
        for (const auto& form : forms_) form_->Append(to_wx(form.name));
        form_->SetSelection(0);
    }
    void open()
    {
        if (day_->is_wrong()) return say(date_hint);
        if (rubric_->GetSelection() == wxNOT_FOUND || form_->GetSelection() == wxNOT_FOUND)
            return say("The file has no rubric with rows that are rated. Add one on the Rubrics page first.");
        auto command = begun_.command;
        command.title = to_utf8(title_->GetValue());
        command.lesson = to_utf8(lesson_->GetValue());
        command.rubric_version = begun_.rubrics[static_cast<std::size_t>(rubric_->GetSelection())].version_id;
        command.form_id = forms_[static_cast<std::size_t>(form_->GetSelection())].id;
        command.day = day_->date();
        command.pass = {within_->GetValue(), percent_->GetValue(), exact_->GetValue(), days_->GetValue()};
        command.raters.clear();
        wxArrayInt ticked;
        raters_->GetCheckedItems(ticked);
        for (const int at : ticked) command.raters.push_back(begun_.observers[static_cast<std::size_t>(at)].id);
        if (command.raters.empty()) return say("Tick who rates: at least one observer.");
        const auto made = view_model_.open(command);
        if (!made) return say(to_wx(made.error().text()));
        opened_ = *made;
        EndModal(wxID_OK);
    }

    CalibrationViewModel& view_model_;
    CalibrationViewModel::NewSession begun_;
    Date today_;
    std::vector<CalibrationViewModel::Form> forms_;
    wxTextCtrl* title_ = nullptr;
    wxTextCtrl* lesson_ = nullptr;
    wxChoice* rubric_ = nullptr;
    wxChoice* form_ = nullptr;
    wxCheckListBox* raters_ = nullptr;
    DateField* day_ = nullptr;
    wxSpinCtrl* percent_ = nullptr;
    wxSpinCtrl* within_ = nullptr;
    wxSpinCtrl* exact_ = nullptr;
    wxSpinCtrl* days_ = nullptr;
    std::optional<CalibrationId> opened_;
};

}  // namespace

std::optional<CalibrationId> show_session_dialog(Shell& shell, CalibrationViewModel& view_model)
{
    auto begun = view_model.begin();
    if (!shell.accept(begun)) return std::nullopt;
    SessionDialog dialog(shell, view_model, std::move(*begun));
    dialog.ShowModal();
    return dialog.opened();
}

}  // namespace throughline
