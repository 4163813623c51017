#include "core/workspace/sample/school_days.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <boost/date_time/gregorian/gregorian.hpp>

namespace throughline::sample {
namespace {

namespace greg = boost::gregorian;
using greg::days;

Date nth_weekday(greg::nth_day_of_the_week_in_month::week_num nth, int weekday, int month, int year)
{
    return greg::nth_day_of_the_week_in_month(nth,
                                              static_cast<greg::greg_weekday>(static_cast<unsigned short>(weekday)),
                                              static_cast<greg::greg_month>(static_cast<unsigned short>(month)))
        .get_date(static_cast<greg::greg_year>(static_cast<unsigned short>(year)));
}

Date last_weekday(int weekday, int month, int year)
{
    return greg::last_day_of_the_week_in_month(static_cast<greg::greg_weekday>(static_cast<unsigned short>(weekday)),
                                               static_cast<greg::greg_month>(static_cast<unsigned short>(month)))
        .get_date(static_cast<greg::greg_year>(static_cast<unsigned short>(year)));
}

Date date_of(int year, int month, int day)
{
    return {static_cast<unsigned short>(year), static_cast<unsigned short>(month), static_cast<unsigned short>(day)};
}

bool is_weekend(Date day) { return day.day_of_week() == greg::Saturday || day.day_of_week() == greg::Sunday; }

Date monday_of(Date day) { return day - days((day.day_of_week() + 6) % 7); }

using Nth = greg::nth_day_of_the_week_in_month;

std::vector<DaysOff> days_off_of(int year)
{
    const auto labor = nth_weekday(Nth::first, greg::Monday, 9, year);
    const auto indigenous = nth_weekday(Nth::second, greg::Monday, 10, year);
    const auto thanksgiving = nth_weekday(Nth::fourth, greg::Thursday, 11, year);
    const auto king = nth_weekday(Nth::third, greg::Monday, 1, year + 1);
    const auto presidents = nth_weekday(Nth::third, greg::Monday, 2, year + 1);
    const auto memorial = last_weekday(greg::Monday, 5, year + 1);
    const auto veterans = date_of(year, 11, 11);
    const auto winter = monday_of(date_of(year, 12, 24));
    const auto spring = monday_of(date_of(year + 1, 4, 5));
    const auto semester = king + days(4);  // the Friday of that week: grades are written

    std::vector<DaysOff> off{
        {labor, labor, DayKind::holiday, "Labor Day"},
        {indigenous, indigenous, DayKind::holiday, "Indigenous Peoples' Day"},
        {indigenous + days(4), indigenous + days(4), DayKind::closing, "Staff learning day"},
        {thanksgiving - days(3), thanksgiving + days(1), DayKind::holiday, "Thanksgiving break"},
        {winter, winter + days(11), DayKind::holiday, "Winter break"},
        {king, king, DayKind::holiday, "Martin Luther King Jr. Day"},
        {semester, semester, DayKind::closing, "Grading day"},
        {presidents, presidents, DayKind::holiday, "Presidents' Day"},
        {spring, spring + days(4), DayKind::holiday, "Spring break"},
        {memorial, memorial, DayKind::holiday, "Memorial Day"},
        {winter - days(3), winter - days(3), DayKind::half_day, "Early dismissal"},
        {thanksgiving - days(6), thanksgiving - days(6), DayKind::half_day, "Family conferences"},
    };
    if (!is_weekend(veterans)) off.push_back({veterans, veterans, DayKind::holiday, "Veterans Day"});
    std::ranges::sort(off, {}, &DaysOff::first);
    return off;
}

}  // namespace

int SampleYear::last_before(Date day) const
{
    const auto end = std::ranges::lower_bound(school_days, day);
    return static_cast<int>(end - school_days.begin()) - 1;
}

bool SampleYear::is_half_day(Date day) const
{
    return std::ranges::any_of(days_off, [day](const DaysOff& off) {
        return off.kind == DayKind::half_day && off.first <= day && day <= off.last;
    });
}

SampleYear sample_year(int first_calendar_year)
{
    SampleYear year;
    year.name = fmt::format("{}-{:02}", first_calendar_year, (first_calendar_year + 1) % 100);
    year.starts_on = last_weekday(greg::Monday, 8, first_calendar_year);
    year.ends_on = monday_of(date_of(first_calendar_year + 1, 6, 15)) + days(4);
    year.days_off = days_off_of(first_calendar_year);
    for (auto day = year.starts_on; day <= year.ends_on; day += days(1)) {
        const bool is_off = std::ranges::any_of(year.days_off, [day](const DaysOff& off) {
            return off.kind != DayKind::half_day && off.first <= day && day <= off.last;
        });
        if (!is_weekend(day) && !is_off) year.school_days.push_back(day);
    }
    return year;
}

int school_year_of(Date today)
{
    const int year = today.year();
    return today < last_weekday(greg::Monday, 8, year) ? year - 1 : year;
}

}  // namespace throughline::sample
