// From a chart's values to shapes with coordinates.
#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "throughline/report/chart.hpp"

namespace throughline::report {
namespace {

constexpr double pad = 6;       // between the axis words and the marks
constexpr double slot_gap = 6;  // between the words of two levels
constexpr double tick_length = 4;
constexpr double day_mark_height = 12;
constexpr double label_share_max = 0.36;  // of the picture's width; longer words are cut
constexpr double full_turn = 2 * 3.14159265358979323846;
constexpr std::array<const char*, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::size_t slot_count(const Chart& chart) { return chart.scale.size() + chart.rows.size(); }

// Where the slots of a picture are: the scale's ticks from the top down, then the rows.
class Slots {
public:
    Slots(const Chart& chart, double top, double bottom)
        : chart_(chart), top_(top), bottom_(bottom), step_((bottom - top) / static_cast<double>(slot_count(chart)))
    {}

    [[nodiscard]] double of_tick(std::size_t index) const { return centre(chart_.scale.size() - 1 - index); }
    [[nodiscard]] double of_row(std::size_t index) const { return centre(chart_.scale.size() + index); }

    // In proportion between the two ticks around it; what lies beyond the scale stays within its slots.
    [[nodiscard]] double of_value(double value) const
    {
        const auto& scale = chart_.scale;
        assert(!scale.empty() && "a value needs a scale");
        const auto above = std::ranges::find_if(scale, [value](const ChartTick& tick) { return tick.value >= value; });
        if (above == scale.end() || above == scale.begin()) return beyond(value, above == scale.begin());
        const auto index = static_cast<std::size_t>(above - scale.begin());
        const double share = (value - scale[index - 1].value) / (above->value - scale[index - 1].value);
        return of_tick(index - 1) + share * (of_tick(index) - of_tick(index - 1));
    }
    [[nodiscard]] double of(const ChartPoint& point) const
    {
        if (point.value) return of_value(*point.value);
        assert(point.row && *point.row < chart_.rows.size() && "a point needs a value or a row");
        return of_row(*point.row);
    }
    [[nodiscard]] double step() const { return step_; }

private:
    [[nodiscard]] double centre(std::size_t slot) const { return top_ + (static_cast<double>(slot) + 0.5) * step_; }
    // Outside the ticks a value moves on as it does between the nearest two, up to the edge of the last slot.
    [[nodiscard]] double beyond(double value, bool below) const
    {
        const auto& scale = chart_.scale;
        const auto last = scale.size() - 1;
        const double at = of_tick(below ? 0 : last);
        if (scale.size() == 1) return at;
        const double unit = below ? scale[1].value - scale[0].value : scale[last].value - scale[last - 1].value;
        const double off = (value - scale[below ? 0 : last].value) / unit;
        return at - std::clamp(off, -0.5, 0.5) * step_;
    }

    const Chart& chart_;
    double top_;
    double bottom_;
    double step_;
};

// From a day to its place. A chart of one day has it in the middle.
class Days {
public:
    Days(const Chart& chart, double first_x, double last_x)
        : first_(chart.first),
          count_(static_cast<double>((chart.last - chart.first).days())),
          first_x_(first_x),
          last_x_(last_x)
    {
        assert(count_ >= 0);
    }
    [[nodiscard]] double of(Date day) const
    {
        if (count_ == 0) return (first_x_ + last_x_) / 2;
        const double share = static_cast<double>((day - first_).days()) / count_;
        return first_x_ + (last_x_ - first_x_) * std::clamp(share, 0.0, 1.0);
    }
    [[nodiscard]] double first_x() const { return first_x_; }
    [[nodiscard]] double last_x() const { return last_x_; }

private:
    Date first_;
    double count_;
    double first_x_;
    double last_x_;
};

// As much of the words as fits, cut between characters.
std::string fitting(const std::string& text, const ChartFrame& frame)
{
    constexpr const char* ellipsis = "\u2026";
    const double room = frame.width * label_share_max;
    if (frame.text_width(text) <= room) return text;
    auto end = text.size();
    while (end > 0 && frame.text_width(text.substr(0, end) + ellipsis) > room) {
        --end;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    }
    return text.substr(0, end) + ellipsis;
}

struct Label {
    std::string text;
    double y = 0;
};

std::vector<Label> slot_labels(const Chart& chart, const ChartFrame& frame, const Slots& slots)
{
    std::vector<Label> labels;
    for (std::size_t index = chart.scale.size(); index > 0; --index)
        labels.push_back({fitting(chart.scale[index - 1].label, frame), slots.of_tick(index - 1)});
    for (std::size_t index = 0; index < chart.rows.size(); ++index)
        labels.push_back({fitting(chart.rows[index], frame), slots.of_row(index)});
    return labels;
}

// Names of months below the picture, as many as there is room for.
void add_months(ChartDrawing& drawing, const Chart& chart, const ChartFrame& frame, double left, double bottom,
                const Days& days)
{
    double free_from = left - pad;
    for (Date day(chart.first.year(), chart.first.month(), 1); day <= chart.last;
         day = day + boost::gregorian::months(1)) {
        if (day < chart.first) continue;
        const double x = days.of(day);
        drawing.lines.push_back({x, bottom, x, bottom + tick_length, false});
        std::string name = months[day.month().as_number() - 1];
        if (day.month() == boost::gregorian::Jan) name += fmt::format(" {}", static_cast<int>(day.year()));
        const double width = frame.text_width(name);
        if (x < free_from || x + width > frame.width) continue;
        drawing.texts.push_back({x, bottom + tick_length + 1, name, width, false});
        free_from = x + width + pad;
    }
}

// Two visits on one day with one level stand beside each other, not on top of each other. Others keep their place, even
// where they overlap: that is when they were.
void set_apart(std::vector<DrawnMark>& marks, double right)
{
    for (std::size_t index = 1; index < marks.size(); ++index)
        for (std::size_t before = 0; before < index; ++before) {
            const bool is_same_row = marks[before].y == marks[index].y;
            const double breadth = 2 * marks[index].radius;
            if (!is_same_row || std::abs(marks[index].x - marks[before].x) >= 1) continue;
            marks[index].x = std::min(marks[before].x + breadth + 1, right);
        }
}

// So do marks on the axis: on the day on which one step is mastered the next is often agreed. What was mastered is
// painted last, since two discs a day apart still overlap.
void set_apart(std::vector<DrawnDayMark>& marks, double right)
{
    constexpr double breadth = 7;  // of the disc, on the face where it is widest, and its edge
    std::map<long, int> on_day;
    for (auto& mark : marks) {
        const double aside = breadth * on_day[std::lround(10 * mark.x)]++;
        mark.x = mark.x + aside <= right ? mark.x + aside : mark.x - aside;
    }
    std::ranges::stable_partition(marks, [](const DrawnDayMark& mark) { return !mark.filled; });
}

void add_bands(ChartDrawing& drawing, const Chart& chart, const Slots& slots, const Days& days)
{
    for (const auto& band : chart.bands) {
        DrawnArea area;
        for (const auto& range : band.ranges) area.outline.push_back({days.of(range.on), slots.of_value(range.high)});
        for (auto range = band.ranges.rbegin(); range != band.ranges.rend(); ++range)
            area.outline.push_back({days.of(range->on), slots.of_value(range->low)});
        drawing.areas.push_back(std::move(area));
    }
}

void add_bars(ChartDrawing& drawing, const Chart& chart, const ChartFrame& frame, const Slots& slots, const Days& days)
{
    const double height = std::min(slots.step() * 0.5, 2 * frame.mark_radius);
    for (const auto& bar : chart.bars) {
        const double x = days.of(bar.from);
        const double end = bar.to ? days.of(*bar.to) : days.last_x();
        // A step that was mastered on the day it was agreed is still something to see.
        const double width = std::max(end - x, frame.mark_radius);
        drawing.bars.push_back({std::min(x, frame.width - width), slots.of_row(bar.row) - height / 2, width, height,
                                bar.filled, !bar.to, bar.words});
    }
}

}  // namespace

std::vector<DrawnPlace> DrawnMark::corners() const
{
    constexpr double up = -full_turn / 4;
    // The shapes look equally large if the ones with fewer corners reach further out.
    const auto polygon = [this](int count, double first_turn, double reach) {
        std::vector<DrawnPlace> places;
        for (int corner = 0; corner < count; ++corner) {
            const double turn = first_turn + full_turn * corner / count;
            places.push_back({x + radius * reach * std::cos(turn), y + radius * reach * std::sin(turn)});
        }
        return places;
    };
    switch (shape) {
        case MarkShape::square:
            return polygon(4, up + full_turn / 8, 1.25);
        case MarkShape::diamond:
            return polygon(4, up, 1.3);
        case MarkShape::triangle_up:
            return polygon(3, up, 1.3);
        case MarkShape::triangle_down:
            return polygon(3, -up, 1.3);
        case MarkShape::pentagon:
            return polygon(5, up, 1.2);
        case MarkShape::circle:
            break;
    }
    return {};
}

double chart_height(const Chart& chart, double text_height)
{
    const auto slots = static_cast<double>(std::max<std::size_t>(slot_count(chart), 2));
    const double day_marks = chart.day_marks.empty() ? 0 : day_mark_height;
    return slots * (text_height + slot_gap) + day_marks + text_height + 3 * pad;
}

ChartDrawing draw_chart(const Chart& chart, const ChartFrame& frame)
{
    ChartDrawing drawing;
    if (slot_count(chart) == 0) return drawing;
    const double bottom = frame.height - frame.text_height - 2 * pad;
    const Slots slots(chart, pad, chart.day_marks.empty() ? bottom : bottom - day_mark_height);

    const auto labels = slot_labels(chart, frame, slots);
    double label_width = 0;
    for (const auto& label : labels) label_width = std::max(label_width, frame.text_width(label.text));
    const double left = label_width + pad;
    for (const auto& label : labels) {
        const double width = frame.text_width(label.text);
        drawing.texts.push_back({label_width - width, label.y - frame.text_height / 2, label.text, width, true});
        drawing.lines.push_back({left, label.y, frame.width, label.y, true});
    }

    const Days days(chart, left + pad + frame.mark_radius, frame.width - pad - frame.mark_radius);
    add_months(drawing, chart, frame, left, bottom, days);
    add_bands(drawing, chart, slots, days);
    for (const auto& curve : chart.curves) {
        DrawnCurve drawn{{}, curve.dashed};
        for (const auto& place : curve.places) drawn.places.push_back({days.of(place.on), slots.of_value(place.value)});
        drawing.curves.push_back(std::move(drawn));
    }
    add_bars(drawing, chart, frame, slots, days);
    for (const auto& mark : chart.day_marks)
        drawing.day_marks.push_back({days.of(mark.on), bottom - day_mark_height, bottom, mark.filled, mark.words});
    set_apart(drawing.day_marks, frame.width - pad);
    for (const auto& point : chart.points)
        drawing.marks.push_back({days.of(point.on), slots.of(point), frame.mark_radius, point.shape, point.hollow,
                                 point.crossed, point.words});
    set_apart(drawing.marks, frame.width - frame.mark_radius);
    return drawing;
}

}  // namespace throughline::report
