#include "app/schedule/plan_dialog.hpp"

#include <array>

#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/choice.h>
#include <wx/spinctrl.h>

#include "app/viewmodel/people_choices.hpp"
#include "app/viewmodel/visit_wording.hpp"
#include "app/widget/chooser_dialog.hpp"
#include "app/widget/date_field.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/time_field.hpp"
#include "app/widget/utf8.hpp"
#include "app/widget/wrapped_text.hpp"
#include "throughline/base/text.hpp"

namespace throughline {

namespace {

constexpr int field_width = 340;
constexpr int obstacle_lines = 3;  // room that is kept, so that the dialog does not jump while one types
constexpr std::array purposes{Purpose::coaching, Purpose::evaluation, Purpose::walkthrough, Purpose::peer,
                              Purpose::calibration};

wxString title_of(PlanViewModel& view_model)
{
    const auto name = to_wx(view_model.plan().teacher_name);
    if (view_model.is_debrief()) return "When is the debrief with " + name + "?";
    if (!view_model.is_new()) return "Change the plan with " + name;
    return (view_model.plan().kind == BookingKind::visit ? "Plan a visit to " : "Plan a conference with ") + name;
}

}  // namespace

PlanDialog::PlanDialog(wxWindow* parent, PlanViewModel& view_model, Date today)
    : StandardDialog(parent, title_of(view_model)), view_model_(view_model), grid_(form_grid(this))
{
    if (const auto focus = view_model.focus_words(); !focus.empty()) {
        auto* words = new WrappedText(this, to_wx(focus), WrappedText::Rank::strong);
        words->fit(FromDIP(field_width) * 4 / 3);
        content()->Add(words, wxSizerFlags().Border(wxBOTTOM, theme::wide_gap(this)));
    }
    add_when(today);
    if (!view_model.is_debrief()) add_what();
    content()->Add(grid_, wxSizerFlags().Expand());
    obstacles_ = new WrappedText(this, {}, WrappedText::Rank::quiet);
    obstacles_->SetMinSize(wxSize(FromDIP(field_width), obstacle_lines * GetCharHeight()));
    content()->Add(obstacles_, wxSizerFlags().Expand().Border(wxTOP, theme::wide_gap(this)));
    finish(view_model.is_new() || view_model.is_debrief() ? "Plan" : "Change");
    accept_button()->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { keep(); });
    changed();
    day_->SetFocus();
    day_->SelectAll();
}

void PlanDialog::add_when(Date today)
{
    const auto& plan = view_model_.plan();
    const auto day = labelled(this, "&Day", [&] { return new DateField(this, today); });
    const auto time = labelled(this, "&Time", [&] { return new TimeField(this); });
    const auto minutes = labelled(this, "&Minutes", [&] {
        return new wxSpinCtrl(this, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxSP_ARROW_KEYS, 1,
                              booking_minutes_max, plan.minutes);
    });
    for (const auto& field : {static_cast<wxWindow*>(day.control), static_cast<wxWindow*>(time.control)})
        field->SetMinSize(wxSize(FromDIP(field_width), -1));
    day.add_to(grid_);
    time.add_to(grid_);
    minutes.add_to(grid_);
    minutes.label->Show(!view_model_.is_debrief());  // the minutes are written down when it was held
    minutes->Show(!view_model_.is_debrief());
    day_ = day.control;
    time_ = time.control;
    minutes_ = minutes.control;
    day_->set_date(plan.day);
    time_->set_minute(plan.minute_of_day);
    if (view_model_.is_new()) {
        const auto until = labelled(this, "&Repeat weekly until", [&] { return new DateField(this, today); });
        until->SetHint("only once");
        until.add_to(grid_);
        until_ = until.control;
    }
    day_->Bind(wxEVT_TEXT, [this](wxCommandEvent& event) {
        event.Skip();
        changed();
    });
    day_->on_change = [this] { changed(); };
    time_->on_change = [this] { changed(); };
    minutes_->Bind(wxEVT_SPINCTRL, [this](wxSpinEvent&) { changed(); });
}

void PlanDialog::add_what()
{
    const auto& plan = view_model_.plan();
    if (view_model_.is_new()) {
        const auto kind = labelled(this, "&What", [this] { return new wxChoice(this, wxID_ANY); });
        kind->Append("Visit");
        kind->Append("Conference");
        kind->SetSelection(plan.kind == BookingKind::visit ? 0 : 1);
        kind.add_to(grid_);
        kind_ = kind.control;
        kind_->Bind(wxEVT_CHOICE, [this](wxCommandEvent& event) {
            view_model_.choose_kind(event.GetSelection() == 0 ? BookingKind::visit : BookingKind::conference);
            minutes_->SetValue(view_model_.plan().minutes);
            announced_->Enable(event.GetSelection() == 0);
            changed();
        });
        if (view_model_.observers().size() > 1) {
            const auto observer = labelled(this, "&Observer", [this] { return new wxChoice(this, wxID_ANY); });
            for (const auto& one : view_model_.observers()) {
                observer->Append(to_wx(one.name));
                if (one.id == plan.observer) observer->SetSelection(static_cast<int>(observer->GetCount()) - 1);
            }
            observer.add_to(grid_);
            observer_ = observer.control;
            observer_->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) { changed(); });
        }
    }
    const auto purpose = labelled(this, "&Purpose", [this] { return new wxChoice(this, wxID_ANY); });
    for (const auto one : purposes) {
        purpose->Append(to_wx(sentence_case(name_of(one))));
        if (one == plan.purpose) purpose->SetSelection(static_cast<int>(purpose->GetCount()) - 1);
    }
    purpose.add_to(grid_);
    purpose_ = purpose.control;
    const auto note = labelled(this, "&Note, for yourself", [this] { return new wxTextCtrl(this, wxID_ANY); });
    note->ChangeValue(to_wx(plan.note));
    note.add_to(grid_);
    note_ = note.control;
    announced_ = new wxCheckBox(this, wxID_ANY, "&Announced: the teacher may know beforehand");
    announced_->SetValue(plan.announced);
    announced_->Enable(plan.kind == BookingKind::visit);
    grid_->AddSpacer(0);
    grid_->Add(announced_);
}

void PlanDialog::read()
{
    auto& plan = view_model_.plan();
    if (const auto day = day_->date()) plan.day = *day;
    if (const auto minute = time_->minute()) plan.minute_of_day = *minute;
    plan.minutes = minutes_->GetValue();
    if (until_) plan.weekly_until = until_->date();
    if (observer_ && observer_->GetSelection() != wxNOT_FOUND)
        plan.observer = view_model_.observers()[static_cast<std::size_t>(observer_->GetSelection())].id;
    if (view_model_.is_debrief()) return;
    if (purpose_->GetSelection() != wxNOT_FOUND)
        plan.purpose = purposes[static_cast<std::size_t>(purpose_->GetSelection())];
    plan.announced = announced_->GetValue();
    plan.note = to_utf8(note_->GetValue());
}

void PlanDialog::changed()
{
    if (!obstacles_) return;  // not laid out yet
    read();
    const auto obstacles = view_model_.obstacles();
    obstacles_->set_text(obstacles.empty() ? wxString("Nothing stands in the way.") : to_wx(join(obstacles, "\n")));
    obstacles_->fit(FromDIP(field_width));
    Layout();
}

void PlanDialog::keep()
{
    if (!day_->date()) return say(wxString(date_hint) + ", please.");
    if (!time_->minute()) return say("A time such as 9:15 or 2:30 pm, please.");
    if (until_ && until_->is_wrong()) return say("Until when? A day such as 18 Dec, or leave it empty.");
    read();
    const auto kept = view_model_.keep();
    if (!kept) return say(to_wx(kept.error().text()));
    done_words_ = *kept;
    EndModal(wxID_OK);
}

namespace {

bool run(Shell& shell, PlanViewModel& view_model)
{
    PlanDialog dialog(shell.window(), view_model, shell.document().today());
    if (dialog.ShowModal() != wxID_OK) return false;
    shell.notify(dialog.done_words());
    return true;
}

}  // namespace

bool plan_for(Shell& shell, PersonId teacher, std::optional<Date> day, Purpose purpose,
              std::optional<int> minute_of_day, BookingKind kind)
{
    PlanViewModel view_model(shell.document());
    if (!shell.accept(view_model.begin(teacher, day, purpose))) return false;
    if (minute_of_day) {
        constexpr int quarter = 15;
        view_model.plan().minute_of_day = *minute_of_day / quarter * quarter;
    }
    view_model.choose_kind(kind);
    return run(shell, view_model);
}

void ask_whom_to_plan(Shell& shell, Date day, std::optional<int> minute_of_day)
{
    const auto find = [&shell, day, minute_of_day](const std::string& typed) {
        std::vector<ChooserRow> rows;
        const auto people = people_to_visit(shell.document(), typed);
        if (!shell.accept(people)) return rows;
        for (const auto& person : *people)
            rows.push_back({person.name, person.about, "", [&shell, day, minute_of_day, id = person.id] {
                                plan_for(shell, id, day, Purpose::coaching, minute_of_day);
                            }});
        return rows;
    };
    ChooserDialog(
        shell.window(),
        {"Plan a visit", "&Whom will you visit?", "Teachers", "Choose the time", "A few letters and Enter.", false},
        ChooserViewModel(find))
        .choose();
}

bool plan_debrief(Shell& shell, DebriefId debrief, PersonId teacher, const std::string& teacher_name,
                  std::optional<Instant> planned_at)
{
    PlanViewModel view_model(shell.document());
    return shell.accept(view_model.open_debrief(debrief, teacher, teacher_name, planned_at)) && run(shell, view_model);
}

bool change_plan(Shell& shell, const ScheduleRow& row)
{
    PlanViewModel view_model(shell.document());
    return shell.accept(view_model.open(row)) && run(shell, view_model);
}

}  // namespace throughline
