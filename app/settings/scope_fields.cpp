#include "app/settings/scope_fields.hpp"

#include <wx/choice.h>

#include "app/widget/labelled.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

ScopeFields::ScopeFields(wxWindow* parent, wxFlexGridSizer* grid, const ScopeChoices& choices, const Scope& chosen)
    : choices_(choices)
{
    const auto group = labelled(parent, "&For", [&] { return new wxChoice(parent, wxID_ANY); });
    const auto choice = labelled(parent, "W&hich", [&] { return new wxChoice(parent, wxID_ANY); });
    group.add_to(grid);
    choice.add_to(grid);
    group_ = group.control;
    choice_ = choice.control;
    for (const auto& each : choices_.groups()) group_->Append(to_wx(each.words));
    const auto place = choices_.place_of(chosen);
    group_->SetSelection(static_cast<int>(place.group));
    show_group(place.choice);
    group_->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) {
        show_group(0);
        if (on_change) on_change();
    });
    choice_->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) {
        if (on_change) on_change();
    });
}

void ScopeFields::show_group(std::size_t choice)
{
    const auto& group = choices_.groups()[static_cast<std::size_t>(group_->GetSelection())];
    choice_->Clear();
    if (group.kind != ScopeKind::everyone)
        for (const auto& each : group.choices) choice_->Append(to_wx(each.words));
    if (!choice_->IsEmpty()) choice_->SetSelection(static_cast<int>(choice));
    choice_->Enable(is_enabled_ && !choice_->IsEmpty());
}

Scope ScopeFields::scope() const
{
    const auto& group = choices_.groups()[static_cast<std::size_t>(group_->GetSelection())];
    if (choice_->IsEmpty()) return {};
    return group.choices[static_cast<std::size_t>(choice_->GetSelection())].scope;
}

void ScopeFields::focus() { group_->SetFocus(); }

void ScopeFields::enable(bool enabled)
{
    is_enabled_ = enabled;
    group_->Enable(enabled);
    choice_->Enable(enabled && !choice_->IsEmpty());
}

}  // namespace throughline
