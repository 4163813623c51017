// Our mixed models beside R's lme4 on random data sets. R runs once for all of them.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include <fmt/format.h>

#include "tests/support/random_designs.hpp"
#include "tests/support/temp_workspace.hpp"
#include "throughline/exchange/table_file.hpp"

using namespace throughline;
using namespace throughline::analysis;
using namespace throughline::test;

namespace {

constexpr int designs = 260;
constexpr double criterion_tolerance = 1e-6;  // relative
constexpr double lower_min = 1e-8;            // of the criterion, to be lower and not rounded
constexpr double component_tolerance = 1e-4;  // of the values' variance

struct ReferenceFit {
    bool is_refused = false;
    double criterion = 0;
    std::map<std::string, double> components;  // "teacher intercept", "teacher slope", "teacher covariance", "residual"
    std::map<std::string, double> fixed;
    std::map<std::string, double> errors;
};

void write(const std::filesystem::path& path, const std::string& text)
{
    std::ofstream file(path);
    file << text;
    file.close();
    REQUIRE(file);
}

std::map<int, ReferenceFit> fits_in(const std::filesystem::path& path)
{
    const auto table = read_table(path);
    REQUIRE(table);
    std::map<int, ReferenceFit> fits;
    const auto values = numbers_in(*table, 3);
    REQUIRE(values);
    for (std::size_t row = 0; row < table->rows(); ++row) {
        auto& fit = fits[std::stoi(std::string(table->cell(row, 0)))];
        const std::string what(table->cell(row, 1)), name(table->cell(row, 2));
        const double value = *(*values)[row];
        if (what == "refused")
            fit.is_refused = true;
        else if (what == "criterion")
            fit.criterion = value;
        else if (what == "fixed")
            fit.fixed[name] = value;
        else if (what == "error")
            fit.errors[name] = value;
        else
            fit.components[what == "residual" ? what : name + " " + what] = value;
    }
    return fits;
}

std::map<std::string, double> components_of(const MixedModelFit& fit)
{
    std::map<std::string, double> components{{"residual", fit.residual_variance}};
    for (const auto& term : fit.terms) {
        components[term.factor + " intercept"] = term.intercept_variance;
        if (term.slope_variance) components[term.factor + " slope"] = *term.slope_variance;
        if (term.covariance) components[term.factor + " covariance"] = *term.covariance;
    }
    return components;
}

struct Tally {
    int compared = 0;
    int refused_by_both = 0;
    int singular = 0;
    int ours_lower = 0;
    double criterion_worst = 0;
    double component_worst = 0;
};

double variance_of(const std::vector<double>& values)
{
    double mean = 0, squares = 0;
    for (const double value : values) mean += value / static_cast<double>(values.size());
    for (const double value : values) squares += (value - mean) * (value - mean);
    return squares / static_cast<double>(values.size());
}

// What a component's unit makes of the values' variance: slopes are per unit of time, which goes to 40.
double scale_of(const std::string& component, double variance)
{
    constexpr double time_spread = 10;
    if (component.ends_with("slope")) return variance / (time_spread * time_spread);
    if (component.ends_with("covariance")) return variance / time_spread;
    return variance;
}

// Of all components, in their scales.
double largest_difference(const std::map<std::string, double>& ours, const std::map<std::string, double>& theirs,
                          const Design& design)
{
    const double variance = variance_of(design.input.value_of_row);
    double largest = 0;
    for (const auto& [name, value] : ours) {
        INFO(name);
        REQUIRE(theirs.contains(name));
        largest = std::max(largest, std::abs(value - theirs.at(name)) / scale_of(name, variance));
    }
    return largest;
}

void compare(const Design& design, const ReferenceFit& reference, Tally& tally)
{
    const auto fit = fit_mixed_model(design.input);
    if (reference.is_refused || !fit) {
        CHECK(reference.is_refused);
        CHECK_FALSE(fit);
        tally.refused_by_both += 1;
        return;
    }
    tally.compared += 1;
    tally.singular += fit->is_singular ? 1 : 0;
    const double difference = (fit->criterion - reference.criterion) / std::abs(reference.criterion);
    CHECK(difference <= criterion_tolerance);
    const double off = largest_difference(components_of(*fit), reference.components, design);
    // Where lme4 has stopped short of the optimum, only a lower criterion excuses other components.
    const bool differs = off > component_tolerance || difference < -criterion_tolerance;
    if (differs && fit->criterion < reference.criterion - lower_min) {
        std::printf("%s, %zu rows: lme4 stopped at %.12g, ours is lower: %.12g\n", design.formula.c_str(),
                    design.input.value_of_row.size(), reference.criterion, fit->criterion);
        tally.ours_lower += 1;
        return;
    }
    CHECK(off <= component_tolerance);
    tally.criterion_worst = std::max(tally.criterion_worst, std::abs(difference));
    tally.component_worst = std::max(tally.component_worst, off);
    for (const auto& effect : fit->fixed) {
        INFO(effect.name);
        const double error = reference.errors.at(effect.name);
        CHECK(effect.value == Approx(reference.fixed.at(effect.name)).epsilon(0).margin(1e-3 * error));
        CHECK(effect.standard_error == Approx(error).epsilon(1e-3));
    }
}

}  // namespace

TEST_CASE("random data sets have the optimum that lme4 finds, or a better one")
{
    const TempFolder folder;
    std::string models = "id,formula,ml\n";
    for (int id = 0; id < designs; ++id) {
        const auto design = random_design(id);
        models += fmt::format("{},{},{}\n", id, design.formula, design.input.likelihood == Likelihood::ml ? 1 : 0);
        write(folder / fmt::format("{}.csv", id), csv_of(design));
    }
    write(folder / "models.csv", models);
    const auto command =
        "Rscript --vanilla " THROUGHLINE_SOURCE_DIR "/tests/reference/fit_with_lme4.R " + folder.path().string();
    REQUIRE(std::system(command.c_str()) == 0);
    const auto fits = fits_in(folder / "fits.csv");
    REQUIRE(fits.size() == designs);
    Tally tally;
    for (int id = 0; id < designs; ++id) {
        const auto design = random_design(id);
        INFO("design " << id << ", " << design.kind << ": " << design.formula << ", "
                       << design.input.value_of_row.size() << " rows");
        compare(design, fits.at(id), tally);
    }
    std::printf(
        "beside lme4: %d fits compared, %d of them singular, %d refused by both, %d where ours is lower;\n"
        "largest difference: criterion %.1e (relative), component %.1e (of the variance)\n",
        tally.compared, tally.singular, tally.refused_by_both, tally.ours_lower, tally.criterion_worst,
        tally.component_worst);
    CHECK(tally.compared >= 200);
    CHECK(tally.singular >= 20);
    CHECK(tally.refused_by_both >= 20);
}
