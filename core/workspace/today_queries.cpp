// What a coach's day holds, and everything that is due.
#include <algorithm>

#include "core/store/people.hpp"
#include "core/store/visits.hpp"
#include "core/workspace/due.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/schedule_rows.hpp"
#include "core/workspace/visibility.hpp"
#include "core/workspace/who_next.hpp"
#include "throughline/query/today.hpp"

namespace throughline {

template <>
Result<TodayAnswer> answer(Context& context, const Today& asked)
{
    TodayAnswer today;
    today.today = context.today;
    const auto viewer = viewer_of(context);
    HouseDays house(context);
    const auto own_school = context.actor.person ? house.person(*context.actor.person).school : SchoolId{};
    today.is_school_day = house.house().calendar_of(own_school).is_school_day(context.today);
    // A leader who also observes wants their own caseload here; the school's is on the Cadence page.
    WhoNext next;
    next.count_max = asked.who_next_count_max;
    if (viewer.observes && context.actor.person &&
        !store::caseload(context.database, *context.actor.person, context.today).empty())
        next.filter.observer = context.actor.person;
    if (viewer.sees_all || viewer.observes || viewer.leads) {
        auto found = find_who_next(context, next);
        if (!found) return Failure(found.error());
        today.who_next = std::move(found->rows);
        today.who_next_count = found->count;
        today.visits_overdue = found->overdue;
    }
    today.planned = planned_today(context, house);
    // Today is the actor's own day; other people's follow-up is on other pages.
    FollowUps own;
    own.observer = context.actor.person;
    own.kinds = {FollowUpKind::debrief, FollowUpKind::step_check};
    own.count_max = asked.due_count_max + 1;
    auto soonest = follow_ups(context, own);
    today.has_more_due = soonest.size() > static_cast<std::size_t>(asked.due_count_max);
    if (today.has_more_due) soonest.pop_back();
    for (auto& due : soonest)
        (due.kind == FollowUpKind::debrief ? today.debriefs : today.steps_to_check).push_back(std::move(due));
    Observations drafts;
    drafts.state = ObservationState::draft;
    drafts.observer = context.actor.person;
    today.drafts = store::visits(context.database, viewer, drafts);
    std::erase_if(today.drafts, [](const VisitRow& visit) { return !visit.closed_year.empty(); });
    VisitRequests requests;
    requests.live_only = true;
    auto asked_for = answer(context, requests);
    if (!asked_for) return Failure(asked_for.error());
    for (auto& row : asked_for->rows) {
        const bool is_mine = !context.actor.person || *context.actor.person == row.request.observer;
        if (is_mine && row.request.state == VisitRequestState::open) today.requests.push_back(std::move(row));
    }
    std::ranges::reverse(today.requests);
    return today;
}

template <>
Result<std::vector<FollowUp>> answer(Context& context, const FollowUps& asked)
{
    return follow_ups(context, asked);
}

THROUGHLINE_QUERY(Today);
THROUGHLINE_QUERY(FollowUps);

}  // namespace throughline
