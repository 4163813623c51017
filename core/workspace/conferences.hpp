// Conferences that a rule asks for around a visit: held, due, or missing.
#pragma once

#include <vector>

#include "core/workspace/house_days.hpp"
#include "throughline/model/follow_up.hpp"
#include "throughline/query/cadence.hpp"

namespace throughline {

// For each visit of this school year that was made (conference_after) or is planned (conference_before) and whose
// purpose has such a rule for its teacher; without those that were held and those whose visit the actor may not know
// of.
std::vector<FollowUp> conference_follow_ups(Context& context, HouseDays& house, const CadenceFilter& filter);

}  // namespace throughline
