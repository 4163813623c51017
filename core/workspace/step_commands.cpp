// An agreed step's life after Share.
#include <fmt/format.h>

#include "core/store/people.hpp"
#include "core/store/visits.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/house_days.hpp"
#include "core/workspace/observation_rules.hpp"
#include "core/workspace/step_history.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/command/step.hpp"

namespace throughline {
namespace {

// A live step that the actor may act on: its observer, or the keeper.
Result<ActionStep> own_live_step(Context& context, const ActionStepId& id)
{
    auto step = store::find<ActionStep>(context.database, id);
    if (!step)
        return fail(ErrorCode::not_found, "There is no action step {0}. Look it up with 'follow-ups'.", id.text());
    const auto observation = own_shared_observation(context, step->observation);
    if (!observation) return Failure(observation.error());
    if (!is_live(step->state))
        return fail(ErrorCode::wrong_state, "This step is closed already: it is {0}.",
                    std::string(name_of(step->state)));
    return std::move(*step);
}

}  // namespace

void add_step_event(Context& context, const ActionStep& step, std::optional<StepResult> result,
                    std::optional<ObservationId> observation, std::string_view note, std::optional<Date> due_on)
{
    StepEvent event;
    event.id = context.new_id<StepEventId>();
    event.step = step.id;
    event.at = context.now;
    event.on = context.today;
    event.state = step.state;
    event.result = result;
    event.observation = observation;
    event.note = note;
    event.due_on = due_on;
    event.actor = context.actor.person ? context.actor.person : std::optional(step.observer);
    store::insert(context.database, event);
}

void record_check(Context& context, ActionStep& step, StepResult result, std::optional<ObservationId> observation,
                  std::string_view note, std::optional<Date> next_check_on)
{
    const auto due_on = step.check_on;
    step.state = state_after(step.state, result);
    if (is_live(step.state)) {
        HouseDays house(context);
        const auto visit = store::find<Observation>(context.database, step.observation);
        const auto due = house.due_after(step.teacher, RuleKind::step_check_after, visit->purpose, house.now());
        step.check_on = next_check_on.value_or(due.on);
    } else {
        step.closed_on = context.today;
    }
    store::update(context.database, step);
    add_step_event(context, step, result, observation, note, due_on);
}

template <>
Result<StepState> handle(Context& context, const CheckStep& check)
{
    auto step = own_live_step(context, check.step);
    if (!step) return Failure(step.error());
    if (const auto good = check_text(check.note); !good) return Failure(good.error());
    record_check(context, *step, check.result, {}, check.note, check.next_check_on);
    context.label = fmt::format("Check a step: {}", name_of(check.result));
    return step->state;
}

template <>
Result<Nothing> handle(Context& context, const CloseStep& close)
{
    auto step = own_live_step(context, close.step);
    if (!step) return Failure(step.error());
    if (close.state != StepState::replaced && close.state != StepState::dropped)
        return fail(ErrorCode::invalid, "A step is closed as replaced or dropped; mastered comes from a check.");
    if (trimmed(close.reason).empty())
        return fail(ErrorCode::invalid, "Say why the step is closed: its history keeps the reason.");
    step->state = close.state;
    step->closed_on = context.today;
    store::update(context.database, *step);
    add_step_event(context, *step, {}, {}, close.reason, step->check_on);
    context.label = fmt::format("Close a step: {}", name_of(close.state));
    return Nothing{};
}

template <>
Result<Nothing> handle(Context& context, const MoveStepCheck& move)
{
    auto step = own_live_step(context, move.step);
    if (!step) return Failure(step.error());
    const auto due_on = std::exchange(step->check_on, move.check_on);
    store::update(context.database, *step);
    add_step_event(context, *step, {}, {}, fmt::format("Check-back moved to {}", iso(move.check_on)), due_on);
    context.label = "Move a step's check-back day";
    return Nothing{};
}

template <>
Result<Nothing> handle(Context& context, const RewordStep& reword)
{
    auto step = own_live_step(context, reword.step);
    if (!step) return Failure(step.error());
    // Its words are part of the visit that it comes from; its life is not.
    const auto visit = store::find<Observation>(context.database, step->observation);
    if (const auto open = require_open_year(context, *visit); !open) return Failure(open.error());
    if (trimmed(reword.text).empty()) return fail(ErrorCode::invalid, "A step needs words.");
    if (const auto good = check_text(reword.text); !good) return Failure(good.error());
    const auto before = std::exchange(step->text, reword.text);
    store::update(context.database, *step);
    add_step_event(context, *step, {}, {}, fmt::format("Reworded; before: {}", before), {});
    context.label = "Reword a step";
    return Nothing{};
}

THROUGHLINE_COMMAND(CheckStep);
THROUGHLINE_COMMAND(CloseStep);
THROUGHLINE_COMMAND(MoveStepCheck);
THROUGHLINE_COMMAND(RewordStep);

}  // namespace throughline
