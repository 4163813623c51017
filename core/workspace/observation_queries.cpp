// Questions about visits.
#include <algorithm>

#include "core/store/closed_years.hpp"
#include "core/store/packets.hpp"
#include "core/store/people.hpp"
#include "core/store/unlocking.hpp"
#include "core/store/visits.hpp"
#include "core/workspace/detail.hpp"
#include "core/workspace/due.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/settings.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/query/observation.hpp"

namespace throughline {
namespace {

// In the order of the rubric's rows.
void sort_by_rubric(std::vector<Rating>& ratings, const Rubric& rubric)
{
    const auto place = [&](const Rating& rating) { return rubric.node(rating.code); };
    std::ranges::sort(ratings, {}, place);  // nodes lie in one vector, in reading order
}

void blank_words(ObservationDetail::Detail& detail, Sight sight)
{
    auto& o = detail.observation;
    if (sight < Sight::feedback) {
        o.strength.clear();
        o.growth_area.clear();
    }
    o.pinned_step.reset();
    o.pinned_result.clear();
    o.students_present.reset();
    detail.words_visible = false;
}

std::vector<ObservationDetail::Opening> openings_of(Context& context, const ObservationId& observation)
{
    std::vector<ObservationDetail::Opening> openings;
    for (const auto& unlocking : store::select<Unlocking>(
             context.database, "WHERE observation_id = ? AND state = 'shared again' ORDER BY asked_at, id",
             observation))
        if (const auto opened = unlocking.opened_at(); opened && unlocking.closed_at)
            openings.push_back(
                {unlocking.reason, context.session.day_of(*opened), context.session.day_of(*unlocking.closed_at)});
    return openings;
}

void blank_debrief(ObservationDetail::Detail& detail)
{
    if (!detail.debrief) return;
    detail.debrief->notes.clear();
    detail.debrief->teacher_words.clear();
    detail.debrief->done.clear();
}

}  // namespace

std::string person_name(Context& context, const PersonId& id)
{
    return store::person_name(context.database, id);
}

StepRow step_row(Context& context, const ActionStep& step)
{
    return {step, person_name(context, step.teacher), person_name(context, step.observer),
            store::events_of(context.database, step.id)};
}

std::vector<ObservationDetail::Unsettled> unsettled_of(Context& context, const AnyId& record)
{
    std::vector<ObservationDetail::Unsettled> all;
    for (auto& draft : store::drafts_of(context.database, record, context.session.session_name))
        all.push_back({std::move(draft.field), std::move(draft.text), draft.typed_at});
    return all;
}

std::vector<ObservationDetail::Unsettled> unfinished_of(Context& context, const ObservationId& visit)
{
    std::vector<ObservationDetail::Unsettled> all;
    for (auto& draft : store::drafts_of_visit(context.database, visit))
        if (!is_answer_field(draft.field))
            all.push_back({std::move(draft.field), std::move(draft.text), draft.typed_at});
    return all;
}

VisitRow as_seen(const store::Viewer& viewer, VisitRow row)
{
    const auto sight = sight_of(viewer, row);
    if (sight >= Sight::words) return row;
    row.words_visible = false;
    row.evidence_count = 0;
    if (sight < Sight::feedback) {
        row.strength.clear();
        row.rating_count = 0;
    }
    if (sight < Sight::steps) row.step_text.clear();
    return row;
}

ObservationDetail::Detail detail_of(Context& context, const store::Viewer& viewer, const Observation& observation)
{
    auto& database = context.database;
    ObservationDetail::Detail detail;
    detail.observation = observation;
    detail.teacher = store::find_person(database, observation.teacher).value_or(Person{});
    detail.observer = store::find_person(database, observation.observer).value_or(Person{});
    detail.rubric = *context.session.rubric(observation.rubric_version);
    detail.debrief = store::debrief_of(database, observation.id);
    detail.leaders_read_steps = leaders_read_steps(database);
    detail.closed_year = store::closed_year_of(database, observation.teacher, observation.started_on).value_or("");
    const auto sight = sight_of(viewer, observation);
    if (!sees_debrief_words(viewer, observation)) blank_debrief(detail);
    if (sight >= Sight::steps) detail.step = store::step_of(database, observation.id);
    if (sight >= Sight::feedback) {
        detail.ratings = store::ratings_of(database, observation.id);
        sort_by_rubric(detail.ratings, detail.rubric);
    }
    if (sight < Sight::words) {
        blank_words(detail, sight);
        return detail;
    }
    detail.evidence = store::evidence_of(database, observation.id);
    if (sight != Sight::author) std::erase_if(detail.evidence, [](const Evidence& line) { return line.is_private; });
    if (observation.pinned_step)
        if (const auto pinned = store::find<ActionStep>(database, *observation.pinned_step))
            detail.pinned_step = step_row(context, *pinned);
    detail.amendments = store::amendments_of(database, observation.id);
    detail.openings = openings_of(context, observation.id);
    detail.responses = store::responses_of(database, observation.id);
    return detail;
}

template <>
Result<std::vector<VisitRow>> answer(Context& context, const Observations& asked)
{
    const auto viewer = viewer_of(context);
    auto rows = store::visits(context.database, viewer, asked);
    for (auto& row : rows) row = as_seen(viewer, std::move(row));
    return rows;
}

template <>
Result<ObservationDetail::Detail> answer(Context& context, const ObservationDetail& asked)
{
    const auto observation = visible_observation(context, asked.observation);
    if (!observation) return Failure(observation.error());
    auto detail = detail_of(context, viewer_of(context), *observation);
    note_access(context, *observation);
    const auto& actor = context.actor.person;
    if (observation->state == ObservationState::shared && actor && *actor == observation->teacher) {
        detail.unsettled = unsettled_of(context, any(observation->id));
        std::erase_if(detail.unsettled, [](const auto& draft) { return !is_answer_field(draft.field); });
    }
    const bool is_author = !actor || *actor == observation->observer;
    if (!detail.closed_year.empty()) {
        if (is_author) detail.unfinished = unfinished_of(context, observation->id);
        return detail;
    }
    if (observation->state != ObservationState::draft) return detail;
    detail.may_change = is_author;
    if (!detail.may_change) return detail;
    detail.unsettled = unsettled_of(context, any(observation->id));
    std::erase_if(detail.unsettled, [](const auto& draft) { return is_answer_field(draft.field); });
    if (const auto last = store::visit_before(context.database, observation->teacher, observation->observer,
                                              observation->started_at, observation->rubric_version))
        for (auto& rating : store::ratings_of(context.database, last->id))
            detail.last_ratings[rating.code] = std::move(rating);
    return detail;
}

template <>
Result<ObservationDetail::Detail> answer(Context& context, const FeedbackPreview& asked)
{
    auto observation = visible_observation(context, asked.observation);
    if (!observation) return Failure(observation.error());
    if (sight_of(viewer_of(context), *observation) < Sight::words)
        return fail(ErrorCode::not_allowed, "The words of this visit are the coach's and the teacher's.");
    store::Viewer teacher;
    teacher.person = observation->teacher;
    auto as_shared = *observation;
    as_shared.state = ObservationState::shared;  // a draft is shown as it will be once shared
    auto detail = detail_of(context, teacher, as_shared);
    detail.observation.state = observation->state;
    // A leader who reads an evaluation hears nothing of the conversation about it.
    if (!sees_debrief_words(viewer_of(context), *observation)) blank_debrief(detail);
    if (detail.step && detail.step->state == StepState::draft && observation->state == ObservationState::shared)
        detail.step.reset();
    return detail;
}

template <>
Result<DebriefDetail::Detail> answer(Context& context, const DebriefDetail& asked)
{
    auto debrief = store::find<Debrief>(context.database, as<DebriefId>(asked.id));
    if (!debrief) debrief = store::debrief_of(context.database, as<ObservationId>(asked.id));
    const auto missing = [&] {
        return fail(
            ErrorCode::not_found,
            "No debrief belongs to {0}. A debrief is made when a visit is shared; look its id up with 'follow-ups'.",
            asked.id.text());
    };
    if (!debrief) return missing();
    const auto observation = visible_observation(context, debrief->observation);
    if (!observation) return missing();
    note_access(context, *observation);
    DebriefDetail::Detail detail;
    detail.visit = detail_of(context, viewer_of(context), *observation);
    detail.debrief = *detail.visit.debrief;
    HouseDays house(context);
    const auto deadline = debrief_deadline(house, detail.debrief, observation->teacher, observation->purpose);
    detail.state = house.standing(observation->teacher, deadline).state;
    const bool is_author = !context.actor.person || *context.actor.person == observation->observer;
    if (!detail.visit.closed_year.empty()) {
        if (is_author) detail.visit.unfinished = unfinished_of(context, observation->id);
    } else if (is_author) {
        detail.unsettled = unsettled_of(context, any(debrief->id));
    }
    return detail;
}

template <>
Result<StepRow> answer(Context& context, const FindStep& asked)
{
    auto step = store::find<ActionStep>(context.database, as<ActionStepId>(asked.id));
    if (!step) step = store::step_of(context.database, as<ObservationId>(asked.id));
    const auto missing = [&] {
        return fail(ErrorCode::not_found, "No action step belongs to {0}. Look its id up with 'follow-ups'.",
                    asked.id.text());
    };
    if (!step) return missing();
    const auto observation = visible_observation(context, step->observation);
    if (!observation || sight_of(viewer_of(context), *observation) < Sight::steps) return missing();
    return step_row(context, *step);
}

THROUGHLINE_QUERY(Observations);
THROUGHLINE_QUERY(ObservationDetail);
THROUGHLINE_QUERY(FeedbackPreview);
THROUGHLINE_QUERY(DebriefDetail);
THROUGHLINE_QUERY(FindStep);

}  // namespace throughline
