#include "app/goals/goal_dialogs.hpp"

#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/textctrl.h>

#include "app/widget/date_field.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/standard_dialog.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "app/widget/writing_field.hpp"

namespace throughline {

namespace {

constexpr int text_width = 480;

class GoalDialog : public StandardDialog {
public:
    GoalDialog(wxWindow* parent, GoalsViewModel& goals, GoalKind kind, std::optional<std::size_t> row, Date today)
        : StandardDialog(parent, kind == GoalKind::goal ? "A goal of my own" : "A step of my own"),
          goals_(goals),
          kind_(kind),
          row_(row)
    {
        const bool is_goal = kind == GoalKind::goal;
        const auto text = labelled(this, is_goal ? "&What students will do" : "&What I will try",
                                   [this] { return writing_field(this, 2); });
        text_ = text.control;
        text_->SetMinSize(wxSize(FromDIP(text_width), text_->GetMinSize().GetHeight()));
        text.add_above(content(), wxSizerFlags(1).Expand());
        content()->AddSpacer(theme::wide_gap(this));
        auto* grid = form_grid(this);
        measure_ = field(grid, is_goal ? "How I will &know" : "How I will &know it works", "share of students who ...");
        baseline_ = field(grid, "&Now", "8 of 26");
        target_ = field(grid, "T&arget", "20 of 26");
        const auto by = labelled(this, "&By", [&] { return new DateField(this, today); });
        by->SetHint("no day");
        by.add_to(grid);
        by_ = by.control;
        indicators_ = field(grid, "&Rows of the rubric", "6 7.1");
        content()->Add(grid, wxSizerFlags().Expand());
        if (is_goal) add_questions();
        fill();
        finish(row ? "Change" : "Set");
        accept_button()->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { accept(); });
        text_->SetFocus();
    }

private:
    wxTextCtrl* field(wxFlexGridSizer* grid, const wxString& label, const wxString& hint)
    {
        const auto made = labelled(this, label, [this] { return new wxTextCtrl(this, wxID_ANY); });
        made->SetHint(hint);
        made.add_to(grid);
        return made.control;
    }

    // Jim Knight's PEERS as questions to oneself: nothing is kept of the ticks, and none stands in the way.
    void add_questions()
    {
        content()->Add(theme::quiet(this, "To ask yourself; the ticks are not kept:"),
                       wxSizerFlags().Border(wxTOP, theme::wide_gap(this)));
        for (const auto& question : peers_questions)
            content()->Add(new wxCheckBox(this, wxID_ANY,
                                          to_wx(std::string(question.word) + ": " + std::string(question.question))),
                           wxSizerFlags().Border(wxTOP, theme::gap(this)));
    }

    void fill()
    {
        const auto* goal = row_ ? goals_.goal(*row_) : nullptr;
        if (!goal) return;
        text_->ChangeValue(to_wx(goal->text));
        measure_->ChangeValue(to_wx(goal->measure));
        baseline_->ChangeValue(to_wx(goal->baseline));
        target_->ChangeValue(to_wx(goal->target));
        by_->set_date(goal->by);
        wxString codes;
        for (const auto& code : goal->indicators) codes += (codes.empty() ? wxString() : wxString(" ")) + to_wx(code);
        indicators_->ChangeValue(codes);
    }

    void accept()
    {
        if (by_->is_wrong()) return say("By when? A day such as 18 Dec, or leave it empty.");
        GoalWords words;
        words.text = to_utf8(text_->GetValue());
        words.measure = to_utf8(measure_->GetValue());
        words.baseline = to_utf8(baseline_->GetValue());
        words.target = to_utf8(target_->GetValue());
        words.by = by_->date();
        words.indicators = {to_utf8(indicators_->GetValue())};
        const auto done = row_ ? goals_.change(*row_, words) : goals_.add(kind_, words);
        if (!done) return say(to_wx(done.error().text()));
        EndModal(wxID_OK);
    }

    GoalsViewModel& goals_;
    GoalKind kind_;
    std::optional<std::size_t> row_;
    wxTextCtrl* text_ = nullptr;
    wxTextCtrl* measure_ = nullptr;
    wxTextCtrl* baseline_ = nullptr;
    wxTextCtrl* target_ = nullptr;
    DateField* by_ = nullptr;
    wxTextCtrl* indicators_ = nullptr;
};

class ReadingDialog : public StandardDialog {
public:
    ReadingDialog(wxWindow* parent, GoalsViewModel& goals, std::size_t row, Date today)
        : StandardDialog(parent, "Add a reading"), goals_(goals), row_(row)
    {
        auto* grid = form_grid(this);
        const auto value = labelled(this, "&How it is", [this] {
            return new wxTextCtrl(this, wxID_ANY, {}, wxDefaultPosition, wxSize(FromDIP(text_width) * 2 / 3, -1));
        });
        value->SetHint("14 of 26");
        value.add_to(grid);
        value_ = value.control;
        const auto day = labelled(this, "&Day", [&] { return new DateField(this, today); });
        day->set_date(today);
        day.add_to(grid);
        day_ = day.control;
        const auto note = labelled(this, "&Note", [this] { return new wxTextCtrl(this, wxID_ANY); });
        note.add_to(grid);
        note_ = note.control;
        content()->Add(grid, wxSizerFlags().Expand());
        finish("Add");
        accept_button()->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { accept(); });
        value_->SetFocus();
    }

private:
    void accept()
    {
        if (day_->is_wrong() || !day_->date()) return say(wxString(date_hint) + ", please.");
        const AddGoalReading reading{{}, to_utf8(value_->GetValue()), to_utf8(note_->GetValue()), day_->date()};
        if (const auto done = goals_.read(row_, reading); !done) return say(to_wx(done.error().text()));
        EndModal(wxID_OK);
    }

    GoalsViewModel& goals_;
    std::size_t row_;
    wxTextCtrl* value_ = nullptr;
    DateField* day_ = nullptr;
    wxTextCtrl* note_ = nullptr;
};

}  // namespace

bool ask_goal(wxWindow* parent, GoalsViewModel& goals, GoalKind kind, std::optional<std::size_t> row, Date today)
{
    return GoalDialog(parent, goals, kind, row, today).ShowModal() == wxID_OK;
}

bool ask_reading(wxWindow* parent, GoalsViewModel& goals, std::size_t row, Date today)
{
    return ReadingDialog(parent, goals, row, today).ShowModal() == wxID_OK;
}

}  // namespace throughline
