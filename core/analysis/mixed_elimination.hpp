// One evaluation of the mixed model's likelihood: the blocked Cholesky factorisation at given parameters.
//
// The parameters theta are those of Bates & al. (2015): the relative covariance factors Lambda, for each term one
// number (intercept), two (uncorrelated) or three (correlated: the lower triangle by columns). With G = Lambda L^-T for
// each group's block L L' = Lambda' A Lambda + I, the group's elimination takes A'G G'A from what is left: Lambda is
// never divided by, so a variance of 0 needs no special case. Used by core/analysis only.
#pragma once

#include <span>
#include <vector>

#include <Eigen/Core>

#include "core/analysis/mixed_sums.hpp"
#include "core/analysis/panel_cholesky.hpp"

namespace throughline::analysis {

using SmallMatrix = Eigen::Matrix2d;  // of which a term without a slope uses the first entry

SmallMatrix lambda_of(const LaidOutTerm& term, std::span<const double> theta);

class Elimination {
public:
    // `panels` as order_tail has made them.
    Elimination(const MixedLayout& layout, const MixedSums& sums, std::vector<Panel> panels);

    // False if rounding left nothing positive: the parameters are far outside what the rows can tell.
    bool run(std::span<const double> theta);

    // log |L|^2 of the random effects; log |R_Q|^2 of the fixed ones; the penalised residual sum of squares r^2.
    [[nodiscard]] double log_random() const { return log_random_; }
    [[nodiscard]] double log_fixed() const { return log_fixed_; }
    [[nodiscard]] double residual_squares() const { return residual_squares_; }

    // What the last run left, for the solution. A group's G; its block, links and panel with all inner groups taken
    // out; the factor of the last columns, whose tail rows and columns were multiplied by Lambda.
    [[nodiscard]] const double* g_of(std::size_t term, int group) const;
    [[nodiscard]] const std::vector<double>& outer_of(std::size_t term) const;
    [[nodiscard]] const std::vector<double>& panel_of(std::size_t term) const;
    [[nodiscard]] const Eigen::MatrixXd& end() const { return end_; }
    [[nodiscard]] std::span<const double> theta() const { return theta_; }

private:
    struct Work {  // of a chain term that has inner terms: what they leave of the sums
        std::vector<double> own;
        std::vector<double> outer;
        std::vector<double> panel;
    };

    struct Pair {  // a group of the tail with two effects
        const LaidOutTerm* term = nullptr;
        Eigen::Index column = 0;
    };

    template <int effects>
    bool eliminate_term(std::size_t at);
    template <int effects>
    bool eliminate_group(std::size_t at, int group, const SmallMatrix& lambda);
    template <int effects>
    void take_from_outer(std::size_t at, int group);
    template <int effects>
    void take_from_end(std::size_t at, int group);
    void scale_end();
    void scale_pairs();
    bool factorise_end();

    const MixedLayout& layout_;
    const MixedSums& sums_;
    std::vector<Panel> panels_;
    std::vector<Pair> pairs_;
    std::vector<double> theta_;
    std::vector<Work> work_;              // empty for the first term
    std::vector<std::vector<double>> g_;  // of each chain term
    std::vector<double> product_;         // G' times the group's links and panel: one row for each effect
    std::size_t product_stride_ = 0;
    Eigen::MatrixXd end_;
    double log_random_ = 0;
    double log_fixed_ = 0;
    double residual_squares_ = 0;
};

// The REML criterion (equation 41 of Bates & al. 2015) or -2 log-likelihood (equation 34), profiled.
// `log_fixed_basis` is FixedBasis::log_determinant().
double criterion_of(const Elimination& elimination, Likelihood likelihood, std::int64_t rows, int fixed_columns,
                    double log_fixed_basis);

}  // namespace throughline::analysis
