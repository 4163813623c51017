#include "core/analysis/kendall.hpp"

#include <algorithm>
#include <cmath>

namespace throughline::analysis {
namespace {

int sign(double x) { return (x > 0) - (x < 0); }

// Runs of the same value, ones included.
std::vector<std::size_t> run_lengths(std::vector<double> values)
{
    std::ranges::sort(values);
    std::vector<std::size_t> runs;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i == 0 || values[i] != values[i - 1]) runs.push_back(0);
        ++runs.back();
    }
    return runs;
}

std::vector<double> product(const std::vector<double>& a, const std::vector<double>& b)
{
    std::vector<double> c(a.size() + b.size() - 1);
    for (std::size_t i = 0; i < a.size(); ++i)
        for (std::size_t j = 0; j < b.size(); ++j) c[i + j] += a[i] * b[j];
    return c;
}

// The share of the ways to put k of n things in a row that have 0, 1, 2, ... inversions: Gauss's binomial coefficient,
// each row of Pascal's rule divided by its sum so that nothing grows beyond a double.
std::vector<double> gaussian_binomial(std::size_t n, std::size_t k)
{
    std::vector<std::vector<double>> row(k + 1);  // of the m things so far: row[j] for j of them
    row[0] = {1};
    for (std::size_t m = 1; m <= n; ++m)
        for (std::size_t j = std::min(m, k); j >= 1; --j) {
            // [m, j] = [m - 1, j - 1] + q^j [m - 1, j], as shares: chosen last with probability j / m.
            const double chosen = static_cast<double>(j) / static_cast<double>(m);
            std::vector<double> next(j * (m - j) + 1);
            for (std::size_t i = 0; i < row[j - 1].size(); ++i) next[i] += chosen * row[j - 1][i];
            if (m > j)
                for (std::size_t i = 0; i < row[j].size(); ++i) next[i + j] += (1 - chosen) * row[j][i];
            row[j] = std::move(next);
        }
    return row[k];
}

// Ties in one of the two at most: the falling pairs are the inversions of a row with repeated values, whose shares are
// Gauss's multinomial coefficient (MacMahon; Kendall 1975, section 5.3 for the case without ties).
Distribution distribution_with_runs(const std::vector<std::size_t>& runs)
{
    std::vector<double> shares{1};
    std::size_t placed = 0;
    int untied_pairs = 0;
    for (const auto run : runs) {
        untied_pairs += static_cast<int>(placed * run);
        placed += run;
        shares = product(shares, gaussian_binomial(placed, run));
    }
    Distribution distribution;
    for (std::size_t falling = 0; falling < shares.size(); ++falling)
        distribution[untied_pairs - 2 * static_cast<int>(falling)] = shares[falling];
    return distribution;
}

int s_of(const std::vector<double>& x, const std::vector<double>& y)
{
    int s = 0;
    for (std::size_t i = 0; i < x.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) s += sign(x[i] - x[j]) * sign(y[i] - y[j]);
    return s;
}

Distribution counted_distribution(const std::vector<double>& x, std::vector<double> y)
{
    std::ranges::sort(y);
    std::map<int, double> counts;
    double all = 0;
    do {
        counts[s_of(x, y)] += 1;
        all += 1;
    } while (std::ranges::next_permutation(y).found);
    for (auto& [s, count] : counts) count /= all;
    return counts;
}

}  // namespace

std::vector<double> tie_sizes(std::vector<double> values)
{
    std::vector<double> sizes;
    for (const auto run : run_lengths(std::move(values)))
        if (run > 1) sizes.push_back(static_cast<double>(run));
    return sizes;
}

std::optional<Distribution> exact_distribution(const std::vector<double>& x, const std::vector<double>& y)
{
    if (x.size() > exact_points_max) return std::nullopt;
    if (tie_sizes(x).empty()) return distribution_with_runs(run_lengths(y));
    if (tie_sizes(y).empty()) return distribution_with_runs(run_lengths(x));
    if (x.size() > counted_points_max) return std::nullopt;
    return counted_distribution(x, y);
}

double variance_of_s(const std::vector<double>& x, const std::vector<double>& y)
{
    const auto n = static_cast<double>(x.size());
    double first = n * (n - 1) * (2 * n + 5);
    double x_pairs = 0, y_pairs = 0, x_triples = 0, y_triples = 0;
    for (const double t : tie_sizes(x)) {
        first -= t * (t - 1) * (2 * t + 5);
        x_pairs += t * (t - 1);
        x_triples += t * (t - 1) * (t - 2);
    }
    for (const double u : tie_sizes(y)) {
        first -= u * (u - 1) * (2 * u + 5);
        y_pairs += u * (u - 1);
        y_triples += u * (u - 1) * (u - 2);
    }
    double variance = first / 18 + x_pairs * y_pairs / (2 * n * (n - 1));
    if (n > 2) variance += x_triples * y_triples / (9 * n * (n - 1) * (n - 2));
    return variance;
}

}  // namespace throughline::analysis
