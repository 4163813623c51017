// The four rules for everyone in short, for the quick form in Settings.
#pragma once

#include "core/workspace/session.hpp"
#include "throughline/model/school_calendar.hpp"

namespace throughline {

FollowUpRules rules_for_everyone(Context& context);

}  // namespace throughline
