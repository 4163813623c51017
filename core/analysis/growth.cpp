#include "throughline/analysis/growth.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "core/analysis/covariance_average.hpp"
#include "core/analysis/distributions.hpp"
#include "core/analysis/mixed_checks.hpp"
#include "core/analysis/mixed_engine.hpp"
#include "throughline/analysis/mixed_model.hpp"

namespace throughline::analysis {
namespace {

// Levels are whole numbers. A rest this small, beside their variance, is no rest: the optimum lies where it is 0, and
// how near to that the optimiser stops depends on rounding.
constexpr double rest_of_levels_min = 1e-6;
// A level and a slope of each teacher's own want four ratings of them, on average.
constexpr std::size_t ratings_to_teacher_min = 4;
// With this many teachers their covariance matrix is known well enough to be taken as it is.
constexpr std::size_t averaged_teachers_max = 400;

Estimate with_interval(double value, double variance, double confidence, std::int64_t n)
{
    const double error = std::sqrt(std::max(0.0, variance));
    const double half = normal_multiplier(confidence) * error;
    return {value, error, Interval{value - half, value + half, confidence}, {}, n};
}

double variance_of(const std::vector<double>& values)
{
    double mean = 0, squares = 0;
    const auto count = static_cast<double>(values.size());
    for (const double value : values) mean += value / count;
    for (const double value : values) squares += (value - mean) * (value - mean) / count;
    return squares;
}

// Places without ratings are left out of a factor, and remembered.
struct UsedPlaces {
    std::vector<std::int32_t> place_of;  // -1: without ratings
    std::vector<std::string> names;
};

UsedPlaces used_places(const std::vector<std::string>& names, const std::vector<GrowthRating>& ratings,
                       std::int32_t GrowthRating::*of)
{
    UsedPlaces used{std::vector<std::int32_t>(names.size(), -1), {}};
    for (const auto& rating : ratings) {
        auto& place = used.place_of[static_cast<std::size_t>(rating.*of)];
        if (place >= 0) continue;
        place = static_cast<std::int32_t>(used.names.size());
        used.names.push_back(names[static_cast<std::size_t>(rating.*of)]);
    }
    return used;
}

GroupingFactor factor_of(const std::string& name, const UsedPlaces& used, const std::vector<GrowthRating>& ratings,
                         std::int32_t GrowthRating::*of)
{
    GroupingFactor factor;
    factor.name = name;
    factor.group_names = used.names;
    for (const auto& rating : ratings)
        factor.group_of_row.push_back(used.place_of[static_cast<std::size_t>(rating.*of)]);
    return factor;
}

bool divides_alike(const GroupingFactor& a, const GroupingFactor& b) { return is_nested(a, b) && is_nested(b, a); }

std::optional<Error> wrong_places(const GrowthInput& input)
{
    const auto is_outside = [](std::int32_t place, std::size_t size) {
        return place < 0 || static_cast<std::size_t>(place) >= size;
    };
    for (std::size_t i = 0; i < input.ratings.size(); ++i) {
        const auto& rating = input.ratings[i];
        if (is_outside(rating.teacher, input.teachers.size()) || is_outside(rating.observer, input.observers.size()) ||
            is_outside(rating.indicator, input.indicators.size()))
            return fail(ErrorCode::invalid, "Rating {0} names a teacher, observer or indicator that is not there.",
                        std::to_string(i + 1))
                .value();
    }
    return std::nullopt;
}

// The model that the ratings can bear, with the reasons for what it leaves out.
class GrowthModel {
public:
    explicit GrowthModel(const GrowthInput& input)
        : teachers(used_places(input.teachers, input.ratings, &GrowthRating::teacher)),
          observers(used_places(input.observers, input.ratings, &GrowthRating::observer)),
          indicators(used_places(input.indicators, input.ratings, &GrowthRating::indicator))
    {
        for (const auto& rating : input.ratings) {
            model.value_of_row.push_back(rating.level);
            weeks_.push_back(rating.week);
        }
        add_fixed(input);
        add_teachers(input);
        add_observers(input);
        add_visits(input);
    }

    MixedModelInput model;
    UsedPlaces teachers, observers, indicators;
    bool has_week = false;
    bool has_slopes = false;
    bool has_observers = false;
    std::vector<std::string> notes;

private:
    void add_fixed(const GrowthInput& input)
    {
        const auto [least, most] = std::ranges::minmax(weeks_);
        has_week = most > least;
        if (has_week)
            model.fixed.push_back({"week", weeks_});
        else
            notes.emplace_back("All visits were in one week, so nothing can be said about change.");
        const auto factor = factor_of("indicator", indicators, input.ratings, &GrowthRating::indicator);
        for (auto& column : treatment_columns("indicator", factor.group_names, factor.group_of_row))
            model.fixed.push_back(std::move(column));
    }

    void add_teachers(const GrowthInput& input)
    {
        auto factor = factor_of("teacher", teachers, input.ratings, &GrowthRating::teacher);
        has_slopes = has_week && ratings_to_teacher_min * factor.group_names.size() <= input.ratings.size();
        if (has_week && !has_slopes)
            notes.emplace_back(
                "There are too few ratings for a slope of each teacher's own; only levels are compared.");
        if (has_slopes) {
            factor.effects = RandomEffects::intercept_and_slope;
            factor.slope_of_row = weeks_;
            factor.slope_name = "week";
        }
        model.groups.push_back(std::move(factor));
    }

    void add_observers(const GrowthInput& input)
    {
        if (!input.with_observers) {
            notes.emplace_back("Levels are taken as they were given: how strict each observer is was left out.");
            return;
        }
        auto factor = factor_of("observer", observers, input.ratings, &GrowthRating::observer);
        if (factor.group_names.size() < 2)
            notes.emplace_back("There is one observer, whose severity cannot be told from the teachers' levels.");
        else if (factor.group_names.size() >= input.ratings.size() || divides_alike(factor, model.groups[0]))
            notes.emplace_back(
                "Each observer saw one teacher only and the other way round, so severity cannot be told "
                "from the teachers' levels.");
        else
            has_observers = true;
        if (has_observers) model.groups.push_back(std::move(factor));
    }

    void add_visits(const GrowthInput& input)
    {
        std::map<std::int32_t, std::int32_t> place_of;
        GroupingFactor factor;
        factor.name = "visit";
        factor.with_errors = false;
        for (const auto& rating : input.ratings) {
            const auto [place, is_new] = place_of.emplace(rating.visit, static_cast<std::int32_t>(place_of.size()));
            if (is_new) factor.group_names.emplace_back();
            factor.group_of_row.push_back(place->second);
        }
        // One rating in each visit: the visit's own luck is part of the rest.
        if (factor.group_names.size() >= input.ratings.size() || factor.group_names.size() < 2) return;
        const auto is_like = [&](const GroupingFactor& known) { return divides_alike(factor, known); };
        if (std::ranges::any_of(model.groups, is_like))
            notes.emplace_back("Each teacher was visited once, so a visit's luck cannot be told from a level.");
        else
            model.groups.push_back(std::move(factor));
    }

    std::vector<double> weeks_;
};

// A teacher's line at one set of parameters, or averaged over several.
struct LineMoments {
    Eigen::Vector2d mean = Eigen::Vector2d::Zero();
    Eigen::Matrix2d within = Eigen::Matrix2d::Zero();
    Eigen::Matrix2d square = Eigen::Matrix2d::Zero();  // of the means

    void add(const Eigen::Vector2d& line, const Eigen::Matrix2d& covariance, double weight)
    {
        mean += weight * line;
        within += weight * covariance;
        square += weight * line * line.transpose();
    }
    [[nodiscard]] GrowthLine line() const
    {
        const Eigen::Matrix2d covariance = within + square - mean * mean.transpose();
        return {mean[0], mean[1], covariance(0, 0), covariance(1, 1), covariance(1, 0)};
    }
};

// From the engine's solution to the lines of all teachers.
class LineMaker {
public:
    LineMaker(MixedEngine& engine, const GrowthModel& model) : engine_(engine), model_(model)
    {
        const auto terms = engine.layout().terms();
        for (std::size_t at = 0; at < terms.size(); ++at)
            if (terms[at]->factor->name == "teacher") teacher_at_ = at;
        for (std::size_t i = 0; i < engine.layout().tail.size(); ++i)
            if (engine.layout().tail[i].factor->name == "observer") parts_.mean_of = i;
        parts_.covariance = false;
        // What the fixed effects make of a line: its start is the intercept and the mean indicator, its slope the week.
        const auto& names = engine.basis().names;
        weights_ = Eigen::Matrix<double, 2, Eigen::Dynamic>::Zero(2, static_cast<Eigen::Index>(names.size()));
        for (std::size_t i = 0; i < names.size(); ++i) {
            const auto column = static_cast<Eigen::Index>(i);
            if (names[i] == intercept_name) weights_(0, column) = 1;
            if (names[i] == "week") weights_(1, column) = 1;
            if (names[i].starts_with("indicator: "))
                weights_(0, column) = 1 / static_cast<double>(model.indicators.names.size());
        }
        weights_ = (weights_ * engine.r_inverse()).eval();
    }

    [[nodiscard]] std::size_t teacher_at() const { return teacher_at_; }

    // Adds the lines at the engine's present parameters; the last is that of all teachers.
    void add(std::vector<LineMoments>& lines, double weight) const
    {
        const auto solution = engine_.solution(parts_);
        const auto& teachers = solution.terms[teacher_at_];
        const double variance = engine_.residual_variance();
        const auto units = to_given_units(*engine_.layout().terms()[teacher_at_]);
        Eigen::Vector2d fixed = weights_ * (engine_.basis().projected + solution.fixed);
        Eigen::Matrix2d fixed_covariance = weights_ * solution.fixed_covariance * weights_.transpose();
        if (parts_.mean_of) {  // the observers there are, on average
            fixed[0] += solution.mean;
            const Eigen::Vector2d with_mean = weights_ * solution.mean_with_fixed;
            fixed_covariance.col(0) += with_mean;
            fixed_covariance.row(0) += with_mean.transpose();
            fixed_covariance(0, 0) += solution.mean_variance;
        }
        for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
            const Eigen::Vector2d line = fixed + units * teachers.modes[i];
            Eigen::Matrix2d across = units * teachers.error_with_fixed[i] * weights_.transpose();
            if (parts_.mean_of) across.col(0) += units * teachers.error_with_mean[i];
            const Eigen::Matrix2d own = units * teachers.error_covariance[i] * units.transpose();
            lines[i].add(line, variance * (own + across + across.transpose() + fixed_covariance), weight);
        }
        lines.back().add(fixed, variance * fixed_covariance, weight);
    }

private:
    MixedEngine& engine_;
    const GrowthModel& model_;
    std::size_t teacher_at_ = 0;
    SolutionParts parts_;
    Eigen::Matrix<double, 2, Eigen::Dynamic> weights_;
};

std::vector<LineMoments> averaged_lines(MixedEngine& engine, const GrowthModel& model)
{
    const LineMaker maker(engine, model);
    std::vector<LineMoments> lines(model.teachers.names.size() + 1);
    if (model.teachers.names.size() > averaged_teachers_max) {
        engine.criterion_at(engine.optimum().theta);
        maker.add(lines, 1);
        return lines;
    }
    for (const auto& point : covariance_points(engine, maker.teacher_at())) {
        if (point.weight < 1e-9) continue;
        engine.criterion_at(point.theta);
        maker.add(lines, point.weight);
    }
    return lines;
}

void write_visits(const GrowthInput& input, GrowthFit& fit)
{
    std::vector<std::set<std::int32_t>> visits(input.teachers.size());
    for (const auto& rating : input.ratings) {
        const auto teacher = static_cast<std::size_t>(rating.teacher);
        auto& growth = fit.teachers[teacher];
        if (visits[teacher].empty()) growth.first_week = growth.last_week = rating.week;
        visits[teacher].insert(rating.visit);
        growth.first_week = std::min(growth.first_week, rating.week);
        growth.last_week = std::max(growth.last_week, rating.week);
    }
    for (std::size_t teacher = 0; teacher < visits.size(); ++teacher)
        fit.teachers[teacher].visits = static_cast<int>(visits[teacher].size());
}

void write_lines(const GrowthModel& model, const std::vector<LineMoments>& lines, const DirectionRule& rule,
                 GrowthFit& fit)
{
    for (std::size_t teacher = 0; teacher < fit.teachers.size(); ++teacher) {
        auto& growth = fit.teachers[teacher];
        const auto place = model.teachers.place_of[teacher];
        const double weeks = growth.last_week - growth.first_week;
        if (place >= 0) {
            growth.line = lines[static_cast<std::size_t>(place)].line();
            growth.slope = growth.line->slope_estimate(rule.confidence, growth.visits);
            if (model.has_slopes) growth.direction = direction_of(growth.slope, growth.visits, weeks, rule);
        }
        if (!model.has_slopes) {
            growth.slope.interval.reset();
            growth.slope.standard_error.reset();
            growth.slope.no_interval_because = model.notes.front();
        }
        growth.words = words_for(growth.direction, growth.visits, weeks, rule);
    }
    fit.all = lines.back().line();
}

void write_observers(const GrowthInput& input, const GrowthModel& model, const MixedModelFit& fit, double confidence,
                     GrowthFit& growth)
{
    if (!model.has_observers) return;
    const auto term = std::ranges::find(fit.terms, "observer", &RandomTerm::factor);
    for (std::size_t observer = 0; observer < input.observers.size(); ++observer) {
        const auto place = model.observers.place_of[observer];
        if (place < 0) {
            growth.observers.push_back({0, {}, {}, "There are no ratings.", 0});
            continue;
        }
        const auto& effect = term->groups[static_cast<std::size_t>(place)];
        growth.observers.push_back(with_interval(effect.intercept, effect.intercept_variance, confidence, fit.rows));
    }
}

void write_variances(const MixedModelFit& fit, GrowthFit& growth)
{
    for (const auto& term : fit.terms) {
        if (term.factor == "observer") growth.variances.observer = term.intercept_variance;
        if (term.factor == "visit") growth.variances.visit = term.intercept_variance;
        if (term.factor != "teacher") continue;
        growth.variances.teacher_level = term.intercept_variance;
        growth.variances.teacher_slope = term.slope_variance.value_or(0);
    }
    growth.variances.residual = fit.residual_variance;
    growth.is_singular = fit.is_singular;
    for (const auto& column : fit.dropped)
        growth.notes.push_back(column + " cannot be told from the others and is left out.");
}

}  // namespace

std::string_view name_of(Direction direction)
{
    switch (direction) {
        case Direction::not_enough_visits:
            return "not enough visits";
        case Direction::no_direction:
            return "no direction";
        case Direction::rising:
            return "rising";
        case Direction::falling:
            return "falling";
    }
    return {};
}

Estimate GrowthLine::level_in(double week, double confidence, std::int64_t visits) const
{
    const double variance = start_variance + 2 * week * covariance + week * week * slope_variance;
    return with_interval(at_start + slope * week, variance, confidence, visits);
}

Estimate GrowthLine::slope_estimate(double confidence, std::int64_t visits) const
{
    return with_interval(slope, slope_variance, confidence, visits);
}

Direction direction_of(const Estimate& slope, int visits, double weeks, const DirectionRule& rule)
{
    if (visits < rule.visits_min || weeks < rule.weeks_min) return Direction::not_enough_visits;
    if (!slope.interval || slope.interval->contains(0)) return Direction::no_direction;
    return slope.value > 0 ? Direction::rising : Direction::falling;
}

std::string words_for(Direction direction, int visits, double weeks, const DirectionRule& rule)
{
    if (direction != Direction::not_enough_visits) return std::string(name_of(direction));
    if (visits < rule.visits_min) return fmt::format("not enough visits yet: {} of {}", visits, rule.visits_min);
    if (weeks < rule.weeks_min)
        return fmt::format("not enough weeks yet: {} of {}", std::floor(weeks), std::ceil(rule.weeks_min));
    return "not enough ratings yet";
}

Result<GrowthFit> fit_growth(const GrowthInput& input, const DirectionRule& rule)
{
    if (input.ratings.empty())
        return fail(ErrorCode::invalid, "There are no ratings yet; growth is seen over several visits.");
    if (auto error = wrong_places(input)) return Failure(std::move(*error));
    const GrowthModel model(input);
    if (model.teachers.names.size() < growth_teachers_min)
        return fail(
            ErrorCode::invalid,
            "Ratings of fewer than {0} teachers are too few for the growth model, which compares; look at the trend.",
            std::to_string(growth_teachers_min));
    const auto engine = MixedEngine::make(model.model);
    if (!engine) return Failure(engine.error());
    const auto plain = fit_of(**engine);
    if (plain.residual_variance <= rest_of_levels_min * variance_of(model.model.value_of_row))
        return Failure(explained_without_rest());
    GrowthFit fit;
    fit.teachers.resize(input.teachers.size());
    fit.notes = model.notes;
    fit.ratings = plain.rows;
    write_variances(plain, fit);
    write_observers(input, model, plain, rule.confidence, fit);
    write_visits(input, fit);
    write_lines(model, averaged_lines(**engine, model), rule, fit);
    return fit;
}

}  // namespace throughline::analysis
