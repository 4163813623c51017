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

// What a new session and one that is there have in common.
class SessionDialog : public StandardDialog {
public:
    SessionDialog(Shell& shell, CalibrationViewModel& view_model, const wxString& title)
        : StandardDialog(shell.window(), title), view_model_(view_model), today_(shell.document().today())
    {}

protected:
    wxFlexGridSizer* add_words(const std::string& title, const std::string& lesson)
    {
        auto* grid = form_grid(this);
        title_ = text_field(grid, "&Title", title);
        title_->SetHint("October: fractions video");
        lesson_ = text_field(grid, "&Lesson", lesson);
        lesson_->SetHint("where the recording is, or which lesson");
        return grid;
    }
    void add_raters(wxFlexGridSizer* grid, const std::vector<CalibrationViewModel::Part>& parts)
    {
        const auto raters = labelled(this, "Wh&o rates", [this] {
            return new wxCheckListBox(this, wxID_ANY, wxDefaultPosition, FromDIP(wxSize(field_width, list_height)));
        });
        for (std::size_t at = 0; at < parts.size(); ++at) {
            raters->Append(to_wx(parts[at].name));
            raters->Check(static_cast<unsigned>(at), parts[at].is_in);
        }
        raters.add_to(grid);
        raters_ = raters.control;
    }
    void add_rule(wxFlexGridSizer* grid, Date on, const analysis::PassRule& pass)
    {
        const auto day = labelled(this, "&Day", [this] { return new DateField(this, today_); });
        day->set_date(on);
        day.add_to(grid);
        day_ = day.control;
        percent_ = number(grid, "A pass takes, in &% of the rows", 100, pass.percent);
        within_ = number(grid, "... w&ithin so many levels", within_max, pass.within);
        exact_ = number(grid, "... and in % the sa&me level", 100, pass.exact_percent);
        days_ = number(grid, "A pass holds, in da&ys", days_max, pass.valid_days);
    }
    // The fields, what is to be known about them, and the buttons.
    void finish_with(wxFlexGridSizer* grid, const wxString& words, const wxString& action)
    {
        content()->Add(grid, wxSizerFlags(1).Expand());
        content()->Add(theme::quiet(this, words), wxSizerFlags().Border(wxTOP, theme::wide_gap(this)));
        finish(action);
        title_->SetFocus();
    }
    [[nodiscard]] std::vector<bool> ticked() const
    {
        std::vector<bool> all;
        for (unsigned at = 0; raters_ != nullptr && at < raters_->GetCount(); ++at)
            all.push_back(raters_->IsChecked(at));
        return all;
    }
    [[nodiscard]] std::string title() const { return to_utf8(title_->GetValue()); }
    [[nodiscard]] std::string lesson() const { return to_utf8(lesson_->GetValue()); }
    [[nodiscard]] bool is_day_wrong() const { return day_->is_wrong(); }
    [[nodiscard]] std::optional<Date> day() const { return day_->date(); }
    [[nodiscard]] analysis::PassRule pass() const
    {
        return {within_->GetValue(), percent_->GetValue(), exact_->GetValue(), days_->GetValue()};
    }
    CalibrationViewModel& sessions() { return view_model_; }

private:
    wxTextCtrl* text_field(wxFlexGridSizer* grid, const wxString& label, const std::string& words)
    {
        const auto made = labelled(this, label, [&] {
            return new wxTextCtrl(this, wxID_ANY, to_wx(words), wxDefaultPosition, wxSize(FromDIP(field_width), -1));
        });
        made.add_to(grid);
        return made.control;
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

    CalibrationViewModel& view_model_;
    Date today_;
    wxTextCtrl* title_ = nullptr;
    wxTextCtrl* lesson_ = nullptr;
    wxCheckListBox* raters_ = nullptr;  // none where it cannot be changed any more
    DateField* day_ = nullptr;
    wxSpinCtrl* percent_ = nullptr;
    wxSpinCtrl* within_ = nullptr;
    wxSpinCtrl* exact_ = nullptr;
    wxSpinCtrl* days_ = nullptr;
};

class NewSessionDialog : public SessionDialog {
public:
    NewSessionDialog(Shell& shell, CalibrationViewModel& view_model, CalibrationViewModel::NewSession begun)
        : SessionDialog(shell, view_model, "New calibration session"), begun_(std::move(begun))
    {
        auto* grid = add_words({}, {});
        add_rubric(grid);
        std::vector<CalibrationViewModel::Part> parts;
        for (const auto& observer : begun_.observers) parts.push_back({observer.id, observer.name, false});
        add_raters(grid, parts);
        add_rule(grid, begun_.command.day.value_or(shell.document().today()), begun_.command.pass);
        finish_with(grid, "Nobody sees another's ratings until all are in, or you close the session.",
                    "Open the session");
        accept_button()->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { open(); });
    }
    [[nodiscard]] std::optional<CalibrationId> opened() const { return opened_; }

private:
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
    void show_forms()
    {
        form_->Clear();
        forms_.clear();
        if (rubric_->GetSelection() == wxNOT_FOUND) return;
        forms_ = sessions().forms_of(begun_.rubrics[static_cast<std::size_t>(rubric_->GetSelection())].version_id);
        for (const auto& form : forms_) form_->Append(to_wx(form.name));
        form_->SetSelection(0);
    }
    void open()
    {
        if (is_day_wrong()) return say(date_hint);
        if (rubric_->GetSelection() == wxNOT_FOUND || form_->GetSelection() == wxNOT_FOUND)
            return say("The file has no rubric with rows that are rated. Add one on the Rubrics page first.");
        auto command = begun_.command;
        command.title = title();
        command.lesson = lesson();
        command.rubric_version = begun_.rubrics[static_cast<std::size_t>(rubric_->GetSelection())].version_id;
        command.form_id = forms_[static_cast<std::size_t>(form_->GetSelection())].id;
        command.day = day();
        command.pass = pass();
        command.raters.clear();
        const auto who = ticked();
        for (std::size_t at = 0; at < who.size(); ++at)
            if (who[at]) command.raters.push_back(begun_.observers[at].id);
        if (command.raters.empty()) return say("Tick who rates: at least one observer.");
        const auto made = sessions().open(command);
        if (!made) return say(to_wx(made.error().text()));
        opened_ = *made;
        EndModal(wxID_OK);
    }

    CalibrationViewModel::NewSession begun_;
    std::vector<CalibrationViewModel::Form> forms_;
    wxChoice* rubric_ = nullptr;
    wxChoice* form_ = nullptr;
    std::optional<CalibrationId> opened_;
};

class ChangeSessionDialog : public SessionDialog {
public:
    ChangeSessionDialog(Shell& shell, CalibrationViewModel& view_model, CalibrationViewModel::Changing session)
        : SessionDialog(shell, view_model, "Change the session"), before_(std::move(session))
    {
        const auto& now = before_.session;
        auto* grid = add_words(now.title, now.lesson);
        const bool is_open = now.state == CalibrationState::open;
        if (is_open) add_raters(grid, before_.parts);
        add_rule(grid, now.day, now.pass);
        finish_with(grid,
                    is_open ? "Who has begun to rate stays in, or leaves by themselves. The rubric stays."
                            : "The session is closed: who was in it, its rows and its ratings stay.",
                    "Keep the changes");
        accept_button()->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { keep(); });
    }

private:
    void keep()
    {
        if (is_day_wrong() || !day()) return say(date_hint);
        const auto done = sessions().change(before_, {before_.session.id, title(), lesson(), day(), pass()}, ticked());
        if (done) return EndModal(wxID_OK);
        // What went through before the refusal is done; what is ticked goes on from there.
        if (auto now = sessions().changing(before_.session.id)) before_ = std::move(*now);
        say(to_wx(done.error().text()));
    }

    CalibrationViewModel::Changing before_;
};

}  // namespace

std::optional<CalibrationId> show_session_dialog(Shell& shell, CalibrationViewModel& view_model)
{
    auto begun = view_model.begin();
    if (!shell.accept(begun)) return std::nullopt;
    NewSessionDialog dialog(shell, view_model, std::move(*begun));
    dialog.ShowModal();
    return dialog.opened();
}

bool show_change_session_dialog(Shell& shell, CalibrationViewModel& view_model, const CalibrationId& session)
{
    auto changing = view_model.changing(session);
    if (!shell.accept(changing)) return false;
    ChangeSessionDialog dialog(shell, view_model, std::move(*changing));
    return dialog.ShowModal() == wxID_OK;
}

}  // namespace throughline
