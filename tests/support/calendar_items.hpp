// Calendar items for tests: sample visits and steps in New York in the autumn of 2026.
#pragma once

#include <string>

#include "throughline/exchange/calendar_file.hpp"

namespace throughline::test {

inline std::shared_ptr<const TimeZone> new_york() { return named_time_zone("America/New_York"); }

inline Instant in_new_york(const char* wall_clock) { return new_york()->instant(*parse_local_time(wall_clock)); }

inline CalendarItem visit_item()
{
    CalendarItem item;
    item.uid = "visit-1@throughline";
    item.when = CalendarHours{in_new_york("2026-11-05T09:10"), in_new_york("2026-11-05T09:30")};
    item.summary = "Visit: Ana Ruiz";
    item.revised_at = in_new_york("2026-11-02T08:00");
    return item;
}

inline CalendarItem step_item()
{
    CalendarItem item;
    item.uid = "step-1@throughline";
    item.when = CalendarTask{*parse_date("2026-11-12")};
    item.summary = "Check the step with Ana Ruiz";
    item.revised_at = in_new_york("2026-11-02T08:00");
    return item;
}

inline CalendarItem week_item()
{
    CalendarItem item;
    item.uid = "week-1@throughline";
    item.when = CalendarDays{*parse_date("2026-12-07"), *parse_date("2026-12-11")};
    item.summary = "Testing week";
    item.revised_at = in_new_york("2026-11-02T08:00");
    return item;
}

}  // namespace throughline::test
