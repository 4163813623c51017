// Agreement and trend beside R (vcd, psych, stats) on random data sets. R runs once for all of them.
#include <catch2/catch.hpp>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>

#include <fmt/format.h>

#include "tests/support/random_designs.hpp"
#include "tests/support/temp_workspace.hpp"
#include "throughline/analysis/agreement.hpp"
#include "throughline/analysis/trend.hpp"
#include "throughline/exchange/table_file.hpp"

using namespace throughline;
using namespace throughline::analysis;
using namespace throughline::test;

namespace {

constexpr int sets = 220;
const LevelScale four_levels({1, 2, 3, 4});

// Two to five observers who agree more or less, with gaps in every second set.
RatingMatrix random_ratings(int id)
{
    Random random(static_cast<std::uint64_t>(id) + 1000);
    const int observers = 2 + (id % 3 == 0 ? 0 : random.below(4));
    const int units = 4 + random.below(40);
    const double noise = 0.2 + random.uniform();
    const bool has_gaps = id % 2 == 1;
    RatingMatrix ratings(units, observers);
    for (int unit = 0; unit < units; ++unit) {
        const double truth = 2.5 + random.normal();
        for (int observer = 0; observer < observers; ++observer) {
            const double seen = std::round(truth + noise * random.normal());
            if (!(has_gaps && random.chance(0.15))) ratings.set(unit, observer, std::clamp(seen, 1.0, 4.0));
        }
    }
    return ratings;
}

// Half of the sets with ties.
std::vector<TrendPoint> random_points(int id)
{
    Random random(static_cast<std::uint64_t>(id) + 5000);
    std::vector<TrendPoint> points;
    const int count = 5 + random.below(30);
    for (int i = 0; i < count; ++i) {
        const double x = id % 2 == 0 ? 40 * random.uniform() : random.below(20);
        const double y = 0.05 * x + random.normal();
        points.push_back({x, id % 2 == 0 ? y : std::round(2 * y) / 2});
    }
    return points;
}

std::string csv_of_ratings(int id, const RatingMatrix& ratings)
{
    std::string text;
    for (int unit = 0; unit < ratings.units(); ++unit)
        for (int observer = 0; observer < ratings.observers(); ++observer)
            if (const auto level = ratings.at(unit, observer))
                text += fmt::format("{},{},{},{}\n", id, unit, observer, *level);
    return text;
}

using Results = std::map<int, std::map<std::string, double>>;

Results results_of_r(const std::filesystem::path& folder, const std::string& ratings, const std::string& points)
{
    std::ofstream(folder / "ratings.csv") << "id,unit,observer,level\n" << ratings;
    std::ofstream(folder / "points.csv") << "id,x,y\n" << points;
    const auto command =
        "Rscript --vanilla " THROUGHLINE_SOURCE_DIR "/tests/reference/agreement_with_r.R " + folder.string();
    REQUIRE(std::system(command.c_str()) == 0);
    const auto table = read_table(folder / "results.csv");
    REQUIRE(table);
    Results results;
    for (std::size_t row = 0; row < table->rows(); ++row)
        results[std::stoi(std::string(table->cell(row, 0)))][std::string(table->cell(row, 1))] =
            std::stod(std::string(table->cell(row, 2)));
    return results;
}

class Comparison {
public:
    explicit Comparison(const std::map<std::string, double>& theirs) : theirs_(theirs) {}

    // What R cannot say it leaves out; what we call not defined has no value in R, or an infinite one.
    void same(const std::string& what, const std::optional<double>& ours)
    {
        const auto found = theirs_.find(what);
        if (found == theirs_.end() || !ours) return;
        INFO(what);
        // The root of what rounding leaves of a zero variance is some 1e-8 here and exactly 0 there.
        CHECK(*ours == Approx(found->second).epsilon(1e-6).margin(1e-7));
        ++compared_;
    }
    void same(const std::string& what, const Estimated& ours)
    {
        same(what, ours ? std::optional(ours->value) : std::nullopt);
    }
    [[nodiscard]] int compared() const { return compared_; }

private:
    const std::map<std::string, double>& theirs_;
    int compared_ = 0;
};

int compare_ratings(const RatingMatrix& ratings, const std::map<std::string, double>& theirs)
{
    Comparison compare(theirs);
    for (const auto distance :
         {AlphaDistance::nominal, AlphaDistance::ordinal, AlphaDistance::interval, AlphaDistance::ratio})
        compare.same("alpha_" + std::string(name_of(distance)), krippendorff_alpha(ratings, distance));
    if (ratings.observers() == 2) {
        const auto table = pair_table(ratings, four_levels, 0, 1);
        for (const auto weights :
             {AgreementWeights::unweighted, AgreementWeights::linear, AgreementWeights::quadratic}) {
            const bool is_plain = weights == AgreementWeights::unweighted;
            const auto name = is_plain ? std::string("kappa") : "kappa_" + std::string(name_of(weights));
            const auto kappa = cohen_kappa(*table, weights);
            compare.same(name, kappa);
            if (kappa) compare.same(name + "_error", kappa->standard_error);
        }
    }
    for (std::size_t i = 0; i < icc_forms.size(); ++i) {
        const auto icc = intraclass_correlation(ratings, icc_forms[i]);
        compare.same(fmt::format("icc{}", i + 1), icc);
        if (!icc || !icc->interval) continue;
        compare.same(fmt::format("icc{}_low", i + 1), icc->interval->low);
        compare.same(fmt::format("icc{}_high", i + 1), icc->interval->high);
    }
    return compare.compared();
}

int compare_points(const std::vector<TrendPoint>& points, const std::map<std::string, double>& theirs)
{
    Comparison compare(theirs);
    const auto found = trend(points);
    REQUIRE(found);
    compare.same("slope", found->slope.value);
    compare.same("intercept", found->intercept);
    if (found->tau) compare.same("tau", *found->tau);
    if (found->test == TrendTest::exact) compare.same("p", found->p_value);
    return compare.compared();
}

}  // namespace

TEST_CASE("kappa, alpha, intraclass correlation and trend of random data sets are those of R")
{
    std::string ratings, points;
    for (int id = 0; id < sets; ++id) {
        ratings += csv_of_ratings(id, random_ratings(id));
        for (const auto& point : random_points(id)) points += fmt::format("{},{:.17g},{:.17g}\n", id, point.x, point.y);
    }
    const TempFolder folder;
    const auto theirs = results_of_r(folder.path(), ratings, points);
    int compared = 0;
    for (int id = 0; id < sets; ++id) {
        INFO("set " << id);
        REQUIRE(theirs.contains(id));
        compared += compare_ratings(random_ratings(id), theirs.at(id));
        compared += compare_points(random_points(id), theirs.at(id));
    }
    std::printf("beside R: %d coefficients of %d sets of ratings and points compared\n", compared, sets);
    CHECK(compared > 15 * sets);
}
