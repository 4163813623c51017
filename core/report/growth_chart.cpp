#include "throughline/report/growth_chart.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "throughline/base/text.hpp"
#include "throughline/exchange/feedback_text.hpp"
#include "throughline/model/school_calendar.hpp"
#include "throughline/report/rating_chart.hpp"

namespace throughline::report {
namespace {

using Growth = TeacherGrowth::Growth;
using Kind = ChartKeyEntry::Kind;

bool has_direction(const Growth& growth)
{
    return growth.direction == analysis::Direction::rising || growth.direction == analysis::Direction::falling;
}

std::string percent(const analysis::Interval& interval) { return fmt::format("{:.0f} %", 100 * interval.confidence); }

std::string band_words(const analysis::Estimate& level)
{
    if (!level.interval) return level.no_interval_because;
    return fmt::format("With {} between {} and {}.", percent(*level.interval), level_number(level.interval->low),
                       level_number(level.interval->high));
}

// How far the mark of the present level reaches to both sides: to be seen, without claiming a time.
int reach_days(const Growth& growth)
{
    constexpr int days_min = 2;
    constexpr int share_of_span = 45;
    return std::max<int>(days_min, static_cast<int>((growth.to - growth.from).days()) / share_of_span);
}

DaySpan span_of(const Growth& growth)
{
    constexpr int span_days_min = 28;
    Date first = growth.from;
    Date last = growth.to;
    if (growth.present) last = std::max(last, growth.present_on + boost::gregorian::days(reach_days(growth)));
    for (const auto& visit : growth.visits) {
        first = std::min(first, visit.on);
        last = std::max(last, visit.on);
    }
    return {first, std::max(last, first + boost::gregorian::days(span_days_min))};
}

void add_visits(Chart& chart, const Growth& growth, Date today)
{
    for (const auto& visit : growth.visits) {
        ChartPoint point;
        point.on = visit.on;
        point.value = visit.mean_level;
        point.hollow = !visit.mean_level;
        point.shape = shape_of(visit.purpose);
        if (!visit.mean_level) {
            if (chart.rows.empty()) chart.rows.emplace_back("No level given");
            point.row = 0;
        }
        const auto level = visit.mean_level ? fmt::format("{} on average of {}", level_number(*visit.mean_level),
                                                          counted(visit.ratings, "row"))
                                            : std::string("no level given");
        point.words = fmt::format("{}: {}, by {}, {}", spoken_date(visit.on, today), level, visit.observer_name,
                                  name_of(visit.purpose));
        chart.points.push_back(std::move(point));
    }
    if (!growth.visits.empty())
        chart.key.push_back({Kind::mark, shape_of(growth.purpose), false, false, visit_words(growth.purpose)});
    if (!chart.rows.empty()) chart.key.push_back({Kind::mark, shape_of(growth.purpose), true, false, "No level given"});
}

void add_line(Chart& chart, const Growth& growth, Date today)
{
    ChartCurve line;
    ChartBand band;
    for (const auto& place : growth.band) {
        line.places.push_back({place.on, place.level.value});
        if (place.level.interval)
            band.ranges.push_back({place.on, place.level.interval->low, place.level.interval->high});
    }
    if (line.places.empty()) return;
    line.words = fmt::format("Line: from {} on {} to {} on {}", level_number(line.places.front().value),
                             spoken_date(line.places.front().on, today), level_number(line.places.back().value),
                             spoken_date(line.places.back().on, today));
    chart.curves.push_back(std::move(line));
    chart.key.push_back({Kind::curve, MarkShape::circle, false, false, "The visits' line, " + growth.words});
    if (band.ranges.empty()) return;
    const auto& first = *growth.band.front().level.interval;
    band.words = fmt::format("With {} between {} and {} on {}, and between {} and {} on {}", percent(first),
                             level_number(band.ranges.front().low), level_number(band.ranges.front().high),
                             spoken_date(band.ranges.front().on, today), level_number(band.ranges.back().low),
                             level_number(band.ranges.back().high), spoken_date(band.ranges.back().on, today));
    chart.bands.push_back(std::move(band));
    chart.key.push_back({Kind::band, MarkShape::circle, false, false, "Where the line is, with " + percent(first)});
}

// Not along the days: a band that leans would be a direction in disguise.
void add_present_level(Chart& chart, const Growth& growth, Date today)
{
    if (!growth.present) return;
    const auto reach = boost::gregorian::days(reach_days(growth));
    const Date from = std::max(chart.first, growth.present_on - reach);
    const Date to = growth.present_on + reach;
    const auto& level = *growth.present;
    chart.curves.push_back({{{from, level.value}, {to, level.value}}, true, present_words(growth, today)});
    chart.key.push_back({Kind::dashed_curve, MarkShape::circle, false, false, "Level on the last visit"});
    if (!level.interval) return;
    // Its words are already part of those of the level.
    chart.bands.push_back(
        {{{from, level.interval->low, level.interval->high}, {to, level.interval->low, level.interval->high}}, {}});
    chart.key.push_back(
        {Kind::band, MarkShape::circle, false, false, "Where that level is, with " + percent(*level.interval)});
}

void add_steps(Chart& chart, const Growth& growth, Date today)
{
    bool has_mastered = false;
    for (const auto& row : growth.steps) {
        const auto& step = row.step;
        if (!step.assigned_on) continue;
        chart.day_marks.push_back(
            {*step.assigned_on, false,
             fmt::format("{}: step agreed: {}", spoken_date(*step.assigned_on, today), step.text)});
        if (step.state != StepState::mastered || !step.closed_on || *step.closed_on > chart.last) continue;
        has_mastered = true;
        chart.day_marks.push_back(
            {*step.closed_on, true,
             fmt::format("{}: step mastered: {}", spoken_date(*step.closed_on, today), step.text)});
    }
    if (!chart.day_marks.empty()) chart.key.push_back({Kind::day_mark, MarkShape::circle, false, false, "Step agreed"});
    if (has_mastered) chart.key.push_back({Kind::filled_day_mark, MarkShape::circle, false, false, "Step mastered"});
}

RatingSeries series_of(const Growth& growth, const IndicatorGrowth& row)
{
    RatingSeries series;
    if (growth.rubric_version) series.rubric_version = *growth.rubric_version;
    series.rubric_title = growth.rubric_title;
    series.code = row.code;
    series.title = row.title;
    series.levels = row.levels;
    series.points = row.points;
    return series;
}

}  // namespace

std::string level_number(double level) { return fmt::format("{:.2f}", level); }

std::string slope_number(double slope) { return fmt::format("{:+.3f}", slope); }

std::string level_name(int number, const std::vector<Level>& levels)
{
    const auto found = std::ranges::find(levels, number, &Level::number);
    if (found == levels.end() || found->name.empty()) return std::to_string(number);
    return fmt::format("{} ({})", found->name, number);
}

std::string level_place(double level, const std::vector<Level>& levels)
{
    constexpr double as_good_as_on = 0.05;  // what two digits would round away
    for (const auto& one : levels)
        if (std::abs(level - one.number) < as_good_as_on) return level_name(one.number, levels);
    for (std::size_t above = 1; above < levels.size(); ++above)
        if (level > levels[above - 1].number && level < levels[above].number)
            return fmt::format("between {} and {}", level_name(levels[above - 1].number, levels),
                               level_name(levels[above].number, levels));
    return {};
}

std::string present_words(const Growth& growth, Date today)
{
    if (!growth.present) return growth.present.error().text();
    const auto place = level_place(growth.present->value, growth.levels);
    return fmt::format("Level on {}: {}{}. {}", spoken_date(growth.present_on, today),
                       level_number(growth.present->value), place.empty() ? "" : ", " + place,
                       band_words(*growth.present));
}

std::string slope_words(const Growth& growth)
{
    if (!growth.slope) return growth.slope.error().text();
    const auto& slope = *growth.slope;
    const auto words = fmt::format("Slope: {} levels in a school week", slope_number(slope.value));
    if (!slope.interval) return words + ". " + slope.no_interval_because;
    return fmt::format("{}, with {} between {} and {}.", words, percent(*slope.interval),
                       slope_number(slope.interval->low), slope_number(slope.interval->high));
}

std::vector<GrowthMarker> growth_markers(const Growth& growth)
{
    std::vector<GrowthMarker> markers;
    for (const auto& row : growth.indicators) {
        const auto of = series_of(growth, row).heading();
        if (row.sustained)
            markers.push_back(
                {GrowthMarker::Kind::sustained, of, level_name(row.sustained->level, row.levels), row.sustained->on});
        for (const auto& reached : row.first_reached)
            markers.push_back({GrowthMarker::Kind::reached, of, level_name(reached.level, row.levels), reached.on});
    }
    for (const auto& row : growth.steps)
        if (row.step.state == StepState::mastered && row.step.closed_on)
            markers.push_back({GrowthMarker::Kind::mastered, row.step.text, {}, *row.step.closed_on});
    return markers;
}

Chart growth_chart(const Growth& growth, Date today)
{
    Chart chart;
    chart.title = growth.teacher_name;
    if (!growth.year_name.empty()) chart.title += ", " + growth.year_name;
    chart.subtitle = growth.rubric_title;
    chart.note = growth.words;
    const auto span = span_of(growth);
    chart.first = span.first;
    chart.last = span.last;
    for (const auto& level : growth.levels)
        chart.scale.push_back(
            {static_cast<double>(level.number), level.name.empty() ? std::to_string(level.number) : level.name});
    add_visits(chart, growth, today);
    if (has_direction(growth))
        add_line(chart, growth, today);
    else
        add_present_level(chart, growth, today);
    add_steps(chart, growth, today);
    return chart;
}

std::vector<Chart> indicator_charts(const Growth& growth, Date today)
{
    const auto span = span_of(growth);
    std::vector<Chart> charts;
    for (const auto& row : growth.indicators) charts.push_back(rating_chart(series_of(growth, row), span, today));
    return charts;
}

}  // namespace throughline::report
