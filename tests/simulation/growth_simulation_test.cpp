// What the growth model promises, over many schools in which the truth is known. Printed, since the shares themselves
// are what a reader wants to see.
#include <catch2/catch.hpp>

#include <cstdio>

#include "tests/support/simulated_school.hpp"

using namespace throughline::analysis;
using namespace throughline::test;

namespace {

struct Shares {
    long teachers = 0;
    long directions = 0;
    long wrong_directions = 0;
    long slopes_80 = 0, slopes_95 = 0, levels_80 = 0;
    long whole_schools = 0;  // in which most teachers get a direction

    [[nodiscard]] double of(long count) const { return static_cast<double>(count) / static_cast<double>(teachers); }
};

void add(Shares& shares, const SimulatedSchool& school, double last_week)
{
    const auto fit = fit_growth(school.input);
    if (!fit) FAIL(fit.error().text());
    long directions = 0;
    for (std::size_t i = 0; i < fit->teachers.size(); ++i) {
        const auto& teacher = fit->teachers[i];
        const double slope = school.slopes[i];
        const bool is_rising = teacher.direction == Direction::rising,
                   is_falling = teacher.direction == Direction::falling;
        directions += is_rising || is_falling ? 1 : 0;
        shares.wrong_directions += (is_rising && slope < 0) || (is_falling && slope > 0) ? 1 : 0;
        shares.slopes_80 += teacher.slope.interval->contains(slope) ? 1 : 0;
        shares.slopes_95 += teacher.line->slope_estimate(0.95).interval->contains(slope) ? 1 : 0;
        shares.levels_80 +=
            teacher.line->level_in(last_week, 0.8).interval->contains(school.levels[i] + slope * last_week) ? 1 : 0;
        shares.teachers += 1;
    }
    shares.directions += directions;
    shares.whole_schools += 2 * directions > static_cast<long>(fit->teachers.size()) ? 1 : 0;
}

Shares shares_of(int schools, const SchoolPlan& plan)
{
    Shares shares;
    for (int i = 0; i < schools; ++i) add(shares, simulated_school(static_cast<std::uint64_t>(i), plan), plan.weeks);
    return shares;
}

constexpr double promised = 0.2;  // what an interval of 80 % leaves

}  // namespace

TEST_CASE("in 2,000 schools without any growth, no more teachers get a direction than promised")
{
    constexpr int schools = 2000;
    const auto shares = shares_of(schools, {});
    std::printf(
        "no growth, %d schools of 20 teachers with 10 visits: %.1f %% of teachers get a direction (promised: at most "
        "%.0f %%); schools in which most do: %.1f %%\n",
        schools, 100 * shares.of(shares.directions), 100 * promised,
        100.0 * static_cast<double>(shares.whole_schools) / schools);
    CHECK(shares.of(shares.directions) <= promised);
    CHECK(shares.of(shares.directions) > 0);  // an interval that always holds zero would be no test
}

TEST_CASE("with known growth, intervals of slopes and levels hold the truth as often as they say")
{
    struct Case {
        const char* name;
        int schools;
        double slope_deviation;
        int teachers, visits;
    };
    for (const auto& known : {Case{"20 teachers, 10 visits, slopes vary by .010 a week", 500, 0.01, 20, 10},
                              Case{"20 teachers, 10 visits, slopes vary by .020 a week", 500, 0.02, 20, 10},
                              Case{"40 teachers, 12 visits, slopes vary by .010 a week", 250, 0.01, 40, 12},
                              Case{"30 teachers,  8 visits, slopes vary by .020 a week", 300, 0.02, 30, 8}}) {
        SchoolPlan plan;
        plan.teachers = known.teachers;
        plan.visits = known.visits;
        plan.slope_deviation = known.slope_deviation;
        plan.slope_of_all = 0.005;
        plan.whole_levels = false;  // where the truth is a line
        const auto shares = shares_of(known.schools, plan);
        std::printf(
            "growth, %d schools, %s: slopes within 80 %%: %.1f %%, within 95 %%: %.1f %%; levels within 80 %%: %.1f "
            "%%; "
            "direction %.1f %%, the wrong one %.2f %%\n",
            known.schools, known.name, 100 * shares.of(shares.slopes_80), 100 * shares.of(shares.slopes_95),
            100 * shares.of(shares.levels_80), 100 * shares.of(shares.directions),
            100 * shares.of(shares.wrong_directions));
        CHECK(shares.of(shares.slopes_80) == Approx(0.8).margin(0.02));
        CHECK(shares.of(shares.slopes_95) == Approx(0.95).margin(0.02));
        CHECK(shares.of(shares.levels_80) == Approx(0.8).margin(0.02));
        CHECK(shares.of(shares.wrong_directions) < 0.05);
    }
}

TEST_CASE("where teachers hardly differ in growth, intervals are wider than they must be, never narrower")
{
    SchoolPlan plan;
    plan.slope_deviation = 0.004;
    plan.whole_levels = false;
    const auto shares = shares_of(300, plan);
    std::printf("slopes that vary by .004 a week: within 80 %%: %.1f %%\n", 100 * shares.of(shares.slopes_80));
    CHECK(shares.of(shares.slopes_80) > 0.78);
}
