// What must hold for every set of points: their order changes nothing, units of time and level scale as they should.
#include <catch2/catch.hpp>

#include <rapidcheck.h>
#include <algorithm>
#include <cmath>

#include "throughline/analysis/trend.hpp"

using namespace throughline::analysis;

namespace {

rc::Gen<std::vector<TrendPoint>> any_points()
{
    const auto point =
        rc::gen::map(rc::gen::pair(rc::gen::inRange(0, 40), rc::gen::inRange(1, 9)), [](const std::pair<int, int>& p) {
            return TrendPoint{static_cast<double>(p.first), p.second / 2.0};
        });
    return rc::gen::container<std::vector<TrendPoint>>(point);
}

bool is_near(double a, double b) { return std::abs(a - b) <= 1e-9 * (1 + std::abs(a)); }

// `after` as `before`, with slopes multiplied by `factor`, which turns their order round if it is negative.
void check_scaled(const Defined<Trend>& before, const Defined<Trend>& after, double factor)
{
    RC_ASSERT(before.has_value() == after.has_value());
    if (!before) return;
    RC_ASSERT(is_near(after->slope.value, before->slope.value * factor));
    RC_ASSERT(is_near(after->p_value, before->p_value));
    RC_ASSERT(after->slope.interval.has_value() == before->slope.interval.has_value());
    if (!before->slope.interval) return;
    const auto& old = *before->slope.interval;
    RC_ASSERT(is_near(after->slope.interval->low, factor < 0 ? old.high * factor : old.low * factor));
    RC_ASSERT(is_near(after->slope.interval->high, factor < 0 ? old.low * factor : old.high * factor));
}

}  // namespace

TEST_CASE("the order of the points changes nothing of a trend")
{
    REQUIRE(rc::check([] {
        const auto points = *any_points();
        auto reversed = points;
        std::ranges::reverse(reversed);
        check_scaled(trend(points), trend(reversed), 1);
    }));
}

TEST_CASE("another unit of time rescales the slope and its interval")
{
    REQUIRE(rc::check([] {
        auto points = *any_points();
        const auto before = trend(points);
        for (auto& point : points) point.x = point.x * 7 + 3;
        check_scaled(before, trend(points), 1.0 / 7);
    }));
}

TEST_CASE("turning the levels round turns the slope round")
{
    REQUIRE(rc::check([] {
        auto points = *any_points();
        const auto before = trend(points);
        for (auto& point : points) point.y = 5 - point.y;
        check_scaled(before, trend(points), -1);
    }));
}

TEST_CASE("a trend's interval holds its slope and its probability lies between 0 and 1")
{
    REQUIRE(rc::check([] {
        const auto found = trend(*any_points(), 0.8);
        if (!found) return;
        RC_ASSERT(found->p_value >= 0);
        RC_ASSERT(found->p_value <= 1);
        RC_ASSERT(found->slope.interval.has_value() == found->slope.no_interval_because.empty());
        if (found->slope.interval) RC_ASSERT(found->slope.interval->contains(found->slope.value));
    }));
}
