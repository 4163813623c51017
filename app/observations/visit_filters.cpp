#include "app/observations/visit_filters.hpp"

#include <array>

#include <wx/choice.h>
#include <wx/textctrl.h>

#include "app/viewmodel/visit_wording.hpp"
#include "app/widget/date_field.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

constexpr std::array purposes = {Purpose::coaching, Purpose::evaluation,  Purpose::walkthrough,
                                 Purpose::peer,     Purpose::calibration, Purpose::self};
constexpr std::array states = {ObservationState::draft, ObservationState::shared, ObservationState::archived};
constexpr int columns = 4;

std::vector<wxString> purpose_names()
{
    std::vector<wxString> names = {"Any purpose"};
    for (const auto purpose : purposes) names.push_back(to_wx(sentence_case(name_of(purpose))));
    return names;
}

// Sets the choices without losing the chosen one; the first stands for all.
void set_choices(wxChoice* choice, const std::vector<wxString>& names)
{
    wxArrayString items;
    for (const auto& name : names) items.push_back(name);
    if (choice->GetStrings() == items) return;
    const auto chosen = choice->GetStringSelection();
    choice->Set(items);
    if (!choice->SetStringSelection(chosen)) choice->SetSelection(0);
}

void complete_with(wxTextCtrl* field, const std::vector<std::string>& names)
{
    wxArrayString items;
    for (const auto& name : names) items.push_back(to_wx(name));
    field->AutoComplete(items);
}

template <class Values>
auto chosen_of(const wxChoice* choice, const Values& values) -> std::optional<typename Values::value_type>
{
    const int at = choice->GetSelection();
    if (at <= 0) return std::nullopt;
    return values[static_cast<std::size_t>(at) - 1];
}

}  // namespace

VisitFilters::VisitFilters(wxWindow* parent, ObservationsViewModel& view_model, Date today)
    : wxPanel(parent),
      view_model_(view_model),
      grid_(new wxFlexGridSizer(columns, wxSize(theme::wide_gap(this), theme::gap(this))))
{
    for (int column = 0; column < columns; ++column) grid_->AddGrowableCol(static_cast<std::size_t>(column), 1);
    teacher_ = add_name("&Teacher");
    observer_ = add_name("O&bserver");
    purpose_ = add_choice("&Purpose", purpose_names());
    state_ = add_choice("St&ate", {"Drafts and shared", "Drafts", "Shared", "Put away"});
    school_ = add_choice("S&chool", {"All schools"});
    rubric_ = add_choice("&Rubric", {"All rubrics"});
    period_ = add_choice("&Days", {"All years", "This school year", "The last four weeks", "Between two days"});
    make_period(today);
    grid_->Add(between_, wxSizerFlags().Expand().Bottom());
    SetSizer(grid_);
}

void VisitFilters::make_period(Date today)
{
    between_ = new wxPanel(this);
    const auto make_day = [&] { return new DateField(between_, today); };
    const auto from = labelled(between_, "From", make_day);
    const auto to = labelled(between_, "to", make_day);
    from_ = from.control;
    to_ = to.control;
    auto* row = new wxFlexGridSizer(2, wxSize(theme::gap(this), FromDIP(3)));
    row->AddGrowableCol(0, 1);
    row->AddGrowableCol(1, 1);
    row->Add(from.label);
    row->Add(to.label);
    for (auto* day : {from_, to_}) {
        row->Add(day, wxSizerFlags().Expand());
        day->on_change = [this] { take(); };
    }
    between_->SetSizer(row);
    between_->Hide();
}

wxChoice* VisitFilters::add_choice(const wxString& label, const std::vector<wxString>& names)
{
    const auto choice = labelled(this, label, [this] { return new wxChoice(this, wxID_ANY); });
    for (const auto& name : names) choice->Append(name);
    choice->SetSelection(0);
    choice->SetMinSize(FromDIP(wxSize(120, -1)));  // long rubric titles must not push the others out
    auto* cell = new wxBoxSizer(wxVERTICAL);
    choice.add_above(cell);
    grid_->Add(cell, wxSizerFlags().Expand());
    choice->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) { take(); });
    return choice.control;
}

wxTextCtrl* VisitFilters::add_name(const wxString& label)
{
    const auto field = labelled(this, label, [this] { return new wxTextCtrl(this, wxID_ANY); });
    field->SetHint("Anybody");
    auto* cell = new wxBoxSizer(wxVERTICAL);
    field.add_above(cell, wxSizerFlags(1).Expand());  // as high as the choices beside it
    grid_->Add(cell, wxSizerFlags().Expand());
    field->Bind(wxEVT_TEXT, [this](wxCommandEvent&) { take(); });
    field->Bind(wxEVT_SET_FOCUS, [this](wxFocusEvent& event) {
        complete_names();
        event.Skip();
    });
    return field.control;
}

void VisitFilters::take_period()
{
    const auto period = static_cast<ObservationsViewModel::Period>(period_->GetSelection());
    const bool is_between = period == ObservationsViewModel::Period::between;
    if (between_->IsShown() != is_between) {
        between_->Show(is_between);
        GetParent()->Layout();
    }
    view_model_.set_period(period, from_->date(), to_->date());
}

void VisitFilters::take()
{
    view_model_.set_teacher(to_utf8(teacher_->GetValue()));
    view_model_.set_observer(to_utf8(observer_->GetValue()));
    view_model_.set_purpose(chosen_of(purpose_, purposes));
    view_model_.set_state(chosen_of(state_, states));
    const auto school = chosen_of(school_, view_model_.schools());
    view_model_.set_school(school ? std::optional(school->id) : std::nullopt);
    const auto rubric = chosen_of(rubric_, view_model_.rubrics());
    view_model_.set_rubric(rubric ? rubric->rubric_id : std::string());
    take_period();
    if (on_change) on_change();
}

void VisitFilters::show()
{
    std::vector<wxString> schools = {"All schools"};
    for (const auto& school : view_model_.schools()) schools.push_back(to_wx(school.name));
    set_choices(school_, schools);
    std::vector<wxString> rubrics = {"All rubrics"};
    for (const auto& rubric : view_model_.rubrics()) rubrics.push_back(to_wx(rubric.title));
    set_choices(rubric_, rubrics);
    knows_names_ = false;
    if (teacher_->HasFocus() || observer_->HasFocus()) complete_names();
}

void VisitFilters::complete_names()
{
    if (knows_names_ || !view_model_.know_people()) return;  // what went wrong is said when a name is typed
    knows_names_ = true;
    complete_with(teacher_, view_model_.teacher_names());
    complete_with(observer_, view_model_.observer_names());
}

void VisitFilters::clear()
{
    teacher_->ChangeValue({});
    observer_->ChangeValue({});
    for (auto* choice : {purpose_, state_, school_, rubric_, period_}) choice->SetSelection(0);
    from_->set_date({});
    to_->set_date({});
    take();
}

void VisitFilters::focus() { teacher_->SetFocus(); }

}  // namespace throughline
