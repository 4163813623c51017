// Gwet's AC1 and AC2 and Fleiss' kappa: the same observed agreement, two ideas of chance, one way to an error.
#include <cmath>
#include <functional>

#include "core/analysis/agreement_parts.hpp"
#include "core/analysis/distributions.hpp"

namespace throughline::analysis {
namespace {

constexpr auto nothing_paired = "No unit has two ratings, so there is nothing to compare.";

// What an idea of chance says: agreement by chance overall, and what each unit's levels contribute to it.
struct Chance {
    double overall = 0;
    std::vector<double> of_level;  // a unit's part is the mean of these over its ratings
};

using Weight = std::function<double(int, int)>;

std::vector<double> level_shares(const LevelCounts& counts)
{
    std::vector<double> shares(static_cast<std::size_t>(counts.levels));
    for (std::size_t unit = 0; unit < counts.units.size(); ++unit)
        for (std::size_t level = 0; level < shares.size(); ++level)
            shares[level] += counts.units[unit][level] / counts.ratings[unit];
    for (auto& share : shares) share /= static_cast<double>(counts.units.size());
    return shares;
}

// Of all pairs of ratings within the unit, the mean weight.
double agreement_within(const std::vector<double>& row, double ratings, const Weight& weight)
{
    double sum = 0;
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (row[i] == 0) continue;
        for (std::size_t j = 0; j < row.size(); ++j)
            sum += row[i] * (i == j ? row[j] - 1 : row[j]) * weight(static_cast<int>(i), static_cast<int>(j));
    }
    return sum / (ratings * (ratings - 1));
}

double mean_over_ratings(const std::vector<double>& row, double ratings, const std::vector<double>& of_level)
{
    double sum = 0;
    for (std::size_t level = 0; level < row.size(); ++level) sum += row[level] * of_level[level];
    return sum / ratings;
}

// Gwet (2014), section 5.3: each unit's own coefficient, corrected for its part in chance; their variance over n.
double linearised_error(const LevelCounts& counts, const std::vector<double>& within, const Chance& chance,
                        double coefficient)
{
    const auto n = static_cast<double>(counts.units.size());
    double sum = 0;
    for (std::size_t unit = 0; unit < counts.units.size(); ++unit) {
        const bool is_paired = counts.ratings[unit] >= 2;
        const double own =
            is_paired ? n / counts.paired_units * (within[unit] - chance.overall) / (1 - chance.overall) : 0;
        const double part = mean_over_ratings(counts.units[unit], counts.ratings[unit], chance.of_level);
        const double value = own - 2 * (1 - coefficient) * (part - chance.overall) / (1 - chance.overall);
        sum += (value - coefficient) * (value - coefficient);
    }
    return std::sqrt(sum / (n * (n - 1)));
}

Estimated corrected_agreement(const LevelCounts& counts, const Weight& weight, const Chance& chance, double confidence)
{
    std::vector<double> within(counts.units.size());
    double observed = 0;
    for (std::size_t unit = 0; unit < counts.units.size(); ++unit) {
        if (counts.ratings[unit] < 2) continue;
        within[unit] = agreement_within(counts.units[unit], counts.ratings[unit], weight);
        observed += within[unit] / counts.paired_units;
    }
    const double coefficient = (observed - chance.overall) / (1 - chance.overall);
    Estimate estimate{coefficient, {}, {}, {}, static_cast<std::int64_t>(counts.paired_units)};
    if (counts.paired_units < 2) {
        estimate.no_interval_because = "One unit says nothing about how units vary.";
        return estimate;
    }
    const double error = linearised_error(counts, within, chance, coefficient);
    const auto degrees = static_cast<double>(counts.units.size()) - 1;
    estimate.standard_error = error;
    estimate.interval = interval_around(coefficient, error, t_multiplier(confidence, degrees), confidence, -1, 1);
    return estimate;
}

}  // namespace

Estimated gwet_agreement(const RatingMatrix& ratings, const LevelScale& scale, AgreementWeights weights,
                         double confidence)
{
    const auto counts = level_counts(ratings, scale);
    if (!counts) return tl::unexpected(counts.error());
    if (counts->paired_units == 0) return not_defined(nothing_paired);
    const int k = counts->levels;
    if (k < 2) return not_defined("The scale has one level, so there is nothing on which observers could differ.");
    const Weight weight = [weights, k](int i, int j) { return agreement_weight(weights, i, j, k); };
    double weight_sum = 0;
    for (int i = 0; i < k; ++i)
        for (int j = 0; j < k; ++j) weight_sum += weight(i, j);
    const double factor = weight_sum / (static_cast<double>(k) * (k - 1));
    Chance chance;
    for (const double share : level_shares(*counts)) {
        chance.overall += factor * share * (1 - share);
        chance.of_level.push_back(factor * (1 - share));
    }
    return corrected_agreement(*counts, weight, chance, confidence);
}

Estimated fleiss_kappa(const RatingMatrix& ratings, const LevelScale& scale, double confidence)
{
    const auto counts = level_counts(ratings, scale);
    if (!counts) return tl::unexpected(counts.error());
    if (counts->paired_units == 0) return not_defined(nothing_paired);
    Chance chance;
    bool is_one_level = false;
    for (const double share : level_shares(*counts)) {
        chance.overall += share * share;
        chance.of_level.push_back(share);
        is_one_level = is_one_level || share > 1 - 1e-12;
    }
    if (is_one_level) return not_defined("All ratings are the same level, so chance alone would agree as well.");
    const Weight weight = [](int i, int j) { return i == j ? 1.0 : 0.0; };
    return corrected_agreement(*counts, weight, chance, confidence);
}

}  // namespace throughline::analysis
