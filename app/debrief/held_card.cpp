#include "app/debrief/held_card.hpp"

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/sizer.h>
#include <wx/textctrl.h>

#include "app/widget/labelled.hpp"
#include "app/widget/school_day_choice.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

constexpr const char* usual_time = "14:00";  // a first guess that is quickly changed

}  // namespace

HeldCard::HeldCard(wxWindow* parent, DebriefViewModel& page) : Card(parent, "When"), page_(page)
{
    const auto narrow = wxSize(FromDIP(72), -1);
    auto* grid = form_grid(this);
    auto planned_on = labelled(this, "&Planned for", [&] { return new SchoolDayChoice(this); });
    planned_on_ = planned_on.control;
    auto* plan_row = new wxBoxSizer(wxHORIZONTAL);
    planned_time_ = nullptr;
    grid->Add(planned_on.label, wxSizerFlags().CenterVertical());
    plan_row->Add(planned_on_, wxSizerFlags(1).CenterVertical());
    auto time = labelled(this, "at", [&] { return new wxTextCtrl(this, wxID_ANY, {}, wxDefaultPosition, narrow); });
    planned_time_ = time.control;
    set_accessible_name(planned_time_, "Time of the conversation");
    plan_row->Add(time.label, wxSizerFlags().CenterVertical().Border(wxLEFT | wxRIGHT, theme::gap(this)));
    plan_row->Add(planned_time_, wxSizerFlags().CenterVertical());
    grid->Add(plan_row, wxSizerFlags().Expand());

    auto minutes = labelled(this, "&Minutes", [&] {
        return new wxTextCtrl(this, wxID_ANY, {}, wxDefaultPosition, narrow, wxTE_PROCESS_ENTER);
    });
    minutes_ = minutes.control;
    auto* held_row = new wxBoxSizer(wxHORIZONTAL);
    grid->Add(minutes.label, wxSizerFlags().CenterVertical());
    held_row->Add(minutes_, wxSizerFlags().CenterVertical());
    auto when = labelled(this, "&held", [&] { return new wxChoice(this, wxID_ANY); });
    when_ = when.control;
    set_accessible_name(when_, "When the conversation was held");
    held_row->Add(when.label, wxSizerFlags().CenterVertical().Border(wxLEFT | wxRIGHT, theme::gap(this)));
    held_row->Add(when_, wxSizerFlags(1).CenterVertical());
    grid->Add(held_row, wxSizerFlags().Expand());
    body()->Add(grid, wxSizerFlags().Expand());
    held_ = new wxButton(this, wxID_ANY, "&Held");
    body()->Add(held_, wxSizerFlags().Right().Border(wxTOP, theme::wide_gap(this)));

    planned_on_->on_choose = [this](std::optional<Date> day) {
        if (day && planned_time_->IsEmpty()) planned_time_->ChangeValue(usual_time);
        plan();
    };
    planned_time_->Bind(wxEVT_KILL_FOCUS, [this](wxFocusEvent& event) {
        event.Skip();
        if (page_.is_open() && planned_on_->day()) CallAfter([this] { plan(); });
    });
    minutes_->Bind(wxEVT_TEXT_ENTER, [this](wxCommandEvent&) { hold(); });
    held_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { hold(); });
}

void HeldCard::show()
{
    const bool is_other = shown_ != page_.detail().debrief.id;
    shown_ = page_.detail().debrief.id;
    planned_on_->set(page_.plan_options(), page_.planned_on());
    if (is_other || !planned_time_->HasFocus()) planned_time_->ChangeValue(to_wx(page_.planned_time()));
    if (is_other || page_.is_held()) minutes_->ChangeValue(to_wx(page_.minutes()));
    held_options_ = page_.held_options();
    wxArrayString words;
    for (const auto& option : held_options_) words.Add(to_wx(option.words));
    if (words != when_->GetStrings()) {
        when_->Set(words);
        when_->SetSelection(0);
    }
    const bool may_change = page_.may_change();
    planned_on_->Enable(may_change && !page_.is_held());
    planned_time_->Enable(may_change && !page_.is_held());
    for (auto* control :
         {static_cast<wxWindow*>(minutes_), static_cast<wxWindow*>(when_), static_cast<wxWindow*>(held_)})
        control->Enable(may_change);
    held_->SetLabel(page_.is_held() ? "Change" : "&Held");
    set_accessible_name(held_, page_.is_held() ? "Change when it was held" : "The conversation was held");
}

void HeldCard::hold()
{
    const auto at = static_cast<std::size_t>(when_->GetSelection());
    // "Just now" is now, not when the page was shown.
    const auto fresh = page_.held_options();
    const auto& option =
        at < fresh.size() && fresh[at].words == held_options_[at].words ? fresh[at] : held_options_[at];
    const auto done = page_.hold(to_utf8(minutes_->GetValue()), option.at);
    if (!done && minutes_->IsEmpty()) minutes_->SetFocus();
    on_done(done);
}

void HeldCard::plan() { on_done(page_.plan(planned_on_->day(), to_utf8(planned_time_->GetValue()))); }

}  // namespace throughline
