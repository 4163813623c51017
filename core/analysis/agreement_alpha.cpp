// Krippendorff's alpha. The squared distances of the four kinds of scale come down to two computations: nominal,
// interval and ordinal (interval distances between mid-ranks) need sums over levels only, ratio needs pairs of levels.
#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "core/analysis/agreement_parts.hpp"
#include "core/analysis/distributions.hpp"

namespace throughline::analysis {
namespace {

// The jackknife leaves each kind of unit out once; ratings on a scale have few kinds. Beyond this, numbers were
// measured, not rated, and the interval is not worth minutes.
constexpr std::size_t unit_kinds_max = 4000;

using Counts = std::vector<double>;  // of each level

struct UnitKind {
    std::vector<std::size_t> places;  // levels' places, sorted
    double units = 0;                 // that are exactly like this
};

struct PairableRatings {
    std::vector<double> levels;  // those used
    Counts counts;
    double n = 0;
    std::vector<UnitKind> kinds;
    double units = 0;
};

PairableRatings pairable(const RatingMatrix& ratings)
{
    PairableRatings all;
    const auto scale = ratings.levels_used();
    for (int place = 0; place < scale.size(); ++place) all.levels.push_back(scale.level(place));
    all.counts.resize(all.levels.size());
    std::map<std::vector<std::size_t>, double> kinds;
    for (int unit = 0; unit < ratings.units(); ++unit) {
        std::vector<std::size_t> places;
        for (const double level : ratings.of_unit(unit))
            places.push_back(static_cast<std::size_t>(*scale.place_of(level)));
        if (places.size() < 2) continue;
        std::ranges::sort(places);
        for (const auto place : places) all.counts[place] += 1;
        all.n += static_cast<double>(places.size());
        all.units += 1;
        kinds[places] += 1;
    }
    for (auto& [places, units] : kinds) all.kinds.push_back({places, units});
    return all;
}

// Krippendorff (2011): an ordinal distance adds the counts from one level to the other, half of both ends. That is
// the difference of the levels' mid-ranks.
std::vector<double> mid_ranks(const Counts& counts)
{
    std::vector<double> ranks;
    double below = 0;
    for (const double count : counts) {
        ranks.push_back(below + count / 2);
        below += count;
    }
    return ranks;
}

double squared_distance(AlphaDistance distance, double a, double b)
{
    if (distance == AlphaDistance::nominal) return a == b ? 0 : 1;
    const double ratio_of = distance == AlphaDistance::ratio && a + b != 0 ? a + b : 1;
    return (a - b) * (a - b) / (ratio_of * ratio_of);
}

// The sum over ordered pairs of levels of count * count * squared distance.
double expected_sum(AlphaDistance distance, const Counts& counts, const std::vector<double>& values, double n)
{
    double sum = 0, squares = 0;
    if (distance == AlphaDistance::ratio) {
        for (std::size_t i = 0; i < counts.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                sum += 2 * counts[i] * counts[j] * squared_distance(distance, values[i], values[j]);
        return sum;
    }
    if (distance == AlphaDistance::nominal) {
        for (const double count : counts) squares += count * count;
        return n * n - squares;
    }
    for (std::size_t i = 0; i < counts.size(); ++i) sum += counts[i] * values[i];
    const double mean = sum / n;  // taken off first, so that large numbers close together lose nothing
    for (std::size_t i = 0; i < counts.size(); ++i) squares += counts[i] * (values[i] - mean) * (values[i] - mean);
    return 2 * n * squares;
}

double observed_within(AlphaDistance distance, const UnitKind& kind, const std::vector<double>& values)
{
    double sum = 0;
    for (std::size_t i = 0; i < kind.places.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            sum += 2 * squared_distance(distance, values[kind.places[i]], values[kind.places[j]]);
    return sum / (static_cast<double>(kind.places.size()) - 1);
}

// Alpha, or none if no levels differ. With `left_out`, of all units but one of that kind.
std::optional<double> alpha_of(const PairableRatings& all, AlphaDistance distance, const UnitKind* left_out)
{
    auto counts = all.counts;
    double n = all.n;
    if (left_out != nullptr) {
        for (const auto place : left_out->places) counts[place] -= 1;
        n -= static_cast<double>(left_out->places.size());
    }
    if (n < 2 || std::ranges::count_if(counts, [](double count) { return count > 0; }) < 2) return std::nullopt;
    const auto values = distance == AlphaDistance::ordinal ? mid_ranks(counts) : all.levels;
    double observed = 0;
    for (const auto& kind : all.kinds)
        observed += (kind.units - (&kind == left_out ? 1 : 0)) * observed_within(distance, kind, values);
    return 1 - (n - 1) * observed / expected_sum(distance, counts, values, n);
}

// Efron & Tibshirani (1993), equation 11.5.
std::optional<double> jackknife_error(const PairableRatings& all, AlphaDistance distance)
{
    std::vector<double> without;
    double mean = 0;
    for (const auto& kind : all.kinds) {
        const auto alpha = alpha_of(all, distance, &kind);
        if (!alpha) return std::nullopt;
        without.push_back(*alpha);
        mean += kind.units * *alpha / all.units;
    }
    double sum = 0;
    for (std::size_t i = 0; i < without.size(); ++i)
        sum += all.kinds[i].units * (without[i] - mean) * (without[i] - mean);
    return std::sqrt((all.units - 1) / all.units * sum);
}

}  // namespace

std::string_view name_of(AlphaDistance distance)
{
    switch (distance) {
        case AlphaDistance::nominal:
            return "nominal";
        case AlphaDistance::ordinal:
            return "ordinal";
        case AlphaDistance::interval:
            return "interval";
        case AlphaDistance::ratio:
            return "ratio";
    }
    return {};
}

Estimated krippendorff_alpha(const RatingMatrix& ratings, AlphaDistance distance, double confidence)
{
    const auto all = pairable(ratings);
    if (all.units == 0) return not_defined("No unit has two ratings, so there is nothing to compare.");
    if (distance == AlphaDistance::ratio && !all.levels.empty() && all.levels.front() < 0)
        return not_defined("Ratio distances need levels that are not negative; {0} is.",
                           fmt::format("{}", all.levels.front()));
    const auto alpha = alpha_of(all, distance, nullptr);
    if (!alpha) return not_defined("All ratings are the same level, so chance alone would agree as well.");
    Estimate estimate{*alpha, {}, {}, {}, static_cast<std::int64_t>(all.units)};
    if (all.kinds.size() > unit_kinds_max) {
        estimate.no_interval_because = "There are too many different units for an interval.";
        return estimate;
    }
    const auto error = all.units >= 2 ? jackknife_error(all, distance) : std::nullopt;
    if (!error) {
        estimate.no_interval_because = "One unit alone decides whether there is anything to agree on.";
        return estimate;
    }
    estimate.standard_error = *error;
    if (*alpha == 1)
        estimate.no_interval_because = "The observers never differ, so their ratings do not show how much they could.";
    else
        estimate.interval = interval_around(*alpha, *error, t_multiplier(confidence, all.units - 1), confidence, -1, 1);
    return estimate;
}

}  // namespace throughline::analysis
