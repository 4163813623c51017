// Commands on how growth is judged.
#pragma once

#include "throughline/change_set.hpp"

namespace throughline {

// When a teacher's slope is called a direction: at least so many visits, over at least so many school weeks. Three
// visits are never enough, whatever a school would like. Kept by the file's owner, a leader or an administrator.
struct ChangeDirectionRule {
    using Value = Nothing;
    int visits_min = 6;
    int weeks_min = 8;
};
constexpr int direction_visits_least = 4;
constexpr int direction_visits_most = 100;
constexpr int direction_weeks_least = 4;
constexpr int direction_weeks_most = 40;  // a school year has about 36

}  // namespace throughline
