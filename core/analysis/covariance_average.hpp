// Points over which to average what depends on one term's covariance matrix, weighted by how well they fit the values.
// Used by the growth model (core/analysis only).
#pragma once

#include <vector>

#include "core/analysis/mixed_engine.hpp"

namespace throughline::analysis {

struct WeightedTheta {
    std::vector<double> theta;
    double weight = 0;  // they sum to 1
};

// `term` is a place in MixedLayout::terms(); the other terms stay at the optimum. The REML likelihood times a uniform
// prior on the term's covariance matrix (relative to the residual variance), by importance sampling: Student's t
// distributions with 5 degrees, fitted to the weighted points twice (Oh & Berger 1992), at the points of Halton's
// sequence (1960). Uses the engine, which is then at any of the points.
std::vector<WeightedTheta> covariance_points(MixedEngine& engine, std::size_t term);

}  // namespace throughline::analysis
