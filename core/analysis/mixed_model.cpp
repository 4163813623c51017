#include "throughline/analysis/mixed_model.hpp"

#include <algorithm>
#include <cmath>

#include <Eigen/Core>

#include "core/analysis/distributions.hpp"
#include "core/analysis/mixed_engine.hpp"

namespace throughline::analysis {
namespace {

class FitWriter {
public:
    FitWriter(const MixedEngine& engine, const MixedSolution& solution)
        : layout_(engine.layout()),
          solution_(solution),
          variance_(engine.residual_variance()),
          r_inverse_(engine.r_inverse())
    {}

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
    const Eigen::MatrixXd& r_inverse_;
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
    const auto engine = MixedEngine::make(input);
    if (!engine) return Failure(engine.error());
    return fit_of(**engine);
}

MixedModelFit fit_of(const MixedEngine& engine)
{
    MixedModelFit fit;
    fit.likelihood = engine.likelihood();
    fit.criterion = engine.optimum().criterion;
    fit.rows = engine.rows();
    fit.evaluations = engine.optimum().evaluations;
    fit.residual_variance = engine.residual_variance();
    const auto solution = engine.solution({});
    const FitWriter writer(engine, solution);
    writer.write_fixed(engine.basis(), fit);
    const auto terms = engine.layout().terms();
    fit.terms.resize(terms.size());
    for (std::size_t at = 0; at < terms.size(); ++at)
        fit.terms[terms[at]->given_at] = writer.term(at, engine.optimum().theta);
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
