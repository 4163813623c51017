// The coefficients of agreement against published worked examples, and where they are not defined.
#include <catch2/catch.hpp>

#include "throughline/analysis/agreement.hpp"

using namespace throughline::analysis;

namespace {

using Counts = std::vector<std::vector<int>>;

constexpr auto gap = -1.0;

PairTable table_of(const Counts& counts)
{
    PairTable table(static_cast<int>(counts.size()));
    for (std::size_t i = 0; i < counts.size(); ++i)
        for (std::size_t j = 0; j < counts.size(); ++j)
            table.add(static_cast<int>(i), static_cast<int>(j), counts[i][j]);
    return table;
}

// The same as units by observers, levels counted from 1.
RatingMatrix matrix_of(const Counts& counts)
{
    std::vector<std::pair<int, int>> units;
    for (std::size_t i = 0; i < counts.size(); ++i)
        for (std::size_t j = 0; j < counts.size(); ++j)
            units.insert(units.end(), static_cast<std::size_t>(counts[i][j]),
                         {static_cast<int>(i) + 1, static_cast<int>(j) + 1});
    RatingMatrix matrix(static_cast<int>(units.size()), 2);
    for (std::size_t unit = 0; unit < units.size(); ++unit) {
        matrix.set(static_cast<int>(unit), 0, units[unit].first);
        matrix.set(static_cast<int>(unit), 1, units[unit].second);
    }
    return matrix;
}

// Rows are units, columns observers.
RatingMatrix matrix_of_rows(const std::vector<std::vector<double>>& rows)
{
    RatingMatrix matrix(static_cast<int>(rows.size()), static_cast<int>(rows[0].size()));
    for (std::size_t unit = 0; unit < rows.size(); ++unit)
        for (std::size_t observer = 0; observer < rows[unit].size(); ++observer)
            if (rows[unit][observer] != gap)
                matrix.set(static_cast<int>(unit), static_cast<int>(observer), rows[unit][observer]);
    return matrix;
}

RatingMatrix krippendorff_2011()
{
    return matrix_of_rows({{1, 1, gap, 1},
                           {2, 2, 3, 2},
                           {3, 3, 3, 3},
                           {3, 3, 3, 3},
                           {2, 2, 2, 2},
                           {1, 2, 3, 4},
                           {4, 4, 4, 4},
                           {1, 1, 2, 1},
                           {2, 2, 2, 2},
                           {gap, 5, 5, 5},
                           {gap, gap, 1, 1},
                           {gap, gap, 3, gap}});
}

RatingMatrix shrout_and_fleiss()
{
    return matrix_of_rows({{9, 2, 5, 8}, {6, 1, 3, 2}, {8, 4, 6, 8}, {7, 1, 2, 6}, {10, 5, 6, 9}, {6, 2, 4, 7}});
}

const Counts two_neurologists{
    {38, 5, 0, 1}, {33, 11, 3, 0}, {10, 14, 5, 6}, {3, 7, 3, 10}};  // 149 patients (Westlund & Kurland 1953)

Approx near(double value) { return Approx(value).epsilon(1e-6).margin(0); }
// For published figures with fewer digits: the last of them may be rounded.
Approx printed(double value, double last_digit) { return Approx(value).epsilon(0).margin(0.5001 * last_digit); }

constexpr std::array all_weights{AgreementWeights::unweighted, AgreementWeights::linear, AgreementWeights::quadratic};

}  // namespace

TEST_CASE("kappa of the textbook table is .4, with the large-sample error and interval")
{
    const auto table = table_of({{20, 5}, {10, 15}});
    CHECK(exact_agreement(table)->value == near(0.7));
    const auto kappa = cohen_kappa(table, AgreementWeights::unweighted);
    REQUIRE(kappa);
    CHECK(kappa->value == near(0.4));
    CHECK(*kappa->standard_error == printed(0.12700, 1e-5));
    CHECK(kappa->interval->low == printed(0.15109, 1e-5));
    CHECK(kappa->interval->high == printed(0.64891, 1e-5));
    CHECK(kappa->n == 50);
}

TEST_CASE("two tables with the same raw agreement have different kappas")
{
    const auto first = table_of({{45, 15}, {25, 15}});
    const auto second = table_of({{25, 35}, {5, 35}});
    CHECK(exact_agreement(first)->value == exact_agreement(second)->value);
    CHECK(cohen_kappa(first, AgreementWeights::unweighted)->value == printed(0.1304, 1e-4));
    CHECK(cohen_kappa(second, AgreementWeights::unweighted)->value == printed(0.2593, 1e-4));
}

TEST_CASE("with one frequent level, raw agreement and AC1 are high while kappa is below zero")
{
    const Counts counts{{118, 5}, {2, 0}};
    const auto table = table_of(counts);
    CHECK(exact_agreement(table)->value == near(0.944));
    CHECK(cohen_kappa(table, AgreementWeights::unweighted)->value == printed(-0.0234, 1e-4));
    CHECK(gwet_agreement(matrix_of(counts), LevelScale({1, 2}), AgreementWeights::unweighted)->value ==
          printed(0.9408, 1e-4));
}

TEST_CASE("all coefficients of two observers on a scale of four are those of R")
{
    const auto table = table_of(two_neurologists);
    CHECK(table.n() == 149);
    CHECK(exact_agreement(table)->value == printed(0.4295, 1e-4));
    CHECK(within_one_agreement(table)->value == near(128.0 / 149));
    constexpr std::array kappas{0.20794, 0.37973, 0.52458};
    constexpr std::array errors{0.050455, 0.051667, 0.060055};
    constexpr std::array gwets{0.25778, 0.46511, 0.62209};
    for (std::size_t i = 0; i < all_weights.size(); ++i) {
        INFO(name_of(all_weights[i]));
        const auto kappa = cohen_kappa(table, all_weights[i]);
        CHECK(kappa->value == printed(kappas[i], 1e-5));
        CHECK(*kappa->standard_error == printed(errors[i], 1e-6));
        CHECK(gwet_agreement(matrix_of(two_neurologists), LevelScale({1, 2, 3, 4}), all_weights[i])->value ==
              printed(gwets[i], 1e-5));
    }
}

TEST_CASE("AC1's error is the one of Gwet's closed formula for two observers")
{
    // Gwet (2008), equation 11 for two observers, over n - 1 instead of n as in his later linearisation.
    const Counts& counts = two_neurologists;
    const double n = 149, k = 4;
    std::array<double, 4> share{};
    double observed = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        observed += counts[i][i] / n;
        for (std::size_t j = 0; j < 4; ++j) {
            share[i] += counts[i][j] / n / 2;
            share[j] += counts[i][j] / n / 2;
        }
    }
    double chance = 0, diagonal = 0, cells = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        chance += share[i] * (1 - share[i]) / (k - 1);
        diagonal += counts[i][i] / n * (1 - share[i]) / (k - 1);
        for (std::size_t j = 0; j < 4; ++j)
            cells += counts[i][j] / n * std::pow((1 - (share[i] + share[j]) / 2) / (k - 1), 2);
    }
    const double ac1 = (observed - chance) / (1 - chance);
    const double variance = (observed * (1 - observed) - 4 * (1 - ac1) * (diagonal - observed * chance) +
                             4 * std::pow(1 - ac1, 2) * (cells - chance * chance)) /
                            ((n - 1) * std::pow(1 - chance, 2));
    const auto gwet = gwet_agreement(matrix_of(counts), LevelScale({1, 2, 3, 4}), AgreementWeights::unweighted);
    CHECK(gwet->value == near(ac1));
    CHECK(*gwet->standard_error == near(std::sqrt(variance)));
}

TEST_CASE("Fleiss' kappa of fourteen observers is the published one")
{
    const Counts counts{{0, 0, 0, 0, 14}, {0, 2, 6, 4, 2}, {0, 0, 3, 5, 6}, {0, 3, 9, 2, 0}, {2, 2, 8, 1, 1},
                        {7, 7, 0, 0, 0},  {3, 2, 6, 3, 0}, {2, 5, 3, 2, 2}, {6, 5, 2, 1, 0}, {0, 2, 2, 3, 7}};
    RatingMatrix matrix(10, 14);
    for (int unit = 0; unit < 10; ++unit) {
        int observer = 0;
        for (int level = 0; level < 5; ++level)
            for (int i = 0; i < counts[static_cast<std::size_t>(unit)][static_cast<std::size_t>(level)]; ++i)
                matrix.set(unit, observer++, level + 1);
    }
    const auto kappa = fleiss_kappa(matrix, LevelScale({1, 2, 3, 4, 5}));
    CHECK(kappa->value == printed(0.210, 1e-3));
    CHECK(kappa->n == 10);
    REQUIRE(kappa->interval);
    CHECK(kappa->interval->low < 0.1);
    CHECK(kappa->interval->high > 0.3);
}

TEST_CASE("Krippendorff's alpha of his own example is the published one for every kind of scale")
{
    const auto matrix = krippendorff_2011();
    constexpr std::array distances{AlphaDistance::nominal, AlphaDistance::ordinal, AlphaDistance::interval,
                                   AlphaDistance::ratio};
    constexpr std::array alphas{0.7434211, 0.8153875, 0.8491071, 0.7974028};
    for (std::size_t i = 0; i < distances.size(); ++i) {
        INFO(name_of(distances[i]));
        const auto alpha = krippendorff_alpha(matrix, distances[i]);
        CHECK(alpha->value == printed(alphas[i], 1e-7));
        CHECK(alpha->n == 11);  // the last unit has one rating
        REQUIRE(alpha->interval);
        CHECK(alpha->interval->contains(alpha->value));
        CHECK(alpha->interval->high <= 1);
    }
}

TEST_CASE("the six intraclass correlations of Shrout and Fleiss are theirs")
{
    constexpr std::array values{0.1657418, 0.2897638, 0.7148407, 0.4427971, 0.6200505, 0.9093155};
    // psych's bounds for the same table.
    constexpr std::array lows{-0.13293, 0.01878, 0.34247, -0.88448, 0.07114, 0.67567};
    constexpr std::array highs{0.72258, 0.76108, 0.94586, 0.91244, 0.92724, 0.98589};
    for (std::size_t i = 0; i < icc_forms.size(); ++i) {
        INFO(name_of(icc_forms[i]));
        const auto icc = intraclass_correlation(shrout_and_fleiss(), icc_forms[i]);
        CHECK(icc->value == printed(values[i], 1e-7));
        CHECK(icc->interval->low == printed(lows[i], 1e-4));
        CHECK(icc->interval->high == printed(highs[i], 1e-4));
        CHECK(icc->n == 6);
    }
}

TEST_CASE("the second observer's mean difference is signed and has an interval")
{
    const auto difference = mean_difference(table_of({{5, 10}, {0, 5}}));
    CHECK(difference->value == near(0.5));
    CHECK(difference->interval->low == printed(0.2599, 1e-4));
    CHECK(difference->interval->high == printed(0.7401, 1e-4));
    CHECK_FALSE(mean_difference(table_of({{1, 0}, {0, 0}}))->interval);
}

TEST_CASE("perfect agreement on one single level is not defined, in words")
{
    const Counts counts{{7, 0}, {0, 0}};
    const auto kappa = cohen_kappa(table_of(counts), AgreementWeights::unweighted);
    REQUIRE_FALSE(kappa);
    CHECK(kappa.error().text() ==
          "Both observers gave one and the same level throughout, so chance alone would agree as well.");
    CHECK_FALSE(cohen_kappa(table_of(counts), AgreementWeights::quadratic));
    CHECK_FALSE(fleiss_kappa(matrix_of(counts), LevelScale({1, 2})));
    CHECK_FALSE(krippendorff_alpha(matrix_of(counts), AlphaDistance::ordinal));
    for (const auto form : icc_forms) CHECK_FALSE(intraclass_correlation(matrix_of(counts), form));
    CHECK(exact_agreement(table_of(counts))->value == 1);
    CHECK(gwet_agreement(matrix_of(counts), LevelScale({1, 2}), AgreementWeights::unweighted)->value == near(1));
}

TEST_CASE("perfect agreement on several levels is 1, without an interval that pretends to certainty")
{
    const Counts counts{{3, 0}, {0, 4}};
    const auto kappa = cohen_kappa(table_of(counts), AgreementWeights::unweighted);
    CHECK(kappa->value == 1);
    CHECK_FALSE(kappa->interval);
    CHECK_FALSE(kappa->no_interval_because.empty());
    CHECK(krippendorff_alpha(matrix_of(counts), AlphaDistance::nominal)->value == 1);
}

TEST_CASE("without a unit that two observers rated nothing is defined")
{
    const auto nobody = matrix_of_rows({{1, gap}, {gap, 2}});
    const auto scale = nobody.levels_used();
    const auto table = pair_table(nobody, scale, 0, 1);
    REQUIRE(table);
    CHECK(table->n() == 0);
    CHECK_FALSE(exact_agreement(*table));
    CHECK_FALSE(cohen_kappa(*table, AgreementWeights::linear));
    CHECK_FALSE(gwet_agreement(nobody, scale, AgreementWeights::linear));
    CHECK_FALSE(fleiss_kappa(nobody, scale));
    CHECK_FALSE(krippendorff_alpha(nobody, AlphaDistance::interval));
    CHECK_FALSE(intraclass_correlation(nobody, IccForm::random_single));
}

TEST_CASE("observers who differ in opposite ways leave no intraclass correlation, and no NaN")
{
    const auto opposite = matrix_of_rows({{1, 2}, {2, 1}});
    for (const auto form : icc_forms) {
        const auto icc = intraclass_correlation(opposite, form);
        INFO(name_of(form));
        if (icc) CHECK(std::isfinite(icc->value));
    }
    CHECK_FALSE(intraclass_correlation(opposite, IccForm::random_single));
}

TEST_CASE("a level that is not on the scale is named")
{
    const auto matrix = matrix_of_rows({{1, 7}});
    const auto table = pair_table(matrix, LevelScale({1, 2, 3}), 0, 1);
    REQUIRE_FALSE(table);
    CHECK(table.error().text() == "The level 7 is not one of the scale's levels.");
}

TEST_CASE("levels that nobody used still count for the weights")
{
    const Counts three{{4, 1, 0}, {1, 4, 0}, {0, 0, 0}};
    const Counts two{{4, 1}, {1, 4}};
    CHECK(cohen_kappa(table_of(three), AgreementWeights::unweighted)->value ==
          near(cohen_kappa(table_of(two), AgreementWeights::unweighted)->value));
    CHECK(gwet_agreement(matrix_of(two), LevelScale({1, 2, 3}), AgreementWeights::linear)->value !=
          near(gwet_agreement(matrix_of(two), LevelScale({1, 2}), AgreementWeights::linear)->value));
}
