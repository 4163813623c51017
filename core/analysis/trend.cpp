#include "throughline/analysis/trend.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/analysis/distributions.hpp"
#include "core/analysis/kendall.hpp"

namespace throughline::analysis {
namespace {

double median_of_sorted(const std::vector<double>& values)
{
    const auto middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

std::vector<double> pairwise_slopes(const std::vector<TrendPoint>& points)
{
    std::vector<double> slopes;
    for (std::size_t i = 0; i < points.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (points[i].x != points[j].x) slopes.push_back((points[i].y - points[j].y) / (points[i].x - points[j].x));
    std::ranges::sort(slopes);
    return slopes;
}

double s_of(const std::vector<double>& sorted_slopes)
{
    return static_cast<double>(std::ranges::count_if(sorted_slopes, [](double slope) { return slope > 0; })) -
           static_cast<double>(std::ranges::count_if(sorted_slopes, [](double slope) { return slope < 0; }));
}

Defined<double> tau_of(double s, const std::vector<double>& x, const std::vector<double>& y)
{
    const auto n = static_cast<double>(x.size());
    const double pairs = n * (n - 1) / 2;
    double x_tied = 0, y_tied = 0;
    for (const double t : tie_sizes(x)) x_tied += t * (t - 1) / 2;
    for (const double t : tie_sizes(y)) y_tied += t * (t - 1) / 2;
    if (y_tied == pairs) return not_defined("All values are the same, so there is no order to compare with time.");
    return s / std::sqrt((pairs - x_tied) * (pairs - y_tied));
}

double p_value_of(double s, const Distribution& distribution)
{
    double p = 0;
    for (const auto& [value, probability] : distribution)
        if (std::abs(value) >= std::abs(s)) p += probability;
    return std::min(1.0, p);
}

double approximate_p_value(double s, double variance)
{
    if (s == 0 || variance == 0) return 1;
    return two_sided_normal_p((std::abs(s) - 1) / std::sqrt(variance));
}

// How far S may lie from zero: the least c with P(|S| > c) <= what the confidence leaves. Null if there is none. Both
// tails together, since with ties in x and in y they can differ.
std::optional<double> open_range_of_s(const Distribution& distribution, double confidence)
{
    Distribution sizes;
    for (const auto& [s, probability] : distribution) sizes[std::abs(s)] += probability;
    const double tail_max = 1 - confidence + 1e-12;  // a tail of exactly that size counts
    double tail = 0;
    std::optional<double> range;
    for (auto at = sizes.rbegin(); at != sizes.rend() && at->first > 0; ++at) {
        tail += at->second;
        if (tail > tail_max) break;
        const auto below = std::next(at);
        range = below == sizes.rend() ? 0 : below->first;
    }
    return range;
}

void add_interval(Estimate& slope, const std::vector<double>& slopes, std::optional<double> range, double confidence)
{
    const auto count = static_cast<double>(slopes.size());
    if (!range || *range > count) {
        slope.no_interval_because = "There are too few points for an interval with this confidence.";
        return;
    }
    // Sen (1968): the slopes ranked (N - c) / 2 and (N + c) / 2 + 1, counted from 1; in doubt the wider.
    const auto low = static_cast<std::size_t>(std::max(1.0, std::floor((count - *range) / 2)));
    const auto high = static_cast<std::size_t>(std::min(count, std::ceil((count + *range) / 2) + 1));
    slope.interval = Interval{slopes[low - 1], slopes[high - 1], confidence};
}

}  // namespace

std::string_view name_of(TrendTest test) { return test == TrendTest::exact ? "exact" : "normal approximation"; }

Defined<Trend> trend(std::vector<TrendPoint> points, double confidence)
{
    if (points.size() < 3)
        return not_defined("There are {0} points; a trend needs 3 at least.", std::to_string(points.size()));
    std::ranges::sort(points, [](const auto& a, const auto& b) { return a.x != b.x ? a.x < b.x : a.y < b.y; });
    const auto slopes = pairwise_slopes(points);
    if (slopes.empty()) return not_defined("All points are at the same time, so nothing can change between them.");
    std::vector<double> x, y, levels;
    for (const auto& point : points) {
        x.push_back(point.x);
        y.push_back(point.y);
    }
    Trend trend{{}, 0, s_of(slopes), {}, 1, TrendTest::exact, static_cast<std::int64_t>(points.size())};
    trend.slope.value = median_of_sorted(slopes);
    trend.slope.n = trend.n;
    for (const auto& point : points) levels.push_back(point.y - trend.slope.value * point.x);
    std::ranges::sort(levels);
    trend.intercept = median_of_sorted(levels);
    trend.tau = tau_of(trend.s, x, y);
    const double variance = variance_of_s(x, y);
    if (const auto distribution = exact_distribution(x, y)) {
        trend.p_value = p_value_of(trend.s, *distribution);
        add_interval(trend.slope, slopes, open_range_of_s(*distribution, confidence), confidence);
    } else {
        trend.test = TrendTest::normal_approximation;
        trend.p_value = approximate_p_value(trend.s, variance);
        add_interval(trend.slope, slopes, normal_multiplier(confidence) * std::sqrt(variance), confidence);
    }
    return trend;
}

Defined<DatedTrend> trend_of_days(const std::vector<DatedValue>& values, double confidence)
{
    if (values.empty()) return not_defined("There are {0} points; a trend needs 3 at least.", "0");
    const auto first = std::ranges::min_element(values, {}, &DatedValue::on)->on;
    std::vector<TrendPoint> points;
    for (const auto& value : values) points.push_back({static_cast<double>((value.on - first).days()), value.value});
    auto found = trend(std::move(points), confidence);
    if (!found) return tl::unexpected(found.error());
    return DatedTrend{first, std::move(*found)};
}

}  // namespace throughline::analysis
