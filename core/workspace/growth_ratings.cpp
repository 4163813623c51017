#include "core/workspace/growth_ratings.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include <boost/date_time/gregorian/gregorian.hpp>

#include "core/store/people.hpp"

namespace throughline {
namespace {

bool is_detail(const Rubric& rubric, const RubricNode& node)
{
    const auto* parent = rubric.node(node.parent_code);
    return parent != nullptr && is_rated(*parent);
}

int number_setting(Context& context, std::string_view name, int otherwise)
{
    const auto text = store::setting(context.database, name, "");
    if (text.empty()) return otherwise;
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
        throw store::UnreadableValue("a setting is not a number: " + text);
    return value;
}

}  // namespace

YearSpan year_span(const SchoolCalendar& calendar, Date on, Date today)
{
    YearSpan span{"", on - boost::gregorian::years(1) + boost::gregorian::days(1), today};
    for (const auto& year : calendar.years()) {  // by start
        if (year.starts_on > on) {
            span.to = std::min(span.to, year.starts_on - boost::gregorian::days(1));
            break;
        }
        span.name = year.name;
        span.from = year.starts_on;
    }
    return span;
}

double school_week(const SchoolCalendar& calendar, Date year_start, Date on)
{
    return static_cast<double>(calendar.school_days_between(year_start, on)) / school_days_a_week;
}

LineRows line_rows(const Rubric& rubric)
{
    std::map<std::string, int> count_of_scale;
    for (const auto& node : rubric.nodes)
        if (is_rated(node) && !is_detail(rubric, node)) ++count_of_scale[node.scale_id];
    std::string scale_id;
    for (const auto& scale : rubric.scales)  // the rubric's first, where two have as many
        if (scale_id.empty() || count_of_scale[scale.id] > count_of_scale[scale_id]) scale_id = scale.id;
    LineRows rows;
    for (const auto& node : rubric.nodes) {
        if (!is_rated(node) || is_detail(rubric, node)) continue;
        if (node.scale_id == scale_id)
            rows.codes.insert(node.code);
        else
            rows.left_out.push_back(node.code);
    }
    if (const auto* scale = rubric.scale(scale_id)) rows.levels = scale->levels;
    return rows;
}

analysis::DirectionRule direction_rule(Context& context)
{
    analysis::DirectionRule rule;
    rule.visits_min = number_setting(context, "direction_visits_min", rule.visits_min);
    rule.weeks_min = number_setting(context, "direction_weeks_min", static_cast<int>(rule.weeks_min));
    return rule;
}

Sight sight_of(const store::Viewer& viewer, const store::GivenLevel& level, Purpose purpose)
{
    Observation visit;
    visit.teacher = level.teacher;
    visit.observer = level.observer;
    visit.co_observer = level.co_observer;
    visit.purpose = purpose;
    visit.state = ObservationState::shared;  // levels_given() gives no others
    visit.started_on = level.on;
    return sight_of(viewer, visit);
}

}  // namespace throughline
