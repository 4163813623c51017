// One teacher's trend without a model: the Theil-Sen slope and the Mann-Kendall test.
//
// Used by the teacher's chart, by growth and by `throughline-cli analyse trend`. Values in, values out. Promises: the
// order of the points changes nothing; one wild point moves the slope little; with few points probabilities are exact,
// not approximated, and say so.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "throughline/analysis/estimate.hpp"
#include "throughline/base/time.hpp"

namespace throughline::analysis {

struct TrendPoint {
    double x = 0;
    double y = 0;
};

struct DatedValue {
    Date on;
    double value = 0;
};

enum class TrendTest {
    exact,                // every order of the values is counted; ties in x or in y are part of the count
    normal_approximation  // more than 50 points, or ties in both x and y with more than 8 points
};
std::string_view name_of(TrendTest test);  // "exact", "normal approximation"

struct Trend {
    // Per unit of x. The median of the slopes between all pairs of points with different x (Theil 1950, Sen 1968).
    // Interval: the slopes at the ranks that Kendall's S leaves open (Hollander & Wolfe 1999, section 9.3; with ties,
    // Sen 1968). No standard error. With very few points no pair of slopes reaches the confidence asked for.
    Estimate slope;
    // The median of y - slope * x, as Hollander & Wolfe (1999, section 9.2) have it.
    double intercept = 0;
    // Mann-Kendall: S is the pairs that rise minus those that fall (Kendall 1975). tau is S over all pairs, with ties
    // Kendall's tau-b. Not defined if all y are the same.
    double s = 0;
    Defined<double> tau;
    double p_value = 1;  // two-sided; the approximation uses the variance for ties and a continuity correction
    TrendTest test = TrendTest::exact;
    std::int64_t n = 0;  // points
};

// At least 3 points at two different x.
Defined<Trend> trend(std::vector<TrendPoint> points, double confidence = default_confidence);

// The same with days as x, counted from the first of them: the slope is per day, the intercept the level on that day.
struct DatedTrend {
    Date first_on;
    Trend trend;
};
Defined<DatedTrend> trend_of_days(const std::vector<DatedValue>& values, double confidence = default_confidence);

}  // namespace throughline::analysis
