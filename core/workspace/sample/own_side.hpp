// The sample school's own side of one teacher: a goal with readings, a step of their own, and a request for a visit
// that nobody has answered yet.
//
// Used by write.cpp, which carries the acts out among the year's visits. Promises: words say that they are a sample;
// the same for the same school; nothing on or after `today`.
#pragma once

#include <functional>
#include <vector>

#include "throughline/workspace.hpp"

namespace throughline::sample {

struct OwnAct {
    LocalTime at;
    std::function<Result<void>(Workspace&)> carry_out;
};

// By time. What would lie before `from`, the year's first day, is left out with all that rests on it.
std::vector<OwnAct> own_acts(const PersonId& teacher, const PersonId& coach, Date from, Date today);

}  // namespace throughline::sample
