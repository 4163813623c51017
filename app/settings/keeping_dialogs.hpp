// Dialogs on keeping records: a rule, what is due, holds, certificates, and erasing one person.
#pragma once

#include "app/shell/shell.hpp"
#include "app/viewmodel/keeping_view_model.hpp"

namespace throughline {

void ask_rule(Shell& shell, KeepingViewModel& view_model, const Retention::Row& row);
// Shows what is due; takes it out if the person types the number. What became of it, in words; nothing: given up.
std::optional<std::string> ask_to_purge(Shell& shell, KeepingViewModel& view_model);
void show_holds(Shell& shell, KeepingViewModel& view_model);
void show_certificates(Shell& shell, KeepingViewModel& view_model);
std::optional<std::string> ask_to_erase(Shell& shell, PersonId person);

}  // namespace throughline
