// Linear mixed models against published fits (lme4 and nlme agree on them), and what is refused.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

#include "throughline/analysis/mixed_model.hpp"
#include "throughline/exchange/analysis_input.hpp"

using namespace throughline;
using namespace throughline::analysis;

namespace {

MixedModelInput rows_of(const std::string& file, const ModelColumns& columns)
{
    const auto table = read_table(THROUGHLINE_SOURCE_DIR "/tests/data/analysis/" + file);
    REQUIRE(table);
    const auto rows = model_rows(*table, columns);
    REQUIRE(rows);
    return rows->input;
}

MixedModelInput sleepstudy(RandomEffects effects, Likelihood likelihood = Likelihood::reml)
{
    return rows_of("sleepstudy.csv", {"reaction", "days", {{"subject", effects}}, {}, likelihood});
}

MixedModelFit fit_of(const MixedModelInput& input)
{
    auto fit = fit_mixed_model(input);
    if (!fit) FAIL(fit.error().text());
    return std::move(*fit);
}

const GroupEffect& group_of(const RandomTerm& term, const std::string& name)
{
    const auto found = std::ranges::find(term.groups, name, &GroupEffect::group);
    REQUIRE(found != term.groups.end());
    return *found;
}

// A small crossed design to take apart: 6 teachers by 3 observers, twice.
MixedModelInput small_input()
{
    MixedModelInput input;
    GroupingFactor teacher, observer;
    teacher.name = "teacher";
    observer.name = "observer";
    for (int i = 0; i < 6; ++i) teacher.group_names.push_back("t" + std::to_string(i));
    for (int i = 0; i < 3; ++i) observer.group_names.push_back("o" + std::to_string(i));
    for (int row = 0; row < 36; ++row) {
        teacher.group_of_row.push_back(row % 6);
        observer.group_of_row.push_back(row / 6 % 3);
        input.value_of_row.push_back(std::sin(row * 1.3) + 0.4 * (row % 6) + 0.3 * (row / 6 % 3));
    }
    input.groups = {teacher, observer};
    return input;
}

std::string refusal_of(const MixedModelInput& input)
{
    const auto fit = fit_mixed_model(input);
    REQUIRE_FALSE(fit);
    CHECK(fit.error().code == ErrorCode::invalid);
    return fit.error().text();
}

Approx exactly(double value) { return Approx(value).epsilon(1e-6).margin(0); }
Approx about(double value) { return Approx(value).epsilon(1e-4).margin(0); }  // what an optimiser has found
constexpr double criterion_digits = 0.6e-6;                                   // the published criteria end there

}  // namespace

TEST_CASE("sleepstudy with correlated intercepts and slopes has the published fit")
{
    const auto fit = fit_of(sleepstudy(RandomEffects::intercept_and_slope));
    CHECK(fit.criterion == Approx(1743.628272).epsilon(0).margin(criterion_digits));
    CHECK(fit.terms[0].intercept_variance == about(612.100158));
    CHECK(*fit.terms[0].slope_variance == about(35.071714));
    CHECK(**fit.terms[0].correlation == Approx(0.065551).margin(2e-5));
    CHECK(fit.residual_variance == about(654.940008));
    CHECK_FALSE(fit.is_singular);
    REQUIRE(fit.fixed.size() == 2);
    CHECK(fit.fixed[0].name == "(Intercept)");
    CHECK(fit.fixed[0].value == exactly(251.405105));
    CHECK(fit.fixed[0].standard_error == about(6.824597));
    CHECK(fit.fixed[1].name == "days");
    CHECK(fit.fixed[1].value == exactly(10.467286));
    CHECK(fit.fixed[1].standard_error == about(1.545790));
}

TEST_CASE("sleepstudy's conditional modes and their variance are the published ones")
{
    const auto fit = fit_of(sleepstudy(RandomEffects::intercept_and_slope));
    const auto& term = fit.terms[0];
    struct Mode {
        const char* subject;
        double intercept, slope;
    };
    for (const auto& mode :
         {Mode{"308", 2.258551, 9.198976}, Mode{"309", -40.398738, -8.619681}, Mode{"335", -0.333668, -10.752165}}) {
        INFO(mode.subject);
        CHECK(group_of(term, mode.subject).intercept == Approx(mode.intercept).epsilon(1e-4).margin(1e-4));
        CHECK(group_of(term, mode.subject).slope == about(mode.slope));
    }
    for (const auto& group : term.groups) CHECK(group.slope_variance == about(5.312283));
}

TEST_CASE("a subject's own line is drawn towards all others': 308 goes from 21.76 to 19.67 a day")
{
    const auto fit = fit_of(sleepstudy(RandomEffects::intercept_and_slope));
    const auto& group = group_of(fit.terms[0], "308");
    CHECK(fit.fixed[0].value + group.intercept == Approx(253.66).margin(0.005));
    CHECK(fit.fixed[1].value + group.slope == Approx(19.67).margin(0.005));
}

TEST_CASE("sleepstudy with uncorrelated intercepts and slopes has the published fit")
{
    const auto fit = fit_of(sleepstudy(RandomEffects::intercept_and_slope_uncorrelated));
    CHECK(fit.criterion == Approx(1743.669294).epsilon(0).margin(criterion_digits));
    CHECK(fit.terms[0].intercept_variance == about(627.569050));
    CHECK(*fit.terms[0].slope_variance == about(35.858380));
    CHECK_FALSE(fit.terms[0].correlation);
    CHECK(fit.residual_variance == about(653.583500));
    CHECK(fit.fixed[0].standard_error == about(6.885381));
    CHECK(fit.fixed[1].standard_error == about(1.559569));
}

TEST_CASE("sleepstudy with intercepts only has the published fit")
{
    const auto fit = fit_of(sleepstudy(RandomEffects::intercept));
    CHECK(fit.criterion == Approx(1786.465085).epsilon(0).margin(criterion_digits));
    CHECK(fit.terms[0].intercept_variance == about(1378.178510));
    CHECK_FALSE(fit.terms[0].slope_variance);
    CHECK(fit.residual_variance == about(960.456580));
    CHECK(fit.fixed[0].standard_error == about(9.746716));
    CHECK(fit.fixed[1].standard_error == about(0.804221));
}

TEST_CASE("Dyestuff has the published variance components by REML, and smaller ones by maximum likelihood")
{
    ModelColumns columns{"yield", "", {{"batch"}}, {}};
    const auto fit = fit_of(rows_of("dyestuff.csv", columns));
    CHECK(fit.criterion == Approx(319.654277).epsilon(0).margin(criterion_digits));
    CHECK(fit.terms[0].intercept_variance == about(1764.05));
    CHECK(fit.residual_variance == about(2451.25));
    columns.likelihood = Likelihood::ml;
    const auto by_ml = fit_of(rows_of("dyestuff.csv", columns));
    CHECK(by_ml.criterion == Approx(327.3271).epsilon(0).margin(1e-4));
    CHECK(by_ml.terms[0].intercept_variance == Approx(1388.33).epsilon(1e-4));
}

TEST_CASE("Dyestuff2's batches do not vary: the variance is exactly 0, the fit singular, no batch stands out")
{
    const auto fit = fit_of(rows_of("dyestuff2.csv", {"yield", "", {{"batch"}}, {}}));
    CHECK(fit.criterion == Approx(161.828278).epsilon(0).margin(criterion_digits));
    CHECK(fit.terms[0].intercept_variance == 0);
    CHECK(fit.terms[0].is_singular);
    CHECK(fit.is_singular);
    CHECK(fit.residual_variance == exactly(13.806310));
    CHECK(fit.fixed[0].value == exactly(5.6656));
    for (const auto& batch : fit.terms[0].groups) CHECK(batch.intercept == 0);
}

TEST_CASE("a slope that does not vary leaves no correlation, in words")
{
    auto input = sleepstudy(RandomEffects::intercept_and_slope);
    // Each subject's own deviation of slope is taken away, and then some: nothing of it is left to find.
    for (std::size_t row = 0; row < input.value_of_row.size(); ++row) {
        const double day = input.groups[0].slope_of_row[row];
        input.value_of_row[row] = 250 + 10 * day + 20 * std::sin(input.groups[0].group_of_row[row] * 2.0) +
                                  (static_cast<int>(day) % 2 == 0 ? 5 : -5);
    }
    const auto fit = fit_of(input);
    CHECK(fit.is_singular);
    CHECK(*fit.terms[0].slope_variance == Approx(0).margin(1e-8));
    REQUIRE(fit.terms[0].correlation);
    CHECK_FALSE(*fit.terms[0].correlation);
    CHECK(fit.terms[0].correlation->error().text() ==
          "One of the two variances is 0, so there is nothing to correlate.");
}

TEST_CASE("a level at a time and its error add fixed and random parts with their covariance")
{
    // With one group only known by its own many rows, the total's error is that of the group's mean.
    const auto input = sleepstudy(RandomEffects::intercept);
    const auto fit = fit_of(input);
    GroupCombination at_day_5{{1, 5}, 1, 0};
    const auto total = predict_group(fit, fit.terms[0], 0, at_day_5);
    const auto& error = fit.terms[0].errors[0];
    const double variance = error.intercept_variance + fit.fixed_covariance[0][0] + 25 * fit.fixed_covariance[1][1] +
                            10 * fit.fixed_covariance[0][1] + 2 * error.intercept_with_fixed[0] +
                            10 * error.intercept_with_fixed[1];
    CHECK(*total.standard_error == Approx(std::sqrt(variance)));
    CHECK(total.value == Approx(fit.fixed[0].value + 5 * fit.fixed[1].value + fit.terms[0].groups[0].intercept));
    // Balanced, so the mixed-model equations have a closed form: BLUP error of mu + b of a group of n rows.
    const double rows = 10, groups = 18;
    const double shrink =
        fit.terms[0].intercept_variance / (fit.terms[0].intercept_variance + fit.residual_variance / rows);
    const double at_mean = fit.residual_variance / rows * (shrink + (1 - shrink) / groups);
    const double from_slope = 0.25 * fit.fixed_covariance[1][1];  // day 5 is half a day from the mean
    CHECK(variance == Approx(at_mean + from_slope).epsilon(1e-9));
    CHECK(total.interval->contains(total.value));
    CHECK(predict_group(fit, fit.terms[0], 0, at_day_5, 0.8).interval->low > total.interval->low);
}

TEST_CASE("what the model cannot be is refused by name")
{
    auto one_observer = small_input();
    std::ranges::fill(one_observer.groups[1].group_of_row, 0);
    CHECK(refusal_of(one_observer) ==
          "All rows belong to one observer, so nothing can vary between them; leave observer out of the model.");

    auto one_visit_each = small_input();
    one_visit_each.groups[1].group_names.resize(36, "o");
    for (int row = 0; row < 36; ++row) one_visit_each.groups[1].group_of_row[static_cast<std::size_t>(row)] = row;
    CHECK(refusal_of(one_visit_each) ==
          "Each row is its own observer, so observer cannot be told from the rest; leave observer out of the "
          "model.");

    auto twice = small_input();
    twice.groups[1] = twice.groups[0];
    twice.groups[1].name = "coach";
    CHECK(refusal_of(twice) ==
          "teacher and coach divide the rows in the same way, so they cannot be told apart; leave one out.");

    auto broken = small_input();
    broken.value_of_row[4] = std::nan("");
    CHECK(refusal_of(broken) == "The value is no number in row 5; leave such rows out.");

    auto same = small_input();
    std::ranges::fill(same.value_of_row, 2.5);
    CHECK(refusal_of(same) == "All 36 values are the same, so there is nothing to explain.");

    auto short_input = small_input();
    short_input.value_of_row.resize(2);
    for (auto& factor : short_input.groups) factor.group_of_row.resize(2);
    CHECK(refusal_of(short_input).starts_with("There are 2 rows, too few"));

    auto without_groups = small_input();
    without_groups.groups.clear();
    CHECK(refusal_of(without_groups) == "A mixed model needs a grouping factor; name one, such as the teacher.");

    auto frozen = sleepstudy(RandomEffects::intercept_and_slope);
    std::ranges::fill(frozen.groups[0].slope_of_row, 3);
    CHECK(refusal_of(frozen) == "days is the same in all rows, so subject can have no slope on it; ask for no slope.");
}

TEST_CASE("values that the model explains without a rest are refused, not divided by zero")
{
    auto input = small_input();
    for (std::size_t row = 0; row < 36; ++row) input.value_of_row[row] = 2.0 + input.groups[0].group_of_row[row] * 0.5;
    CHECK(refusal_of(input).starts_with("The model explains every value without a rest"));
    auto by_column = small_input();
    by_column.fixed.push_back({"copy", by_column.value_of_row});
    CHECK(refusal_of(by_column).starts_with("The model explains every value without a rest"));
}

TEST_CASE("a column that earlier ones determine is dropped and named, and changes nothing else")
{
    auto input = sleepstudy(RandomEffects::intercept);
    const auto before = fit_of(input);
    FixedColumn weeks{"weeks", {}};
    for (const double day : input.fixed[0].value_of_row) weeks.value_of_row.push_back(day / 7 + 3);
    input.fixed.push_back(weeks);
    const auto after = fit_of(input);
    CHECK(after.dropped == std::vector<std::string>{"weeks"});
    CHECK(after.criterion == Approx(before.criterion).epsilon(1e-12));
    CHECK(after.fixed.size() == 2);
}

TEST_CASE("a factor of words is treatment-coded: the first group is what the others differ from")
{
    const auto columns = treatment_columns("grade", {"6", "7", "8"}, {0, 1, 2, 1});
    REQUIRE(columns.size() == 2);
    CHECK(columns[0].name == "grade: 7");
    CHECK(columns[0].value_of_row == std::vector<double>{0, 1, 0, 1});
    CHECK(columns[1].value_of_row == std::vector<double>{0, 0, 1, 0});
}
