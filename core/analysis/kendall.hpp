// The distribution of Kendall's S when y says nothing about x. Used by the trend (core/analysis only).
#pragma once

#include <map>
#include <optional>
#include <vector>

namespace throughline::analysis {

// Beyond this many points the normal approximation is as good; R draws the line here, too.
constexpr std::size_t exact_points_max = 50;
// With ties in both x and y there is no formula, only counting every order: 8! is 40,320.
constexpr std::size_t counted_points_max = 8;

// P(S = s), for the values that S can take. None if there are too many points for it.
using Distribution = std::map<int, double>;
std::optional<Distribution> exact_distribution(const std::vector<double>& x, const std::vector<double>& y);

// The variance of S with ties in x, in y or in both (Kendall 1975, section 5.4).
double variance_of_s(const std::vector<double>& x, const std::vector<double>& y);

// How often each value occurs that occurs more than once.
std::vector<double> tie_sizes(std::vector<double> values);

}  // namespace throughline::analysis
