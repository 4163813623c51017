// A visit from the door to its ratings: everything that changes a draft.
#include <algorithm>

#include <fmt/format.h>

#include "core/store/people.hpp"
#include "core/store/visits.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/observation_rules.hpp"
#include "core/workspace/own_side.hpp"
#include "core/workspace/planning.hpp"
#include "core/workspace/unlocking_rules.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/command/observation.hpp"

namespace throughline {
namespace {

// The teacher of a visit that begins: the one named, or a new one made on the spot.
Result<Person> teacher_at_the_door(Context& context, const StartObservation& start)
{
    if (start.teacher) {
        auto person = store::find_person(context.database, *start.teacher);
        if (!person) return fail(ErrorCode::not_found, "This teacher is not in the file any more. Choose another.");
        return std::move(*person);
    }
    const auto name = split_name(trimmed(start.new_teacher_name));
    if (name.family_name.empty() && name.given_name.empty())
        return fail(ErrorCode::invalid, "A visit needs a teacher. Type a name.");
    Person person;
    person.id = context.new_id<PersonId>();
    person.given_name = name.given_name;
    person.family_name = name.family_name;
    person.roles = {Role::teacher};
    person.school = store::first_school(context.database)->id;
    store::insert(context.database, store::stored(person));
    return person;
}

// The observer: the actor, or the file's owner. A visit without an observer is nobody's.
Result<PersonId> observer_at_the_door(Context& context)
{
    if (context.actor.person) return *context.actor.person;
    const auto owner = PersonId::parse(store::setting(context.database, "owner", ""));
    if (owner) return *owner;
    return fail(ErrorCode::wrong_state,
                "Nobody is set as this file's observer. Say who you are in Settings or with --as.");
}

struct Form {
    RubricVersionId version;
    std::string form_id;
};

// The rubric and form last used with this teacher by this observer, else the observer's last, else the look-fors.
Result<Form> usual_form(Context& context, const PersonId& teacher, const PersonId& observer)
{
    auto last = store::select_one<Observation>(context.database, store::latest_visit_clause(true), observer, teacher);
    if (!last) last = store::select_one<Observation>(context.database, store::latest_visit_clause(false), observer);
    if (last) return Form{last->rubric_version, last->form_id};
    for (const auto* id : {"essential-practice-look-fors", "teach-primary"})
        if (const auto row = store::newest_rubric(context.database, id)) return Form{row->id, {}};
    const auto all = store::rubrics(context.database, false);
    if (all.empty()) return fail(ErrorCode::wrong_state, "This file has no rubric. Add one first.");
    return Form{all.front().version_id, {}};
}

}  // namespace

template <>
Result<ObservationId> handle(Context& context, const StartObservation& start)
{
    const auto observer = observer_at_the_door(context);
    if (!observer) return Failure(observer.error());
    const auto teacher = teacher_at_the_door(context, start);
    if (!teacher) return Failure(teacher.error());
    if (teacher->id == *observer && start.purpose != Purpose::self)
        return fail(ErrorCode::invalid, "Observer and teacher are the same person. Choose another teacher.");
    if (const auto open = require_open_year(context, teacher->id, context.today); !open) return Failure(open.error());
    Form form{start.rubric_version.value_or(RubricVersionId{}), start.form_id};
    if (!start.rubric_version) {
        const auto usual = usual_form(context, teacher->id, *observer);
        if (!usual) return Failure(usual.error());
        form = *usual;
    }
    Observation observation;
    observation.id = context.new_id<ObservationId>();
    observation.teacher = teacher->id;
    observation.observer = *observer;
    observation.rubric_version = form.version;
    observation.form_id = form.form_id;
    observation.purpose = start.purpose;
    observation.started_at = context.now;
    observation.started_on = context.today;
    observation.subject = teacher->subject;
    observation.grade = teacher->grade;
    if (const auto step = store::live_step(context.database, teacher->id, *observer))
        observation.pinned_step = step->id;
    const auto booking = fitting_booking(context, observation);
    store::insert(context.database, observation);
    if (booking) mark_done(context, *booking, observation.id);
    fulfil_request(context, observation);
    context.label = "Start a visit";
    return observation.id;
}

template <>
Result<Nothing> handle(Context& context, const ChangeObservation& change)
{
    auto observation = changeable_observation(context, change.observation);
    if (!observation) return Failure(observation.error());
    const bool is_other_rubric = change.rubric_version && *change.rubric_version != observation->rubric_version;
    if (is_other_rubric || (change.purpose && *change.purpose != observation->purpose))
        if (const auto good = require_never_shared(context, *observation); !good) return Failure(good.error());
    if (is_other_rubric) {
        if (!store::ratings_of(context.database, observation->id).empty() ||
            std::ranges::any_of(store::evidence_of(context.database, observation->id),
                                [](const Evidence& line) { return !line.indicators.empty(); }))
            return fail(
                ErrorCode::wrong_state,
                "Ratings or tags on the present rubric are already there. Clear them first, or start a new visit: "
                "two rubrics are never mixed.");
        observation->rubric_version = *change.rubric_version;
        observation->form_id.clear();
    }
    if (change.purpose) observation->purpose = *change.purpose;
    if (change.form_id) observation->form_id = *change.form_id;
    if (change.started_at) {
        observation->started_at = *change.started_at;
        observation->started_on = context.session.day_of(*change.started_at);
    }
    if (change.minutes) observation->minutes = *change.minutes;
    if (change.announced) observation->announced = *change.announced;
    if (change.students_present) observation->students_present = *change.students_present;
    if (change.co_observer) observation->co_observer = *change.co_observer;
    if (const auto good = check_facts(*observation); !good) return Failure(good.error());
    if (const auto open = require_open_year(context, *observation); !open) return Failure(open.error());
    store::update(context.database, *observation);
    context.label = "Change the visit's facts";
    return Nothing{};
}

template <>
Result<Nothing> handle(Context& context, const ChangeObservationText& change)
{
    auto observation = changeable_observation(context, change.observation);
    if (!observation) return Failure(observation.error());
    if (const auto good = check_text(change.text); !good) return Failure(good.error());
    auto& field = text_field(*observation, change.field);
    if (const auto good = check_unmoved(field, change.was, change.text); !good) return Failure(good.error());
    field = change.text;
    store::update(context.database, *observation);
    store::drop_draft(context.database, any(observation->id), name_of(change.field), context.session.session_name);
    context.label =
        fmt::format("Change {}", change.field == ObservationField::growth_area ? "growth area" : name_of(change.field));
    return Nothing{};
}

template <>
Result<Nothing> handle(Context& context, const MoveObservation& move)
{
    auto observation = changeable_observation(context, move.observation);
    if (!observation) return Failure(observation.error());
    if (const auto good = require_never_shared(context, *observation); !good) return Failure(good.error());
    const auto teacher = store::find_person(context.database, move.teacher);
    if (!teacher) return fail(ErrorCode::not_found, "This teacher is not in the file any more. Choose another.");
    if (teacher->id == observation->observer && observation->purpose != Purpose::self)
        return fail(ErrorCode::invalid, "Observer and teacher are the same person. Choose another teacher.");
    if (const auto open = require_open_year(context, teacher->id, observation->started_on); !open)
        return Failure(open.error());
    release_booking(context, *observation);
    release_request(context, observation->id);
    observation->teacher = teacher->id;
    if (const auto booking = fitting_booking(context, *observation)) mark_done(context, *booking, observation->id);
    fulfil_request(context, *observation);
    // The pinned step is the other teacher's; this one has their own.
    const auto step = store::live_step(context.database, teacher->id, observation->observer);
    observation->pinned_step = step ? std::optional(step->id) : std::nullopt;
    observation->pinned_result.clear();
    store::update(context.database, *observation);
    if (auto drafted = store::step_of(context.database, observation->id)) {
        drafted->teacher = teacher->id;
        store::update(context.database, *drafted);
    }
    context.label = "Move the visit to another teacher";
    return Nothing{};
}

template <>
Result<Nothing> handle(Context& context, const ArchiveObservation& archive)
{
    auto observation = changeable_observation(context, archive.observation);
    if (!observation) return Failure(observation.error());
    if (const auto good = require_never_shared(context, *observation); !good) return Failure(good.error());
    observation->state = ObservationState::archived;
    release_booking(context, *observation);
    release_request(context, observation->id);
    store::update(context.database, *observation);
    context.label = "Put the visit away";
    return Nothing{};
}

template <>
Result<EvidenceId> handle(Context& context, const AddEvidence& add)
{
    const auto observation = changeable_observation(context, add.evidence.observation);
    if (!observation) return Failure(observation.error());
    auto line = add.evidence;
    if (const auto good = check_evidence(line, *context.session.rubric(observation->rubric_version)); !good)
        return Failure(good.error());
    line.id = context.new_id<EvidenceId>();
    line.noted_at = context.now;
    store::insert(context.database, line);
    store::drop_draft(context.database, any(observation->id), "script_line", context.session.session_name);
    context.label = "Add a line";
    return line.id;
}

template <>
Result<Nothing> handle(Context& context, const ChangeEvidence& change)
{
    auto before = store::find<Evidence>(context.database, change.evidence.id);
    if (!before) return fail(ErrorCode::not_found, "This line is not there any more.");
    const auto observation = changeable_observation(context, before->observation);
    if (!observation) return Failure(observation.error());
    auto line = change.evidence;
    line.observation = before->observation;
    line.noted_at = before->noted_at;
    if (const auto good = check_evidence(line, *context.session.rubric(observation->rubric_version)); !good)
        return Failure(good.error());
    if (const auto good = check_unmoved(before->text, change.was, line.text); !good) return Failure(good.error());
    store::update(context.database, line);
    store::drop_draft(context.database, any(line.id), "text", context.session.session_name);
    context.label = "Change a line";
    return Nothing{};
}

template <>
Result<Nothing> handle(Context& context, const RemoveEvidence& removal)
{
    const auto line = store::find<Evidence>(context.database, removal.evidence);
    if (!line) return fail(ErrorCode::not_found, "This line is not there any more.");
    const auto observation = changeable_observation(context, line->observation);
    if (!observation) return Failure(observation.error());
    store::remove<Evidence>(context.database, line->id);
    context.label = "Remove a line";
    return Nothing{};
}

template <>
Result<Nothing> handle(Context& context, const RateIndicator& rate)
{
    const auto observation = changeable_observation(context, rate.observation);
    if (!observation) return Failure(observation.error());
    const auto rubric = context.session.rubric(observation->rubric_version);
    auto before = store::rating_row(context.database, observation->id, rate.code);
    if (!rate.mark) {
        if (before) store::remove<store::RatingRow>(context.database, before->id);
        context.label = fmt::format("Clear {}", rate.code);
        return Nothing{};
    }
    const Rating rating{rate.code, *rate.mark, *rate.mark == Mark::level ? rate.level : 0};
    if (const auto good = check_rating(rating, *rubric); !good) return Failure(good.error());
    if (before) {
        before->rating = rating;
        store::update(context.database, *before);
    } else {
        store::insert(context.database, store::RatingRow{context.new_id<RatingId>(), observation->id, rating});
    }
    context.label = fmt::format("Rate {}", rate.code);
    return Nothing{};
}

template <>
Result<Nothing> handle(Context& context, const MarkPinnedStep& mark)
{
    auto observation = changeable_observation(context, mark.observation);
    if (!observation) return Failure(observation.error());
    if (!observation->pinned_step)
        return fail(ErrorCode::wrong_state, "No step of an earlier visit is pinned to this one.");
    if (is_pinned_check_taken(context, *observation))
        return fail(
            ErrorCode::wrong_state,
            "What was seen of that step is in its history already. Check the step again on the teacher's page.");
    observation->pinned_result = mark.result ? name_of(*mark.result) : "";
    store::update(context.database, *observation);
    context.label = "Mark last time's step";
    return Nothing{};
}

template <>
Result<Nothing> handle(Context& context, const SetActionStep& set)
{
    const auto observation = changeable_observation(context, set.observation);
    if (!observation) return Failure(observation.error());
    if (const auto good = check_text(set.text); !good) return Failure(good.error());
    if (const auto good =
            check_codes(set.indicators, *context.session.rubric(observation->rubric_version), "indicators");
        !good)
        return Failure(good.error());
    auto step = store::step_of(context.database, observation->id);
    if (const auto good = check_unmoved(step ? step->text : std::string(), set.was, set.text); !good)
        return Failure(good.error());
    store::drop_draft(context.database, any(observation->id), "action_step", context.session.session_name);
    context.label = "Set the action step";
    if (trimmed(set.text).empty()) {
        if (step && step->state != StepState::draft)
            return fail(ErrorCode::wrong_state,
                        "This step was agreed when the visit was shared, and its history stays. Reword it, or close it "
                        "as dropped once the visit is shared again.");
        if (step) store::remove<ActionStep>(context.database, step->id);
        context.label = "Take the action step away";
        return Nothing{};
    }
    const bool is_new = !step.has_value();
    if (is_new) step = new_step(context, *observation);
    step->text = set.text;
    step->indicators = set.indicators;
    step->check_on = set.check_on;
    is_new ? store::insert(context.database, *step) : store::update(context.database, *step);
    return Nothing{};
}

THROUGHLINE_COMMAND(StartObservation);
THROUGHLINE_COMMAND(ChangeObservation);
THROUGHLINE_COMMAND(ChangeObservationText);
THROUGHLINE_COMMAND(MoveObservation);
THROUGHLINE_COMMAND(ArchiveObservation);
THROUGHLINE_COMMAND(AddEvidence);
THROUGHLINE_COMMAND(ChangeEvidence);
THROUGHLINE_COMMAND(RemoveEvidence);
THROUGHLINE_COMMAND(RateIndicator);
THROUGHLINE_COMMAND(MarkPinnedStep);
THROUGHLINE_COMMAND(SetActionStep);

}  // namespace throughline
