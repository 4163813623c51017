#include "core/analysis/mixed_engine.hpp"

#include "core/analysis/mixed_checks.hpp"
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

}  // namespace

Eigen::Matrix2d to_given_units(const LaidOutTerm& term)
{
    Eigen::Matrix2d matrix = Eigen::Matrix2d::Identity();
    if (term.effects == 2) matrix << 1, -term.shift / term.stretch, 0, 1 / term.stretch;
    return matrix;
}

MixedEngine::MixedEngine(const MixedModelInput& input) : input_(input) {}

Result<std::unique_ptr<MixedEngine>> MixedEngine::make(const MixedModelInput& input)
{
    if (auto error = impossible(input)) return Failure(std::move(*error));
    std::unique_ptr<MixedEngine> engine(new MixedEngine(input));
    if (auto error = engine->prepare()) return Failure(std::move(*error));
    return engine;
}

std::optional<Error> MixedEngine::prepare()
{
    basis_ = basis_of(input_);
    const auto rows = static_cast<std::int64_t>(input_.value_of_row.size());
    const auto fixed_columns = basis_.q.cols();
    if (fixed_columns >= rows)
        return fail(ErrorCode::invalid, "There are {0} rows for {1} fixed effects; collect more or leave columns out.",
                    std::to_string(rows), std::to_string(fixed_columns))
            .value();
    const double left = basis_.left_over.squaredNorm();
    if (left <= rest_min * (left + basis_.projected.tail(fixed_columns - 1).squaredNorm()))
        return explained_without_rest();
    layout_ = lay_out(input_);
    auto panels = order_tail(layout_, static_cast<int>(fixed_columns) + 1);
    sums_ = mixed_sums(layout_, basis_);
    basis_.q.resize(0, 0);  // the sums have all that is needed of it
    r_inverse_ = Eigen::MatrixXd::Identity(fixed_columns, fixed_columns);
    basis_.r.triangularView<Eigen::Upper>().solveInPlace(r_inverse_);
    log_fixed_basis_ = basis_.log_determinant();
    elimination_.emplace(layout_, sums_, std::move(panels));
    const Criterion criterion = [this](const std::vector<double>& theta) { return criterion_at(theta); };
    optimum_ = minimise(layout_, criterion, first_guess(layout_, sums_));
    if (criterion_at(optimum_.theta) == out_of_bounds || elimination_->residual_squares() <= rest_min * sums_.y_squares)
        return explained_without_rest();
    return std::nullopt;
}

double MixedEngine::criterion_at(std::span<const double> theta)
{
    if (!elimination_->run(theta)) return out_of_bounds;
    return criterion_of(*elimination_, input_.likelihood, sums_.rows, sums_.fixed_columns, log_fixed_basis_);
}

double MixedEngine::residual_variance() const
{
    const auto degrees = input_.likelihood == Likelihood::reml ? sums_.rows - sums_.fixed_columns : sums_.rows;
    return elimination_->residual_squares() / static_cast<double>(degrees);
}

MixedSolution MixedEngine::solution(const SolutionParts& parts) const
{
    return solve(layout_, sums_, *elimination_, parts);
}

}  // namespace throughline::analysis
