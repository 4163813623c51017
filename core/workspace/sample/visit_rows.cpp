#include "core/workspace/sample/visit_rows.hpp"

#include <fmt/format.h>

#include "core/store/visits.hpp"

namespace throughline::sample {

using Kind = Act::Kind;

VisitRows::VisitRows(Workspace& workspace, const std::vector<PlannedVisit>& visits, const std::vector<PersonId>& people,
                     const RubricVersions& rubrics)
    : session_(WorkspaceInside::session(workspace)),
      visits_(visits),
      people_(people),
      rubrics_(rubrics),
      reading_(session_.make_context(Actor::keeper())),
      house_(reading_),
      kept_(visits.size())
{}

void VisitRows::carry_out(const Act& act, Instant now)
{
    const auto& plan = plan_of(act.visit);
    auto& visit = kept_[static_cast<std::size_t>(act.visit)];
    auto& observation = visit.observation;
    const auto item = static_cast<std::size_t>(act.item);
    visit.changed_at = now;
    switch (act.kind) {
        case Kind::start:
            start(visit, plan, now);
            visit_by_id_.emplace(observation.id, act.visit);
            break;
        case Kind::facts:
            if (plan.announced) observation.announced = plan.announced;
            observation.students_present = plan.students_present;
            break;
        case Kind::line:  // taken from the plan when the visit is written
        case Kind::rate:
            break;
        case Kind::minutes:
            observation.minutes = plan.minutes;
            break;
        case Kind::pinned:
            observation.pinned_result = name_of(*plan.pinned_result);
            break;
        case Kind::strength:
            observation.strength = plan.strength;
            break;
        case Kind::growth_area:
            observation.growth_area = plan.growth_area;
            break;
        case Kind::set_step:
            set_step(act.visit, *plan.step);
            break;
        case Kind::close_step:
            visit.step->state = plan.step->closing->state;
            visit.step->closed_on = session_.day_of(now);
            add_event(*visit.step, {}, {}, plan.step->closing->reason, visit.step->check_on, now);
            break;
        case Kind::share:
            share(act.visit, now);
            break;
        case Kind::move_check: {
            const auto to = plan.step->moves[item].second;
            const auto due_on = std::exchange(visit.step->check_on, to);
            add_event(*visit.step, {}, {}, fmt::format("Check-back moved to {}", iso(to)), due_on, now);
            break;
        }
        case Kind::check_step: {
            const auto& planned = plan.step->checks[item];
            check(visit, planned.result, {}, planned.note, planned.next_check_on, now);
            break;
        }
        case Kind::change_debrief: {
            auto& debrief = *visit.debrief;
            debrief.protocol = plan.debrief->protocol;
            debrief.done = plan.debrief->done;
            if (plan.debrief->practised) debrief.practised = plan.debrief->practised;
            if (plan.debrief->next_visit_on) debrief.next_visit_on = plan.debrief->next_visit_on;
            break;
        }
        case Kind::hold_debrief:
            hold_debrief(*visit.debrief, *plan.debrief, now);
            break;
        case Kind::teacher_words:
            visit.debrief->teacher_words = plan.debrief->teacher_words;
            break;
        case Kind::amend:
            amend(visit, *plan.amendment, now);
            break;
    }
}

void VisitRows::start(Kept& visit, const PlannedVisit& plan, Instant now)
{
    auto& observation = visit.observation;
    observation.id = new_id<ObservationId>();
    observation.teacher = people_[static_cast<std::size_t>(plan.teacher)];
    observation.observer = people_[static_cast<std::size_t>(plan.observer)];
    observation.rubric_version = rubrics_.at(plan.rubric_id);
    observation.form_id = plan.form_id;
    observation.purpose = plan.purpose;
    observation.started_at = now;
    observation.started_on = session_.day_of(now);
    observation.subject = plan.subject;
    observation.grade = plan.grade;
    observation.pinned_step = live_step(observation);
}

// The live step that these two agreed on last; one of an earlier year is in the file already.
std::optional<ActionStepId> VisitRows::live_step(const Observation& of)
{
    const ActionStep* latest = nullptr;
    for (const int visit : steps_[{of.teacher, of.observer}]) {
        const auto& step = *kept(visit).step;
        if (is_live(step.state) && (latest == nullptr || *step.assigned_on >= *latest->assigned_on)) latest = &step;
    }
    if (latest != nullptr) return latest->id;
    const auto earlier = store::live_step(session_.database, of.teacher, of.observer);
    return earlier ? std::optional(earlier->id) : std::nullopt;
}

void VisitRows::set_step(int visit, const PlannedStep& plan)
{
    auto& of = kept_[static_cast<std::size_t>(visit)];
    ActionStep step;
    step.id = new_id<ActionStepId>();
    step.observation = of.observation.id;
    step.teacher = of.observation.teacher;
    step.observer = of.observation.observer;
    step.text = plan.text;
    step.indicators = plan.indicators;
    step.check_on = plan.check_on;
    visit_by_step_.emplace(step.id, visit);
    steps_[{step.teacher, step.observer}].push_back(visit);
    of.step = std::move(step);
}

void VisitRows::share(int index, Instant now)
{
    auto& visit = kept_[static_cast<std::size_t>(index)];
    auto& observation = visit.observation;
    observation.state = ObservationState::shared;
    observation.shared_at = now;
    const auto local = house_.local(now);
    if (visit.step) {
        auto& step = *visit.step;
        if (!step.check_on)
            step.check_on = house_.due_after(step.teacher, RuleKind::step_check_after, observation.purpose, local).on;
        step.assigned_on = local.date();
        step.state = StepState::assigned;
        add_event(step, {}, observation.id, {}, {}, now);
    }
    take_pinned_check(visit, now);
    const auto due = house_.due_after(observation.teacher, RuleKind::debrief_after, observation.purpose, local);
    Debrief debrief;
    debrief.id = new_id<DebriefId>();
    debrief.observation = observation.id;
    debrief.teacher = observation.teacher;
    debrief.observer = observation.observer;
    debrief.due_on = due.on;
    if (due.at) debrief.due_at = session_.options.zone->instant(*due.at);
    debrief.protocol = "5p";
    visit.debrief = std::move(debrief);
}

void VisitRows::take_pinned_check(const Kept& visit, Instant now)
{
    const auto result = parse_step_result(visit.observation.pinned_result);
    if (!result || !visit.observation.pinned_step) return;
    const auto of = visit_by_step_.find(*visit.observation.pinned_step);
    if (of == visit_by_step_.end()) return;  // of an earlier year: closed at its end
    auto& with_step = kept_[static_cast<std::size_t>(of->second)];
    if (is_live(with_step.step->state)) check(with_step, *result, visit.observation.id, {}, {}, now);
}

void VisitRows::check(Kept& of_step, StepResult result, const std::optional<ObservationId>& in_visit,
                      std::string_view note, const std::optional<Date>& next_check_on, Instant now)
{
    auto& step = *of_step.step;
    const auto due_on = step.check_on;
    step.state = state_after(step.state, result);
    if (is_live(step.state)) {
        const auto due =
            house_.due_after(step.teacher, RuleKind::step_check_after, of_step.observation.purpose, house_.local(now));
        step.check_on = next_check_on.value_or(due.on);
    } else {
        step.closed_on = session_.day_of(now);
    }
    of_step.changed_at = now;
    add_event(step, result, in_visit, note, due_on, now);
}

void VisitRows::add_event(const ActionStep& step, std::optional<StepResult> result,
                          const std::optional<ObservationId>& in_visit, std::string_view note,
                          std::optional<Date> due_on, Instant now)
{
    // A row names only rows that are written before it, so the event goes with the visit that it happened in.
    auto& with = kept_[static_cast<std::size_t>(visit_by_id_.at(in_visit.value_or(step.observation)))];
    StepEvent event;
    event.id = new_id<StepEventId>();
    event.step = step.id;
    event.at = now;
    event.on = session_.day_of(now);
    event.state = step.state;
    event.result = result;
    event.observation = in_visit;
    event.note = note;
    event.due_on = due_on;
    event.actor = with.observation.observer;
    with.events.push_back(std::move(event));
}

void VisitRows::hold_debrief(Debrief& debrief, const PlannedDebrief& plan, Instant now) const
{
    // Written down half a minute after it ended.
    debrief.held_at = now + -(plan.minutes * us_per_minute + 30 * us_per_second);
    debrief.minutes = plan.minutes;
    debrief.notes = plan.notes;
}

void VisitRows::amend(Kept& visit, const PlannedAmendment& plan, Instant now)
{
    Amendment amendment;
    amendment.id = new_id<AmendmentId>();
    amendment.observation = visit.observation.id;
    amendment.field = name_of(ObservationField::strength);
    amendment.old_text = std::exchange(visit.observation.strength, plan.text);
    amendment.new_text = plan.text;
    amendment.reason = plan.reason;
    amendment.author = visit.observation.observer;
    amendment.at = now;
    visit.amendment = std::move(amendment);
}

void VisitRows::insert_all(Context& context, const Kept& visit, const PlannedVisit& plan)
{
    auto& database = context.database;
    store::insert(database, visit.observation);
    Evidence line;
    line.observation = visit.observation.id;
    for (const auto& planned : plan.evidence) {
        line.id = new_id<EvidenceId>();
        line.elapsed_ms = planned.elapsed_ms;
        line.noted_at = visit.observation.started_at + planned.elapsed_ms * us_per_ms;
        line.speaker = planned.speaker;
        line.kind = planned.kind;
        line.text = planned.text;
        line.indicators = planned.indicators;
        line.is_private = planned.is_private;
        line.amount = planned.amount;
        line.out_of = planned.out_of;
        store::insert(database, line);
    }
    for (const auto& rating : plan.ratings)
        store::insert(database, store::RatingRow{new_id<RatingId>(), visit.observation.id, rating});
    if (visit.step) store::insert(database, *visit.step);
    for (const auto& event : visit.events) store::insert(database, event);
    if (visit.debrief) store::insert(database, *visit.debrief);
    if (visit.amendment) store::insert(database, *visit.amendment);
}

Result<void> VisitRows::write(int index)
{
    const auto& visit = kept(index);
    const auto done = session_.run<Nothing>(Actor::as(visit.observation.observer), "RecordObservation",
                                            [&](Context& context) -> Result<Nothing> {
                                                context.label = "Record a visit";
                                                context.final = visit.observation.state == ObservationState::shared;
                                                insert_all(context, visit, plan_of(index));
                                                return Nothing{};
                                            });
    return done ? Result<void>{} : Failure(done.error());
}

}  // namespace throughline::sample
