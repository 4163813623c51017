#include "core/workspace/cadence_reach.hpp"

#include <algorithm>

#include "core/store/people.hpp"

namespace throughline {

Result<CadenceReach> reach_of(Context& context, const CadenceFilter& filter)
{
    CadenceReach reach{viewer_of(context), filter, filter};
    const auto& viewer = reach.viewer;
    if (viewer.sees_all || viewer.leads || viewer.administers) return reach;
    if (!viewer.observes)
        return fail(ErrorCode::not_allowed,
                    "How often everybody is visited is for observers, leaders and "
                    "administrators to see. Your own feedback is on your page.");
    if (filter.observer && filter.observer != viewer.person)
        return fail(ErrorCode::not_allowed, "Another observer's caseload is theirs and the leaders' to see.");
    reach.work.observer = viewer.person;
    const bool has_caseload = !store::caseload(context.database, *viewer.person, context.today).empty();
    reach.teachers.observer = has_caseload ? viewer.person : std::nullopt;
    return reach;
}

Date earliest_year_start(const HouseDays& house)
{
    Date start = house.now().date();
    for (const auto& [school, calendar] : house.house().calendars) start = std::min(start, house.year_start(calendar));
    return start;
}

std::vector<store::TeacherInCadence> teachers_within(Context& context, HouseDays& house, const CadenceReach& reach,
                                                     bool with_bookings, const store::Page& page)
{
    auto teachers = store::teachers_in_cadence(context.database, reach.teachers, context.today, page);
    if (reach.viewer.person && !reach.viewer.leads && !reach.viewer.administers)
        std::erase_if(teachers, [&](const auto& teacher) { return teacher.facts.id == *reach.viewer.person; });
    store::PeopleById people;
    people.reserve(teachers.size());
    for (auto& teacher : teachers) people.emplace(teacher.facts.id, &teacher.facts);
    store::add_groups(context.database, people);
    bool counts_visits = false;
    std::set<Purpose> purposes;
    for (const auto& rule : house.house().rules) {
        if (rule.kind != RuleKind::visit_interval && rule.kind != RuleKind::visit_count) continue;
        counts_visits = counts_visits || rule.kind == RuleKind::visit_count;
        purposes.insert(rule.purpose);
        purposes.insert(rule.also_counts.begin(), rule.also_counts.end());
    }
    store::add_visits(context.database, reach.viewer, people, earliest_year_start(house), purposes, !counts_visits);
    if (with_bookings) store::add_bookings(context.database, reach.viewer, people, context.today);
    for (const auto& teacher : teachers) house.know(teacher.facts);
    return teachers;
}

}  // namespace throughline
