// Times of day in words and days as instants, for what is planned.
#pragma once

#include <string>

#include "throughline/base/time.hpp"

namespace throughline {

// Where a day begins.
Instant midnight(const TimeZone& zone, Date day);
// "9:00"
std::string spoken_clock(LocalTime time);
// "9:00 to 9:45"
std::string spoken_hours(LocalTime begins, LocalTime ends);

}  // namespace throughline
