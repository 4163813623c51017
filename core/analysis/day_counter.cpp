// Counting the days that count for one person: school days less those on which they are excused.
#include <algorithm>
#include <cassert>

#include <boost/date_time/gregorian/gregorian.hpp>
#include <boost/date_time/posix_time/posix_time.hpp>

#include "throughline/analysis/cadence.hpp"

namespace throughline {
namespace {

using Days = boost::gregorian::days;
using Hours = boost::posix_time::hours;

// A search for the next counted day gives up after this: longer than a year's leave and the summers around it.
constexpr int days_without_school_max = 800;
constexpr int hours_in_day = 24;

std::vector<DaySpan> joined(std::vector<DaySpan> spans)
{
    std::ranges::sort(spans, {}, &DaySpan::from);
    std::vector<DaySpan> apart;
    for (const auto& span : spans) {
        if (!apart.empty() && span.from <= apart.back().to + Days(1))
            apart.back().to = std::max(apart.back().to, span.to);
        else
            apart.push_back(span);
    }
    return apart;
}

}  // namespace

DayCounter::DayCounter(const SchoolCalendar& calendar, std::vector<DaySpan> excused)
    : calendar_(&calendar), excused_(joined(std::move(excused)))
{}

bool DayCounter::is_excused(Date day) const
{
    return std::ranges::any_of(excused_, [&](const DaySpan& span) { return span.from <= day && day <= span.to; });
}

int DayCounter::days_between(Date from, Date to) const
{
    if (to <= from) return 0;
    int count = calendar_->school_days_between(from, to);
    for (const auto& span : excused_) {
        const Date first = std::max(from, Date(span.from - Days(1)));
        const Date last = std::min(to, span.to);
        if (first < last) count -= calendar_->school_days_between(first, last);
    }
    return count;
}

Date DayCounter::days_after(Date from, int count) const
{
    assert(count >= 0);
    if (excused_.empty()) return calendar_->school_days_after(from, count);
    const auto counts = [&](Date day) { return calendar_->is_school_day(day) && !is_excused(day); };
    Date day = from;
    for (int left = count, step = 0; step < days_without_school_max * (count + 1); ++step) {
        if (left == 0 && counts(day)) return day;
        day += Days(1);
        if (left > 0 && counts(day)) --left;
    }
    return from + Days(count);  // a calendar without any school day: plain days are better than none
}

Date DayCounter::weeks_after(Date from, int count) const
{
    assert(count >= 0);
    const Date first_monday = SchoolCalendar::week_of(from);
    int weeks = -1;
    for (int week = 0; week < count + days_without_school_max / 7; ++week) {
        const Date monday = first_monday + Days(7 * week);
        Date last = monday + Days(6);
        while (last >= monday && !(calendar_->is_school_day(last) && !is_excused(last))) last -= Days(1);
        // The week of `from` is where counting begins, whether it has a school day left or not.
        if (week > 0 && last < monday) continue;
        if (++weeks == count) return std::max(last, from);
    }
    return from + Days(7 * count);
}

LocalTime DayCounter::hours_after(LocalTime from, int hours) const
{
    assert(hours >= 0);
    const Date begin = days_after(from.date(), 0);
    if (begin != from.date()) from = LocalTime(begin, Hours(0));
    const LocalTime whole(days_after(begin, hours / hours_in_day), from.time_of_day());
    const LocalTime end = whole + Hours(hours % hours_in_day);
    // The last hours may run over midnight into days that do not count.
    return end.date() == whole.date() ? end : LocalTime(days_after(whole.date(), 1), end.time_of_day());
}

Standing standing_of(const Deadline& deadline, const DayCounter& days, LocalTime now)
{
    const Date today = now.date();
    if (deadline.done_at) {
        const int late = days.days_between(deadline.due_on, deadline.done_at->date());
        const bool is_late = deadline.due_at ? *deadline.done_at > *deadline.due_at : late > 0;
        return {is_late ? DueState::done_late : DueState::done, 0};
    }
    if (days.is_excused(today)) return {DueState::excused, 0};
    if (deadline.not_before && today < *deadline.not_before) return {DueState::not_started, 0};
    const int late = days.days_between(deadline.due_on, today);
    if (late > 0 || (deadline.due_at && now > *deadline.due_at)) return {DueState::overdue, late};
    // Due on a day that has gone by, and no school day since: still time to do it.
    if (deadline.due_on <= today) return {DueState::due_today, 0};
    const bool soon = days.days_between(today, deadline.due_on) <= deadline.due_soon_school_days;
    return {soon ? DueState::due_soon : DueState::on_track, 0};
}

DueTime due_after(const CadenceRule& rule, LocalTime event, const DayCounter& days)
{
    switch (rule.unit) {
        case RuleUnit::school_weeks:
            return {days.weeks_after(event.date(), rule.count), {}};
        case RuleUnit::hours: {
            const auto at = days.hours_after(event, rule.count);
            return {at.date(), at};
        }
        case RuleUnit::school_days:
            break;
    }
    return {days.days_after(event.date(), rule.count), {}};
}

}  // namespace throughline
