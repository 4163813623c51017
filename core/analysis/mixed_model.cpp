#include "throughline/analysis/mixed_model.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <Eigen/Core>

#include "core/analysis/agreement_parts.hpp"
#include "core/analysis/distributions.hpp"
#include "core/analysis/fixed_basis.hpp"
#include "core/analysis/mixed_checks.hpp"
#include "core/analysis/mixed_elimination.hpp"
#include "core/analysis/mixed_optimum.hpp"
#include "core/analysis/mixed_solution.hpp"
#include "core/analysis/tail_order.hpp"

namespace throughline::analysis {
namespace {

// What the rest may shrink to, of the values' variance, before it is rounding.
constexpr double rest_min = 1e-12;
// What the optimiser sees where the factorisation breaks down: worse than anywhere else.
constexpr double out_of_bounds = 1e300;

FixedBasis basis_of(const MixedModelInput& input)
{
    std::vector<std::string> names;
    std::vector<const std::vector<double>*> columns;
    for (const auto& column : input.fixed) {
        names.push_back(column.name);
        columns.push_back(&column.value_of_row);
    }
    return fixed_basis(intercept_name, names, columns, input.value_of_row);
}

// A deviation c0 + c1 (value - shift) / stretch in terms of the value itself: intercept c0 - c1 shift / stretch, slope
// c1 / stretch.
Eigen::Matrix2d to_given_units(const LaidOutTerm& term)
{
    Eigen::Matrix2d matrix = Eigen::Matrix2d::Identity();
    if (term.effects == 2) matrix << 1, -term.shift / term.stretch, 0, 1 / term.stretch;
    return matrix;
}

class FitWriter {
public:
    FitWriter(const MixedLayout& layout, const FixedBasis& basis, const MixedSolution& solution, double variance)
        : layout_(layout), solution_(solution), variance_(variance)
    {
        r_inverse_ = Eigen::MatrixXd::Identity(basis.r.rows(), basis.r.cols());
        basis.r.triangularView<Eigen::Upper>().solveInPlace(r_inverse_);
    }

    void write_fixed(const FixedBasis& basis, MixedModelFit& fit) const
    {
        const Eigen::VectorXd values = r_inverse_ * (basis.projected + solution_.fixed);
        const Eigen::MatrixXd covariance = variance_ * r_inverse_ * solution_.fixed_covariance * r_inverse_.transpose();
        for (Eigen::Index i = 0; i < values.size(); ++i) {
            fit.fixed.push_back({basis.names[static_cast<std::size_t>(i)], values[i], std::sqrt(covariance(i, i))});
            const Eigen::VectorXd row = covariance.row(i);
            fit.fixed_covariance.emplace_back(row.begin(), row.end());
        }
        fit.dropped = basis.dropped;
    }

    [[nodiscard]] RandomTerm term(std::size_t at, std::span<const double> theta) const
    {
        const auto& laid_out = *layout_.terms()[at];
        const auto lambda = lambda_of(laid_out, theta);
        const auto units = to_given_units(laid_out);
        RandomTerm term;
        term.factor = laid_out.factor->name;
        term.effects = laid_out.factor->effects;
        term.is_singular = lambda(0, 0) == 0 || (laid_out.effects == 2 && lambda(1, 1) == 0);
        const Eigen::Matrix2d covariance = variance_ * units * lambda * lambda.transpose() * units.transpose();
        term.intercept_variance = covariance(0, 0);
        if (laid_out.effects == 2) term.slope_variance = covariance(1, 1);
        if (laid_out.is_correlated) write_correlation(covariance, term);
        for (std::size_t group = 0; group < laid_out.factor->group_names.size(); ++group)
            write_group(at, group, units, term);
        return term;
    }

private:
    static void write_correlation(const Eigen::Matrix2d& covariance, RandomTerm& term)
    {
        term.covariance = covariance(1, 0);
        const double product = std::sqrt(covariance(0, 0)) * std::sqrt(covariance(1, 1));
        if (product == 0)
            term.correlation = not_defined("One of the two variances is 0, so there is nothing to correlate.");
        else
            term.correlation = std::clamp(covariance(1, 0) / product, -1.0, 1.0);
    }

    void write_group(std::size_t at, std::size_t group, const Eigen::Matrix2d& units, RandomTerm& term) const
    {
        const auto& factor = *layout_.terms()[at]->factor;
        const auto& solved = solution_.terms[at];
        const Eigen::Vector2d mode = units * solved.modes[group];
        GroupEffect effect;
        effect.group = factor.group_names[group];
        effect.intercept = mode[0];
        effect.slope = mode[1];
        if (factor.with_errors) {
            const Eigen::Matrix2d covariance = variance_ * units * solved.covariance[group] * units.transpose();
            effect.intercept_variance = covariance(0, 0);
            effect.slope_variance = factor.effects == RandomEffects::intercept ? 0 : covariance(1, 1);
            effect.covariance = covariance(1, 0);
            term.errors.push_back(error_of(solved, group, units));
        }
        term.groups.push_back(std::move(effect));
    }

    [[nodiscard]] PredictionError error_of(const TermSolution& solved, std::size_t group,
                                           const Eigen::Matrix2d& units) const
    {
        const Eigen::Matrix2d covariance = variance_ * units * solved.error_covariance[group] * units.transpose();
        const Eigen::MatrixXd with_fixed = variance_ * units * solved.error_with_fixed[group] * r_inverse_.transpose();
        const Eigen::VectorXd first = with_fixed.row(0), second = with_fixed.row(1);
        return {covariance(0, 0),
                covariance(1, 1),
                covariance(1, 0),
                {first.begin(), first.end()},
                {second.begin(), second.end()}};
    }

    const MixedLayout& layout_;
    const MixedSolution& solution_;
    double variance_;
    Eigen::MatrixXd r_inverse_;
};

}  // namespace

std::vector<FixedColumn> treatment_columns(const std::string& name, const std::vector<std::string>& group_names,
                                           const std::vector<std::int32_t>& group_of_row)
{
    std::vector<FixedColumn> columns;
    for (std::size_t group = 1; group < group_names.size(); ++group) {
        FixedColumn column{name + ": " + group_names[group], {}};
        for (const auto of_row : group_of_row)
            column.value_of_row.push_back(of_row == static_cast<std::int32_t>(group) ? 1 : 0);
        columns.push_back(std::move(column));
    }
    return columns;
}

Result<MixedModelFit> fit_mixed_model(const MixedModelInput& input)
{
    if (auto error = impossible(input)) return Failure(std::move(*error));
    const auto rows = static_cast<std::int64_t>(input.value_of_row.size());
    auto basis = basis_of(input);
    const auto fixed_columns = static_cast<int>(basis.names.size());
    if (fixed_columns >= rows)
        return fail(ErrorCode::invalid, "There are {0} rows for {1} fixed effects; collect more or leave columns out.",
                    std::to_string(rows), std::to_string(fixed_columns));
    const double left = basis.left_over.squaredNorm();
    if (left <= rest_min * (left + basis.projected.tail(fixed_columns - 1).squaredNorm()))
        return Failure(explained_without_rest());
    auto layout = lay_out(input);
    auto panels = order_tail(layout, fixed_columns + 1);
    const auto sums = mixed_sums(layout, basis);
    basis.q.resize(0, 0);  // the sums have all that is needed of it

    Elimination elimination(layout, sums, std::move(panels));
    const auto log_fixed_basis = basis.log_determinant();
    const Criterion criterion = [&](const std::vector<double>& theta) {
        if (!elimination.run(theta)) return out_of_bounds;
        return criterion_of(elimination, input.likelihood, rows, fixed_columns, log_fixed_basis);
    };
    const auto optimum = minimise(layout, criterion, first_guess(layout, sums));
    if (!elimination.run(optimum.theta) || elimination.residual_squares() <= rest_min * sums.y_squares)
        return Failure(explained_without_rest());

    MixedModelFit fit;
    fit.likelihood = input.likelihood;
    fit.criterion = optimum.criterion;
    fit.rows = rows;
    fit.evaluations = optimum.evaluations;
    const auto degrees = static_cast<double>(input.likelihood == Likelihood::reml ? rows - fixed_columns : rows);
    fit.residual_variance = elimination.residual_squares() / degrees;
    const auto solution = solve(layout, sums, elimination);
    const FitWriter writer(layout, basis, solution, fit.residual_variance);
    writer.write_fixed(basis, fit);
    fit.terms.resize(input.groups.size());
    const auto terms = layout.terms();
    for (std::size_t at = 0; at < terms.size(); ++at) fit.terms[terms[at]->given_at] = writer.term(at, optimum.theta);
    fit.is_singular = std::ranges::any_of(fit.terms, &RandomTerm::is_singular);
    return fit;
}

Estimate predict_group(const MixedModelFit& fit, const RandomTerm& term, std::size_t group,
                       const GroupCombination& combination, double confidence)
{
    const auto& effect = term.groups[group];
    const auto& error = term.errors[group];
    const double a = combination.intercept_weight, b = combination.slope_weight;
    double value = a * effect.intercept + b * effect.slope;
    double variance = a * a * error.intercept_variance + 2 * a * b * error.covariance + b * b * error.slope_variance;
    for (std::size_t i = 0; i < combination.fixed_weights.size(); ++i) {
        const double weight = combination.fixed_weights[i];
        value += weight * fit.fixed[i].value;
        variance += 2 * weight * (a * error.intercept_with_fixed[i] + b * error.slope_with_fixed[i]);
        for (std::size_t j = 0; j < combination.fixed_weights.size(); ++j)
            variance += weight * combination.fixed_weights[j] * fit.fixed_covariance[i][j];
    }
    const double standard_error = std::sqrt(std::max(0.0, variance));
    const double half = normal_multiplier(confidence) * standard_error;
    return {value, standard_error, Interval{value - half, value + half, confidence}, {}, fit.rows};
}

}  // namespace throughline::analysis
