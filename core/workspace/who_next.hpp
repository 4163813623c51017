// Whom to visit next, counted over everybody. Behind WhoNext and Today.
#pragma once

#include <vector>

#include "core/workspace/session.hpp"
#include "throughline/query/cadence.hpp"

namespace throughline {

struct WhoNextFound {
    std::vector<WhoNextRow> rows;  // the most pressing
    int count = 0;                 // of all of whom these are the first
    int overdue = 0;               // among all of them
};
Result<WhoNextFound> find_who_next(Context& context, const WhoNext& asked);

}  // namespace throughline
