#include "app/viewmodel/rating_chart.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "app/viewmodel/visit_wording.hpp"
#include "throughline/base/text.hpp"
#include "throughline/model/school_calendar.hpp"

namespace throughline {

namespace {

constexpr int span_days_min = 28;
constexpr double pad = 6;  // between the axis words and the marks
constexpr std::array<const char*, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

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
    return std::any_of(series.points.begin(), series.points.end(),
                       [&](const auto& point) { return point.mark == mark; });
}

// The places of a picture's rows: the levels from the top down, then the two marks without a level.
struct Rows {
    std::vector<Level> levels;  // rising
    bool not_observed = false;
    bool not_applicable = false;
    double top = 0;
    double step = 0;

    [[nodiscard]] std::size_t count() const { return levels.size() + not_observed + not_applicable; }

    [[nodiscard]] double of_level(int number) const
    {
        const auto above =
            std::count_if(levels.begin(), levels.end(), [&](const Level& level) { return level.number > number; });
        return top + (static_cast<double>(above) + 0.5) * step;
    }
    [[nodiscard]] double of(const RatingPoint& point) const
    {
        if (point.mark == Mark::level) return of_level(point.level);
        const auto below = levels.size() + (point.mark == Mark::not_applicable && not_observed);
        return top + (static_cast<double>(below) + 0.5) * step;
    }
};

Rows rows_of(const RatingSeries& series)
{
    return {shown_levels(series), has_mark(series, Mark::not_observed), has_mark(series, Mark::not_applicable)};
}

struct Label {
    std::string text;
    double y = 0;
};

std::vector<Label> row_labels(const Rows& rows)
{
    std::vector<Label> labels;
    for (const auto& level : rows.levels) labels.push_back({level_label(level), rows.of_level(level.number)});
    RatingPoint unlevelled;
    unlevelled.mark = Mark::not_observed;
    if (rows.not_observed) labels.push_back({"Not observed", rows.of(unlevelled)});
    unlevelled.mark = Mark::not_applicable;
    if (rows.not_applicable) labels.push_back({"Not applicable", rows.of(unlevelled)});
    return labels;
}

// Names of months below the picture, as many as there is room for.
void add_months(ChartDrawing& drawing, const ChartSpan& span, const ChartFrame& frame, double left, double bottom,
                const std::function<double(Date)>& x_of)
{
    double free_from = left - pad;
    for (Date day(span.first.year(), span.first.month(), 1); day <= span.last;
         day = day + boost::gregorian::months(1)) {
        if (day < span.first) continue;
        const double x = x_of(day);
        drawing.lines.push_back({x, bottom, x, bottom + 4, false});
        std::string name = months[day.month().as_number() - 1];
        if (day.month() == boost::gregorian::Jan) name += fmt::format(" {}", static_cast<int>(day.year()));
        const double width = frame.text_width(name);
        if (x < free_from || x + width > frame.width) continue;
        drawing.texts.push_back({x, bottom + 5, name});
        free_from = x + width + pad;
    }
}

// Two visits on one day with one level stand beside each other, not on top of each other.
void set_apart(std::vector<ChartMark>& marks, double right)
{
    for (std::size_t index = 1; index < marks.size(); ++index)
        for (std::size_t before = 0; before < index; ++before) {
            const bool is_same_row = marks[before].y == marks[index].y;
            const double distance = marks[index].x - marks[before].x;
            if (!is_same_row || distance >= 2 * chart_mark_radius || distance <= -2 * chart_mark_radius) continue;
            marks[index].x = std::min(marks[before].x + 2 * chart_mark_radius + 1, right);
        }
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
    for (const auto& point : points) visits.insert(point.observation);
    return counted(static_cast<std::int64_t>(visits.size()), "visit") + ": no direction is drawn";
}

std::string RatingSeries::summary(Date today) const
{
    std::vector<std::string> sentences = {fmt::format("{}, {}. {}", heading(), rubric_title, note())};
    for (const auto& point : points) sentences.push_back(point_words(point, today));
    return join(sentences, ". ") + ".";
}

std::vector<RatingSeries> rating_series(const std::vector<RatingPoint>& points, const RubricsByVersion& rubrics,
                                        bool with_details)
{
    std::vector<RatingSeries> all;
    std::map<RubricVersionId, Date> rated_last;
    for (const auto& point : points) {
        auto found = std::find_if(all.begin(), all.end(), [&](const RatingSeries& series) {
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
    std::stable_sort(all.begin(), all.end(), [&](const RatingSeries& first, const RatingSeries& second) {
        if (first.rubric_version == second.rubric_version) return place_in_rubric(first) < place_in_rubric(second);
        const auto first_last = rated_last.at(first.rubric_version);
        const auto second_last = rated_last.at(second.rubric_version);
        if (first_last != second_last) return first_last > second_last;
        return first.rubric_version < second.rubric_version;
    });
    return all;
}

std::vector<TableRow> rating_table(const std::vector<RatingSeries>& series, Date today)
{
    struct Entry {
        const RatingSeries* series;
        const RatingPoint* point;
    };
    std::vector<Entry> entries;
    for (const auto& one : series)
        for (const auto& point : one.points) entries.push_back({&one, &point});
    std::stable_sort(entries.begin(), entries.end(),
                     [](const Entry& first, const Entry& second) { return first.point->on > second.point->on; });
    std::vector<TableRow> rows;
    rows.reserve(entries.size());
    for (const auto& [one, point] : entries)
        rows.push_back({any(point->observation),
                        {spoken_date(point->on, today), rating_words(*point), one->heading(), one->rubric_title,
                         point->observer_name, sentence_case(name_of(point->purpose))},
                        TableRow::Look::plain});
    return rows;
}

ChartSpan chart_span(const std::vector<RatingSeries>& series, Date today)
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

double chart_height(const RatingSeries& series, double text_height)
{
    const auto rows = static_cast<double>(std::max<std::size_t>(rows_of(series).count(), 2));
    return rows * (text_height + 6) + text_height + 3 * pad;
}

ChartDrawing draw_ratings(const RatingSeries& series, const ChartSpan& span, const ChartFrame& frame, Date today)
{
    ChartDrawing drawing;
    auto rows = rows_of(series);
    if (rows.count() == 0) return drawing;
    const double bottom = frame.height - frame.text_height - 2 * pad;
    rows.top = pad;
    rows.step = (bottom - rows.top) / static_cast<double>(rows.count());

    const auto labels = row_labels(rows);
    double label_width = 0;
    for (const auto& label : labels) label_width = std::max(label_width, frame.text_width(label.text));
    const double left = label_width + pad;
    for (const auto& label : labels) {
        drawing.texts.push_back(
            {label_width - frame.text_width(label.text), label.y - frame.text_height / 2, label.text});
        drawing.lines.push_back({left, label.y, frame.width, label.y, true});
    }

    const double days = std::max<double>(1, static_cast<double>((span.last - span.first).days()));
    const double first_x = left + pad + chart_mark_radius;
    const double last_x = frame.width - pad - chart_mark_radius;
    const auto x_of = [&](Date day) {
        return first_x + (last_x - first_x) * static_cast<double>((day - span.first).days()) / days;
    };
    add_months(drawing, span, frame, left, bottom, x_of);
    for (const auto& point : series.points)
        drawing.marks.push_back({x_of(point.on), rows.of(point), shape_of(point.purpose), point.mark != Mark::level,
                                 point.mark == Mark::not_applicable, point_words(point, today)});
    set_apart(drawing.marks, frame.width - chart_mark_radius);
    return drawing;
}

}  // namespace throughline
