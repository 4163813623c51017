// What is planned, what stands in its way, and what to be reminded of.
#include <algorithm>

#include <fmt/format.h>
#include <boost/date_time/gregorian/gregorian_types.hpp>

#include "core/store/people.hpp"
#include "core/workspace/conflicts.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/planning.hpp"
#include "core/workspace/schedule_rows.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/query/schedule.hpp"

namespace throughline {
namespace {

using Days = boost::gregorian::days;

}  // namespace

template <>
Result<std::vector<ScheduleRow>> answer(Context& context, const Schedule& asked)
{
    if (asked.from.is_special() || asked.to.is_special() || asked.to < asked.from)
        return fail(ErrorCode::invalid, "The last day lies before the first. Check the two dates.");
    HouseDays house(context);
    return schedule_rows(context, house, viewer_of(context), asked);
}

template <>
Result<ScheduleRow> answer(Context& context, const ScheduleItem& asked)
{
    HouseDays house(context);
    auto row = schedule_row(context, house, viewer_of(context), asked.id);
    if (!row)
        return fail(ErrorCode::not_found, "Nothing is planned under {0}. Look it up with 'plan list'.",
                    asked.id.text());
    return std::move(*row);
}

template <>
Result<std::vector<Conflict>> answer(Context& context, const FindConflicts& asked)
{
    const auto observer = planning_observer(context, asked.observer.value_or(PersonId{}));
    if (!observer) return Failure(observer.error());
    if (!store::find_person(context.database, asked.teacher))
        return fail(ErrorCode::not_found, "This teacher is not in the file any more. Choose another.");
    HouseDays house(context);
    const Date day = house.local(asked.starts_at).date();
    Conflicts conflicts(context, house, viewer_of(context), day, day);
    return conflicts.of({asked.kind, asked.teacher, *observer, asked.starts_at,
                         asked.starts_at + asked.minutes * us_per_minute, asked.except.value_or(AnyId{})});
}

template <>
Result<std::vector<ScheduleRow>> answer(Context& context, const Reminders& asked)
{
    Schedule schedule;
    schedule.from = context.today;
    schedule.to = context.today + Days(1);  // the lead may reach past midnight
    schedule.person = context.actor.person;
    schedule.with_done = false;
    HouseDays house(context);
    auto rows = schedule_rows(context, house, viewer_of(context), schedule);
    const auto until = context.now + asked.lead_minutes * us_per_minute;
    std::erase_if(rows, [&](const ScheduleRow& row) {
        if (!row.starts_at) return row.on != context.today;
        return *row.starts_at < context.now || *row.starts_at > until;
    });
    return rows;
}

THROUGHLINE_QUERY(Schedule);
THROUGHLINE_QUERY(ScheduleItem);
THROUGHLINE_QUERY(FindConflicts);
THROUGHLINE_QUERY(Reminders);

}  // namespace throughline
