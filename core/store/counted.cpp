#include "core/store/counted.hpp"

#include <algorithm>

#include "core/store/cadence_filter.hpp"
#include "core/store/month_summaries.hpp"
#include "core/store/visits.hpp"

namespace throughline::store {
namespace {

// Whether whole schools are asked about, which lie packed.
bool asks_schools(const CadenceFilter& filter) { return !filter.observer && !filter.team && filter.tag.empty(); }

// Summaries o of visits in [?6, ?7] to teachers t that fit. One observer's, where no teachers are picked, are sought by
// the observer; all others by the teacher.
std::string summaries_of(const CadenceFilter& filter, bool picks_people)
{
    const bool by_observer = filter.observer && !picks_teachers(filter) && !picks_people;
    return std::string(by_observer ? " FROM visit_summary AS o INDEXED BY visit_summary_by_observer CROSS JOIN person "
                                     "AS t ON t.id = o.teacher_id"
                                   : " FROM person AS t CROSS JOIN visit_summary AS o ON o.teacher_id = t.id") +
           " WHERE t.merged_into IS NULL AND o.state <> 'archived'" + in_span + condition_of(filter) +
           (filter.observer ? " AND o.observer_id = ?4" : "");
}

void read_visit(Query& query, CountedVisit& visit)
{
    query.read(visit.id);
    query.read(visit.teacher);
    query.read(visit.observer);
    query.read(visit.co_observer);
    query.read(visit.purpose);
    query.read(visit.state);
    query.read(visit.rubric_version);
    query.read(visit.started_at);
    query.read(visit.started_on);
    query.read(visit.minutes);
    query.read(visit.shared_at);
    query.read(visit.debrief_due_on);
    query.read(visit.debrief_due_at);
    query.read(visit.debrief_held_at);
    query.read(visit.debrief_minutes);
    query.read(visit.debrief_skipped);
    query.read(visit.has_step);
}

void read_rows(Query& query, CountedVisit& visit)
{
    visit.looked_at.clear();
    auto ratings = query.take<std::string_view>();
    while (const auto rating = next_rating(ratings))
        visit.looked_at.emplace_back(rating->code,
                                     rating->mark == Mark::level ? std::optional(rating->level) : std::nullopt);
    auto codes = query.take<std::string_view>();
    for (auto code = next_word(codes); !code.empty(); code = next_word(codes))
        if (std::ranges::find(visit.looked_at, code, &CountedVisit::LookedAt::first) == visit.looked_at.end())
            visit.looked_at.emplace_back(code, std::nullopt);
}

void read_step(Query& query, CountedStep& step)
{
    query.read(step.id);
    query.read(step.teacher);
    query.read(step.state);
    query.read(step.assigned_on);
    query.read(step.check_on);
}

}  // namespace

void each_visit_in_rows(Database& database, const CadenceFilter& filter, Date from, Date to, WithRows with_rows,
                        const std::function<void(const CountedVisit&)>& each, const std::vector<PersonId>* people)
{
    auto text =
        "SELECT o.observation_id, o.teacher_id, o.observer_id, o.co_observer_id, o.purpose, o.state, "
        "o.rubric_version_id, o.started_at, o.started_on, o.minutes, o.shared_at, o.debrief_due_on, o.debrief_due_at, "
        "o.debriefed_at, o.debrief_minutes, o.skip_reason <> '', o.step_state IS NOT NULL AND o.step_state <> 'draft'" +
        std::string(with_rows == WithRows::yes ? ", o.ratings, o.step_indicators" : "") +
        summaries_of(filter, people != nullptr);
    if (people != nullptr) text += is_one_of;
    auto query = database.query(text);
    bind_span(query, filter, from, to);
    if (people != nullptr) query.bind_at(8, as_json(*people));
    CountedVisit visit;  // one for all, so that its memory is not asked for again at each
    while (query.next()) {
        read_visit(query, visit);
        if (with_rows == WithRows::yes) read_rows(query, visit);
        each(visit);
    }
}

void each_step_in_rows(Database& database, const CadenceFilter& filter, Date from, Date to,
                       const std::function<void(const CountedStep&)>& each)
{
    // A step comes once for each of its events, one after another.
    const bool by_observer = filter.observer && !picks_teachers(filter);
    auto text = std::string(
                    "SELECT p.id, p.teacher_id, p.state, p.assigned_on, p.check_on, e.day, e.state, e.due_on, "
                    "e.result FROM ") +
                (by_observer ? "action_step AS p INDEXED BY action_step_by_observer CROSS JOIN person AS t ON t.id = "
                               "p.teacher_id"
                             : "person AS t CROSS JOIN action_step AS p ON p.teacher_id = t.id") +
                " LEFT JOIN step_event AS e ON e.step_id = p.id WHERE t.merged_into IS NULL AND p.assigned_on >= ?6 "
                "AND p.assigned_on <= ?7" +
                condition_of(filter);
    if (filter.observer) text += " AND p.observer_id = ?4";
    auto query = database.query(text);
    bind_span(query, filter, from, to);
    CountedStep step;
    CountedStep next;
    while (query.next()) {
        read_step(query, next);
        if (next.id != step.id) {
            if (!step.id.is_nil()) each(step);
            std::swap(step, next);
            step.checks.clear();
        }
        const auto on = query.take<std::optional<Date>>();
        if (!on) continue;  // no event yet
        auto& check = step.checks.emplace_back();
        check.on = *on;
        query.read(check.state);
        query.read(check.due_on);
        query.read(check.result);
    }
    if (!step.id.is_nil()) each(step);
}

void each_visit(Database& database, const CadenceFilter& filter, Date from, Date to, WithRows with_rows,
                const std::function<void(const CountedVisit&)>& each, const std::vector<PersonId>* people)
{
    if (asks_schools(filter) && people == nullptr)
        each_packed_visit(database, filter.school, from, to, with_rows, each);
    else
        each_visit_in_rows(database, filter, from, to, with_rows, each, people);
}

void each_step(Database& database, const CadenceFilter& filter, Date from, Date to,
               const std::function<void(const CountedStep&)>& each)
{
    if (asks_schools(filter))
        each_packed_step(database, filter.school, from, to, each);
    else
        each_step_in_rows(database, filter, from, to, each);
}

std::vector<LiveStep> live_steps(Database& database, const CadenceFilter& filter)
{
    // Of all teachers but the few who turned out to be somebody else, or of those that the filter picks.
    const auto* of_teachers =
        picks_teachers(filter)
            ? " FROM person AS t CROSS JOIN action_step AS p ON p.teacher_id = t.id WHERE t.merged_into IS NULL"
            : " FROM action_step AS p WHERE p.teacher_id NOT IN (SELECT id FROM person WHERE merged_into IS NOT NULL)";
    std::string text = std::string("SELECT p.teacher_id, p.assigned_on") + of_teachers +
                       " AND p.check_on IS NOT NULL AND p.state IN ('assigned', 'acknowledged', 'in practice')" +
                       condition_of(filter);
    if (filter.observer) text += " AND p.observer_id = ?4";
    auto query = database.query(text);
    bind_filter(query, filter);
    if (filter.observer) query.bind_at(4, *filter.observer);
    std::vector<LiveStep> steps;
    while (query.next()) {
        auto& step = steps.emplace_back();
        query.read(step.teacher);
        query.read(step.agreed_on);
    }
    return steps;
}

}  // namespace throughline::store
