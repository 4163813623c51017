// One teacher's year as a chart and in words: what the growth page, the teacher's page and the year packet show, and
// what a file of it says.
//
// Used by those faces, so that a number is the same on each. Values in, values out: everything comes from an answer of
// TeacherGrowth. Promises: a line, and a band along it, only if the answer names a direction; otherwise the level on
// the last visit with its own band, and the answer's words for why there is no more. What was not rated is no number.
#pragma once

#include <string>
#include <vector>

#include "throughline/query/growth.hpp"
#include "throughline/report/chart.hpp"

namespace throughline::report {

// Two digits for a level, three for a slope: more than that no visit can tell.
std::string level_number(double level);
std::string slope_number(double slope);  // with its sign
// "Established (3)" on a level, "between Emerging (2) and Established (3)" elsewhere; empty off the scale.
std::string level_place(double level, const std::vector<Level>& levels);
// "Established (3)"; the number alone where the level has no name.
std::string level_name(int number, const std::vector<Level>& levels);

// "Level on Tue 3 Nov: 2.41, between Emerging (2) and Established (3). With 80 % between 2.10 and 2.73."
std::string present_words(const TeacherGrowth::Growth& growth, Date today);
// "Slope: +0.120 levels in a school week, with 80 % between +0.051 and +0.189."
std::string slope_words(const TeacherGrowth::Growth& growth);

// What says something after a few visits: levels reached first and sustained, steps mastered.
struct GrowthMarker {
    enum class Kind { reached, sustained, mastered };
    Kind kind = Kind::reached;
    std::string of;  // "1a Community", or the step's text
    std::string level;
    Date on;
};
std::vector<GrowthMarker> growth_markers(const TeacherGrowth::Growth& growth);

// Points are the visits' mean levels, with observer, purpose and how many rows were rated; steps are marks on the days.
Chart growth_chart(const TeacherGrowth::Growth& growth, Date today);
// A small chart for each row of the rubric: points, and no line. All over the same days as the chart above.
std::vector<Chart> indicator_charts(const TeacherGrowth::Growth& growth, Date today);

}  // namespace throughline::report
