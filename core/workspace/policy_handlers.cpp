// The school's policy on who sees what; the wall itself (visibility.cpp) asks for it.
#include "core/store/people.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/settings.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/command/policy.hpp"
#include "throughline/query/policy.hpp"

namespace throughline {

bool leaders_read_steps(store::Database& database)
{
    return store::setting(database, "leaders_read_steps", "") == "yes";
}

template <>
Result<Nothing> handle(Context& context, const SetStepPolicy& set)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    set_setting(context, "leaders_read_steps", set.leaders_read_steps ? "yes" : "no");
    context.label = set.leaders_read_steps ? "Let leaders read steps" : "Keep steps between coach and teacher";
    return Nothing{};
}

template <>
Result<SchoolPolicy::Policy> answer(Context& context, const SchoolPolicy&)
{
    return SchoolPolicy::Policy{leaders_read_steps(context.database)};
}

THROUGHLINE_COMMAND(SetStepPolicy);
THROUGHLINE_QUERY(SchoolPolicy);

}  // namespace throughline
