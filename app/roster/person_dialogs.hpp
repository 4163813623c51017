// The questions about a person that need a form: who they are, whom they are the same as, who visits them.
//
// Each does what it asks about, says in the dialog what the library refuses, and gives back the sentence that says what
// was done; nothing if the person thought better of it.
#pragma once

#include <optional>
#include <string>

#include "app/shell/shell.hpp"
#include "app/viewmodel/roster_view_model.hpp"

namespace throughline {

std::optional<std::string> ask_new_person(Shell& shell, RosterViewModel& view_model);
std::optional<std::string> ask_person_change(Shell& shell, RosterViewModel& view_model, const Person& person);
std::optional<std::string> ask_merge(Shell& shell, RosterViewModel& view_model, const Person& from);
std::optional<std::string> ask_visitors(Shell& shell, RosterViewModel& view_model, const Person& teacher);

}  // namespace throughline
