// The sharing agreements about one teacher: begin, sign, revoke, print.
#pragma once

#include <string>

#include "app/shell/shell.hpp"

namespace throughline {

void show_sharing(Shell& shell, PersonId teacher, const std::string& teacher_name);

}  // namespace throughline
