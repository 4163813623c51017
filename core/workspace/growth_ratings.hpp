// What growth and reliability count: which rows of a rubric, in which year, at which school week. One place, so that a
// number is the same on the teacher's chart and in the school's report.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/store/growth.hpp"
#include "core/workspace/session.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/analysis/growth.hpp"
#include "throughline/model/rubric.hpp"
#include "throughline/model/school_calendar.hpp"

namespace throughline {

struct YearSpan {
    std::string name;  // "2026-27"; empty without a year
    Date from;
    Date to;  // inclusive: not after today
};
// The school year that `on` lies in or, in summer, that it follows; the last twelve months in a file without years.
YearSpan year_span(const SchoolCalendar& calendar, Date on, Date today);

// School weeks since the year's start: five school days are a week, and holidays are no time.
double school_week(const SchoolCalendar& calendar, Date year_start, Date on);

// The rows whose levels may be averaged: those rated by themselves, not as details of another, on the scale that most
// of them share. Levels of different scales are not the same thing.
struct LineRows {
    std::set<std::string> codes;
    std::vector<Level> levels;          // of the scale
    std::vector<std::string> left_out;  // codes of rated rows on other scales
};
LineRows line_rows(const Rubric& rubric);

// When a slope is a direction, as this file has it.
analysis::DirectionRule direction_rule(Context& context);

// How the viewer sees the visit that a level was given in.
Sight sight_of(const store::Viewer& viewer, const store::GivenLevel& level, Purpose purpose);

}  // namespace throughline
