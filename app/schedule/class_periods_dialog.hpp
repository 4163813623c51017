// When a teacher teaches: the weekly classes, to look at, add and remove. Visits go into them, conversations must not.
#pragma once

#include "app/shell/shell.hpp"

namespace throughline {

// Of this teacher; without one it asks whose.
void show_classes(Shell& shell, std::optional<PersonId> teacher, const std::string& name = {});

}  // namespace throughline
