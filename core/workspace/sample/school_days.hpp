// The sample school's year: a US-like calendar, computed for any year, and its days counted.
//
// From the last Monday of August to the Friday of mid June, with the usual holidays. Used by the sample's plan.
#pragma once

#include <string>
#include <vector>

#include "throughline/base/time.hpp"
#include "throughline/model/school_calendar.hpp"

namespace throughline::sample {

struct DaysOff {
    Date first;
    Date last;
    DayKind kind = DayKind::holiday;
    std::string name;
};

struct SampleYear {
    std::string name;  // "2026-27"
    Date starts_on;
    Date ends_on;
    std::vector<DaysOff> days_off;  // half days, too: kind says which
    std::vector<Date> school_days;  // half days included

    // The index of the last school day before `day`; -1 if there is none.
    [[nodiscard]] int last_before(Date day) const;
    [[nodiscard]] bool is_half_day(Date day) const;
};

// The year that begins in August of `first_calendar_year`.
SampleYear sample_year(int first_calendar_year);

// The August of the school year that `today` lies in; in the summer, of the one that has just ended.
int school_year_of(Date today);

}  // namespace throughline::sample
