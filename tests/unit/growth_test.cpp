// The growth model: who gets a direction and who is told why not, and what is left out where ratings cannot tell.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

#include "tests/support/simulated_school.hpp"

using namespace throughline::analysis;
using namespace throughline::test;

namespace {

GrowthFit fit_of(const GrowthInput& input, const DirectionRule& rule = {})
{
    auto fit = fit_growth(input, rule);
    if (!fit) FAIL(fit.error().text());
    return std::move(*fit);
}

bool has_note(const GrowthFit& fit, const std::string& words)
{
    return std::ranges::any_of(fit.notes, [&](const auto& note) { return note.find(words) != std::string::npos; });
}

// A school in which Teacher 1 clearly rises and Teacher 2 clearly falls.
SimulatedSchool school_with_growth()
{
    SchoolPlan plan;
    plan.whole_levels = false;
    auto school = simulated_school(3, plan);
    for (auto& rating : school.input.ratings) {
        if (rating.teacher == 0) rating.level += 0.04 * rating.week;
        if (rating.teacher == 1) rating.level -= 0.04 * rating.week;
    }
    return school;
}

void keep_visits(GrowthInput& input, std::int32_t teacher, int visits, double weeks = 100)
{
    std::vector<std::int32_t> kept;
    std::erase_if(input.ratings, [&](const GrowthRating& rating) {
        if (rating.teacher != teacher) return false;
        if (std::ranges::find(kept, rating.visit) == kept.end()) {
            if (static_cast<int>(kept.size()) == visits || rating.week > weeks) return true;
            kept.push_back(rating.visit);
        }
        return false;
    });
}

}  // namespace

TEST_CASE("a teacher who clearly rises or falls gets that direction, and most others none")
{
    const auto fit = fit_of(school_with_growth().input);
    CHECK(fit.teachers[0].direction == Direction::rising);
    CHECK(fit.teachers[0].words == "rising");
    CHECK(fit.teachers[1].direction == Direction::falling);
    CHECK(fit.teachers[0].slope.interval->low > 0);
    CHECK(fit.teachers[0].slope.interval->confidence == 0.8);
    CHECK(fit.teachers[0].visits == 10);
    CHECK(fit.teachers[0].slope.n == 10);
    const auto without = std::ranges::count(fit.teachers, Direction::no_direction, &GrowthOfTeacher::direction);
    CHECK(without >= 14);
    CHECK(fit.notes.empty());
}

TEST_CASE("without enough visits there is no direction, however steep, and the words count them")
{
    auto input = school_with_growth().input;
    keep_visits(input, 0, 3);
    const auto fit = fit_of(input);
    CHECK(fit.teachers[0].direction == Direction::not_enough_visits);
    CHECK(fit.teachers[0].words == "not enough visits yet: 3 of 6");
    REQUIRE(fit.teachers[0].line);
    CHECK(fit.teachers[0].line->level_in(10, 0.8).interval);  // the present level has its band all the same
    DirectionRule rule;
    rule.visits_min = 3;
    rule.weeks_min = 0;
    CHECK(fit_of(input, rule).teachers[0].direction != Direction::not_enough_visits);
}

TEST_CASE("six visits within a few weeks are not enough weeks, and the words say so")
{
    SchoolPlan plan;
    plan.visits = 36;
    auto input = simulated_school(4, plan).input;
    keep_visits(input, 0, 7, 6);
    const auto fit = fit_of(input);
    CHECK(fit.teachers[0].visits >= 6);
    CHECK(fit.teachers[0].direction == Direction::not_enough_visits);
    CHECK(fit.teachers[0].words == "not enough weeks yet: 6 of 8");
}

TEST_CASE("the rule needs visits, weeks and an interval without zero, each by itself")
{
    const DirectionRule rule;
    const Estimate up{0.02, 0.01, Interval{0.007, 0.033, 0.8}, {}, 10};
    const Estimate down{-0.02, 0.01, Interval{-0.033, -0.007, 0.8}, {}, 10};
    const Estimate open{0.01, 0.01, Interval{-0.003, 0.023, 0.8}, {}, 10};
    CHECK(direction_of(up, 6, 8, rule) == Direction::rising);
    CHECK(direction_of(down, 6, 8, rule) == Direction::falling);
    CHECK(direction_of(open, 6, 8, rule) == Direction::no_direction);
    CHECK(direction_of(up, 5, 8, rule) == Direction::not_enough_visits);
    CHECK(direction_of(up, 6, 7.9, rule) == Direction::not_enough_visits);
    CHECK(words_for(Direction::not_enough_visits, 5, 20, rule) == "not enough visits yet: 5 of 6");
    CHECK(words_for(Direction::not_enough_visits, 6, 7.9, rule) == "not enough weeks yet: 7 of 8");
    CHECK(words_for(Direction::no_direction, 6, 8, rule) == "no direction");
}

TEST_CASE("levels and slopes are near the truth, and a strict observer does not make a teacher worse")
{
    SchoolPlan plan;
    plan.whole_levels = false;
    plan.observer_deviation = 0.6;
    plan.slope_deviation = 0.02;
    plan.visits = 20;
    const auto school = simulated_school(8, plan);
    const auto fit = fit_of(school.input);
    for (std::size_t i = 0; i < school.levels.size(); ++i) {
        const auto level = fit.teachers[i].line->level_in(18, 0.95);
        CHECK(level.value == Approx(school.levels[i] + 18 * school.slopes[i]).margin(4 * *level.standard_error));
        CHECK(*level.standard_error < 0.15);
    }
    double mean = 0;
    for (const double observer : school.observers) mean += observer / 4;
    for (std::size_t i = 0; i < 4; ++i) CHECK(fit.observers[i].value == Approx(school.observers[i] - mean).margin(0.2));
    CHECK(*fit.variances.visit > 0);
    CHECK(fit.variances.residual == Approx(0.25).epsilon(0.1));
}

TEST_CASE("one observer, one indicator and one rating a visit each leave a term out, and what matters is said")
{
    SchoolPlan plan;
    plan.observers = 1;
    const auto one_observer = fit_of(simulated_school(5, plan).input);
    CHECK(has_note(one_observer, "There is one observer, whose severity cannot be told"));
    CHECK(one_observer.observers.empty());
    CHECK_FALSE(one_observer.variances.observer);
    plan = {};
    plan.indicators = 1;
    const auto one_rating = fit_of(simulated_school(5, plan).input);
    CHECK_FALSE(one_rating.variances.visit);
    CHECK(one_rating.variances.observer);
    CHECK(one_rating.teachers[0].slope.interval);
}

TEST_CASE("severity can be left out, which moves levels and is said")
{
    SchoolPlan plan;
    plan.observer_deviation = 0.6;
    auto input = simulated_school(8, plan).input;
    const auto with = fit_of(input);
    input.with_observers = false;
    const auto without = fit_of(input);
    CHECK(has_note(without, "how strict each observer is was left out"));
    CHECK_FALSE(without.variances.observer);
    CHECK(without.observers.empty());
    CHECK(without.variances.residual + *without.variances.visit > with.variances.residual + *with.variances.visit);
    CHECK(std::abs(without.teachers[0].line->at_start - with.teachers[0].line->at_start) > 0.001);
}

TEST_CASE("each teacher with an observer of their own leaves severity out of the model")
{
    auto input = simulated_school(6, {}).input;
    input.observers = input.teachers;
    for (auto& rating : input.ratings) rating.observer = rating.teacher;
    const auto fit = fit_of(input);
    CHECK(has_note(fit, "Each observer saw one teacher only"));
    CHECK(fit.teachers[3].line);
}

TEST_CASE("one week, or one visit to each teacher, gives levels and no slopes")
{
    auto input = simulated_school(7, {}).input;
    for (auto& rating : input.ratings) rating.week = 5;
    const auto one_week = fit_of(input);
    CHECK(has_note(one_week, "All visits were in one week"));
    CHECK_FALSE(one_week.teachers[0].slope.interval);
    CHECK(one_week.teachers[0].direction == Direction::not_enough_visits);
    SchoolPlan plan;
    plan.visits = 1;
    const auto one_visit = fit_of(simulated_school(7, plan).input);
    CHECK(has_note(one_visit, "Each teacher was visited once"));
    CHECK(one_visit.teachers[0].words == "not enough visits yet: 1 of 6");
    plan.indicators = 2;
    const auto two_ratings = fit_of(simulated_school(7, plan).input);
    CHECK(has_note(two_ratings, "too few ratings for a slope"));
    CHECK(two_ratings.teachers[0].line);
}

TEST_CASE("a teacher without ratings has no line and no direction, and does not disturb the others")
{
    auto input = school_with_growth().input;
    const auto before = fit_of(input);
    input.teachers.insert(input.teachers.begin(), "Not visited yet");
    for (auto& rating : input.ratings) ++rating.teacher;
    const auto after = fit_of(input);
    CHECK_FALSE(after.teachers[0].line);
    CHECK(after.teachers[0].words == "not enough visits yet: 0 of 6");
    CHECK(after.teachers[1].slope.value == Approx(before.teachers[0].slope.value).epsilon(1e-6));
}

TEST_CASE("a handful of ratings without any rest is refused in whatever order they come")
{
    GrowthInput input{{"A", "B", "C", "D", "E"}, {"O"}, {"1"}, {}, true};
    for (std::int32_t teacher = 0; teacher < 5; ++teacher)
        for (std::int32_t visit = 0; visit < 4; ++visit)
            input.ratings.push_back(
                {teacher, 0, 0, 4 * teacher + visit, 9.0 * visit + teacher, 1.0 + (teacher + 1) / 2});
    const auto refused = fit_growth(input);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().text().find("explains every value without a rest") != std::string::npos);
    std::ranges::reverse(input.ratings);
    CHECK(fit_growth(input).error().text() == refused.error().text());
}

TEST_CASE("what growth cannot be seen in is refused in words")
{
    CHECK(fit_growth({}).error().text() == "There are no ratings yet; growth is seen over several visits.");
    auto input = simulated_school(9, {}).input;
    auto alone = input;
    std::erase_if(alone.ratings, [](const auto& rating) { return rating.teacher >= 4; });
    CHECK(fit_growth(alone).error().text() ==
          "Ratings of fewer than 5 teachers are too few for the growth model, which compares; look at the trend.");
    auto same = input;
    for (auto& rating : same.ratings) rating.level = 3;
    CHECK(fit_growth(same).error().text() == "All 600 values are the same, so there is nothing to explain.");
    input.ratings[7].observer = 12;
    CHECK(fit_growth(input).error().text() == "Rating 8 names a teacher, observer or indicator that is not there.");
}
