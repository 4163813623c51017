// A mixed model taken apart: sums made, optimum found, and any other parameters looked at as well. Used by
// fit_mixed_model and by what averages over parameters (core/analysis only).
#pragma once

#include <memory>
#include <optional>

#include "core/analysis/fixed_basis.hpp"
#include "core/analysis/mixed_elimination.hpp"
#include "core/analysis/mixed_optimum.hpp"
#include "core/analysis/mixed_solution.hpp"

namespace throughline::analysis {

class MixedEngine {
public:
    // Refuses as fit_mixed_model does. `input` has to outlive the engine.
    static Result<std::unique_ptr<MixedEngine>> make(const MixedModelInput& input);

    [[nodiscard]] const MixedLayout& layout() const { return layout_; }
    [[nodiscard]] const FixedBasis& basis() const { return basis_; }
    [[nodiscard]] const Optimum& optimum() const { return optimum_; }
    [[nodiscard]] Likelihood likelihood() const { return input_.likelihood; }
    [[nodiscard]] std::int64_t rows() const { return sums_.rows; }
    [[nodiscard]] const Eigen::MatrixXd& r_inverse() const { return r_inverse_; }  // of the fixed columns' R

    // Goes to other parameters: what is asked below is then about those.
    double criterion_at(std::span<const double> theta);
    [[nodiscard]] double residual_variance() const;
    [[nodiscard]] MixedSolution solution(const SolutionParts& parts) const;

private:
    explicit MixedEngine(const MixedModelInput& input);
    std::optional<Error> prepare();

    const MixedModelInput& input_;
    FixedBasis basis_;
    Eigen::MatrixXd r_inverse_;
    MixedLayout layout_;
    MixedSums sums_;
    std::optional<Elimination> elimination_;
    Optimum optimum_;
    double log_fixed_basis_ = 0;
};

// What fit_mixed_model returns, of an engine that is at its optimum.
MixedModelFit fit_of(const MixedEngine& engine);

// (value - shift) / stretch, as the equations have a slope's variable, in terms of the value itself: a deviation
// c0 + c1 (value - shift) / stretch has the intercept c0 - c1 shift / stretch and the slope c1 / stretch.
Eigen::Matrix2d to_given_units(const LaidOutTerm& term);

}  // namespace throughline::analysis
