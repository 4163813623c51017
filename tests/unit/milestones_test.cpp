// Levels first reached and sustained.
#include <catch2/catch.hpp>

#include "throughline/analysis/milestones.hpp"

using namespace throughline;
using namespace throughline::analysis;

namespace {

std::vector<LevelOnDay> weekly(const std::vector<int>& levels)
{
    std::vector<LevelOnDay> given;
    Date on = *parse_date("2026-10-05");
    for (const int level : levels) {
        given.push_back({on, level});
        on += boost::gregorian::days(7);
    }
    return given;
}

Date week(int number) { return *parse_date("2026-10-05") + boost::gregorian::days(7 * number); }

}  // namespace

TEST_CASE("a level is first reached on the day it was given, and never reached twice")
{
    using Days = std::vector<LevelOnDay>;
    CHECK(first_reached({}).empty());
    CHECK(first_reached(weekly({2, 1, 2, 4, 3, 4})) == Days{{week(0), 2}, {week(3), 4}});
    CHECK(first_reached(weekly({0, 0, 1})) == Days{{week(0), 0}, {week(2), 1}});  // a lowest level of 0 is a level
}

TEST_CASE("a level is sustained by two of the last three ratings, and one visit sustains nothing")
{
    CHECK_FALSE(sustained({}));
    CHECK_FALSE(sustained(weekly({4})));
    CHECK(sustained(weekly({4, 2})) == LevelOnDay{week(1), 2});
    CHECK(sustained(weekly({2, 3, 3})) == LevelOnDay{week(2), 3});
    CHECK(sustained(weekly({2, 3, 2, 3})) == LevelOnDay{week(3), 3});
    CHECK(sustained(weekly({2, 4, 2})) == LevelOnDay{week(1), 2});  // one high rating is no level yet
}

TEST_CASE("sustained is counted from the day since which it has held, not from the day it was first reached")
{
    CHECK(sustained(weekly({3, 3, 3, 3, 3})) == LevelOnDay{week(1), 3});
    CHECK(sustained(weekly({3, 3, 2, 2, 3, 3})) == LevelOnDay{week(5), 3});
    CHECK(sustained(weekly({3, 3, 4, 4, 4})) == LevelOnDay{week(3), 4});
    CHECK(sustained(weekly({3, 3, 4, 1, 3})) == LevelOnDay{week(1), 3});  // one low rating breaks nothing
}
