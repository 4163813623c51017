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
// School years of a century; a year typed as 20266 must not fill the memory.
constexpr long days_summed_max = 40'000;

bool is_weekday(Date day)
{
    const auto weekday = day.day_of_week();
    return weekday != boost::date_time::Saturday && weekday != boost::date_time::Sunday;
}

}  // namespace

SchoolCalendar::SchoolCalendar(std::vector<SchoolYear> years, std::vector<CalendarDay> days, std::vector<Term> terms)
    : years_(std::move(years)), terms_(std::move(terms))
{
    std::ranges::sort(years_, {}, &SchoolYear::starts_on);
    std::ranges::sort(terms_, {}, &Term::starts_on);
    for (auto& day : days) days_.insert_or_assign(day.on, std::move(day));
    if (years_.empty()) return;
    first_ = years_.front().starts_on;
    const auto count = (years_.back().ends_on - first_).days() + 1;
    if (count > days_summed_max) return;  // a typing error in a year; counting stays right, only slower
    sums_.reserve(static_cast<std::size_t>(count));
    int sum = 0;
    for (long i = 0; i < count; ++i) sums_.push_back(sum += computed_is_school_day(first_ + Days(i)) ? 1 : 0);
}

const SchoolYear* SchoolCalendar::year_of(Date day) const
{
    for (const auto& year : years_)
        if (year.starts_on <= day && day <= year.ends_on) return &year;
    return nullptr;
}

bool SchoolCalendar::computed_is_school_day(Date day) const
{
    if (!is_weekday(day)) return false;
    if (const auto found = days_.find(day); found != days_.end() && found->second.kind != DayKind::half_day)
        return false;
    if (year_of(day) != nullptr || years_.empty()) return true;
    // Before the first year and after the last one, weekdays count; between two years it is summer.
    return day < years_.front().starts_on || day > years_.back().ends_on;
}

bool SchoolCalendar::is_school_day(Date day) const
{
    const auto at = sums_.empty() ? -1 : (day - first_).days();
    if (at < 1 || at >= static_cast<long>(sums_.size())) return computed_is_school_day(day);
    return sums_[static_cast<std::size_t>(at)] != sums_[static_cast<std::size_t>(at) - 1];
}

// School days of the summed years up to and including `day`, which lies within them or on the eve of the first.
int SchoolCalendar::sum_at(Date day) const
{
    return day < first_ ? 0 : sums_[static_cast<std::size_t>((day - first_).days())];
}

int SchoolCalendar::school_days_between(Date from, Date to) const
{
    if (to < from) return -school_days_between(to, from);
    int count = 0;
    Date day = from;
    if (!sums_.empty()) {
        const Date last = first_ + Days(static_cast<long>(sums_.size()) - 1);
        for (; day < to && day < first_ - Days(1); day += Days(1)) count += is_school_day(day + Days(1)) ? 1 : 0;
        if (const Date end = std::min(to, last); day < end) {
            count += sum_at(end) - sum_at(day);
            day = end;
        }
    }
    for (; day < to; day += Days(1)) count += is_school_day(day + Days(1)) ? 1 : 0;
    return count;
}

std::string SchoolCalendar::week_letter(Date day) const
{
    const auto* year = year_of(day);
    if (year == nullptr || year->rotation_weeks != 2 || school_days_in_week(day) == 0) return {};
    int weeks = 0;
    for (Date monday = week_of(year->starts_on); monday < week_of(day); monday += Days(7))
        weeks += school_days_in_week(monday) > 0 ? 1 : 0;
    return weeks % 2 == 0 ? "A" : "B";
}

int SchoolCalendar::school_days_in_week(Date day) const
{
    const Date monday = week_of(day);
    return school_days_between(monday - Days(1), monday + Days(6));
}

Date SchoolCalendar::school_days_after(Date from, int count) const
{
    assert(count >= 0);
    if (!sums_.empty() && from >= first_ - Days(1) && from < first_ + Days(static_cast<long>(sums_.size()))) {
        if (count == 0 && is_school_day(from)) return from;
        const auto day = std::ranges::lower_bound(sums_, sum_at(from) + std::max(count, 1));
        if (day != sums_.end()) return first_ + Days(day - sums_.begin());
    }
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
