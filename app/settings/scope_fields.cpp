#include "app/settings/scope_fields.hpp"

#include <vector>

#include <wx/button.h>
#include <wx/choice.h>

#include "app/viewmodel/chooser_view_model.hpp"
#include "app/widget/chooser_dialog.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

// A menu of thousands takes seconds to build, and nobody finds a name in it.
constexpr std::size_t menu_length_max = 200;

}  // namespace

ScopeFields::ScopeFields(wxWindow* parent, wxFlexGridSizer* grid, const ScopeChoices& choices, const Scope& chosen)
    : choices_(choices)
{
    const auto group = labelled(parent, "&For", [&] { return new wxChoice(parent, wxID_ANY); });
    const auto choice = labelled(parent, "W&hich", [&] { return new wxChoice(parent, wxID_ANY); });
    group_ = group.control;
    choice_ = choice.control;
    of_many_ = new wxButton(parent, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxBU_LEFT);
    group.add_to(grid);
    auto* either = new wxBoxSizer(wxVERTICAL);
    either->Add(choice_, wxSizerFlags().Expand());
    either->Add(of_many_, wxSizerFlags().Expand());
    grid->Add(choice.label, wxSizerFlags().CenterVertical());
    grid->Add(either, wxSizerFlags().Expand());
    for (const auto& each : choices_.groups()) group_->Append(to_wx(each.words));
    const auto place = choices_.place_of(chosen);
    group_->SetSelection(static_cast<int>(place.group));
    show_group(place.choice);
    group_->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) {
        show_group(0);
        if (on_change) on_change();
    });
    choice_->Bind(wxEVT_CHOICE, [this](wxCommandEvent& event) {
        chosen_ = static_cast<std::size_t>(event.GetSelection());
        if (on_change) on_change();
    });
    of_many_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { choose_of_many(); });
}

const ScopeChoices::Group& ScopeFields::group() const
{
    return choices_.groups()[static_cast<std::size_t>(group_->GetSelection())];
}

void ScopeFields::show_group(std::size_t choice)
{
    chosen_ = choice;
    const bool are_many = group().choices.size() > menu_length_max;
    choice_->Clear();
    if (!are_many && group().kind != ScopeKind::everyone)
        for (const auto& each : group().choices) choice_->Append(to_wx(each.words));
    if (!choice_->IsEmpty()) choice_->SetSelection(static_cast<int>(chosen_));
    choice_->Show(!are_many);
    of_many_->Show(are_many);
    show_chosen();
    enable(is_enabled_);
    choice_->GetParent()->Layout();
}

void ScopeFields::show_chosen()
{
    const auto words = to_wx(group().choices[chosen_].words);
    of_many_->SetLabel(wxControl::EscapeMnemonics(words) + " ...");
    set_accessible_name(of_many_, "Which: " + words);
}

void ScopeFields::choose_of_many()
{
    std::vector<ChooserRow> rows;
    for (std::size_t at = 0; at < group().choices.size(); ++at)
        rows.push_back({group().choices[at].words, group().choices[at].detail, {}, [this, at] {
                            chosen_ = at;
                            show_chosen();
                            if (on_change) on_change();
                        }});
    ChooserDialog(wxGetTopLevelParent(of_many_),
                  {group().words, "&Name", "Those that fit", "Choose", "A few letters and Enter.", false},
                  ChooserViewModel([rows](const std::string& typed) { return fitting_rows(rows, typed); }))
        .choose();
    of_many_->SetFocus();
}

Scope ScopeFields::scope() const { return group().choices[chosen_].scope; }

void ScopeFields::focus() { group_->SetFocus(); }

void ScopeFields::enable(bool enabled)
{
    is_enabled_ = enabled;
    group_->Enable(enabled);
    choice_->Enable(enabled && !choice_->IsEmpty());
    of_many_->Enable(enabled);
}

}  // namespace throughline
