// What a roster means for the people in the file: the one comparison behind the preview and the import.
#pragma once

#include <optional>
#include <vector>

#include "core/store/rows.hpp"
#include "core/workspace/session.hpp"
#include "throughline/query/roster.hpp"

namespace throughline {

// People are found by the roster's id, then the staff id, then the e-mail address; somebody made on the spot without
// any of these by a name that only one person has. A blank in the file never empties a field, and a role in the file
// never takes another role away: a roster seldom knows who coaches. With a full snapshot, people of the schools it
// names who are missing in it are deactivated, unless a refused row may be theirs.
RosterPlan plan_roster(Context& context, const RosterFile& file);

// The school that a roster's person belongs to, if the file's schools include it.
std::optional<SchoolId> school_of(const std::vector<School>& schools, const RosterFile& roster,
                                  const RosterPerson& person);

}  // namespace throughline
