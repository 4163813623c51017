// The many-facet model: ratings made with known severities, difficulties and thresholds give them back, and who cannot
// be measured is named.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/analysis/facets_likelihood.hpp"
#include "tests/support/random_designs.hpp"
#include "throughline/analysis/facets.hpp"

using namespace throughline::analysis;
using throughline::test::Random;

namespace {

struct Truth {
    std::vector<double> teachers, indicators, observers, thresholds;
};

std::vector<std::string> names(const std::string& of, std::size_t count)
{
    std::vector<std::string> list;
    for (std::size_t i = 0; i < count; ++i) list.push_back(of + " " + std::to_string(i + 1));
    return list;
}

int random_level(Random& random, double step, const std::vector<double>& thresholds)
{
    std::vector<double> odds{1};
    for (const double threshold : thresholds) odds.push_back(odds.back() * std::exp(step - threshold));
    double sum = 0;
    for (const double one : odds) sum += one;
    double at = random.uniform() * sum;
    int level = 0;
    while (level + 1 < static_cast<int>(odds.size()) && at > odds[static_cast<std::size_t>(level)])
        at -= odds[static_cast<std::size_t>(level++)];
    return level;
}

Truth truth_of(Random& random)
{
    Truth truth{{}, {-0.8, -0.4, 0.0, 0.3, 0.9}, {-0.6, 0.1, 0.5, 0.0}, {-1.5, 0.1, 1.4}};
    for (int i = 0; i < 50; ++i) truth.teachers.push_back(0.3 + 0.9 * random.normal());
    return truth;
}

// Four visits to each teacher, each by one of the observers, all indicators with some gaps.
FacetsInput ratings_of(const Truth& truth, Random& random)
{
    FacetsInput input{names("Teacher", truth.teachers.size()),
                      names("Indicator", truth.indicators.size()),
                      names("Observer", truth.observers.size()),
                      static_cast<int>(truth.thresholds.size()) + 1,
                      {}};
    for (std::size_t teacher = 0; teacher < truth.teachers.size(); ++teacher)
        for (int visit = 0; visit < 4; ++visit) {
            const auto observer = static_cast<std::size_t>(random.below(static_cast<int>(truth.observers.size())));
            for (std::size_t indicator = 0; indicator < truth.indicators.size(); ++indicator) {
                if (random.chance(0.15)) continue;
                const double step = truth.teachers[teacher] - truth.indicators[indicator] - truth.observers[observer];
                input.ratings.push_back({static_cast<std::int32_t>(teacher), static_cast<std::int32_t>(indicator),
                                         static_cast<std::int32_t>(observer),
                                         random_level(random, step, truth.thresholds)});
            }
        }
    return input;
}

FacetsFit fit_of(const FacetsInput& input)
{
    auto fit = fit_facets(input);
    if (!fit) FAIL(fit.error().text());
    return std::move(*fit);
}

struct Hits {
    long within = 0;
    long all = 0;
    double error = 0;

    void add(const Measure& measure, double truth)
    {
        within += std::abs(measure.logits - truth) <= 1.959964 * measure.standard_error ? 1 : 0;
        error += measure.logits - truth;
        all += 1;
    }
    [[nodiscard]] double share() const { return static_cast<double>(within) / static_cast<double>(all); }
    [[nodiscard]] double bias() const { return error / static_cast<double>(all); }
};

}  // namespace

TEST_CASE(
    "severities, difficulties, thresholds and teachers come back within their standard errors as often as they say")
{
    Hits teachers, indicators, strictest, observers, thresholds, deviation;
    for (int school = 0; school < 250; ++school) {
        Random random(static_cast<std::uint64_t>(school) + 40);
        const auto truth = truth_of(random);
        const auto fit = fit_of(ratings_of(truth, random));
        for (std::size_t i = 0; i < truth.teachers.size(); ++i) teachers.add(*fit.teachers[i], truth.teachers[i]);
        for (std::size_t i = 0; i < truth.indicators.size(); ++i)
            indicators.add(*fit.indicators[i], truth.indicators[i]);
        for (std::size_t i = 0; i < truth.observers.size(); ++i) observers.add(*fit.observers[i], truth.observers[i]);
        strictest.add(*fit.observers[2], truth.observers[2]);
        for (std::size_t i = 0; i < 3; ++i) thresholds.add(fit.thresholds[i].measure, truth.thresholds[i]);
        deviation.add(fit.teacher_deviation, 0.9);
    }
    std::printf(
        "many-facet model, 250 schools, share within 95 %%: teachers %.3f, indicators %.3f, observers %.3f, thresholds "
        "%.3f; bias of the strictest observer %.3f logits\n",
        teachers.share(), indicators.share(), observers.share(), thresholds.share(), strictest.bias());
    CHECK(teachers.share() == Approx(0.95).margin(0.01));
    CHECK(indicators.share() == Approx(0.95).margin(0.02));
    CHECK(observers.share() == Approx(0.95).margin(0.025));
    CHECK(thresholds.share() == Approx(0.95).margin(0.03));
    CHECK(std::abs(strictest.bias()) < 0.03);
    CHECK(deviation.share() > 0.9);
}

TEST_CASE("the likelihood's derivatives are those that small steps give")
{
    Random random(5);
    const FacetSizes sizes{2, 3, 4};
    std::vector<TeacherCells> teachers(3);
    for (auto& cells : teachers)
        for (int i = 0; i < 5; ++i) {
            FacetCell cell{random.below(2), random.below(3), std::vector<double>(4)};
            for (int k = 0; k < 4; ++k) {
                const double count = random.below(3);
                cell.counts[static_cast<std::size_t>(k)] = count;
                cell.total += count;
                cell.sum += k * count;
            }
            cells.push_back(cell);
        }
    const FacetLikelihood likelihood(sizes, teachers);
    Eigen::VectorXd at(sizes.parameters());
    for (auto& parameter : at) parameter = 0.5 * random.normal();
    const auto parts = likelihood.parts(at);
    CHECK(parts.value == Approx(likelihood.value(at)).epsilon(1e-12));
    constexpr double h = 1e-5;
    for (Eigen::Index i = 0; i < at.size(); ++i) {
        Eigen::VectorXd above = at, below = at;
        above[i] += h;
        below[i] -= h;
        INFO("parameter " << i);
        CHECK(parts.gradient[i] == Approx((likelihood.value(above) - likelihood.value(below)) / (2 * h)).margin(1e-5));
        const Eigen::VectorXd slope = (likelihood.parts(above).gradient - likelihood.parts(below).gradient) / (2 * h);
        for (Eigen::Index j = 0; j < at.size(); ++j) CHECK(parts.curvature(i, j) == Approx(slope[j]).margin(1e-4));
    }
}

TEST_CASE("only the order of levels counts: unused ones have no threshold and change no measure")
{
    Random random(8);
    const auto truth = truth_of(random);
    auto input = ratings_of(truth, random);
    const auto before = fit_of(input);
    for (auto& rating : input.ratings) rating.level = rating.level * 2 + 1;
    input.levels = 9;
    const auto after = fit_of(input);
    REQUIRE(after.thresholds.size() == 3);
    CHECK(after.thresholds[0].from_level == 1);
    CHECK(after.thresholds[0].to_level == 3);
    CHECK(after.observers[0]->logits == Approx(before.observers[0]->logits).epsilon(1e-6));
    CHECK(std::ranges::count_if(
              after.notes, [](const auto& note) { return note.find("5 were never given") != std::string::npos; }) == 1);
}

TEST_CASE("who got or gave one end of the scale only: a teacher is drawn to the others, an observer is not measured")
{
    Random random(9);
    const auto truth = truth_of(random);
    auto input = ratings_of(truth, random);
    for (auto& rating : input.ratings)
        if (rating.teacher == 0) rating.level = 3;
    input.observers.push_back("Observer of the best");
    for (int teacher = 1; teacher < 5; ++teacher) input.ratings.push_back({teacher, 0, 4, 3});
    input.observers.push_back("Observer of nobody");
    const auto fit = fit_of(input);
    REQUIRE(fit.teachers[0]);
    CHECK(std::isfinite(fit.teachers[0]->logits));
    CHECK(fit.teachers[0]->logits > 1.5);
    REQUIRE_FALSE(fit.observers[4]);
    CHECK(fit.observers[4].error().text() ==
          "All ratings are at the highest level, which no finite measure would be sure of.");
    CHECK(fit.observers[5].error().text() == "There are no ratings.");
    CHECK(fit.observers[0]);
    CHECK(fit.ratings == static_cast<std::int64_t>(input.ratings.size()) - 4);
}

TEST_CASE("observers without a teacher in common are measured, and the reader is warned")
{
    Random random(10);
    const auto truth = truth_of(random);
    auto input = ratings_of(truth, random);
    std::erase_if(input.ratings, [](const OrdinalRating& rating) { return rating.teacher % 2 != rating.observer % 2; });
    const auto fit = fit_of(input);
    CHECK_FALSE(fit.is_connected);
    CHECK_FALSE(fit.notes.empty());
    CHECK(fit_of(ratings_of(truth, random)).is_connected);
}

TEST_CASE("one observer, one level and one teacher are refused or not defined, in words")
{
    Random random(12);
    const auto truth = truth_of(random);
    auto input = ratings_of(truth, random);
    auto one_observer = input;
    for (auto& rating : one_observer.ratings) rating.observer = 0;
    one_observer.observers.resize(1);
    CHECK(fit_of(one_observer).observers[0].error().text() ==
          "There is one observer only; how strict one is shows beside others.");
    auto one_level = input;
    for (auto& rating : one_level.ratings) rating.level = 2;
    CHECK(fit_facets(one_level).error().text() ==
          "All ratings are the same level, so nothing can be told apart by them.");
    auto one_teacher = input;
    for (auto& rating : one_teacher.ratings) rating.teacher = 0;
    CHECK(fit_facets(one_teacher).error().text().starts_with("Ratings of 1 teachers remain"));
    input.ratings[3].observer = 99;
    CHECK(fit_facets(input).error().text() ==
          "Rating 4 names a teacher, indicator, observer or level that is not there.");
}
