// ScopeFields: the two choices that say whom a rule or an excusal is about: "A team", "Mathematics".
#pragma once

#include <functional>

#include "app/viewmodel/scope_choices.hpp"

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

    const ScopeChoices& choices_;
    wxChoice* group_ = nullptr;
    wxChoice* choice_ = nullptr;
    bool is_enabled_ = true;
};

}  // namespace throughline
