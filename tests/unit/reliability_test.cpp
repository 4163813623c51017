// Generalizability theory against the worked example, the formulas by hand, and ratings made with known variances.
#include <catch2/catch.hpp>

#include <algorithm>

#include "tests/support/random_designs.hpp"
#include "throughline/analysis/reliability.hpp"

using namespace throughline::analysis;
using throughline::test::Random;

namespace {

RatingMatrix shrout_and_fleiss()
{
    const std::vector<std::vector<double>> rows{{9, 2, 5, 8}, {6, 1, 3, 2},  {8, 4, 6, 8},
                                                {7, 1, 2, 6}, {10, 5, 6, 9}, {6, 2, 4, 7}};
    RatingMatrix matrix(6, 4);
    for (int i = 0; i < 6; ++i)
        for (int j = 0; j < 4; ++j) matrix.set(i, j, rows[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)]);
    return matrix;
}

std::vector<FacetRating> as_ratings(const RatingMatrix& matrix)
{
    std::vector<FacetRating> ratings;
    for (int i = 0; i < matrix.units(); ++i)
        for (int j = 0; j < matrix.observers(); ++j)
            if (const auto level = matrix.at(i, j)) ratings.push_back({i, j, i * matrix.observers() + j, 0, *level});
    return ratings;
}

bool has_note(const Reliability& result, const std::string& words)
{
    return std::ranges::any_of(result.notes, [&](const auto& note) { return note.find(words) != std::string::npos; });
}

}  // namespace

TEST_CASE("teachers by observers of the worked example have the published components and coefficients")
{
    const auto result = crossed_reliability(shrout_and_fleiss());
    REQUIRE(result);
    CHECK(result->variances.teacher == Approx(2.555556).epsilon(1e-6));
    CHECK(*result->variances.observer == Approx(5.244444).epsilon(1e-6));
    CHECK(result->variances.residual == Approx(1.019444).epsilon(1e-6));
    CHECK(*result->e_rho_squared == Approx(0.909316).epsilon(1e-6));
    CHECK(*result->phi == Approx(0.620051).epsilon(1e-6));
    CHECK(result->notes.empty());
    CHECK(*generalizability(result->variances, {1, 1, 1}) == Approx(0.7148407).epsilon(1e-6));  // ICC(3,1)
    CHECK(*dependability(result->variances, {1, 1, 1}) == Approx(0.2897638).epsilon(1e-6));     // ICC(2,1)
}

TEST_CASE("the mixed model gives a balanced table the components of the analysis of variance")
{
    const auto result = reliability(as_ratings(shrout_and_fleiss()));
    REQUIRE(result);
    CHECK(result->variances.teacher == Approx(2.555556).epsilon(1e-4));
    CHECK(*result->variances.observer == Approx(5.244444).epsilon(1e-4));
    CHECK(result->variances.residual == Approx(1.019444).epsilon(1e-4));
    CHECK(*result->e_rho_squared == Approx(0.909316).epsilon(1e-4));
    CHECK(*result->phi == Approx(0.620051).epsilon(1e-4));
    CHECK(result->design.visits == Approx(4));
    CHECK(result->design.observers == Approx(4));
    CHECK_FALSE(result->variances.visit);  // one rating in each: the visit is the rest
    CHECK(has_note(*result, "visits cannot be told from the rest"));
    CHECK(has_note(*result, "There is one only, so the variance between indicators"));
}

TEST_CASE("a component below 0 becomes 0 and the result says so")
{
    RatingMatrix matrix(4, 2);
    const double rows[4][2] = {{1, 4}, {2, 3}, {3, 2}, {4, 1}};
    for (int i = 0; i < 4; ++i)
        for (int j = 0; j < 2; ++j) matrix.set(i, j, rows[i][j]);
    const auto result = crossed_reliability(matrix);
    REQUIRE(result);
    CHECK(result->variances.teacher == 0);
    CHECK(*result->e_rho_squared == 0);
    CHECK(has_note(*result, "The variance between teachers came out below 0 and counts as 0."));
    const auto by_model = reliability(as_ratings(matrix));
    REQUIRE(by_model);
    CHECK(by_model->variances.teacher == 0);
    CHECK(has_note(*by_model, "The best estimate of the variance between teachers is 0."));
}

TEST_CASE("more visits and more observers raise both coefficients, as the formulas say")
{
    const FacetVariances variances{0.35, 0.1, 0.1, 0.08, 0.05, 0.4};
    const auto curve = reliability_curve(variances, 9, 6, 3);
    REQUIRE(curve);
    CHECK(curve->size() == 6 + 5 + 4);
    const auto at = [&](double visits, double observers) {
        const auto found = std::ranges::find_if(*curve, [&](const ReliabilityPoint& point) {
            return point.design.visits == visits && point.design.observers == observers;
        });
        REQUIRE(found != curve->end());
        return *found;
    };
    CHECK(at(4, 2).e_rho_squared == Approx(0.35 / (0.35 + 0.1 / 2 + 0.08 / 4 + 0.4 / 36)));
    CHECK(at(4, 2).phi == Approx(0.35 / (0.35 + 0.1 / 2 + 0.08 / 4 + 0.4 / 36 + 0.1 / 2 + 0.05 / 9)));
    CHECK(at(4, 1).e_rho_squared < at(4, 2).e_rho_squared);
    CHECK(at(3, 2).phi < at(4, 2).phi);
}

TEST_CASE("ratings made with known variances, unbalanced and with gaps, give them back")
{
    Random random(11);
    constexpr int teachers = 120, observers = 40, indicators = 8;
    const auto draw = [&](int count, double deviation) {
        std::vector<double> drawn;
        for (int i = 0; i < count; ++i) drawn.push_back(deviation * random.normal());
        return drawn;
    };
    const auto of_teacher = draw(teachers, 0.6), of_observer = draw(observers, 0.4),
               of_indicator = draw(indicators, 0.3);
    const auto of_pair = draw(teachers * observers, 0.3);
    std::vector<FacetRating> ratings;
    int visit = 0;
    for (int teacher = 0; teacher < teachers; ++teacher)
        for (int i = 4 + random.below(8); i > 0; --i, ++visit) {
            const int observer = (teacher + 7 * random.below(4)) % observers;
            const double of_visit = 0.35 * random.normal();
            for (int indicator = 0; indicator < indicators; ++indicator)
                if (!random.chance(0.2))
                    ratings.push_back({teacher, observer, visit, indicator,
                                       2.5 + of_teacher[static_cast<std::size_t>(teacher)] +
                                           of_observer[static_cast<std::size_t>(observer)] +
                                           of_pair[static_cast<std::size_t>(teacher * observers + observer)] +
                                           of_visit + of_indicator[static_cast<std::size_t>(indicator)] +
                                           0.5 * random.normal()});
        }
    const auto result = reliability(ratings);
    REQUIRE(result);
    CHECK(result->variances.teacher == Approx(0.36).epsilon(0.3));
    CHECK(*result->variances.observer == Approx(0.16).epsilon(0.4));
    CHECK(*result->variances.teacher_by_observer == Approx(0.09).epsilon(0.35));
    CHECK(*result->variances.visit == Approx(0.1225).epsilon(0.15));
    CHECK(result->variances.residual == Approx(0.25).epsilon(0.05));
    CHECK(result->teachers == teachers);
    CHECK(result->notes.empty());
    CHECK(*result->phi < *result->e_rho_squared);
}

TEST_CASE("one observer leaves the observers' variance unknown, and one teacher leaves nothing to say")
{
    std::vector<FacetRating> ratings;
    Random random(3);
    for (int i = 0; i < 40; ++i) ratings.push_back({i % 5, 0, i, 0, i % 5 + random.normal()});
    const auto result = reliability(ratings);
    REQUIRE(result);
    CHECK_FALSE(result->variances.observer);
    CHECK(has_note(*result, "There is one only, so the variance between observers cannot be told."));
    for (auto& rating : ratings) rating.teacher = 0;
    CHECK(reliability(ratings).error().text() == "Reliability needs two teachers or more, with several ratings each.");
    CHECK_FALSE(crossed_reliability(RatingMatrix(3, 1)));
}
