// What the optimum says about each group: conditional modes, and the parts of the inverse of the mixed-model equations
// that belong to a group and to a group with the fixed effects. Used by the mixed model (core/analysis only).
//
// The inverse is never made whole: going from the last columns back to the first term, each group's part follows from
// those of the columns it has to do with (Takahashi, Fagan & Chen 1973).
#pragma once

#include <optional>
#include <vector>

#include <Eigen/Core>

#include "core/analysis/mixed_elimination.hpp"

namespace throughline::analysis {

// Of one term, in the units of the equations: slopes as LaidOutTerm::slope has them, variances without sigma^2.
struct TermSolution {
    std::vector<Eigen::Vector2d> modes;       // of each group
    std::vector<Eigen::Matrix2d> covariance;  // of each group, given the fixed effects
    // With the fixed effects estimated as well, and with those: rows are the group's effects, columns those of Q.
    std::vector<Eigen::Matrix2d> error_covariance;
    std::vector<Eigen::Matrix<double, 2, Eigen::Dynamic>> error_with_fixed;
    std::vector<Eigen::Vector2d> error_with_mean;  // see SolutionParts::mean_of
};

struct MixedSolution {
    Eigen::VectorXd fixed;             // of Q's columns
    Eigen::MatrixXd fixed_covariance;  // of Q's columns, without sigma^2
    std::vector<TermSolution> terms;   // in the layout's order
    // Of the mean over a factor's groups, see SolutionParts::mean_of.
    double mean = 0;
    double mean_variance = 0;
    Eigen::VectorXd mean_with_fixed;
};

struct SolutionParts {
    bool covariance = true;  // TermSolution::covariance
    // The mean intercept of the groups of this tail term (a place in MixedLayout::tail), with its error and its
    // covariances with all others: for levels as the observers there are see them, not all there could be.
    std::optional<std::size_t> mean_of;
};

// After a run. (Co)variances only for the terms whose factor asks for errors.
MixedSolution solve(const MixedLayout& layout, const MixedSums& sums, const Elimination& elimination,
                    const SolutionParts& parts);

}  // namespace throughline::analysis
