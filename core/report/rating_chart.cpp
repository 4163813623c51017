#include "throughline/report/rating_chart.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "throughline/analysis/milestones.hpp"
#include "throughline/base/text.hpp"
#include "throughline/exchange/feedback_text.hpp"
#include "throughline/model/school_calendar.hpp"

namespace throughline::report {
namespace {

constexpr int span_days_min = 28;

std::string level_label(const Level& level) { return level.name.empty() ? std::to_string(level.number) : level.name; }

std::string point_words(const RatingPoint& point, Date today)
{
    return fmt::format("{}: {}, by {}, {}", spoken_date(point.on, today), rating_words(point), point.observer_name,
                       name_of(point.purpose));
}

RatingSeries series_of(const RatingPoint& point, const Rubric* rubric)
{
    RatingSeries series;
    series.rubric_version = point.rubric_version;
    series.code = point.code;
    series.title = point.title;
    if (!rubric) return series;
    series.rubric_title = rubric_words(*rubric);
    const auto* node = rubric->node(point.code);
    if (!node) return series;
    const auto* parent = rubric->node(node->parent_code);
    series.is_detail = parent && is_rated(*parent);
    if (const auto* scale = rubric->scale_of(*node)) series.levels = scale->levels;
    return series;
}

// The levels that the picture needs a line for: the scale's, or those between the points' own limits.
std::vector<Level> shown_levels(const RatingSeries& series)
{
    if (!series.levels.empty() || series.points.empty()) return series.levels;
    std::vector<Level> levels;
    for (int number = series.points.front().level_min; number <= series.points.front().level_max; ++number)
        levels.push_back({number, {}, {}, {}});
    return levels;
}

bool has_mark(const RatingSeries& series, Mark mark)
{
    return std::ranges::find(series.points, mark, &RatingPoint::mark) != series.points.end();
}

void add_key(Chart& chart, const RatingSeries& series)
{
    std::set<Purpose> purposes;
    for (const auto& point : series.points) purposes.insert(point.purpose);
    using Kind = ChartKeyEntry::Kind;
    for (const auto purpose : purposes)
        chart.key.push_back({Kind::mark, shape_of(purpose), false, false, visit_words(purpose)});
    if (has_mark(series, Mark::not_observed))
        chart.key.push_back({Kind::mark, MarkShape::circle, true, false, "Not observed"});
    if (has_mark(series, Mark::not_applicable))
        chart.key.push_back({Kind::mark, MarkShape::circle, true, true, "Not applicable"});
}

}  // namespace

std::string rubric_words(const Rubric& rubric)
{
    return fmt::format("{} {}", rubric.short_title.empty() ? rubric.title : rubric.short_title, rubric.version);
}

std::string RatingSeries::heading() const { return title.empty() ? code : code + " " + title; }

std::string RatingSeries::note() const
{
    std::set<ObservationId> visits;
    std::vector<analysis::LevelOnDay> given;
    for (const auto& point : points) {
        visits.insert(point.observation);
        if (point.mark == Mark::level) given.push_back({point.on, point.level});
    }
    const auto count = counted(static_cast<std::int64_t>(visits.size()), "visit");
    const auto sustained = analysis::sustained(given);
    if (!sustained) return count + ", no level sustained yet";
    const auto level = std::ranges::find(levels, sustained->level, &Level::number);
    const bool has_name = level != levels.end() && !level->name.empty();
    return fmt::format(
        "{}, sustained: {}", count,
        has_name ? fmt::format("{} ({})", level->name, level->number) : std::to_string(sustained->level));
}

std::vector<RatingSeries> rating_series(const std::vector<RatingPoint>& points, const RubricsByVersion& rubrics,
                                        bool with_details)
{
    std::vector<RatingSeries> all;
    std::map<RubricVersionId, Date> rated_last;
    for (const auto& point : points) {
        auto found = std::ranges::find_if(all, [&](const RatingSeries& series) {
            return series.rubric_version == point.rubric_version && series.code == point.code;
        });
        if (found == all.end()) {
            const auto rubric = rubrics.find(point.rubric_version);
            all.push_back(series_of(point, rubric == rubrics.end() ? nullptr : &rubric->second));
            found = std::prev(all.end());
        }
        found->points.push_back(point);
        auto& last = rated_last.try_emplace(point.rubric_version, point.on).first->second;
        last = std::max(last, point.on);
    }
    if (!with_details) std::erase_if(all, [](const RatingSeries& series) { return series.is_detail; });
    const auto place_in_rubric = [&](const RatingSeries& series) -> std::ptrdiff_t {
        const auto rubric = rubrics.find(series.rubric_version);
        const auto* node = rubric == rubrics.end() ? nullptr : rubric->second.node(series.code);
        return node ? node - rubric->second.nodes.data() : 0;
    };
    std::ranges::stable_sort(all, [&](const RatingSeries& first, const RatingSeries& second) {
        if (first.rubric_version == second.rubric_version) return place_in_rubric(first) < place_in_rubric(second);
        const auto first_last = rated_last.at(first.rubric_version);
        const auto second_last = rated_last.at(second.rubric_version);
        if (first_last != second_last) return first_last > second_last;
        return first.rubric_version < second.rubric_version;
    });
    return all;
}

DaySpan day_span(const std::vector<RatingSeries>& series, Date today)
{
    Date first = today;
    Date last = today;
    for (const auto& one : series)
        for (const auto& point : one.points) {
            first = std::min(first, point.on);
            last = std::max(last, point.on);
        }
    first = std::min(first, last - boost::gregorian::days(span_days_min));
    return {Date(first.year(), first.month(), 1), last};
}

MarkShape shape_of(Purpose purpose)
{
    switch (purpose) {
        case Purpose::coaching:
            return MarkShape::circle;
        case Purpose::evaluation:
            return MarkShape::square;
        case Purpose::walkthrough:
            return MarkShape::diamond;
        case Purpose::peer:
            return MarkShape::triangle_up;
        case Purpose::self:
            return MarkShape::triangle_down;
        case Purpose::calibration:
            break;
    }
    return MarkShape::pentagon;
}

Chart rating_chart(const RatingSeries& series, const DaySpan& span, Date today)
{
    Chart chart;
    chart.title = series.heading();
    chart.subtitle = series.rubric_title;
    chart.note = series.note();
    chart.first = span.first;
    chart.last = span.last;
    for (const auto& level : shown_levels(series))
        chart.scale.push_back({static_cast<double>(level.number), level_label(level)});
    std::size_t not_observed_row = 0;
    std::size_t not_applicable_row = 0;
    if (has_mark(series, Mark::not_observed)) {
        not_observed_row = chart.rows.size();
        chart.rows.emplace_back("Not observed");
    }
    if (has_mark(series, Mark::not_applicable)) {
        not_applicable_row = chart.rows.size();
        chart.rows.emplace_back("Not applicable");
    }
    for (const auto& rating : series.points) {
        ChartPoint point;
        point.on = rating.on;
        if (rating.mark == Mark::level)
            point.value = rating.level;
        else
            point.row = rating.mark == Mark::not_observed ? not_observed_row : not_applicable_row;
        point.shape = shape_of(rating.purpose);
        point.hollow = rating.mark != Mark::level;
        point.crossed = rating.mark == Mark::not_applicable;
        point.words = point_words(rating, today);
        chart.points.push_back(std::move(point));
    }
    add_key(chart, series);
    return chart;
}

}  // namespace throughline::report
