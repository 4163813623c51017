// The rule by which a direction is called one.
#include <fmt/format.h>

#include "core/workspace/execute.hpp"
#include "core/workspace/growth_ratings.hpp"
#include "core/workspace/settings.hpp"
#include "throughline/command/growth.hpp"
#include "throughline/query/growth.hpp"

namespace throughline {

template <>
Result<Nothing> handle(Context& context, const ChangeDirectionRule& change)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    if (change.visits_min < direction_visits_least || change.visits_min > direction_visits_most)
        return fail(ErrorCode::invalid,
                    "A direction needs from {0} to {1} visits: fewer show chance, more nobody makes in a year.",
                    fmt::to_string(direction_visits_least), fmt::to_string(direction_visits_most));
    if (change.weeks_min < direction_weeks_least || change.weeks_min > direction_weeks_most)
        return fail(ErrorCode::invalid, "A direction needs from {0} to {1} school weeks between first and last visit.",
                    fmt::to_string(direction_weeks_least), fmt::to_string(direction_weeks_most));
    set_setting(context, "direction_visits_min", fmt::to_string(change.visits_min));
    set_setting(context, "direction_weeks_min", fmt::to_string(change.weeks_min));
    context.label = "Change when a direction is named";
    return Nothing{};
}

template <>
Result<analysis::DirectionRule> answer(Context& context, const DirectionRuleInForce&)
{
    return direction_rule(context);
}

THROUGHLINE_COMMAND(ChangeDirectionRule);
THROUGHLINE_QUERY(DirectionRuleInForce);

}  // namespace throughline
