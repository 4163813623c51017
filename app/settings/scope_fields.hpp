// ScopeFields: the two choices that say whom a rule or an excusal is about: "A team", "Mathematics". Of very many, such
// as a district's teachers, the second is a button that asks for a few letters.
#pragma once

#include <functional>

#include "app/viewmodel/scope_choices.hpp"

class wxButton;
class wxChoice;
class wxFlexGridSizer;
class wxStaticText;
class wxWindow;

namespace throughline {

class ScopeFields {
public:
    // Adds two lines to the grid; `choices` must outlive the fields.
    ScopeFields(wxWindow* parent, wxFlexGridSizer* grid, const ScopeChoices& choices, const Scope& chosen);

    [[nodiscard]] Scope scope() const;
    void focus();
    void enable(bool enabled);

    std::function<void()> on_change;

private:
    void show_group(std::size_t choice);
    void show_chosen();
    void choose_of_many();
    [[nodiscard]] const ScopeChoices::Group& group() const;

    const ScopeChoices& choices_;
    wxChoice* group_ = nullptr;
    wxChoice* choice_ = nullptr;
    wxButton* of_many_ = nullptr;  // in its place
    std::size_t chosen_ = 0;       // of the group's choices
    bool is_enabled_ = true;
};

}  // namespace throughline
