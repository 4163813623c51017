// Pass rules and what an observer's ratings come to against a reference.
#include <catch2/catch.hpp>

#include "throughline/analysis/calibration.hpp"

using namespace throughline::analysis;

namespace {

// `within` rows one level off, `exact` rows the same, `far` rows two off, `blank` rows without a level; of four levels.
std::vector<HeldRow> rows(int exact, int one_off, int far, int blank = 0, int levels = 4)
{
    std::vector<HeldRow> all;
    for (int i = 0; i < exact; ++i) all.push_back({1, 1, levels});
    for (int i = 0; i < one_off; ++i) all.push_back({2, 1, levels});
    for (int i = 0; i < far; ++i) all.push_back({3, 1, levels});
    for (int i = 0; i < blank; ++i) all.push_back({std::nullopt, 1, levels});
    return all;
}

}  // namespace

TEST_CASE("eight of ten rows within one level pass the usual rule, and seven do not")
{
    const PassRule rule;
    const auto passed = hold_against(rows(5, 3, 2), rule);
    CHECK(passed.outcome == PassOutcome::passed);
    CHECK(words_for(passed, rule) == "8 of 10 within one level: passed");
    CHECK(hold_against(rows(5, 2, 3), rule).outcome == PassOutcome::not_passed);
}

TEST_CASE("a row left without a level does not count as close, so that leaving rows out passes nobody")
{
    const PassRule rule;
    const auto held = hold_against(rows(7, 0, 0, 3), rule);
    CHECK(held.rows == 10);
    CHECK(held.within == 7);
    CHECK(held.without_level == 3);
    CHECK(held.outcome == PassOutcome::not_passed);
    CHECK(words_for(held, rule) == "7 of 10 within one level, 3 rows without a level: not passed");
}

TEST_CASE("fewer than five rows give no verdict, and no reference gives none either")
{
    const PassRule rule;
    const auto few = hold_against(rows(4, 0, 0), rule);
    CHECK(few.outcome == PassOutcome::not_enough_rows);
    CHECK(words_for(few, rule) == "4 of 4 within one level: not enough rows to pass or fail, 5 are needed");
    CHECK(hold_against(rows(5, 0, 0), rule).outcome == PassOutcome::passed);
    CHECK(hold_against({}, rule).outcome == PassOutcome::no_reference);
}

TEST_CASE("on a scale of two levels only the same level is close, and on three the two ends are not")
{
    const PassRule rule;
    CHECK(levels_within(rule, 2) == 0);
    CHECK(levels_within(rule, 3) == 1);
    CHECK(levels_within({3, 80, 0, 365}, 4) == 2);
    CHECK(hold_against(rows(0, 6, 0, 0, 2), rule).within == 0);
}

TEST_CASE("a share of the same levels can be asked for besides")
{
    const PassRule rule{1, 80, 50, 365};
    CHECK(hold_against(rows(5, 5, 0), rule).outcome == PassOutcome::passed);
    const auto held = hold_against(rows(4, 6, 0), rule);
    CHECK(held.outcome == PassOutcome::not_passed);
    CHECK(words_for(held, rule) == "10 of 10 within one level, 4 the same: not passed");
}

TEST_CASE("the mean difference has Student's interval, one row has none, and no row is no difference")
{
    const auto mean = mean_of_differences({1, 0, 1, 0});  // t.test in R: 0.5, -0.4187 to 1.4187
    REQUIRE(mean);
    CHECK(mean->value == Approx(0.5));
    CHECK(mean->interval->low == Approx(-0.41869).epsilon(1e-4));
    CHECK(mean->interval->high == Approx(1.41869).epsilon(1e-4));
    CHECK(mean->n == 4);
    CHECK_FALSE(mean_of_differences({2})->interval);
    CHECK_FALSE(mean_of_differences({}));
}

TEST_CASE("the middle of an even number of levels lies halfway between two")
{
    CHECK(*middle_of({3, 1, 2}) == 2);
    CHECK(*middle_of({4, 1, 2, 3}) == 2.5);
    CHECK_FALSE(middle_of({}));
}
