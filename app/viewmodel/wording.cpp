#include "app/viewmodel/wording.hpp"

#include <fmt/format.h>

namespace throughline {

namespace {

constexpr const char* weekdays[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
constexpr const char* months[] = {"January", "February", "March",     "April",   "May",      "June",
                                  "July",    "August",   "September", "October", "November", "December"};

}  // namespace

std::string clock_time(Instant at, const TimeZone& zone)
{
    const auto time = zone.local(at).time_of_day();
    return fmt::format("{:02}:{:02}:{:02}", time.hours(), time.minutes(), time.seconds());
}

std::string clock_minutes(Instant at, const TimeZone& zone)
{
    const auto time = zone.local(at).time_of_day();
    return fmt::format("{:02}:{:02}", time.hours(), time.minutes());
}

std::string short_time(Instant at, const TimeZone& zone)
{
    const auto time = zone.local(at).time_of_day();
    return fmt::format("{}:{:02}", time.hours(), time.minutes());
}

std::string day_and_distance(Date day, Date today, const SchoolCalendar& calendar)
{
    return spoken_date(day, today) + ", " + spoken_distance(day, today, calendar);
}

std::string long_date(Date day)
{
    return fmt::format("{}, {} {} {}", weekdays[day.day_of_week().as_number()], day.day().as_number(),
                       months[day.month().as_number() - 1], static_cast<int>(day.year()));
}

std::string level_words(const Level& level)
{
    return level.name.empty() ? std::to_string(level.number) : fmt::format("{}  {}", level.number, level.name);
}

}  // namespace throughline
