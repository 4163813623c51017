// Chart: what a picture over time shows, as values. Drawn alike by the window, the web page and the PDF.
//
// A chart has days from left to right and, from the bottom up, a scale of named levels; below the scale it may have
// rows of its own for what has no level ("Not observed") or no scale at all ("Action steps"). On them stand points,
// curves, bands and bars, and on the axis marks for days. `draw_chart` turns it into shapes with coordinates, for which
// each face needs nothing but a pen; `summary` says the same numbers in sentences, from the same values.
//
// Used by the window's ChartView and by core/report. Promises: values only; nothing here knows wx, cairo or HTML, and
// nothing is drawn that is not in the values: no trend, no mean, no joined dots unless the maker put a curve in.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "throughline/base/time.hpp"

namespace throughline::report {

enum class MarkShape { circle, square, diamond, triangle_up, triangle_down, pentagon };

// A place on the scale, with its guide across the picture. Ticks stand equally far apart, whatever their values: a
// level's number is a label with an order. Between two ticks a value stands in proportion.
struct ChartTick {
    double value = 0;
    std::string label;
};

struct ChartPoint {
    Date on;
    std::optional<double> value;     // on the scale
    std::optional<std::size_t> row;  // or an index into `Chart::rows`
    MarkShape shape = MarkShape::circle;
    bool hollow = false;   // there was no level
    bool crossed = false;  // and there could not be one
    std::string words;     // "Tue 3 Nov: High (4), by Ben Coach, coaching"
};

// An estimate over time. Each is a line of its own; the maker decides what may share one.
struct ChartCurve {
    struct Place {
        Date on;
        double value = 0;
    };
    std::vector<Place> places;  // by day
    bool dashed = false;
    std::string words;  // "Estimate: from 2.1 on Mon 14 Sep to 2.8 on Tue 3 Nov"
};

// How far an estimate may be off: the area between two values on each day.
struct ChartBand {
    struct Range {
        Date on;
        double low = 0;
        double high = 0;
    };
    std::vector<Range> ranges;  // by day
    std::string words;          // "Likely between 1.6 and 2.9 on Tue 3 Nov"
};

// Something that lasts, on a row: an action step from the day it was agreed to the day it was mastered.
struct ChartBar {
    Date from;
    std::optional<Date> to;  // nothing: it lasts
    std::size_t row = 0;
    bool filled = false;  // it came to its end well
    std::string words;
};

// A small mark on the axis of days: a step was agreed or mastered, a rubric began.
struct ChartDayMark {
    Date on;
    bool filled = false;
    std::string words;
};

// What one look means, for the line of explanation beside several charts.
struct ChartKeyEntry {
    enum class Kind { mark, curve, dashed_curve, band, bar, filled_bar, day_mark, filled_day_mark };
    Kind kind = Kind::mark;
    MarkShape shape = MarkShape::circle;  // of a mark, with the two below
    bool hollow = false;
    bool crossed = false;
    std::string words;  // "Coaching visit"
    bool operator==(const ChartKeyEntry&) const = default;
};

struct Chart {
    std::string title;     // "6.1 Asks open questions"
    std::string subtitle;  // "Teach Primary 2.0"; said in the summary, and by those who show it
    std::string note;      // "not enough visits yet: 3 of 6"
    Date first;
    Date last;                      // not before `first`; nothing may stand outside
    std::vector<ChartTick> scale;   // rising; may be empty
    std::vector<std::string> rows;  // below the scale, from the top down; may be empty
    std::vector<ChartPoint> points;
    std::vector<ChartCurve> curves;
    std::vector<ChartBand> bands;
    std::vector<ChartBar> bars;
    std::vector<ChartDayMark> day_marks;
    std::vector<ChartKeyEntry> key;

    // The same numbers as the picture, as sentences: its text alternative on every face.
    [[nodiscard]] std::string summary() const;
};

// The entries of all charts, each once, in the order in which they first occur.
std::vector<ChartKeyEntry> chart_key(const std::vector<Chart>& charts);
// "What the marks mean: Coaching visit. Not observed."
std::string key_summary(const std::vector<ChartKeyEntry>& key);

// What is to be drawn, in the units of the frame, y downwards.
struct DrawnPlace {
    double x = 0;
    double y = 0;
};

struct DrawnLine {  // a level's guide, or a month's tick
    double x1 = 0;
    double y1 = 0;
    double x2 = 0;
    double y2 = 0;
    bool is_guide = true;
};

struct DrawnText {
    double x = 0;  // left edge
    double y = 0;  // top
    std::string text;
    double width = 0;             // as the frame measures it
    bool is_right_edged = false;  // where the face's own letters differ from that, x + width is what must hold
};

struct DrawnMark {
    double x = 0;  // centre
    double y = 0;
    double radius = 0;
    MarkShape shape = MarkShape::circle;
    bool hollow = false;
    bool crossed = false;
    std::string words;

    // The corners; none for a circle.
    [[nodiscard]] std::vector<DrawnPlace> corners() const;
    // How far from the centre, both ways, the stroke of a crossed mark reaches.
    [[nodiscard]] double cross_reach() const { return radius * 0.8; }
};

struct DrawnCurve {
    std::vector<DrawnPlace> places;
    bool dashed = false;
};

struct DrawnArea {  // a band, as one closed outline
    std::vector<DrawnPlace> outline;
};

struct DrawnBar {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
    bool filled = false;
    bool open_ended = false;
    std::string words;
};

struct DrawnDayMark {  // an upright stroke from the axis, with a small disc on its top
    double x = 0;
    double top = 0;
    double bottom = 0;
    bool filled = false;
    std::string words;
};

// Paint in this order: areas, lines, bars, curves, day marks, marks, texts.
struct ChartDrawing {
    std::vector<DrawnArea> areas;
    std::vector<DrawnLine> lines;
    std::vector<DrawnBar> bars;
    std::vector<DrawnCurve> curves;
    std::vector<DrawnDayMark> day_marks;
    std::vector<DrawnMark> marks;
    std::vector<DrawnText> texts;
};

struct ChartFrame {
    double width = 0;
    double height = 0;
    double text_height = 0;
    std::function<double(const std::string&)> text_width;
    double mark_radius = 5;
};

ChartDrawing draw_chart(const Chart& chart, const ChartFrame& frame);
// How high a picture must be for its levels to stand apart.
double chart_height(const Chart& chart, double text_height);

}  // namespace throughline::report
