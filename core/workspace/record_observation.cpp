// A whole visit from a document: every name, code and level is looked up, and each refusal names its place.
#include <fmt/format.h>

#include "core/store/people.hpp"
#include "core/store/visits.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/observation_rules.hpp"
#include "core/workspace/own_side.hpp"
#include "core/workspace/planning.hpp"
#include "core/workspace/prepared_visit.hpp"
#include "core/workspace/resolve_person.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/command/observation.hpp"

namespace throughline {
namespace {

Failure in(std::string_view place, Error error)
{
    error.place = error.place.empty() ? std::string(place) : fmt::format("{}.{}", place, error.place);
    return Failure(std::move(error));
}

Result<PersonId> observer_of(Context& context, const ObservationDocument& document)
{
    std::optional<PersonId> named;
    if (!document.observer.empty()) {
        const auto person = resolve_person(context, document.observer);
        if (!person) return in("observer", person.error());
        if (!person->roles.contains(Role::observer) && !person->roles.contains(Role::leader))
            return in("observer", Error{ErrorCode::invalid,
                                        "{0} is no observer in this file. Give them the role, or name "
                                        "somebody who has it.",
                                        {person->name()},
                                        {},
                                        {}});
        named = person->id;
    }
    if (!context.actor.person) {
        if (named) return *named;
        return in("observer", Error{ErrorCode::invalid,
                                    "No observer is named. Name one, or say who you are in Settings or with --as.",
                                    {},
                                    {},
                                    {}});
    }
    if (!named || *named == *context.actor.person || may_keep_house(context))
        return named.value_or(*context.actor.person);
    return in("observer",
              Error{ErrorCode::not_allowed, "Only an administrator may record somebody else's visit.", {}, {}, {}});
}

Result<Rating> rating_of(const Rubric& rubric, const std::string& code, const std::string& value)
{
    Rating rating{code, Mark::level, 0};
    const auto* node = rubric.node(code);
    const auto mark = parse_mark(value);
    if (mark && *mark != Mark::level) {
        rating.mark = *mark;
    } else if (node != nullptr && is_rated(*node)) {
        const auto* level = rubric.level(*node, value);
        if (level == nullptr) {
            std::vector<std::string> levels;
            if (const auto* scale = rubric.scale_of(*node))
                for (const auto& each : scale->levels) levels.push_back(fmt::format("{} ({})", each.number, each.name));
            return in("ratings." + code, Error{ErrorCode::invalid,
                                               "Row {0} has no level \"{1}\". Write one of {2}, \"not-observed\" or "
                                               "\"not-applicable\".",
                                               {code, value, join(levels, ", ")},
                                               {},
                                               {}});
        }
        rating.level = level->number;
    }
    if (const auto good = check_rating(rating, rubric); !good) return Failure(good.error());
    return rating;
}

Result<void> prepare_evidence(Context& context, const ObservationDocument& document, const Rubric& rubric,
                              PreparedVisit& visit)
{
    const auto& observation = visit.observation;
    for (std::size_t i = 0; i < document.evidence.size(); ++i) {
        const auto& from = document.evidence[i];
        Evidence line;
        line.id = context.new_id<EvidenceId>();
        line.observation = observation.id;
        line.elapsed_ms = from.elapsed_ms.value_or(0);
        line.noted_at = observation.started_at + line.elapsed_ms * us_per_ms;
        line.speaker = from.speaker;
        line.kind = from.kind;
        line.text = from.text;
        line.indicators = from.indicators;
        line.is_private = from.is_private;
        if (const auto good = check_evidence(line, rubric); !good)
            return in(fmt::format("evidence[{}]", i), good.error());
        visit.evidence.push_back(std::move(line));
    }
    return {};
}

Result<void> prepare_step(Context& context, const ObservationDocument::Step& from, const Rubric& rubric,
                          PreparedVisit& visit)
{
    const auto& observation = visit.observation;
    if (const auto good = check_codes(from.indicators, rubric, "indicators"); !good)
        return in("action_step", good.error());
    if (const auto good = check_text(from.text); !good) return in("action_step.text", good.error());
    if (trimmed(from.text).empty())
        return in("action_step.text", Error{ErrorCode::invalid, "An action step needs a text.", {}, {}, {}});
    if (from.check_on && *from.check_on < observation.started_on)
        return in(
            "action_step.check_on",
            Error{ErrorCode::invalid, "The check-back day {0} lies before the visit.", {iso(*from.check_on)}, {}, {}});
    auto step = new_step(context, observation);
    step.text = from.text;
    step.indicators = from.indicators;
    step.check_on = from.check_on;
    visit.step = std::move(step);
    return {};
}

}  // namespace

Result<PreparedVisit> prepare_visit(Context& context, const ObservationDocument& document)
{
    const auto observer = observer_of(context, document);
    if (!observer) return Failure(observer.error());
    const auto teacher = resolve_person(context, document.teacher);
    if (!teacher) return in("teacher", teacher.error());
    if (teacher->id == *observer && document.purpose != Purpose::self)
        return in("teacher", Error{ErrorCode::invalid,
                                   "Teacher and observer are the same person. Only purpose \"self\" may be so.",
                                   {},
                                   {},
                                   {}});
    const auto version = store::newest_rubric(context.database, document.rubric);
    if (!version)
        return in("rubric", Error{ErrorCode::not_found,
                                  "There is no rubric {0}. 'rubric list' shows those that are there.",
                                  {document.rubric},
                                  {},
                                  {}});
    const auto rubric = context.session.rubric(version->id);
    PreparedVisit visit;
    visit.teacher_name = teacher->name();
    auto& observation = visit.observation;
    observation.id = context.new_id<ObservationId>();
    observation.teacher = teacher->id;
    observation.observer = *observer;
    observation.rubric_version = version->id;
    observation.purpose = document.purpose;
    observation.started_at =
        document.started_at ? context.session.options.zone->instant(*document.started_at) : context.now;
    observation.started_on = document.started_at ? document.started_at->date() : context.today;
    observation.minutes = document.minutes;
    observation.announced = document.announced;
    observation.subject = document.subject.empty() ? teacher->subject : document.subject;
    observation.grade = document.grade.empty() ? teacher->grade : document.grade;
    observation.students_present = document.students_present;
    observation.strength = document.strength;
    observation.growth_area = document.growth_area;
    if (const auto open = require_open_year(context, observation); !open) return in("started_at", open.error());
    if (const auto good = check_facts(observation); !good) return Failure(good.error());
    if (const auto good = check_text(document.strength); !good) return in("strength", good.error());
    if (const auto good = check_text(document.growth_area); !good) return in("growth_area", good.error());
    if (const auto good = prepare_evidence(context, document, *rubric, visit); !good) return Failure(good.error());
    for (const auto& [code, value] : document.ratings) {
        const auto rating = rating_of(*rubric, code, value);
        if (!rating) return Failure(rating.error());
        visit.ratings.push_back(*rating);
    }
    if (document.action_step)
        if (const auto good = prepare_step(context, *document.action_step, *rubric, visit); !good)
            return Failure(good.error());
    return visit;
}

void write_visit(Context& context, const PreparedVisit& visit)
{
    store::insert(context.database, visit.observation);
    for (const auto& line : visit.evidence) store::insert(context.database, line);
    for (const auto& rating : visit.ratings)
        store::insert(context.database, store::RatingRow{context.new_id<RatingId>(), visit.observation.id, rating});
    if (visit.step) store::insert(context.database, *visit.step);
}

template <>
Result<ObservationId> handle(Context& context, const RecordObservation& record)
{
    auto visit = prepare_visit(context, record.document);
    if (!visit) return Failure(visit.error());
    auto& observation = visit->observation;
    if (const auto step = store::live_step(context.database, observation.teacher, observation.observer))
        observation.pinned_step = step->id;
    const auto booking = fitting_booking(context, observation);
    write_visit(context, *visit);
    if (booking) mark_done(context, *booking, observation.id);
    fulfil_request(context, observation);
    context.label = "Record a visit";
    return observation.id;
}

THROUGHLINE_COMMAND(RecordObservation);

}  // namespace throughline
