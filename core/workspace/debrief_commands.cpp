// The conversation after a visit.
#include <fmt/format.h>

#include "core/store/visits.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/observation_rules.hpp"
#include "core/workspace/planning.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/command/debrief.hpp"

namespace throughline {

Result<Debrief> own_debrief(Context& context, const DebriefId& id)
{
    auto debrief = store::find<Debrief>(context.database, id);
    if (!debrief)
        return fail(ErrorCode::not_found, "There is no debrief {0}. Look it up with 'follow-ups'.", id.text());
    const auto observation = own_shared_observation(context, debrief->observation);
    if (!observation) return Failure(observation.error());
    if (const auto open = require_open_year(context, *observation); !open) return Failure(open.error());
    return std::move(*debrief);
}

template <>
Result<Nothing> handle(Context& context, const PlanDebrief& plan)
{
    auto debrief = own_debrief(context, plan.debrief);
    if (!debrief) return Failure(debrief.error());
    if (debrief->held_at) return fail(ErrorCode::wrong_state, "This debrief has been held already.");
    debrief->planned_at = plan.planned_at;
    debrief->skip_reason.clear();  // planned again after all
    if (plan.due_on) debrief->due_on = *plan.due_on;
    store::update(context.database, *debrief);
    context.label = "Plan a debrief";
    return Nothing{};
}

template <>
Result<Nothing> handle(Context& context, const ChangeDebrief& change)
{
    auto debrief = own_debrief(context, change.debrief);
    if (!debrief) return Failure(debrief.error());
    if (change.protocol) {
        if (debrief_protocol(*change.protocol) == nullptr)
            return fail(ErrorCode::invalid, "There is no protocol {0}. Choose one of the list.", *change.protocol);
        if (debrief->protocol != *change.protocol) debrief->done.clear();  // other steps than the ticked ones
        debrief->protocol = *change.protocol;
    }
    if (change.done) debrief->done = *change.done;
    if (change.practised) debrief->practised = *change.practised;
    if (change.next_visit_on) debrief->next_visit_on = *change.next_visit_on;
    store::update(context.database, *debrief);
    context.label = "Change a debrief";
    return Nothing{};
}

template <>
Result<Nothing> handle(Context& context, const ChangeDebriefText& change)
{
    auto debrief = own_debrief(context, change.debrief);
    if (!debrief) return Failure(debrief.error());
    if (const auto good = check_text(change.text); !good) return Failure(good.error());
    auto& field = change.field == DebriefField::notes ? debrief->notes : debrief->teacher_words;
    if (const auto good = check_unmoved(field, change.was, change.text); !good) return Failure(good.error());
    field = change.text;
    store::update(context.database, *debrief);
    store::drop_draft(context.database, any(debrief->id), name_of(change.field), context.session.session_name);
    context.label = change.field == DebriefField::notes ? "Change debrief notes" : "Change the teacher's words";
    return Nothing{};
}

template <>
Result<Nothing> handle(Context& context, const HoldDebrief& hold)
{
    auto debrief = own_debrief(context, hold.debrief);
    if (!debrief) return Failure(debrief.error());
    if (hold.minutes < 0 || hold.minutes > debrief_minutes_max)
        return fail(ErrorCode::invalid, "A debrief lasts 0 to {0} minutes; {1} was given.",
                    fmt::to_string(debrief_minutes_max), fmt::to_string(hold.minutes));
    if (hold.held_at > context.now + 24 * 60 * us_per_minute)
        return fail(ErrorCode::invalid, "A debrief that was held cannot lie in the future. Check the date.");
    const auto observation = store::find<Observation>(context.database, debrief->observation);
    if (hold.held_at < observation->started_at)
        return fail(ErrorCode::invalid, "The debrief cannot be held before the visit began. Check the date.");
    if (hold.notes) {
        if (const auto good = check_text(*hold.notes); !good) return Failure(good.error());
        debrief->notes = *hold.notes;
    }
    debrief->held_at = hold.held_at;
    debrief->skip_reason.clear();
    debrief->minutes = hold.minutes;
    store::update(context.database, *debrief);
    context.label = "Hold a debrief";
    return Nothing{};
}

THROUGHLINE_COMMAND(PlanDebrief);
THROUGHLINE_COMMAND(ChangeDebrief);
THROUGHLINE_COMMAND(ChangeDebriefText);
THROUGHLINE_COMMAND(HoldDebrief);

}  // namespace throughline
