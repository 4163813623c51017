// A teacher's ratings over time as small pictures: one series for each row of each rubric version, points only.
//
// Used by the teacher page: ChartView paints what `draw_ratings` gives, and says `summary` to a screen reader.
// Promises: ratings of different rubric versions or different rows are never in one series; not observed and not
// applicable are marks of their own kind, beside the levels and not below them; nothing is joined, averaged or
// pointed: with this few visits no direction is known, and the note says so. Values in, values out; no wx.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "app/viewmodel/table_row.hpp"
#include "throughline/model/rubric.hpp"
#include "throughline/query/teacher.hpp"

namespace throughline {

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
    // "3 visits: no direction is drawn"
    [[nodiscard]] std::string note() const;
    // The same numbers as the picture, as sentences.
    [[nodiscard]] std::string summary(Date today) const;
};

// In the rubrics' order, the rubric version rated last first. Details only if asked for.
std::vector<RatingSeries> rating_series(const std::vector<RatingPoint>& points, const RubricsByVersion& rubrics,
                                        bool with_details);

// The same numbers as rows: day, rubric, row, rating, observer, purpose. The newest day first.
std::vector<TableRow> rating_table(const std::vector<RatingSeries>& series, Date today);

// From the first of the month of the first point to `today` or the last point; at least four weeks.
struct ChartSpan {
    Date first;
    Date last;
};
ChartSpan chart_span(const std::vector<RatingSeries>& series, Date today);

// What each visit's mark looks like: its purpose is its shape.
enum class MarkShape { circle, square, diamond, triangle_up, triangle_down, pentagon };
MarkShape shape_of(Purpose purpose);

struct ChartMark {
    double x = 0;  // centre
    double y = 0;
    MarkShape shape = MarkShape::circle;
    bool hollow = false;   // no level: not observed or not applicable
    bool crossed = false;  // not applicable
    std::string words;     // "Tue 3 Nov: High (4), by Ben Coach, coaching"
};

struct ChartLine {  // a level's guide or a month's tick
    double x1 = 0;
    double y1 = 0;
    double x2 = 0;
    double y2 = 0;
    bool is_guide = true;
};

struct ChartText {
    double x = 0;  // left edge
    double y = 0;  // top
    std::string text;
};

struct ChartDrawing {
    std::vector<ChartLine> lines;
    std::vector<ChartText> texts;
    std::vector<ChartMark> marks;
};

struct ChartFrame {
    double width = 0;
    double height = 0;
    double text_height = 0;
    std::function<double(const std::string&)> text_width;
};

constexpr double chart_mark_radius = 5;

ChartDrawing draw_ratings(const RatingSeries& series, const ChartSpan& span, const ChartFrame& frame, Date today);
// How high a picture must be for its levels to stand apart.
double chart_height(const RatingSeries& series, double text_height);

}  // namespace throughline
