// OneRoster 1.1 and 1.2 sets: staff with their schools, sessions and classes. Students are counted, never kept.
#pragma once

#include <string>

#include "core/exchange/package.hpp"
#include "throughline/exchange/roster_file.hpp"

namespace throughline {

// The package has a manifest.csv at its top; `set_name` is what the person called it, for places in messages.
Result<RosterFile> read_one_roster(Package& package, const std::string& set_name, const IsKnownStaff& is_known_staff);

}  // namespace throughline
