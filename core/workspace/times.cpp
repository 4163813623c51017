#include "core/workspace/times.hpp"

#include <fmt/format.h>
#include <boost/date_time/posix_time/posix_time.hpp>

namespace throughline {

Instant midnight(const TimeZone& zone, Date day) { return zone.instant(LocalTime(day)); }

std::string spoken_clock(LocalTime time)
{
    const auto of_day = time.time_of_day();
    return fmt::format("{}:{:02}", static_cast<int>(of_day.hours()), static_cast<int>(of_day.minutes()));
}

std::string spoken_hours(LocalTime begins, LocalTime ends)
{
    return spoken_clock(begins) + " to " + spoken_clock(ends);
}

}  // namespace throughline
