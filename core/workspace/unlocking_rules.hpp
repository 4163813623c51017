// What holds for a visit that was shared once and is open again. Shared by the handlers of visits and of Share.
#pragma once

#include <optional>

#include "core/workspace/session.hpp"
#include "throughline/model/action_step.hpp"
#include "throughline/model/observation.hpp"
#include "throughline/model/unlocking.hpp"

namespace throughline {

// Refused if the visit was ever shared: it stays this teacher's, on its purpose and its rubric, and is not put away.
Result<void> require_never_shared(Context& context, const Observation& observation);

// What was seen of last time's step in this visit stands in that step's history.
bool is_pinned_check_taken(Context& context, const Observation& observation);

}  // namespace throughline
