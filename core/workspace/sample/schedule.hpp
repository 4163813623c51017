// Who visits whom, when and for what: the sample's year without its words.
//
// Used by plan.cpp. Promises: every visit lies on a school day before `today`, within a lesson the teacher gives;
// nobody is in two rooms in one lesson.
#pragma once

#include <optional>
#include <vector>

#include "core/workspace/sample/lesson.hpp"

namespace throughline::sample {

// How a visit to somebody on a caseload ends for the follow-up, by design, so that Today has something of everything.
enum class Ending { usual, draft, debrief_overdue, debrief_due, check_overdue, check_due };

struct Slot {
    int teacher = 0;   // index of people
    int observer = 0;  // index of people
    int day = 0;       // index of the year's school days
    int period = 0;
    Purpose purpose = Purpose::coaching;
    bool is_own_caseload = false;
    Ending ending = Ending::usual;
    std::optional<int> next_day;  // of the next visit by this observer, planned or made; may lie after today
};

// Of one year, by day and period.
std::vector<Slot> schedule_year(const SampleSize& size, const PlannedSchool& school, const SampleYear& year);

// The hour a period begins, and how long one lasts.
boost::posix_time::time_duration period_start(int period);
constexpr int period_minutes = 46;

}  // namespace throughline::sample
