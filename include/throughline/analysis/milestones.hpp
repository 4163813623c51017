// Levels first reached and levels sustained: what a rating on one row of a rubric has come to, without any model.
//
// Used by the teacher's chart, beside the line and before it: they say something after a few visits, when a direction
// cannot be known yet. Values in, values out. Promises: only levels that were given count; not observed and not
// applicable are to be left out by the caller, and become no level here.
#pragma once

#include <optional>
#include <vector>

#include "throughline/base/time.hpp"

namespace throughline::analysis {

struct LevelOnDay {
    Date on;
    int level = 0;

    bool operator==(const LevelOnDay&) const = default;
};

// The days on which a level was higher than any before, the first rating included. `given` by day.
std::vector<LevelOnDay> first_reached(const std::vector<LevelOnDay>& given);

// The highest level at or above which at least two of the last three ratings lie, and the day since which that has been
// so without a break. Nothing with fewer than two ratings: one visit sustains nothing.
std::optional<LevelOnDay> sustained(const std::vector<LevelOnDay>& given);

}  // namespace throughline::analysis
