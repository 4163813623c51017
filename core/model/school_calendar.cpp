#include "throughline/model/school_calendar.hpp"

#include <algorithm>
#include <cassert>

#include <fmt/format.h>
#include <boost/date_time/gregorian/gregorian.hpp>

#include "throughline/base/text.hpp"

namespace throughline {
namespace {

using Days = boost::gregorian::days;

// A search for the next school day gives up after this: longer than any summer.
constexpr int days_without_school_max = 400;

bool is_weekday(Date day)
{
    const auto weekday = day.day_of_week();
    return weekday != boost::date_time::Saturday && weekday != boost::date_time::Sunday;
}

}  // namespace

SchoolCalendar::SchoolCalendar(std::vector<SchoolYear> years, std::vector<CalendarDay> days) : years_(std::move(years))
{
    std::ranges::sort(years_, {}, &SchoolYear::starts_on);
    for (auto& day : days) days_.insert_or_assign(day.on, std::move(day));
}

const SchoolYear* SchoolCalendar::year_of(Date day) const
{
    for (const auto& year : years_)
        if (year.starts_on <= day && day <= year.ends_on) return &year;
    return nullptr;
}

bool SchoolCalendar::is_school_day(Date day) const
{
    if (!is_weekday(day)) return false;
    if (const auto found = days_.find(day); found != days_.end() && found->second.kind != DayKind::half_day)
        return false;
    if (year_of(day) != nullptr || years_.empty()) return true;
    // Before the first year and after the last one, weekdays count; between two years it is summer.
    return day < years_.front().starts_on || day > years_.back().ends_on;
}

int SchoolCalendar::school_days_between(Date from, Date to) const
{
    if (to < from) return -school_days_between(to, from);
    int count = 0;
    for (Date day = from + Days(1); day <= to; day += Days(1)) count += is_school_day(day) ? 1 : 0;
    return count;
}

Date SchoolCalendar::school_days_after(Date from, int count) const
{
    assert(count >= 0);
    Date day = from;
    int left = count;
    for (int step = 0; step < days_without_school_max * (count + 1); ++step) {
        if (left == 0 && is_school_day(day)) return day;
        day += Days(1);
        if (left > 0 && is_school_day(day)) --left;
    }
    return from + Days(count);  // a calendar without any school day: plain days are better than none
}

Date SchoolCalendar::week_of(Date day)
{
    const int since_monday = (day.day_of_week().as_number() + 6) % 7;
    return day - Days(since_monday);
}

std::string spoken_date(Date day, Date today)
{
    const auto text = fmt::format("{} {} {}", day.day_of_week().as_short_string(), static_cast<int>(day.day()),
                                  day.month().as_short_string());
    return day.year() == today.year() ? text : fmt::format("{} {}", text, static_cast<int>(day.year()));
}

std::string spoken_distance(Date day, Date today, const SchoolCalendar& calendar)
{
    if (day == today) return "today";
    if (day == today + Days(1)) return "tomorrow";
    if (day == today - Days(1)) return "yesterday";
    const int count = calendar.school_days_between(today, day);
    if (count == 0) return day > today ? "before the next school day" : "since the last school day";
    return count > 0 ? "in " + counted(count, "school day") : counted(-count, "school day") + " ago";
}

}  // namespace throughline
