// A teacher's ratings over time as small charts: one for each row of each rubric version, points only.
//
// Used by the teacher page, by packets and by whatever else shows ratings over time, so that a number is the same on
// every face. Promises: ratings of different rubric versions or different rows are never in one series; not observed
// and not applicable are marks of their own kind, beside the levels and not below them; nothing is joined, averaged or
// pointed: one row by itself has no direction, so the note says what level is sustained. Values in, values out.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "throughline/model/rubric.hpp"
#include "throughline/query/teacher.hpp"
#include "throughline/report/chart.hpp"

namespace throughline::report {

using RubricsByVersion = std::map<RubricVersionId, Rubric>;

// "Teach Primary 1.0"
std::string rubric_words(const Rubric& rubric);

// One row of one rubric version, and what a teacher was given on it.
struct RatingSeries {
    RubricVersionId rubric_version;
    std::string rubric_title;  // "Teach Primary 1.0"
    std::string code;
    std::string title;
    bool is_detail = false;           // a behaviour below a row that is rated itself
    std::vector<Level> levels;        // rising
    std::vector<RatingPoint> points;  // by day

    [[nodiscard]] std::string heading() const;  // "6.1 Asks open questions"
    // "3 visits, sustained: Medium (3)", "1 visit, no level sustained yet" (analysis/milestones.hpp)
    [[nodiscard]] std::string note() const;
};

// In the rubrics' order, the rubric version rated last first. Details only if asked for.
std::vector<RatingSeries> rating_series(const std::vector<RatingPoint>& points, const RubricsByVersion& rubrics,
                                        bool with_details);

// From the first of the month of the first point to `today` or the last point; at least four weeks.
struct DaySpan {
    Date first;
    Date last;
};
DaySpan day_span(const std::vector<RatingSeries>& series, Date today);

// What each visit's mark looks like: its purpose is its shape.
MarkShape shape_of(Purpose purpose);

// `today` for the words of days: the year is said where it is another.
Chart rating_chart(const RatingSeries& series, const DaySpan& span, Date today);

}  // namespace throughline::report
