// Whether what was seen was shared, talked about, tried and looked at again; and what that asks of each observer.
#include <algorithm>
#include <unordered_map>

#include <boost/date_time/gregorian/gregorian.hpp>
#include <boost/date_time/posix_time/posix_time.hpp>

#include "core/store/counted.hpp"
#include "core/store/people.hpp"
#include "core/workspace/cadence_reach.hpp"
#include "core/workspace/detail.hpp"
#include "core/workspace/due.hpp"
#include "core/workspace/execute.hpp"

namespace throughline {
namespace {

using boost::posix_time::minutes;

FollowThroughCount::Visit visit_facts(HouseDays& house, const store::CountedVisit& row)
{
    FollowThroughCount::Visit visit;
    visit.teacher = row.teacher;
    visit.ended_at = house.local(row.started_at) + minutes(row.minutes.value_or(visit_minutes_default));
    if (row.shared_at) visit.shared_at = house.local(*row.shared_at);
    visit.step_count = row.has_step ? 1 : 0;
    if (!row.debrief_due_on || row.debrief_skipped) return visit;
    Deadline debrief;
    debrief.due_on = *row.debrief_due_on;
    if (row.debrief_due_at) debrief.due_at = house.local(*row.debrief_due_at);
    if (row.debrief_held_at) debrief.done_at = house.local(*row.debrief_held_at);
    visit.debrief = debrief;
    return visit;
}

// A check, a move or a closing by the day that stood then is in time; one after it, or a day gone by without any, not.
FollowThroughCount::Step step_facts(const store::CountedStep& step, const DayCounter& days, Date today)
{
    FollowThroughCount::Step facts;
    facts.agreed_on = step.assigned_on.value_or(today);
    for (const auto& event : step.checks) {
        if (event.state == StepState::mastered && (!facts.mastered_on || event.on < *facts.mastered_on))
            facts.mastered_on = event.on;
        if (!event.due_on) continue;
        const bool late = days.days_between(*event.due_on, event.on) > 0;
        facts.missed = facts.missed || late;
        facts.checked = facts.checked || (event.result && !late);
    }
    if (is_live(step.state) && step.check_on && days.days_between(*step.check_on, today) > 0) facts.missed = true;
    return facts;
}

struct Minutes {
    std::vector<double> visits;
    std::vector<double> debriefs;
};

double middle_or(const std::vector<double>& values, double otherwise)
{
    return static_cast<int>(values.size()) < too_few ? otherwise : quantile(values, 0.5).value_or(otherwise);
}

// Visits a week that the interval rules ask for one teacher; counts in a window are spread over its weeks.
double visits_per_week(HouseDays& house, const PersonId& teacher)
{
    const auto today = house.now().date();
    const auto& person = house.person(teacher);
    double visits = 0;
    bool has_counts = false;
    for (const auto* rule : visit_rules_of(house.house(), person, today)) {
        if (rule->kind == RuleKind::visit_interval)
            visits += rule->unit == RuleUnit::school_weeks ? 1.0 / rule->count
                                                           : static_cast<double>(school_days_a_week) / rule->count;
        else
            has_counts = true;
    }
    const auto& calendar = house.calendar_of(teacher);
    const auto* year = has_counts ? calendar.year_of(today) : nullptr;
    if (year == nullptr) return visits;
    // A count asks for nothing where all its windows are over or excused, so where it stands must be known.
    for (const auto& entry : visit_cadence(house.house(), person, today)) {
        if (entry.kind != RuleKind::visit_count) continue;
        const auto rule = std::ranges::find(house.house().rules, entry.rule, &CadenceRule::id);
        const int terms =
            rule->window == CountWindow::term ? std::max<int>(1, static_cast<int>(calendar.terms().size())) : 1;
        const int days = calendar.school_days_between(year->starts_on - boost::gregorian::days(1), year->ends_on);
        visits += static_cast<double>(rule->count * terms * school_days_a_week) / std::max(1, days);
    }
    return visits;
}

std::vector<Load> loads(Context& context, HouseDays& house, const CadenceReach& reach,
                        const std::unordered_map<PersonId, Minutes>& spent)
{
    std::unordered_map<PersonId, double> hours;
    for (const auto& row : store::select<store::ObserverTimeRow>(context.database, ""))
        hours[row.person] = row.minutes_per_week / 60.0;
    std::vector<Load> all;
    for (auto& [observer, teachers] : store::caseloads(context.database, reach.work, context.today)) {
        LoadFacts facts;
        facts.observer = observer;
        for (const auto& teacher : teachers) facts.visits_per_week.push_back(visits_per_week(house, teacher));
        if (const auto found = spent.find(observer); found != spent.end()) {
            facts.visit_minutes = middle_or(found->second.visits, facts.visit_minutes);
            facts.debrief_minutes = middle_or(found->second.debriefs, facts.debrief_minutes);
        }
        if (const auto found = hours.find(observer); found != hours.end()) facts.hours_available = found->second;
        all.push_back(load_of(facts));
    }
    return all;
}

}  // namespace

template <>
Result<FollowThrough::Report> answer(Context& context, const FollowThrough& asked)
{
    const auto reach = reach_of(context, asked.filter);
    if (!reach) return Failure(reach.error());
    HouseDays house(context);
    const auto& calendar = house.house().calendar_of(asked.filter.school.value_or(SchoolId{}));
    FollowThrough::Report report;
    report.from = asked.from.value_or(house.year_start(calendar));
    report.to = asked.to.value_or(context.today);
    if (report.to < report.from)
        return fail(ErrorCode::invalid, "The last day lies before the first. Check the two dates.");
    for (auto& person : store::all_in_cadence(context.database, reach->work, context.today))
        house.know(std::move(person));
    FollowThroughCount count(calendar, house.now());
    // What comes one after another is mostly of one teacher and one observer.
    std::unordered_map<PersonId, Minutes> spent;
    std::optional<PersonId> observer;
    Minutes* own = nullptr;
    store::each_visit(context.database, reach->work, report.from, report.to, store::WithRows::no,
                      [&](const store::CountedVisit& visit) {
                          count.add(visit_facts(house, visit));
                          if (visit.observer != observer) own = &spent[visit.observer];
                          observer = visit.observer;
                          if (visit.minutes) own->visits.push_back(*visit.minutes);
                          if (visit.debrief_minutes) own->debriefs.push_back(*visit.debrief_minutes);
                      });
    std::optional<PersonId> teacher;
    const DayCounter* days = nullptr;
    store::each_step(context.database, reach->work, report.from, report.to, [&](const store::CountedStep& step) {
        if (step.teacher != teacher) days = &house.days_of(step.teacher);
        teacher = step.teacher;
        count.add(step_facts(step, *days, context.today));
    });
    for (const auto& step : store::live_steps(context.database, reach->work))
        count.add_live_step(step.teacher, step.agreed_on.value_or(context.today));
    report.measures = count.measures();
    report.load = loads(context, house, *reach, spent);
    for (const auto& load : report.load) report.observer_names[load.observer] = person_name(context, load.observer);
    return report;
}

THROUGHLINE_QUERY(FollowThrough);

}  // namespace throughline
