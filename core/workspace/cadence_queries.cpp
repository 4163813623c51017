// Who is on track, who is due, who was forgotten: the principal's first screen and the coach's "who next".
#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>
#include <boost/date_time/gregorian/gregorian_types.hpp>

#include "core/store/closed_years.hpp"
#include "core/store/people.hpp"
#include "core/store/visits.hpp"
#include "core/workspace/cadence_reach.hpp"
#include "core/workspace/conferences.hpp"
#include "core/workspace/due.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/name_book.hpp"
#include "core/workspace/who_next.hpp"
#include "throughline/base/text.hpp"

namespace throughline {
namespace {

using Days = boost::gregorian::days;

FollowUp follow_up_of(NameBook& name, const store::OpenPromise& promise, FollowUpKind kind, const Standing& standing,
                      Date due_on, Date today)
{
    FollowUp due;
    due.kind = kind;
    due.teacher = promise.teacher;
    due.teacher_name = name(promise.teacher);
    due.observer = promise.observer;
    due.observer_name = name(promise.observer);
    due.observation = promise.observation;
    const auto* what = kind == FollowUpKind::debrief ? "Debrief of" : "Step agreed on the visit of";
    say_due(due, fmt::format("{} {}", what, spoken_date(promise.visit_on, today)), standing, due_on, today);
    return due;
}

struct Late {
    store::OpenPromise promise;
    Standing standing;
    Date due_on;
};

// Those that are overdue as each teacher's days count, the latest first.
std::vector<Late> overdue(HouseDays& house, std::vector<store::OpenPromise> promises, RuleKind kind)
{
    std::vector<Late> late;
    for (auto& promise : promises) {
        Deadline deadline;
        if (kind == RuleKind::share_after) {
            // A draft's visit has a day in the index and no hour; the end of that day is fair to everybody.
            const LocalTime end_of_day(promise.due_on, boost::posix_time::time_duration(17, 0, 0));
            deadline = share_deadline(house, promise.teacher, promise.purpose, end_of_day);
        } else {
            deadline.due_on = promise.due_on;
            if (promise.due_at) deadline.due_at = house.local(*promise.due_at);
        }
        const auto standing = house.standing(promise.teacher, deadline);
        if (standing.state == DueState::overdue) late.push_back({std::move(promise), standing, deadline.due_on});
    }
    std::ranges::stable_sort(late, [](const Late& a, const Late& b) {
        return std::tuple(-a.standing.overdue_school_days, a.due_on) <
               std::tuple(-b.standing.overdue_school_days, b.due_on);
    });
    return late;
}

std::vector<CadenceRow> cadence_rows(Context& context, HouseDays& house, const CadenceReach& reach, int& without_rule)
{
    std::unordered_map<SchoolId, std::string> schools;
    for (const auto& school : store::schools(context.database)) schools[school.id] = school.name;
    std::vector<CadenceRow> rows;
    for (auto& teacher : teachers_within(context, house, reach)) {
        auto entries = visit_cadence(house.house(), teacher.facts, context.today);
        const auto state = state_of(entries);
        if (!state) {
            ++without_rule;
            continue;
        }
        CadenceRow row;
        row.teacher = teacher.facts.id;
        row.teacher_name = std::move(teacher.name);
        row.subject = std::move(teacher.subject);
        row.grade = std::move(teacher.grade);
        row.school_name = schools[teacher.facts.school];
        row.tags = std::move(teacher.facts.tags);
        row.state = *state;
        row.entries = std::move(entries);
        rows.push_back(std::move(row));
    }
    return rows;
}

// A live step goes on when its year is closed.
Date steps_from(Context& context, Date year_start)
{
    const auto closed = store::first_closed_day(context.database);
    return closed ? std::min(*closed, year_start) : year_start;
}

}  // namespace

template <>
Result<CadenceAnswer> answer(Context& context, const Cadence& asked)
{
    const auto reach = reach_of(context, asked.filter);
    if (!reach) return Failure(reach.error());
    HouseDays house(context);
    NameBook name(context);
    CadenceAnswer all;
    all.today = context.today;
    all.is_school_day =
        house.house().calendar_of(asked.filter.school.value_or(SchoolId{})).is_school_day(context.today);
    all.people = cadence_rows(context, house, *reach, all.without_rule);
    for (const auto& row : all.people) {
        ++all.states[row.state];
        name.know(row.teacher, row.teacher_name);
    }
    all.past_cadence = all.states.contains(DueState::overdue) ? all.states.at(DueState::overdue) : 0;
    const Date from = earliest_year_start(house);
    const Date tomorrow = context.today + Days(1);
    auto& database = context.database;
    for (const auto& late :
         overdue(house, store::late_debriefs(database, reach->work, from, tomorrow), RuleKind::debrief_after)) {
        auto due = follow_up_of(name, late.promise, FollowUpKind::debrief, late.standing, late.due_on, context.today);
        due.debrief = as<DebriefId>(late.promise.id);
        all.debriefs.push_back(std::move(due));
    }
    for (const auto& late :
         overdue(house, store::late_steps(database, reach->work, steps_from(context, from), tomorrow),
                 RuleKind::step_check_after)) {
        auto due =
            follow_up_of(name, late.promise, FollowUpKind::step_check, late.standing, late.due_on, context.today);
        due.step = as<ActionStepId>(late.promise.id);
        all.steps.push_back(std::move(due));
    }
    for (const auto& late :
         overdue(house, store::unshared(database, reach->work, from, context.today), RuleKind::share_after)) {
        const auto& visit = late.promise;
        all.unshared.push_back({visit.observation, visit.teacher, name(visit.teacher), visit.observer,
                                name(visit.observer), visit.purpose, visit.visit_on, late.due_on, late.standing.state,
                                late.standing.overdue_school_days});
    }
    for (auto& due : conference_follow_ups(context, house, reach->work))
        if (due.state == DueState::overdue) all.conferences.push_back(std::move(due));
    return all;
}

template <>
Result<CadenceCounts::Counts> answer(Context& context, const CadenceCounts& asked)
{
    const auto reach = reach_of(context, asked.filter);
    if (!reach) return Failure(reach.error());
    HouseDays house(context);
    CadenceCounts::Counts counts;
    for (const auto& teacher : teachers_within(context, house, *reach, false)) {
        const auto state = state_of(visit_cadence(house.house(), teacher.facts, context.today));
        if (!state) continue;
        ++counts.people;
        ++counts.states[*state];
        counts.past_cadence += *state == DueState::overdue ? 1 : 0;
    }
    const Date from = earliest_year_start(house);
    const Date tomorrow = context.today + Days(1);
    auto& database = context.database;
    const auto count = [&](std::vector<store::OpenPromise> promises, RuleKind kind) {
        return static_cast<int>(overdue(house, std::move(promises), kind).size());
    };
    counts.debriefs_late = count(store::late_debriefs(database, reach->work, from, tomorrow), RuleKind::debrief_after);
    counts.steps_late = count(store::late_steps(database, reach->work, steps_from(context, from), tomorrow),
                              RuleKind::step_check_after);
    counts.unshared_late = count(store::unshared(database, reach->work, from, context.today), RuleKind::share_after);
    return counts;
}

Result<WhoNextFound> find_who_next(Context& context, const WhoNext& asked)
{
    const auto reach = reach_of(context, asked.filter);
    if (!reach) return Failure(reach.error());
    HouseDays house(context);
    const auto teachers = teachers_within(context, house, *reach);
    std::vector<VisitCadence> leading;
    for (const auto& teacher : teachers) {
        auto entries = visit_cadence(house.house(), teacher.facts, context.today);
        if (!entries.empty() && entries.front().last_on != context.today) leading.push_back(std::move(entries.front()));
    }
    WhoNextFound found;
    for (const auto& entry : who_next(std::move(leading))) {
        ++found.count;
        found.overdue += entry.state == DueState::overdue ? 1 : 0;
        if (found.count > asked.count_max) continue;
        const auto& teacher =
            *std::ranges::find(teachers, entry.person, [](const auto& each) { return each.facts.id; });
        WhoNextRow row;
        row.teacher = entry.person;
        row.teacher_name = teacher.name;
        row.subject = teacher.subject;
        row.grade = teacher.grade;
        row.last_visit_on = entry.last_on;
        row.school_days_since = entry.school_days_since;
        row.due_on = entry.due_on;
        row.reason = entry.reason;
        row.state = entry.state;
        row.overdue_school_days = entry.overdue_school_days;
        row.purpose = entry.purpose;
        if (context.actor.person)
            if (const auto step = store::live_step(context.database, entry.person, *context.actor.person))
                row.live_step = step->text;
        found.rows.push_back(std::move(row));
    }
    return found;
}

template <>
Result<std::vector<WhoNextRow>> answer(Context& context, const WhoNext& asked)
{
    auto found = find_who_next(context, asked);
    if (!found) return Failure(found.error());
    return std::move(found->rows);
}

THROUGHLINE_QUERY(Cadence);
THROUGHLINE_QUERY(CadenceCounts);
THROUGHLINE_QUERY(WhoNext);

}  // namespace throughline
