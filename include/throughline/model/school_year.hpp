// How school years follow each other: a year's name, and the year after it. Used wherever a year is made or proposed.
#pragma once

#include <string>

#include "throughline/model/school_calendar.hpp"

namespace throughline {

// "2027-28"; "2027" for a year that ends in the calendar year in which it starts.
std::string school_year_name(Date starts_on, Date ends_on);

// The same days of the week a year later (three days more or less), for the same school and with the same weeks; its id
// is nil.
SchoolYear year_after(const SchoolYear& year);

}  // namespace throughline
