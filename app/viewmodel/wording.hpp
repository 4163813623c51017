// How times and counts are said on every screen. Days are said by spoken_date and spoken_distance of the library.
#pragma once

#include <string>

#include "throughline/base/time.hpp"
#include "throughline/model/rubric.hpp"
#include "throughline/model/school_calendar.hpp"

namespace throughline {

std::string clock_time(Instant at, const TimeZone& zone);     // "10:42:07"
std::string clock_minutes(Instant at, const TimeZone& zone);  // "10:42"
std::string short_time(Instant at, const TimeZone& zone);     // "9:15": of what is planned
// "Tue 3 Nov, 4 school days ago"
std::string day_and_distance(Date day, Date today, const SchoolCalendar& calendar);
// "Tuesday, 3 November 2026"
std::string long_date(Date day);
// "3  Proficient"; the number alone if the level has no name.
std::string level_words(const Level& level);

}  // namespace throughline
