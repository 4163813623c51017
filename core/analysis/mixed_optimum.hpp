// Finding the parameters with the smallest criterion. Used by the mixed model (core/analysis only).
#pragma once

#include <functional>
#include <vector>

#include "core/analysis/mixed_sums.hpp"

namespace throughline::analysis {

using Criterion = std::function<double(const std::vector<double>& theta)>;

struct Optimum {
    std::vector<double> theta;
    double criterion = 0;
    int evaluations = 0;
};

// Where to start: each term's share of the variance as a one-way analysis of variance sees it, from the sums alone.
std::vector<double> first_guess(const MixedLayout& layout, const MixedSums& sums);

// NLopt's BOBYQA (Powell 2009), which needs no derivatives and keeps diagonal entries of Lambda at 0 or above. Run from
// the guess, then again around what it found until nothing is gained. In between and at the end, a diagonal entry near
// 0 is set to exactly 0 if that is no worse (the slope of the criterion is 0 there, so an optimiser stops just short),
// and one at 0 is tried a little above (the same flatness could keep it there).
Optimum minimise(const MixedLayout& layout, const Criterion& criterion, const std::vector<double>& guess);

}  // namespace throughline::analysis
