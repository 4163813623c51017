// Pieces that the coefficients of agreement share: intervals, and how often each unit got each level.
// Used by core/analysis/agreement*.cpp only.
#pragma once

#include <vector>

#include "throughline/analysis/agreement.hpp"

namespace throughline::analysis {

// value +- multiplier * error, not beyond `low` and `high`.
Interval interval_around(double value, double error, double multiplier, double confidence, double low, double high);

// Rows are units with at least one rating, columns the scale's levels.
struct LevelCounts {
    int levels = 0;
    std::vector<std::vector<double>> units;
    std::vector<double> ratings;  // of each unit: the row's sum
    double paired_units = 0;      // units with two ratings or more
};
Defined<LevelCounts> level_counts(const RatingMatrix& ratings, const LevelScale& scale);

tl::unexpected<NotDefined> level_not_on_scale(double level);

}  // namespace throughline::analysis
