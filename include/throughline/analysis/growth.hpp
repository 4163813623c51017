// The program's own growth model: how each teacher's level changes over the school year, with its uncertainty, and
// whether that is enough to speak of a direction.
//
// Used by the teacher's chart, the school's pictures, packets and the command line. Values in, values out: whoever asks
// chooses the ratings, of one rubric version and one purpose. Promises: no direction without enough visits over enough
// weeks, nor while the slope's interval holds zero; what the ratings cannot tell apart is left out of the model and
// said.
//
//   level = indicator + slope of all * week + teacher + teacher's slope * week + observer + visit + rest
//
// Indicators and week are fixed effects; teachers (level and slope, correlated), observers and visits are random ones,
// fitted by REML (mixed_model.hpp). Levels count as equal steps; facets.hpp is the check on that.
//
// A teacher's slope is drawn towards the slope of all, the more so the less is known. How much is itself uncertain in a
// school of twenty, and intervals that pretend to know it miss the truth too often. So they are averaged over what the
// teachers' covariance matrix may be, given the ratings, from a uniform prior on it (Everson & Morris 2000, "Inference
// for multivariate normal hierarchical models"), the variance of a deviation being its mean variance plus the variance
// of its mean (Kass & Steffey 1989). The same ratings give the same intervals: the points are a fixed sequence.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/analysis/estimate.hpp"
#include "throughline/base/error.hpp"

namespace throughline::analysis {

struct GrowthRating {
    std::int32_t teacher = 0;  // places in the lists of GrowthInput
    std::int32_t observer = 0;
    std::int32_t indicator = 0;
    std::int32_t visit = 0;  // any number: the same for ratings of the same visit
    double week = 0;         // school weeks since the year's start
    double level = 0;
};

struct GrowthInput {
    std::vector<std::string> teachers;
    std::vector<std::string> observers;
    std::vector<std::string> indicators;
    std::vector<GrowthRating> ratings;
    bool with_observers = true;  // false: levels as they were given, strict observers or not
};

// When a slope is a direction. Research needs eight visits over two years to tell slopes apart with a reliability of
// .39; less than these numbers is noise.
struct DirectionRule {
    int visits_min = 6;
    double weeks_min = 8;     // from the first visit to the last
    double confidence = 0.8;  // of the interval that must not hold zero
};

enum class Direction { not_enough_visits, no_direction, rising, falling };
std::string_view name_of(Direction direction);  // "not enough visits", "no direction", "rising", "falling"

// A line with its uncertainty: level = at_start + slope * week, of all indicators alike, as the observers there are
// rate on average.
struct GrowthLine {
    double at_start = 0;
    double slope = 0;  // levels per school week
    double start_variance = 0;
    double slope_variance = 0;
    double covariance = 0;

    // n is `visits`.
    [[nodiscard]] Estimate level_in(double week, double confidence, std::int64_t visits = 0) const;
    [[nodiscard]] Estimate slope_estimate(double confidence, std::int64_t visits = 0) const;
};

struct GrowthOfTeacher {
    int visits = 0;
    double first_week = 0;
    double last_week = 0;
    std::optional<GrowthLine> line;  // none without ratings
    Estimate slope;                  // with the rule's interval
    Direction direction = Direction::not_enough_visits;
    std::string words;  // "not enough visits yet: 3 of 6", "not enough weeks yet: 5 of 8", "rising"
};

struct GrowthVariances {
    double teacher_level = 0;  // at the year's start
    double teacher_slope = 0;
    std::optional<double> observer;
    std::optional<double> visit;
    double residual = 0;
};

struct GrowthFit {
    std::vector<GrowthOfTeacher> teachers;  // in the order of the input
    GrowthLine all;                         // the mean of all teachers
    // How much higher each observer rates than the others, all else alike; empty with one observer.
    std::vector<Estimate> observers;
    GrowthVariances variances;
    bool is_singular = false;
    std::int64_t ratings = 0;
    std::vector<std::string> notes;  // whole sentences: what was left out of the model and why
};

// How much teachers' slopes differ cannot be told from fewer.
constexpr std::size_t growth_teachers_min = 5;

// Refuses (ErrorCode::invalid), with the reason: places outside the lists, fewer teachers with ratings than that,
// ratings that never differ or leave no rest, and what fit_mixed_model refuses.
Result<GrowthFit> fit_growth(const GrowthInput& input, const DirectionRule& rule = {});

// The rule by itself.
Direction direction_of(const Estimate& slope, int visits, double weeks, const DirectionRule& rule);
std::string words_for(Direction direction, int visits, double weeks, const DirectionRule& rule);

}  // namespace throughline::analysis
