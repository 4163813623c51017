// One teacher's year: what was given, how it lies over time, and whether that is enough to speak of a direction.
#include <algorithm>
#include <map>
#include <unordered_map>

#include <fmt/format.h>
#include <boost/date_time/gregorian/gregorian.hpp>

#include "core/store/visits.hpp"
#include "core/workspace/detail.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/growth_ratings.hpp"
#include "core/workspace/house_days.hpp"
#include "core/workspace/rating_point.hpp"
#include "throughline/analysis/trend.hpp"
#include "throughline/base/text.hpp"
#include "throughline/query/growth.hpp"
#include "throughline/report/rating_chart.hpp"

namespace throughline {
namespace {

using analysis::not_defined;
using Growth = TeacherGrowth::Growth;

constexpr int visits_a_year_max = 2'000;
constexpr auto no_levels = "No level on a row that counts was given yet.";

// Shared visits of the year, oldest first; those whose ratings the actor may not read are counted only.
struct YearVisits {
    std::vector<VisitRow> read;
    std::vector<VisitRow> unread;
};

YearVisits visits_of(Context& context, const store::Viewer& viewer, const PersonId& teacher, const YearSpan& year)
{
    Observations filter;
    filter.teacher = teacher;
    filter.state = ObservationState::shared;
    filter.from = year.from;
    filter.to = year.to;
    filter.count_max = visits_a_year_max;
    YearVisits visits;
    for (auto& row : store::visits(context.database, viewer, filter)) {
        const bool may_read = sight_of(viewer, row) >= Sight::feedback;
        (may_read ? visits.read : visits.unread).push_back(as_seen(viewer, std::move(row)));
    }
    std::ranges::reverse(visits.read);
    return visits;
}

std::vector<TeacherGrowth::Series> series_of(Context& context, const std::vector<VisitRow>& visits)
{
    std::vector<TeacherGrowth::Series> all;
    for (auto visit = visits.rbegin(); visit != visits.rend(); ++visit) {
        auto found = std::ranges::find_if(all, [&](const auto& series) {
            return series.rubric_version == visit->rubric_version && series.purpose == visit->purpose;
        });
        if (found == all.end()) {
            const auto words = report::rubric_words(*context.session.rubric(visit->rubric_version));
            found = all.insert(all.end(), {visit->rubric_version, words, visit->purpose, 0});
        }
        ++found->visits;
    }
    return all;
}

// What is asked for, or else coaching if there is any, or else what there is; on the version rated last.
void choose_series(const TeacherGrowth& asked, Growth& growth)
{
    const auto is_coaching = [](const auto& series) { return series.purpose == Purpose::coaching; };
    if (asked.purpose)
        growth.purpose = *asked.purpose;
    else if (!growth.series.empty() && std::ranges::none_of(growth.series, is_coaching))
        growth.purpose = growth.series.front().purpose;
    growth.rubric_version = asked.rubric_version;
    if (growth.rubric_version) return;
    const auto last = std::ranges::find(growth.series, growth.purpose, &TeacherGrowth::Series::purpose);
    if (last != growth.series.end()) growth.rubric_version = last->rubric_version;
}

// Numbers things in the order in which they come.
template <class Key>
class Places {
public:
    std::int32_t place(const Key& key)
    {
        const auto [place, is_new] = places_.emplace(key, static_cast<std::int32_t>(places_.size()));
        if (is_new) keys_.push_back(key);
        return place->second;
    }
    [[nodiscard]] const std::vector<Key>& keys() const { return keys_; }
    // For a model that must tell them apart and need not know who they are.
    [[nodiscard]] std::vector<std::string> numbers() const
    {
        std::vector<std::string> numbers;
        for (std::size_t i = 0; i < keys_.size(); ++i) numbers.push_back(std::to_string(i + 1));
        return numbers;
    }

private:
    std::unordered_map<Key, std::int32_t> places_;
    std::vector<Key> keys_;
};

class GrowthPicture {
public:
    GrowthPicture(Context& context, const SchoolCalendar& calendar, const Rubric& rubric, Growth& growth)
        : context_(context), calendar_(calendar), rubric_(rubric), rows_(line_rows(rubric)), growth_(growth)
    {
        growth_.levels = rows_.levels;
    }

    void add(const VisitRow& visit)
    {
        GrowthVisit shown{visit.id,
                          visit.started_on,
                          week_of(visit.started_on),
                          visit.observer,
                          visit.observer_name,
                          visit.purpose,
                          0,
                          {}};
        double sum = 0;
        for (const auto& rating : store::ratings_of(context_.database, visit.id)) {
            points_[rating.code].push_back(point_of(visit, rating, rubric_));
            if (rating.mark != Mark::level || !rows_.codes.contains(rating.code)) continue;
            sum += rating.level;
            ++shown.ratings;
            own_.push_back({visit.id,
                            growth_.teacher,
                            visit.observer,
                            {},
                            visit.started_on,
                            visit.rubric_version,
                            rating.code,
                            rating.level});
        }
        if (shown.ratings > 0) shown.mean_level = sum / shown.ratings;
        growth_.visits.push_back(std::move(shown));
    }

    void write_indicators()
    {
        for (const auto& node : rubric_.nodes) {
            const auto found = points_.find(node.code);
            if (found == points_.end()) continue;
            IndicatorGrowth row{node.code, node.title, rows_.codes.contains(node.code), {}, std::move(found->second),
                                {},        {}};
            if (const auto* scale = rubric_.scale_of(node)) row.levels = scale->levels;
            std::vector<analysis::LevelOnDay> given;
            for (const auto& point : row.points)
                if (point.mark == Mark::level) given.push_back({point.on, point.level});
            row.first_reached = analysis::first_reached(given);
            row.sustained = analysis::sustained(given);
            growth_.indicators.push_back(std::move(row));
        }
    }

    // The line: by the school's model where there are enough teachers, by this teacher's own visits where not.
    void write_line(const SchoolId& school, bool with_observers)
    {
        if (!rows_.left_out.empty())
            growth_.notes.push_back(fmt::format(
                "Rows on another scale stand by themselves and are in no mean level: {}.", join(rows_.left_out, ", ")));
        for (const auto& visit : growth_.visits)
            if (visit.mean_level) rated_.push_back(&visit);
        if (rated_.empty()) {
            growth_.present = growth_.slope = not_defined(no_levels);
            growth_.words = words_for(growth_.direction, 0, 0, growth_.rule);
            return;
        }
        growth_.present_on = rated_.back()->on;
        const auto input = school_input(school, with_observers);
        if (static_cast<int>(input.teachers.size()) < too_few) {
            growth_.notes.push_back(fmt::format(
                "Fewer than {} teachers were rated like this in this school, so there is nothing to compare with: the "
                "slope is this teacher's own, and how strict each observer is cannot be allowed for.",
                too_few));
            return write_own_trend();
        }
        const auto fit = analysis::fit_growth(input, growth_.rule);
        if (fit) return write_model(*fit, input);
        growth_.notes.push_back("The school's model could not be used. " + fit.error().text());
        write_own_trend();
    }

private:
    [[nodiscard]] double week_of(Date on) const { return school_week(calendar_, growth_.from, on); }
    [[nodiscard]] double weeks() const { return rated_.back()->week - rated_.front()->week; }
    [[nodiscard]] int visits() const { return static_cast<int>(rated_.size()); }

    // This teacher first, with what the actor may read of them; of all others what was shared.
    [[nodiscard]] analysis::GrowthInput school_input(const SchoolId& school, bool with_observers) const
    {
        analysis::GrowthInput input;
        input.with_observers = with_observers;
        Places<PersonId> teachers, observers;
        Places<ObservationId> visits;
        Places<std::string> indicators;
        const auto add = [&](const store::GivenLevel& given) {
            if (!rows_.codes.contains(given.code)) return;
            input.ratings.push_back({teachers.place(given.teacher), observers.place(given.observer),
                                     indicators.place(given.code), visits.place(given.observation), week_of(given.on),
                                     static_cast<double>(given.level)});
        };
        for (const auto& given : own_) add(given);
        for (const auto& given : store::levels_given(
                 context_.database, {school, growth_.purpose, growth_.rubric_version, growth_.from, growth_.to}))
            if (given.teacher != growth_.teacher) add(given);
        input.teachers = teachers.numbers();
        input.observers = observers.numbers();
        input.indicators = indicators.keys();
        return input;
    }

    void write_model(const analysis::GrowthFit& fit, const analysis::GrowthInput& input)
    {
        const auto& own = fit.teachers.front();
        const double confidence = growth_.rule.confidence;
        growth_.method = GrowthMethod::school_model;
        growth_.present = own.line->level_in(rated_.back()->week, confidence, visits());
        growth_.slope = own.slope;
        growth_.direction = own.direction;
        growth_.words = own.words;
        growth_.notes.insert(growth_.notes.end(), fit.notes.begin(), fit.notes.end());
        if (growth_.direction != analysis::Direction::not_enough_visits)
            write_band([&](double week) { return own.line->level_in(week, confidence, visits()); });
        growth_.how_computed.push_back(fmt::format(
            "{} of this teacher in {}, beside those of {} by {}: {} on {}, for {}, from {} to {}.",
            counted(static_cast<std::int64_t>(own_.size()), "rating"), counted(visits(), "visit"),
            counted(static_cast<std::int64_t>(input.teachers.size()) - 1, "other teacher"),
            counted(static_cast<std::int64_t>(input.observers.size()), "observer"), counted(fit.ratings, "rating"),
            growth_.rubric_title, name_of(growth_.purpose), iso(growth_.from), iso(growth_.to)));
        growth_.how_computed.push_back(fmt::format(
            "Level = row of the rubric + slope of all x school week + teacher + teacher's own slope x school week + "
            "{}visit + rest, fitted by restricted maximum likelihood. A teacher's line is drawn towards that of all, "
            "the more so the fewer their visits.",
            input.with_observers ? "observer + " : std::string()));
        if (!input.with_observers)
            growth_.how_computed.emplace_back(
                "How strict each observer is was not allowed for: levels count as they were given.");
        write_rule();
    }

    void write_own_trend()
    {
        growth_.method = GrowthMethod::own_trend;
        std::vector<analysis::TrendPoint> points;
        for (const auto* visit : rated_) points.push_back({visit->week, *visit->mean_level});
        const auto trend = analysis::trend(points, growth_.rule.confidence);
        if (trend) {
            const auto level_in = [&](double week) {
                return analysis::Estimate{trend->intercept + trend->slope.value * week,
                                          {},
                                          {},
                                          "A slope of one teacher's own visits has no band for the level.",
                                          visits()};
            };
            growth_.slope = trend->slope;
            growth_.present = level_in(rated_.back()->week);
            growth_.direction = direction_of(trend->slope, visits(), weeks(), growth_.rule);
            if (growth_.direction != analysis::Direction::not_enough_visits) write_band(level_in);
        } else {
            growth_.present = growth_.slope = tl::unexpected(trend.error());
        }
        growth_.words = words_for(growth_.direction, visits(), weeks(), growth_.rule);
        growth_.how_computed.push_back(fmt::format("{} of this teacher in {} on {}, for {}, from {} to {}.",
                                                   counted(static_cast<std::int64_t>(own_.size()), "rating"),
                                                   counted(visits(), "visit"), growth_.rubric_title,
                                                   name_of(growth_.purpose), iso(growth_.from), iso(growth_.to)));
        growth_.how_computed.emplace_back(
            "The slope is the median of the slopes between all pairs of visits' mean levels (Theil-Sen); one unusual "
            "visit moves it little.");
        write_rule();
    }

    void write_rule()
    {
        growth_.how_computed.push_back(fmt::format(
            "A direction is named only if the {:.0f} % interval of the slope leaves out zero, after at least {} over "
            "at "
            "least {} school weeks.",
            100 * growth_.rule.confidence, counted(growth_.rule.visits_min, "visit"), growth_.rule.weeks_min));
        growth_.how_computed.emplace_back(
            "Levels count as equal steps, as numbered in the rubric. Not observed, not applicable and blank rows are "
            "left out.");
    }

    // At the first visit, each Monday between, and the last.
    template <class LevelIn>
    void write_band(LevelIn level_in)
    {
        const Date first = rated_.front()->on, last = rated_.back()->on;
        const auto add = [&](Date on) { growth_.band.push_back({on, week_of(on), level_in(week_of(on))}); };
        add(first);
        for (Date monday = SchoolCalendar::week_of(first) + boost::gregorian::days(7); monday < last;
             monday += boost::gregorian::days(7))
            add(monday);
        if (last > first) add(last);
    }

    Context& context_;
    const SchoolCalendar& calendar_;
    const Rubric& rubric_;
    LineRows rows_;
    Growth& growth_;
    std::vector<store::GivenLevel> own_;
    std::map<std::string, std::vector<RatingPoint>> points_;
    std::vector<const GrowthVisit*> rated_;
};

void write_steps(Context& context, const store::Viewer& viewer, Growth& growth)
{
    for (const auto& step : store::steps_of_teacher(context.database, growth.teacher)) {
        if (!step.assigned_on || *step.assigned_on < growth.from || *step.assigned_on > growth.to) continue;
        const auto visit = store::find<Observation>(context.database, step.observation);
        if (!visit || sight_of(viewer, *visit) < Sight::steps) continue;
        growth.steps.push_back(step_row(context, step));
        growth.steps_mastered += step.state == StepState::mastered ? 1 : 0;
    }
    std::ranges::reverse(growth.steps);
}

}  // namespace

std::string_view name_of(GrowthMethod method)
{
    switch (method) {
        case GrowthMethod::school_model:
            return "school model";
        case GrowthMethod::own_trend:
            return "own trend";
        case GrowthMethod::none:
            return "none";
    }
    return {};
}

template <>
Result<Growth> answer(Context& context, const TeacherGrowth& asked)
{
    const auto viewer = viewer_of(context);
    const auto person = visible_teacher(context, viewer, asked.teacher);
    if (!person) return Failure(person.error());
    note_access(context, asked.teacher, AccessKind::growth);
    if (asked.rubric_version && !store::find<store::RubricVersionRow>(context.database, *asked.rubric_version))
        return fail(ErrorCode::not_found, "This version of the rubric is not in the file.");
    HouseDays house(context);
    const auto& calendar = house.calendar_of(asked.teacher);
    const auto year = year_span(calendar, asked.on.value_or(context.today), context.today);
    Growth growth;
    growth.teacher = asked.teacher;
    growth.teacher_name = person->name();
    growth.year_name = year.name;
    growth.from = year.from;
    growth.to = year.to;
    growth.rule = direction_rule(context);
    const auto visits = visits_of(context, viewer, asked.teacher, year);
    growth.series = series_of(context, visits.read);
    choose_series(asked, growth);
    growth.visits_unread = static_cast<int>(std::ranges::count(visits.unread, growth.purpose, &VisitRow::purpose));
    if (growth.visits_unread > 0)
        growth.notes.push_back(fmt::format("{} for {} took place whose ratings are not yours to read.",
                                           counted(growth.visits_unread, "visit"), name_of(growth.purpose)));
    write_steps(context, viewer, growth);
    growth.words = words_for(growth.direction, 0, 0, growth.rule);
    if (!growth.rubric_version) return growth;
    const auto rubric = context.session.rubric(*growth.rubric_version);
    growth.rubric_title = report::rubric_words(*rubric);
    GrowthPicture picture(context, calendar, *rubric, growth);
    for (const auto& visit : visits.read)
        if (visit.purpose == growth.purpose && visit.rubric_version == growth.rubric_version) picture.add(visit);
    picture.write_indicators();
    picture.write_line(person->school, asked.with_observers);
    return growth;
}

THROUGHLINE_QUERY(TeacherGrowth);

}  // namespace throughline
