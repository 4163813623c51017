// How far an actor's questions on cadence reach, and the teachers within it with what the engine must know of them.
#pragma once

#include <vector>

#include "core/store/cadence.hpp"
#include "core/workspace/house_days.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/query/cadence.hpp"

namespace throughline {

struct CadenceReach {
    store::Viewer viewer;
    CadenceFilter teachers;  // whose cadence
    CadenceFilter work;      // whose visits, debriefs and steps
};

// All of the filter for leaders, administrators and the keeper; their own caseload (everybody where nobody has one)
// and work for observers; teachers are refused.
Result<CadenceReach> reach_of(Context& context, const CadenceFilter& filter);

// With visits filled in as far as the house's rules need them, and bookings if they are asked for: they say who need
// not be visited next, and change nobody's state.
std::vector<store::TeacherInCadence> teachers_within(Context& context, HouseDays& house, const CadenceReach& reach,
                                                     bool with_bookings = true, const store::Page& page = {});

// The first day of the school year of the school whose year began earliest.
Date earliest_year_start(const HouseDays& house);

}  // namespace throughline
