#include "throughline/analysis/agreement.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/analysis/agreement_parts.hpp"
#include "core/analysis/distributions.hpp"

namespace throughline::analysis {
namespace {

constexpr auto nothing_in_common = "No unit was rated by both observers, so there is nothing to compare.";

double square(double x) { return x * x; }

// The share of both observers' levels, as doubles.
struct Shares {
    explicit Shares(const PairTable& table)
        : levels(table.levels()),
          first(static_cast<std::size_t>(table.levels())),
          second(static_cast<std::size_t>(table.levels()))
    {
        const auto n = static_cast<double>(table.n());
        for (int i = 0; i < levels; ++i)
            for (int j = 0; j < levels; ++j) {
                const auto share = static_cast<double>(table.count(i, j)) / n;
                cells.push_back(share);
                first[static_cast<std::size_t>(i)] += share;
                second[static_cast<std::size_t>(j)] += share;
            }
    }

    [[nodiscard]] double cell(int i, int j) const { return cells[static_cast<std::size_t>(i * levels + j)]; }

    int levels;
    std::vector<double> cells;
    std::vector<double> first;
    std::vector<double> second;
};

Interval wilson_interval(double share, double n, double confidence)
{
    const double z2 = square(normal_multiplier(confidence));
    const double middle = (share + z2 / (2 * n)) / (1 + z2 / n);
    const double half = std::sqrt(z2) / (1 + z2 / n) * std::sqrt(share * (1 - share) / n + z2 / (4 * n * n));
    return {std::max(0.0, middle - half), std::min(1.0, middle + half), confidence};
}

std::int64_t count_within(const PairTable& table, int places)
{
    std::int64_t within = 0;
    for (int i = 0; i < table.levels(); ++i)
        for (int j = 0; j < table.levels(); ++j)
            if (std::abs(i - j) <= places) within += table.count(i, j);
    return within;
}

Estimated share_within(const PairTable& table, int places, double confidence)
{
    if (table.n() == 0) return not_defined(nothing_in_common);
    const auto within = count_within(table, places);
    const auto n = static_cast<double>(table.n());
    const double share = static_cast<double>(within) / n;
    return Estimate{share, std::sqrt(share * (1 - share) / n), wilson_interval(share, n, confidence), {}, table.n()};
}

// Fleiss, Cohen & Everitt (1969), equation 8, over n (1 - pe)^2.
double kappa_error(const Shares& shares, AgreementWeights weights, double kappa, double chance, double n)
{
    const auto k = static_cast<std::size_t>(shares.levels);
    std::vector<double> mean_of_first(k), mean_of_second(k);  // the weight that a level meets by chance
    const auto weight = [&](int i, int j) { return agreement_weight(weights, i, j, shares.levels); };
    for (int i = 0; i < shares.levels; ++i)
        for (int j = 0; j < shares.levels; ++j) {
            mean_of_first[static_cast<std::size_t>(i)] += weight(i, j) * shares.second[static_cast<std::size_t>(j)];
            mean_of_second[static_cast<std::size_t>(j)] += weight(i, j) * shares.first[static_cast<std::size_t>(i)];
        }
    double sum = 0;
    for (int i = 0; i < shares.levels; ++i)
        for (int j = 0; j < shares.levels; ++j) {
            const double means =
                mean_of_first[static_cast<std::size_t>(i)] + mean_of_second[static_cast<std::size_t>(j)];
            sum += shares.cell(i, j) * square(weight(i, j) - means * (1 - kappa));
        }
    const double variance = (sum - square(kappa - chance * (1 - kappa))) / (n * square(1 - chance));
    return std::sqrt(std::max(0.0, variance));
}

}  // namespace

LevelScale::LevelScale(std::vector<double> levels) : levels_(std::move(levels))
{
    std::ranges::sort(levels_);
    levels_.erase(std::unique(levels_.begin(), levels_.end()), levels_.end());
}

std::optional<int> LevelScale::place_of(double level) const
{
    const auto found = std::ranges::lower_bound(levels_, level);
    if (found == levels_.end() || *found != level) return std::nullopt;
    return static_cast<int>(found - levels_.begin());
}

RatingMatrix::RatingMatrix(int units, int observers)
    : units_(units),
      observers_(observers),
      cells_(static_cast<std::size_t>(units) * static_cast<std::size_t>(observers))
{}

void RatingMatrix::set(int unit, int observer, double level)
{
    cells_[static_cast<std::size_t>(unit) * static_cast<std::size_t>(observers_) + static_cast<std::size_t>(observer)] =
        level;
}

std::optional<double> RatingMatrix::at(int unit, int observer) const
{
    return cells_[static_cast<std::size_t>(unit) * static_cast<std::size_t>(observers_) +
                  static_cast<std::size_t>(observer)];
}

std::vector<double> RatingMatrix::of_unit(int unit) const
{
    std::vector<double> levels;
    for (int observer = 0; observer < observers_; ++observer)
        if (const auto level = at(unit, observer)) levels.push_back(*level);
    return levels;
}

LevelScale RatingMatrix::levels_used() const
{
    std::vector<double> levels;
    for (const auto& cell : cells_)
        if (cell) levels.push_back(*cell);
    return LevelScale(std::move(levels));
}

PairTable::PairTable(int levels)
    : levels_(levels), counts_(static_cast<std::size_t>(levels) * static_cast<std::size_t>(levels))
{}

void PairTable::add(int first, int second, std::int64_t count)
{
    counts_[static_cast<std::size_t>(first * levels_ + second)] += count;
    n_ += count;
}

std::int64_t PairTable::count(int first, int second) const
{
    return counts_[static_cast<std::size_t>(first * levels_ + second)];
}

Defined<PairTable> pair_table(const RatingMatrix& ratings, const LevelScale& scale, int first_observer,
                              int second_observer)
{
    PairTable table(scale.size());
    for (int unit = 0; unit < ratings.units(); ++unit) {
        const auto first = ratings.at(unit, first_observer);
        const auto second = ratings.at(unit, second_observer);
        if (!first || !second) continue;
        const auto first_place = scale.place_of(*first);
        const auto second_place = scale.place_of(*second);
        if (!first_place || !second_place) return level_not_on_scale(first_place ? *second : *first);
        table.add(*first_place, *second_place);
    }
    return table;
}

std::string_view name_of(AgreementWeights weights)
{
    switch (weights) {
        case AgreementWeights::unweighted:
            return "unweighted";
        case AgreementWeights::linear:
            return "linear";
        case AgreementWeights::quadratic:
            return "quadratic";
    }
    return {};
}

double agreement_weight(AgreementWeights weights, int first, int second, int levels)
{
    if (first == second) return 1;
    if (weights == AgreementWeights::unweighted) return 0;
    const double distance = static_cast<double>(std::abs(first - second)) / (levels - 1);
    return 1 - (weights == AgreementWeights::linear ? distance : square(distance));
}

Estimated exact_agreement(const PairTable& table, double confidence) { return share_within(table, 0, confidence); }

Estimated within_one_agreement(const PairTable& table, double confidence) { return share_within(table, 1, confidence); }

Estimated mean_difference(const PairTable& table, double confidence)
{
    if (table.n() == 0) return not_defined(nothing_in_common);
    double sum = 0, sum_of_squares = 0;
    for (int i = 0; i < table.levels(); ++i)
        for (int j = 0; j < table.levels(); ++j) {
            sum += static_cast<double>(table.count(i, j)) * (j - i);
            sum_of_squares += static_cast<double>(table.count(i, j)) * square(j - i);
        }
    const auto n = static_cast<double>(table.n());
    Estimate difference{sum / n, {}, {}, {}, table.n()};
    if (table.n() < 2) {
        difference.no_interval_because = "One unit says nothing about how differences vary.";
        return difference;
    }
    const double variance = std::max(0.0, (sum_of_squares - square(sum) / n) / (n - 1));
    const double error = std::sqrt(variance / n);
    const double range = table.levels() - 1;
    difference.standard_error = error;
    difference.interval =
        interval_around(difference.value, error, t_multiplier(confidence, n - 1), confidence, -range, range);
    return difference;
}

Estimated cohen_kappa(const PairTable& table, AgreementWeights weights, double confidence)
{
    if (table.n() == 0) return not_defined(nothing_in_common);
    const Shares shares(table);
    double observed = 0, chance = 0;
    for (int i = 0; i < table.levels(); ++i)
        for (int j = 0; j < table.levels(); ++j) {
            const double weight = agreement_weight(weights, i, j, table.levels());
            observed += weight * shares.cell(i, j);
            chance += weight * shares.first[static_cast<std::size_t>(i)] * shares.second[static_cast<std::size_t>(j)];
        }
    const auto is_only_level = [&](int level) { return table.count(level, level) == table.n(); };
    for (int level = 0; level < table.levels(); ++level)
        if (is_only_level(level))
            return not_defined(
                "Both observers gave one and the same level throughout, so chance alone would agree as well.");
    const auto n = static_cast<double>(table.n());
    const double kappa = (observed - chance) / (1 - chance);
    Estimate estimate{kappa, kappa_error(shares, weights, kappa, chance, n), {}, {}, table.n()};
    if (count_within(table, 0) == table.n())
        estimate.no_interval_because = "The observers never differ, so their ratings do not show how much they could.";
    else
        estimate.interval =
            interval_around(kappa, *estimate.standard_error, normal_multiplier(confidence), confidence, -1, 1);
    return estimate;
}

Interval interval_around(double value, double error, double multiplier, double confidence, double low, double high)
{
    // With gaps, Fleiss' kappa itself can lie below -1.
    return {std::max(std::min(low, value), value - multiplier * error), std::min(high, value + multiplier * error),
            confidence};
}

Defined<LevelCounts> level_counts(const RatingMatrix& ratings, const LevelScale& scale)
{
    LevelCounts counts;
    counts.levels = scale.size();
    for (int unit = 0; unit < ratings.units(); ++unit) {
        const auto levels = ratings.of_unit(unit);
        if (levels.empty()) continue;
        std::vector<double> row(static_cast<std::size_t>(scale.size()));
        for (const double level : levels) {
            const auto place = scale.place_of(level);
            if (!place) return level_not_on_scale(level);
            row[static_cast<std::size_t>(*place)] += 1;
        }
        counts.units.push_back(std::move(row));
        counts.ratings.push_back(static_cast<double>(levels.size()));
        counts.paired_units += levels.size() >= 2 ? 1 : 0;
    }
    return counts;
}

tl::unexpected<NotDefined> level_not_on_scale(double level)
{
    return not_defined("The level {0} is not one of the scale's levels.", fmt::format("{}", level));
}

}  // namespace throughline::analysis
