// The four roles that a person can hold, alone or together. A teacher is observed; an observer visits and coaches;
// a leader sees a school's work; an administrator looks after the workspace itself.
//
// Used by people, rosters and the rules of who may see what. Values only.
#pragma once

#include <optional>
#include <string_view>

namespace throughline {

enum class Role { teacher, observer, leader, administrator };

// "Teacher", "Observer", "Leader", "Administrator": as shown and as stored.
std::string_view name_of(Role role);

// Accepts exactly what name_of gives. For the words that schools use, see roles_from_words in exchange/roster_file.hpp.
std::optional<Role> parse_role(std::string_view name);

}  // namespace throughline
