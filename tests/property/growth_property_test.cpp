// What must hold for every school's growth: order and names are ours, a constant is a level.
#include <catch2/catch.hpp>

#include <rapidcheck.h>
#include <algorithm>
#include <cmath>

#include "tests/support/simulated_school.hpp"

using namespace throughline::analysis;
using namespace throughline::test;

namespace {

SchoolPlan any_plan()
{
    SchoolPlan plan;
    plan.teachers = *rc::gen::inRange(static_cast<int>(growth_teachers_min), 15);
    plan.visits = *rc::gen::inRange(1, 12);
    plan.observers = *rc::gen::inRange(1, 6);
    plan.indicators = *rc::gen::inRange(1, 4);
    plan.slope_deviation = *rc::gen::element(0.0, 0.01, 0.05);
    plan.whole_levels = *rc::gen::arbitrary<bool>();
    return plan;
}

GrowthInput any_school() { return simulated_school(*rc::gen::inRange<std::uint64_t>(0, 1000000), any_plan()).input; }

bool is_near(double a, double b) { return std::abs(a - b) <= 2e-3 * (1 + std::abs(b)); }

void check_same(const GrowthOfTeacher& before, const GrowthOfTeacher& after, double constant = 0)
{
    RC_ASSERT(before.visits == after.visits);
    RC_ASSERT(before.line.has_value() == after.line.has_value());
    if (!before.line) return;
    RC_ASSERT(is_near(after.line->at_start, before.line->at_start + constant));
    RC_ASSERT(is_near(100 * after.line->slope, 100 * before.line->slope));
    RC_ASSERT(is_near(100 * std::sqrt(after.line->slope_variance), 100 * std::sqrt(before.line->slope_variance)));
}

}  // namespace

TEST_CASE("the order of ratings and teachers changes nobody's growth")
{
    REQUIRE(rc::check([] {
        const auto input = any_school();
        auto turned = input;
        std::ranges::reverse(turned.ratings);
        std::ranges::reverse(turned.teachers);
        const auto last = static_cast<std::int32_t>(input.teachers.size()) - 1;
        for (auto& rating : turned.ratings) rating.teacher = last - rating.teacher;
        const auto before = fit_growth(input), after = fit_growth(turned);
        RC_ASSERT(before.has_value() == after.has_value());
        if (!before) return;
        for (std::size_t i = 0; i < before->teachers.size(); ++i)
            check_same(before->teachers[i], after->teachers[static_cast<std::size_t>(last) - i]);
    }));
}

TEST_CASE("of two valleys beside a variance of 0 the lower one is found in either order of the ratings")
{
    // Found by the property above: nine teachers with four ratings each, and criteria of 71.245 and 71.223.
    SchoolPlan plan;
    plan.teachers = 9;
    plan.visits = 2;
    plan.observers = 1;
    plan.indicators = 2;
    plan.slope_deviation = 0.05;
    plan.whole_levels = false;
    const auto input = simulated_school(258717, plan).input;
    auto turned = input;
    std::ranges::reverse(turned.ratings);
    const auto before = fit_growth(input), after = fit_growth(turned);
    REQUIRE(before);
    REQUIRE(after);
    for (std::size_t i = 0; i < before->teachers.size(); ++i) {
        CHECK(after->teachers[i].line->at_start == Approx(before->teachers[i].line->at_start).epsilon(1e-4));
        CHECK(after->teachers[i].line->slope == Approx(before->teachers[i].line->slope).margin(1e-5));
    }
    CHECK(before->teachers[2].line->at_start == Approx(1.9287).epsilon(1e-3));
}

TEST_CASE("a constant on all levels moves levels by it and no slope")
{
    REQUIRE(rc::check([] {
        const auto input = any_school();
        auto moved = input;
        for (auto& rating : moved.ratings) rating.level += 3;
        const auto before = fit_growth(input), after = fit_growth(moved);
        RC_ASSERT(before.has_value() == after.has_value());
        if (!before) return;
        for (std::size_t i = 0; i < before->teachers.size(); ++i)
            check_same(before->teachers[i], after->teachers[i], 3);
    }));
}

TEST_CASE("every school gets numbers that are finite, or a reason")
{
    REQUIRE(rc::check([] {
        auto input = any_school();
        const int gaps = *rc::gen::inRange(0, 9);
        Random random(7);
        std::erase_if(input.ratings, [&](const auto&) { return random.below(10) < gaps; });
        const auto fit = fit_growth(input);
        if (!fit) {
            RC_ASSERT_FALSE(fit.error().text().empty());
            return;
        }
        for (const auto& teacher : fit->teachers) {
            RC_ASSERT_FALSE(teacher.words.empty());
            if (!teacher.line) continue;
            RC_ASSERT(std::isfinite(teacher.line->at_start));
            RC_ASSERT(std::isfinite(teacher.line->slope_variance));
            RC_ASSERT(teacher.line->slope_variance >= 0);
            RC_ASSERT(std::isfinite(*teacher.line->level_in(20, 0.8).standard_error));
        }
    }));
}
