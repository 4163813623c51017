#include "app/debrief/next_card.hpp"

#include <wx/radiobut.h>
#include <wx/sizer.h>
#include <wx/textctrl.h>

#include "app/widget/labelled.hpp"
#include "app/widget/school_day_choice.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "app/widget/writing_field.hpp"

namespace throughline {

NextCard::NextCard(wxWindow* parent, DebriefViewModel& page, DraftKeeper& drafts)
    : Card(parent, "What comes next"), page_(page)
{
    auto words = labelled(this, "The &step, in the words agreed now", [&] { return writing_field(this); });
    words_ = words.control;
    words.add_above(body(), wxSizerFlags().Expand());
    step_ = std::make_unique<DraftText>(words_, drafts);
    add_practised();

    auto* grid = form_grid(this);
    auto check_on = labelled(this, "Look &back on", [&] { return new SchoolDayChoice(this); });
    check_on_ = check_on.control;
    check_on.add_to(grid);
    auto next_visit = labelled(this, "Next &visit", [&] { return new SchoolDayChoice(this); });
    next_visit_ = next_visit.control;
    next_visit.add_to(grid);
    body()->Add(grid, wxSizerFlags().Expand().Border(wxTOP, theme::wide_gap(this)));
    check_on_->on_choose = [this](std::optional<Date> day) { on_done(page_.set_check_on(day)); };
    next_visit_->on_choose = [this](std::optional<Date> day) { on_done(page_.set_next_visit_on(day)); };
}

void NextCard::add_practised()
{
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    row->Add(new wxStaticText(this, wxID_ANY, "Practised together"),
             wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::wide_gap(this)));
    const auto add = [&](const wxString& name, std::optional<bool> value) {
        auto* button = new wxRadioButton(this, wxID_ANY, name, wxDefaultPosition, wxDefaultSize,
                                         practised_.empty() ? wxRB_GROUP : 0);
        set_accessible_name(button, "Practised together: " + name);
        button->Bind(wxEVT_RADIOBUTTON, [this, value](wxCommandEvent&) { on_done(page_.set_practised(value)); });
        row->Add(button, wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::wide_gap(this)));
        practised_.push_back({button, value});
    };
    add("Yes", true);
    add("No", false);
    add("Not said", {});
    body()->Add(row, wxSizerFlags().Border(wxTOP, theme::wide_gap(this)));
}

void NextCard::show()
{
    const bool may_change = page_.may_change();
    step_->bind(any(page_.detail().debrief.id), DebriefViewModel::name_of(DebriefViewModel::Field::step),
                page_.text(DebriefViewModel::Field::step), page_.settle(DebriefViewModel::Field::step));
    words_->Enable(may_change && page_.is_step_live());
    for (const auto& practised : practised_) {
        practised.button->SetValue(practised.value == page_.practised());
        practised.button->Enable(may_change);
    }
    check_on_->set(page_.check_options(), page_.check_on());
    check_on_->Enable(may_change && page_.is_step_live());
    next_visit_->set(page_.next_visit_options(), page_.next_visit_on());
    next_visit_->Enable(may_change);
    set_aside(page_.has_step() ? to_wx(page_.step_state()) : wxString("no step was agreed in this visit"));
}

}  // namespace throughline
