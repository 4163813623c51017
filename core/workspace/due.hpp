// Everything due, derived from the records: the one list behind Today, the follow-ups and a teacher's page.
#pragma once

#include <optional>
#include <vector>

#include "core/workspace/session.hpp"
#include "throughline/model/follow_up.hpp"

namespace throughline {

// What the actor may know of, soonest due first; of one teacher, of one observer, or of all.
std::vector<FollowUp> follow_ups(Context& context, const std::optional<PersonId>& teacher,
                                 const std::optional<PersonId>& observer);

}  // namespace throughline
