// Giving feedback: Share and what follows from it. Side effects (a step assigned, a debrief planned, a check taken into
// a step's history) happen here and nowhere else.
#include <fmt/format.h>

#include "core/exchange/given_visit.hpp"
#include "core/store/people.hpp"
#include "core/store/unlocking.hpp"
#include "core/store/visits.hpp"
#include "core/workspace/detail.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/house_days.hpp"
#include "core/workspace/observation_rules.hpp"
#include "core/workspace/step_history.hpp"
#include "core/workspace/unlocking_rules.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/command/observation.hpp"

namespace throughline {
namespace {

// What was typed and not yet settled belongs to the record before it is locked.
Result<void> settle_own_drafts(Context& context, Observation& observation)
{
    for (const auto& draft : store::drafts_of(context.database, any(observation.id), context.session.session_name)) {
        if (is_answer_field(draft.field)) continue;  // the teacher's, to what had been shared before
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

Date check_by_rule(Context& context, const Observation& observation)
{
    HouseDays house(context);
    return house.due_after(observation.teacher, RuleKind::step_check_after, observation.purpose, house.now()).on;
}

void assign_step(Context& context, const Observation& observation, ShareObservation::Made& made)
{
    auto step = store::step_of(context.database, observation.id);
    if (!step) return;
    made.step = step->id;
    made.check_on = step->check_on;
    if (step->state != StepState::draft) return;  // agreed before the visit was opened again
    if (!step->check_on) step->check_on = check_by_rule(context, observation);
    step->assigned_on = context.today;
    step->state = StepState::assigned;
    store::update(context.database, *step);
    add_step_event(context, *step, {}, observation.id, {}, {});
    made.check_on = step->check_on;
}

// A step that lives on from before the visit was opened: what was changed of it goes into its history once.
void correct_step(Context& context, const Observation& observation, const ObservationDetail::Detail& given)
{
    auto step = store::step_of(context.database, observation.id);
    if (!step || step->state == StepState::draft || !given.step) return;
    if (!step->check_on && is_live(step->state)) {
        step->check_on = check_by_rule(context, observation);
        store::update(context.database, *step);
    }
    if (step->text != given.step->text)
        add_step_event(context, *step, {}, {}, fmt::format("Reworded; before: {}", given.step->text), {});
}

Result<void> take_pinned_check(Context& context, const Observation& observation)
{
    const auto result = parse_step_result(observation.pinned_result);
    if (!result || !observation.pinned_step) return {};
    if (is_pinned_check_taken(context, observation)) return {};  // when it was shared before
    auto step = store::find<ActionStep>(context.database, *observation.pinned_step);
    if (!step || !is_live(step->state)) return {};  // closed in the meantime: its history already says so
    record_check(context, *step, *result, observation.id, {}, {});
    return {};
}

// One debrief for each visit, planned when it was given first.
Debrief plan_debrief(Context& context, const Observation& observation)
{
    if (auto planned = store::debrief_of(context.database, observation.id)) return std::move(*planned);
    HouseDays house(context);
    const auto due = house.due_after(observation.teacher, RuleKind::debrief_after, observation.purpose, house.now());
    Debrief debrief;
    debrief.id = context.new_id<DebriefId>();
    debrief.observation = observation.id;
    debrief.teacher = observation.teacher;
    debrief.observer = observation.observer;
    debrief.due_on = due.on;
    if (due.at) debrief.due_at = context.session.options.zone->instant(*due.at);
    debrief.protocol = "5p";
    store::insert(context.database, debrief);
    return debrief;
}

// Ends the opening, if there was one: the visit counts from when it was given first.
Result<void> share_again(Context& context, Observation& observation)
{
    auto unlocking = store::open_unlocking(context.database, observation.id);
    if (!unlocking) return {};
    ObservationDetail::Detail given;
    if (const auto laid = lay_given_over(unlocking->given, given); !laid) return laid;
    observation.shared_at = given.observation.shared_at;
    observation.prepared_at.reset();  // what was prepared says the old words
    correct_step(context, observation, given);
    unlocking->state = UnlockingState::shared_again;
    unlocking->closed_at = context.now;
    store::update(context.database, *unlocking);
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
    if (const auto done = share_again(context, *observation); !done) return Failure(done.error());
    store::update(context.database, *observation);
    ShareObservation::Made made;
    assign_step(context, *observation, made);
    if (const auto done = take_pinned_check(context, *observation); !done) return Failure(done.error());
    const auto debrief = plan_debrief(context, *observation);
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
    if (const auto open = require_open_year(context, *observation); !open) return Failure(open.error());
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
