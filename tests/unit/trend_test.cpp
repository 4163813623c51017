// Theil-Sen and Mann-Kendall against published and counted figures.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

#include "core/analysis/kendall.hpp"
#include "throughline/analysis/trend.hpp"

using namespace throughline;
using namespace throughline::analysis;

namespace {

std::vector<TrendPoint> points_of(const std::vector<double>& y)
{
    std::vector<TrendPoint> points;
    for (std::size_t i = 0; i < y.size(); ++i) points.push_back({static_cast<double>(i) + 1, y[i]});
    return points;
}

}  // namespace

TEST_CASE("one wild point does not move the slope of the worked example, and its probability is exact")
{
    const auto found = trend(points_of({1, 2, 3, 4, 5, 16, 7}));
    REQUIRE(found);
    CHECK(found->slope.value == Approx(1.0).epsilon(1e-12));
    CHECK(found->intercept == Approx(0.0).margin(1e-12));
    CHECK(*found->tau == Approx(0.904762).margin(0.5e-6));
    CHECK(found->p_value == Approx(0.002778).margin(0.5e-6));
    CHECK(found->test == TrendTest::exact);
    CHECK(found->n == 7);
}

TEST_CASE("the slope's interval takes the slopes at the ranks of Hollander and Wolfe")
{
    const auto found = trend({{1, 1.26}, {2, 1.27}, {3, 1.12}, {4, 1.16}, {5, 1.03}});
    REQUIRE(found);
    CHECK(found->slope.value == Approx(-0.05625).epsilon(1e-9));
    CHECK(found->p_value == Approx(28.0 / 120).epsilon(1e-9));  // R's cor.test says .2333
    // S of five points reaches +-10 with probability 1/120 each, +-8 with 5/120: only the full range is below 2.5 %.
    REQUIRE(found->slope.interval);
    CHECK(found->slope.interval->low == Approx(-0.15).epsilon(1e-9));
    CHECK(found->slope.interval->high == Approx(0.04).epsilon(1e-9));
}

TEST_CASE("with four points no pair of slopes reaches 95 per cent, and the program says so")
{
    const auto found = trend(points_of({1, 2, 4, 3}));
    REQUIRE(found);
    CHECK_FALSE(found->slope.interval);
    CHECK(found->slope.no_interval_because == "There are too few points for an interval with this confidence.");
    CHECK(trend(points_of({1, 2, 4, 3}), 0.8)->slope.interval);
}

TEST_CASE("the exact distribution with ties is the one that counting every order gives")
{
    const std::vector<double> y{1, 1, 2, 2, 2, 3};
    std::vector<double> x{1, 2, 3, 4, 5, 6};
    const auto distribution = exact_distribution(x, y);
    REQUIRE(distribution);
    Distribution counted;
    double all = 0;
    do {
        int s = 0;
        for (std::size_t i = 0; i < 6; ++i)
            for (std::size_t j = 0; j < i; ++j) s += (x[i] > x[j] ? 1 : -1) * ((y[i] > y[j]) - (y[i] < y[j]));
        counted[s] += 1;
        all += 1;
    } while (std::ranges::next_permutation(x).found);
    for (const auto& [s, count] : counted) CHECK(distribution->at(s) == Approx(count / all).epsilon(1e-12));
    double variance = 0;
    for (const auto& [s, share] : *distribution) variance += share * s * s;
    CHECK(variance == Approx(variance_of_s(x, y)).epsilon(1e-12));
}

TEST_CASE("ties in x and in y are counted with few points and approximated with many")
{
    const std::vector<TrendPoint> few{{1, 2}, {1, 3}, {2, 3}, {3, 3}, {4, 4}};
    CHECK(trend(few)->test == TrendTest::exact);
    auto many = few;
    for (int i = 0; i < 10; ++i) many.push_back({5.0 + i / 2, static_cast<double>(i % 3)});
    const auto found = trend(many);
    CHECK(found->test == TrendTest::normal_approximation);
    CHECK(found->p_value > 0);
    CHECK(found->p_value <= 1);
    std::vector<double> x, y;
    for (const auto& point : few) {
        x.push_back(point.x);
        y.push_back(point.y);
    }
    double variance = 0;
    const auto distribution = exact_distribution(x, y);
    for (const auto& [s, share] : *distribution) variance += share * s * s;
    CHECK(variance == Approx(variance_of_s(x, y)).epsilon(1e-12));
}

TEST_CASE("fifty points are counted exactly, and close to the approximation")
{
    std::vector<double> y;
    for (int i = 0; i < 50; ++i) y.push_back(std::sin(i * 1.7) + 0.01 * i);
    const auto found = trend(points_of(y));
    CHECK(found->test == TrendTest::exact);
    const double z = (std::abs(found->s) - 1) / std::sqrt(50.0 * 49 * 105 / 18);
    CHECK(found->p_value == Approx(std::erfc(z / std::sqrt(2.0))).epsilon(0.02));
}

TEST_CASE("values that never change have a slope of zero and no tau")
{
    const auto found = trend(points_of({3, 3, 3, 3, 3}));
    REQUIRE(found);
    CHECK(found->slope.value == 0);
    CHECK(found->intercept == 3);
    CHECK(found->p_value == 1);
    REQUIRE_FALSE(found->tau);
    CHECK(found->tau.error().text() == "All values are the same, so there is no order to compare with time.");
}

TEST_CASE("two points and points at one time are no trend, in words")
{
    CHECK(trend(points_of({1, 2})).error().text() == "There are 2 points; a trend needs 3 at least.");
    CHECK(trend({{1, 1}, {1, 2}, {1, 3}}).error().text() ==
          "All points are at the same time, so nothing can change between them.");
}

TEST_CASE("days between visits count, not the number of the visit")
{
    const std::vector<DatedValue> visits{{Date(2026, 9, 1), 2}, {Date(2026, 9, 11), 3}, {Date(2026, 12, 10), 12}};
    const auto found = trend_of_days(visits);
    REQUIRE(found);
    CHECK(found->first_on == Date(2026, 9, 1));
    CHECK(found->trend.slope.value == Approx(0.1).epsilon(1e-12));
    CHECK(found->trend.intercept == Approx(2).epsilon(1e-12));
}
