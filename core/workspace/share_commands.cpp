// Giving feedback: Share and what follows from it. Side effects (a step assigned, a debrief planned, a check taken into
// a step's history) happen here and nowhere else.
#include <fmt/format.h>

#include "core/store/people.hpp"
#include "core/store/visits.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/house_days.hpp"
#include "core/workspace/observation_rules.hpp"
#include "core/workspace/step_history.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/command/observation.hpp"

namespace throughline {
namespace {

// What was typed and not yet settled belongs to the record before it is locked.
Result<void> settle_own_drafts(Context& context, Observation& observation)
{
    for (const auto& draft : store::drafts_of(context.database, any(observation.id), context.session.session_name)) {
        if (const auto field = parse_observation_field(draft.field)) {
            text_field(observation, *field) = draft.text;
            store::drop_draft(context.database, draft.record, draft.field, draft.session);
        } else if (!trimmed(draft.text).empty()) {
            return fail(ErrorCode::wrong_state,
                        "An unfinished text is still open in this visit: \"{0}\". Finish it first.", draft.text);
        }
    }
    return {};
}

Result<void> assign_step(Context& context, const Observation& observation, ShareObservation::Made& made)
{
    auto step = store::step_of(context.database, observation.id);
    if (!step) return {};
    if (!step->check_on) {
        HouseDays house(context);
        step->check_on =
            house.due_after(step->teacher, RuleKind::step_check_after, observation.purpose, house.now()).on;
    }
    step->assigned_on = context.today;
    step->state = StepState::assigned;
    store::update(context.database, *step);
    add_step_event(context, *step, {}, observation.id, {}, {});
    made.step = step->id;
    made.check_on = step->check_on;
    return {};
}

Result<void> take_pinned_check(Context& context, const Observation& observation)
{
    const auto result = parse_step_result(observation.pinned_result);
    if (!result || !observation.pinned_step) return {};
    auto step = store::find<ActionStep>(context.database, *observation.pinned_step);
    if (!step || !is_live(step->state)) return {};  // closed in the meantime: its history already says so
    record_check(context, *step, *result, observation.id, {}, {});
    return {};
}

}  // namespace

template <>
Result<ShareObservation::Made> handle(Context& context, const ShareObservation& share)
{
    auto observation = changeable_observation(context, share.observation);
    if (!observation) return Failure(observation.error());
    if (const auto settled = settle_own_drafts(context, *observation); !settled) return Failure(settled.error());
    observation->state = ObservationState::shared;
    observation->shared_at = context.now;
    if (!observation->minutes) {
        const auto minutes = (context.now - observation->started_at) / us_per_minute;
        // A visit shared on the spot has just ended; one shared later ran for an unknown time, and stays blank.
        constexpr std::int64_t plausible_minutes_max = 120;
        if (minutes >= 0 && minutes <= plausible_minutes_max) observation->minutes = static_cast<int>(minutes);
    }
    store::update(context.database, *observation);
    ShareObservation::Made made;
    if (const auto done = assign_step(context, *observation, made); !done) return Failure(done.error());
    if (const auto done = take_pinned_check(context, *observation); !done) return Failure(done.error());
    HouseDays house(context);
    const auto due = house.due_after(observation->teacher, RuleKind::debrief_after, observation->purpose, house.now());
    Debrief debrief;
    debrief.id = context.new_id<DebriefId>();
    debrief.observation = observation->id;
    debrief.teacher = observation->teacher;
    debrief.observer = observation->observer;
    debrief.due_on = due.on;
    if (due.at) debrief.due_at = context.session.options.zone->instant(*due.at);
    debrief.protocol = "5p";
    store::insert(context.database, debrief);
    made.debrief = debrief.id;
    made.debrief_due_on = debrief.due_on;
    context.label = "Share a visit";
    context.final = true;
    return made;
}

template <>
Result<AmendmentId> handle(Context& context, const AmendObservation& amend)
{
    auto observation = own_shared_observation(context, amend.observation);
    if (!observation) return Failure(observation.error());
    if (trimmed(amend.reason).empty())
        return fail(ErrorCode::invalid, "An amendment needs a reason: the teacher reads it beside the old words.");
    if (const auto good = check_text(amend.text); !good) return Failure(good.error());
    auto& field = text_field(*observation, amend.field);
    if (field == amend.text) return fail(ErrorCode::invalid, "The text is the same as before. Change it, or leave it.");
    Amendment amendment;
    amendment.id = context.new_id<AmendmentId>();
    amendment.observation = observation->id;
    amendment.field = name_of(amend.field);
    amendment.old_text = std::exchange(field, amend.text);
    amendment.new_text = amend.text;
    amendment.reason = amend.reason;
    amendment.author = context.actor.person.value_or(observation->observer);
    amendment.at = context.now;
    store::insert(context.database, amendment);
    store::update(context.database, *observation);
    context.label = "Amend a shared visit";
    context.final = true;
    return amendment.id;
}

template <>
Result<Nothing> handle(Context& context, const NoteMessagePrepared& prepared)
{
    auto observation = own_shared_observation(context, prepared.observation);
    if (!observation) return Failure(observation.error());
    observation->prepared_at = context.now;
    store::update(context.database, *observation);
    context.label = "Prepare a message";
    context.final = true;
    return Nothing{};
}

THROUGHLINE_COMMAND(ShareObservation);
THROUGHLINE_COMMAND(AmendObservation);
THROUGHLINE_COMMAND(NoteMessagePrepared);

}  // namespace throughline
