// The six intraclass correlations of Shrout & Fleiss (1979).
#include <cmath>
#include <limits>

#include "core/analysis/agreement_parts.hpp"
#include "core/analysis/distributions.hpp"
#include "core/analysis/two_way_anova.hpp"

namespace throughline::analysis {
namespace {

struct Bounds {
    double low = 0;
    double high = 0;
};

// A denominator this much smaller than what it is made of is zero but for rounding.
constexpr double rounding = 1e-10;

// NaN where the denominator is zero or less: an estimate of a total variance that came out as none.
double ratio(double numerator, double denominator, double scale)
{
    return denominator > rounding * scale ? numerator / denominator : std::numeric_limits<double>::quiet_NaN();
}

// What a single rating's bound becomes for the mean of k ratings (Spearman and Brown).
double stepped_up(double single, double k) { return ratio(single * k, 1 + single * (k - 1), 1); }

double scale_of(const TwoWayAnova& a) { return a.units_ms + a.observers_ms + a.residual_ms; }

double random_single(const TwoWayAnova& a)
{
    const double total = a.units_ms + (a.k - 1) * a.residual_ms + a.k * (a.observers_ms - a.residual_ms) / a.n;
    return ratio(a.units_ms - a.residual_ms, total, scale_of(a));
}

double value_of(const TwoWayAnova& a, IccForm form)
{
    switch (form) {
        case IccForm::one_way_single:
            return (a.units_ms - a.within_ms) / (a.units_ms + (a.k - 1) * a.within_ms);
        case IccForm::random_single:
            return random_single(a);
        case IccForm::mixed_single:
            return (a.units_ms - a.residual_ms) / (a.units_ms + (a.k - 1) * a.residual_ms);
        case IccForm::one_way_average:
            return (a.units_ms - a.within_ms) / a.units_ms;
        case IccForm::random_average:
            return ratio(a.units_ms - a.residual_ms, a.units_ms + (a.observers_ms - a.residual_ms) / a.n, scale_of(a));
        case IccForm::mixed_average:
            return (a.units_ms - a.residual_ms) / a.units_ms;
    }
    return 0;
}

// The F ratio's bounds: F / F(1 - a/2; d1, d2) and F * F(1 - a/2; d2, d1).
Bounds f_bounds(double f, double units_degrees, double error_degrees, double upper)
{
    return {f / f_quantile(upper, units_degrees, error_degrees), f * f_quantile(upper, error_degrees, units_degrees)};
}

// Shrout & Fleiss (1979), p. 424, with the degrees of McGraw & Wong (1996), table 7.
Bounds random_single_bounds(const TwoWayAnova& a, double upper)
{
    const double icc = random_single(a);
    const double f = a.observers_ms / a.residual_ms;
    const double rest = a.n * (1 + (a.k - 1) * icc) - a.k * icc;
    const double part = a.k * icc * f + rest;
    const double degrees =
        (a.k - 1) * (a.n - 1) * part * part / ((a.n - 1) * a.k * a.k * icc * icc * f * f + rest * rest);
    const double low_f = f_quantile(upper, a.n - 1, degrees);
    const double high_f = f_quantile(upper, degrees, a.n - 1);
    const double spread = a.k * a.observers_ms + (a.k * a.n - a.k - a.n) * a.residual_ms;
    return {a.n * (a.units_ms - low_f * a.residual_ms) / (low_f * spread + a.n * a.units_ms),
            a.n * (high_f * a.units_ms - a.residual_ms) / (spread + a.n * high_f * a.units_ms)};
}

Bounds bounds_of(const TwoWayAnova& a, IccForm form, double upper)
{
    const double error_degrees = (a.n - 1) * (a.k - 1);
    const auto one_way = [&] { return f_bounds(a.units_ms / a.within_ms, a.n - 1, a.n * (a.k - 1), upper); };
    const auto mixed = [&] { return f_bounds(a.units_ms / a.residual_ms, a.n - 1, error_degrees, upper); };
    const auto single = [&](Bounds f) {
        return Bounds{(f.low - 1) / (f.low + a.k - 1), (f.high - 1) / (f.high + a.k - 1)};
    };
    const auto average = [](Bounds f) { return Bounds{1 - 1 / f.low, 1 - 1 / f.high}; };
    switch (form) {
        case IccForm::one_way_single:
            return single(one_way());
        case IccForm::one_way_average:
            return average(one_way());
        case IccForm::mixed_single:
            return single(mixed());
        case IccForm::mixed_average:
            return average(mixed());
        case IccForm::random_single:
            return random_single_bounds(a, upper);
        case IccForm::random_average: {
            const auto bounds = random_single_bounds(a, upper);
            return {stepped_up(bounds.low, a.k), stepped_up(bounds.high, a.k)};
        }
    }
    return {};
}

bool is_average(IccForm form)
{
    return form == IccForm::one_way_average || form == IccForm::random_average || form == IccForm::mixed_average;
}

}  // namespace

std::string_view name_of(IccForm form)
{
    switch (form) {
        case IccForm::one_way_single:
            return "ICC(1,1)";
        case IccForm::random_single:
            return "ICC(2,1)";
        case IccForm::mixed_single:
            return "ICC(3,1)";
        case IccForm::one_way_average:
            return "ICC(1,k)";
        case IccForm::random_average:
            return "ICC(2,k)";
        case IccForm::mixed_average:
            return "ICC(3,k)";
    }
    return {};
}

Estimated intraclass_correlation(const RatingMatrix& ratings, IccForm form, double confidence)
{
    const auto anova = two_way_anova(ratings);
    if (!anova) return tl::unexpected(anova.error());
    if (anova->is_constant)
        return not_defined(
            "All ratings are the same, so units cannot be told apart and there is nothing to correlate.");
    if (is_average(form) && anova->units_ms == 0)
        return not_defined("All units have the same mean, so the mean of the observers tells none apart.");
    const double value = value_of(*anova, form);
    // With few units, ANOVA's estimate of the total variance can come out as zero or less.
    if (!std::isfinite(value))
        return not_defined("The observers differ in opposite ways from unit to unit; no total variance is left.");
    Estimate estimate{value, {}, {}, {}, static_cast<std::int64_t>(anova->n)};
    const bool is_one_way = form == IccForm::one_way_single || form == IccForm::one_way_average;
    const double error_ms = is_one_way ? anova->within_ms : anova->residual_ms;
    if (error_ms == 0 || anova->units_ms == 0) {
        estimate.no_interval_because = "The observers differ in no way that varies, so there is no error to build on.";
        return estimate;
    }
    const auto bounds = bounds_of(*anova, form, (1 + confidence) / 2);
    if (std::isfinite(bounds.low) && std::isfinite(bounds.high) && bounds.low <= bounds.high)
        estimate.interval = Interval{bounds.low, bounds.high, confidence};
    else
        estimate.no_interval_because =
            "The observers differ more than the units do; the interval's formula fails there.";
    return estimate;
}

}  // namespace throughline::analysis
