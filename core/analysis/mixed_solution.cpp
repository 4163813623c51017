#include "core/analysis/mixed_solution.hpp"

#include <algorithm>

namespace throughline::analysis {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using GroupMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::ColMajor, 2, 2>;
using GroupRows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::ColMajor, 2, Eigen::Dynamic>;

constexpr Index rows_at_once = 96;

// In place, halves first: three times less work than solving for the identity, most of it products of matrices.
void invert_lower(Eigen::Ref<MatrixXd> lower)
{
    const Index size = lower.rows(), first = size / 2, rest = size - first;
    if (size <= rows_at_once) {
        MatrixXd inverse = MatrixXd::Identity(size, size);
        lower.triangularView<Eigen::Lower>().solveInPlace(inverse);
        lower.triangularView<Eigen::Lower>() = inverse;
        return;
    }
    invert_lower(lower.topLeftCorner(first, first));
    invert_lower(lower.bottomRightCorner(rest, rest));
    const MatrixXd right =
        lower.bottomLeftCorner(rest, first) * lower.topLeftCorner(first, first).triangularView<Eigen::Lower>();
    lower.bottomLeftCorner(rest, first).noalias() =
        -(lower.bottomRightCorner(rest, rest).triangularView<Eigen::Lower>() * right);
}

// The inverse of the equations of the last columns, y left out, with the tail's rows and columns in the effects' own
// units: Lambda (...) Lambda'.
MatrixXd inverse_of_end(const MixedLayout& layout, const MixedSums& sums, const Elimination& elimination)
{
    const Index columns = sums.tail_columns + sums.fixed_columns;
    MatrixXd half = elimination.end().topLeftCorner(columns, columns).triangularView<Eigen::Lower>();
    invert_lower(half);
    // Of half' half: rows of a lower triangle reach as far as their last column.
    MatrixXd inverse = MatrixXd::Zero(columns, columns);
    for (Index first = 0; first < columns; first += rows_at_once) {
        const Index rows = std::min(rows_at_once, columns - first), reach = first + rows;
        inverse.topLeftCorner(reach, reach)
            .selfadjointView<Eigen::Lower>()
            .rankUpdate(half.middleRows(first, rows).leftCols(reach).transpose());
    }
    inverse.triangularView<Eigen::StrictlyUpper>() = inverse.transpose();
    for (const auto& term : layout.tail) {
        const auto lambda = lambda_of(term, elimination.theta());
        for (int group = 0; group < term.groups; ++group) {
            const Index at = term.column_of_group[static_cast<std::size_t>(group)];
            if (term.effects == 1) {
                inverse.row(at) *= lambda(0, 0);
                inverse.col(at) *= lambda(0, 0);
            } else {
                inverse.middleRows<2>(at) = (lambda * inverse.middleRows<2>(at)).eval();
                inverse.middleCols<2>(at) = (inverse.middleCols<2>(at) * lambda.transpose()).eval();
            }
        }
    }
    return inverse;
}

Eigen::Matrix2d widened(const GroupMatrix& matrix)
{
    Eigen::Matrix2d wide = Eigen::Matrix2d::Zero();
    wide.topLeftCorner(matrix.rows(), matrix.cols()) = matrix;
    return wide;
}

// The inverse of the equations, as far as it is needed: for each chain group, the rows of its effects and the columns
// of everything eliminated later that it has to do with, outer groups first.
class SelectedInverse {
public:
    SelectedInverse(const MixedLayout& layout, const MixedSums& sums, const Elimination& elimination,
                    const VectorXd& mean_weights)
        : layout_(layout),
          sums_(sums),
          elimination_(elimination),
          end_(inverse_of_end(layout, sums, elimination)),
          with_mean_(end_ * mean_weights.head(end_.rows())),
          own_(sums.chain.size()),
          links_(sums.chain.size()),
          chain_with_mean_(sums.chain.size())
    {
        for (std::size_t at = sums.chain.size(); at-- > 0;) {
            // Nobody asks about the first term's links later, so they need no room unless it is to be shown.
            const bool is_wanted = at > 0 || layout.chain[at].factor->with_errors;
            if (!is_wanted) continue;
            for (int group = 0; group < sums.chain[at].groups; ++group) add_group(at, group);
        }
    }

    [[nodiscard]] const MatrixXd& end() const { return end_; }
    // The covariances of the last columns, and of a chain group, with the weighted mean of last columns.
    [[nodiscard]] const VectorXd& with_mean() const { return with_mean_; }
    [[nodiscard]] const VectorXd& with_mean(std::size_t term, int group) const
    {
        return chain_with_mean_[term][static_cast<std::size_t>(group)];
    }
    [[nodiscard]] const GroupMatrix& own(std::size_t term, int group) const
    {
        return own_[term][static_cast<std::size_t>(group)];
    }
    // The columns of the fixed effects, which are always the last of a group's links.
    [[nodiscard]] GroupRows with_fixed(std::size_t term, int group) const
    {
        return links_[term][static_cast<std::size_t>(group)].rightCols(sums_.fixed_columns);
    }

private:
    // How many of the group's last columns count here: all but y, the last of its list.
    [[nodiscard]] static Index last_of(const ChainBlock& block, int group) { return block.columns_of(group) - 1; }

    // The inverse among all that the group is linked to.
    MatrixXd among_links(std::size_t at, int group) const
    {
        const auto& block = sums_.chain[at];
        const auto first = static_cast<std::size_t>(block.first_of(group));
        const Index outer = block.outer_effects, last = last_of(block, group);
        MatrixXd among(outer + last, outer + last);
        for (Index j = 0; j < last; ++j)
            for (Index i = 0; i < last; ++i)
                among(outer + i, outer + j) = end_(block.column[first + static_cast<std::size_t>(i)],
                                                   block.column[first + static_cast<std::size_t>(j)]);
        for (std::size_t k = 0; k < block.outer_group.size(); ++k) {
            const auto in = static_cast<std::size_t>(block.outer_group[k][static_cast<std::size_t>(group)]);
            const Index offset = block.outer_offset[k], rows = sums_.chain[at + 1 + k].effects;
            const auto& links = links_[at + 1 + k][in];
            among.block(offset, offset, rows, rows) = own_[at + 1 + k][in];
            const Index later = outer - offset - rows;
            among.block(offset, offset + rows, rows, later) = links.leftCols(later);
            among.block(offset + rows, offset, later, rows) = links.leftCols(later).transpose();
            for (Index j = 0; j < last; ++j) {
                const auto place = later + block.place_in_outer[k][first + static_cast<std::size_t>(j)];
                among.block(offset, outer + j, rows, 1) = links.col(place);
                among.block(outer + j, offset, 1, rows) = links.col(place).transpose();
            }
        }
        return among;
    }

    // With H = G G' and K = H times the group's links: own part H + K F K', links -K F, F being the inverse among
    // links.
    void add_group(std::size_t at, int group)
    {
        const auto& block = sums_.chain[at];
        const Index effects = block.effects, outer = block.outer_effects, last = last_of(block, group);
        const Eigen::Map<const MatrixXd> g(elimination_.g_of(at, group), effects, effects);
        const GroupMatrix h = g * g.transpose();
        GroupRows to(effects, outer + last);
        to.leftCols(outer) = Eigen::Map<const MatrixXd>(
            elimination_.outer_of(at).data() + static_cast<Index>(group) * outer * effects, effects, outer);
        to.rightCols(last) = Eigen::Map<const MatrixXd>(
            elimination_.panel_of(at).data() + block.first_of(group) * effects, effects, last);
        const GroupRows k = h * to;
        const GroupRows links = -(k * among_links(at, group));
        own_[at].emplace_back(h - links * k.transpose());
        links_[at].push_back(links);
        chain_with_mean_[at].emplace_back(-(k * mean_among_links(at, group)));
    }

    VectorXd mean_among_links(std::size_t at, int group) const
    {
        const auto& block = sums_.chain[at];
        const Index outer = block.outer_effects, last = last_of(block, group);
        VectorXd among(outer + last);
        for (std::size_t k = 0; k < block.outer_group.size(); ++k) {
            const auto in = static_cast<std::size_t>(block.outer_group[k][static_cast<std::size_t>(group)]);
            among.segment(block.outer_offset[k], sums_.chain[at + 1 + k].effects) = chain_with_mean_[at + 1 + k][in];
        }
        for (Index j = 0; j < last; ++j)
            among[outer + j] = with_mean_[block.column[static_cast<std::size_t>(block.first_of(group) + j)]];
        return among;
    }

    const MixedLayout& layout_;
    const MixedSums& sums_;
    const Elimination& elimination_;
    MatrixXd end_;
    VectorXd with_mean_;
    std::vector<std::vector<GroupMatrix>> own_;
    std::vector<std::vector<GroupRows>> links_;
    std::vector<std::vector<VectorXd>> chain_with_mean_;
};

// Back substitution: y's row of the factor is L^-1 of the right side.
void solve_end(const MixedLayout& layout, const MixedSums& sums, const Elimination& elimination,
               MixedSolution& solution)
{
    const Index columns = sums.y_column();
    VectorXd u = elimination.end().row(columns).head(columns).transpose();
    elimination.end().topLeftCorner(columns, columns).triangularView<Eigen::Lower>().transpose().solveInPlace(u);
    solution.fixed = u.tail(sums.fixed_columns);
    for (std::size_t i = 0; i < layout.tail.size(); ++i) {
        const auto& term = layout.tail[i];
        const auto lambda = lambda_of(term, elimination.theta());
        for (int group = 0; group < term.groups; ++group) {
            Eigen::Vector2d spherical = Eigen::Vector2d::Zero();
            spherical.head(term.effects) =
                u.segment(term.column_of_group[static_cast<std::size_t>(group)], term.effects);
            solution.terms[layout.chain.size() + i].modes.emplace_back(lambda * spherical);
        }
    }
}

// b = G G' (what y is to the group - what its links explain of that).
void solve_chain(const MixedLayout& layout, const MixedSums& sums, const Elimination& elimination,
                 MixedSolution& solution)
{
    VectorXd last(sums.y_column());
    last.tail(sums.fixed_columns) = solution.fixed;
    for (std::size_t i = 0; i < layout.tail.size(); ++i)
        for (int group = 0; group < layout.tail[i].groups; ++group)
            last.segment(layout.tail[i].column_of_group[static_cast<std::size_t>(group)], layout.tail[i].effects) =
                solution.terms[layout.chain.size() + i].modes[static_cast<std::size_t>(group)].head(
                    layout.tail[i].effects);
    for (std::size_t at = layout.chain.size(); at-- > 0;) {
        const auto& block = sums.chain[at];
        const Index effects = block.effects;
        for (int group = 0; group < block.groups; ++group) {
            const auto first = block.first_of(group);
            const Index count = block.columns_of(group);
            const Eigen::Map<const MatrixXd> g(elimination.g_of(at, group), effects, effects);
            const Eigen::Map<const MatrixXd> panel(elimination.panel_of(at).data() + first * effects, effects, count);
            VectorXd side = panel.col(count - 1);
            for (Index j = 0; j + 1 < count; ++j)
                side -= panel.col(j) * last[block.column[static_cast<std::size_t>(first + j)]];
            const auto* const outer =
                elimination.outer_of(at).data() + static_cast<Index>(group) * block.outer_effects * effects;
            for (std::size_t k = 0; k < block.outer_group.size(); ++k) {
                const auto in = static_cast<std::size_t>(block.outer_group[k][static_cast<std::size_t>(group)]);
                const Index rows = sums.chain[at + 1 + k].effects;
                const Eigen::Map<const MatrixXd> link(outer + block.outer_offset[k] * effects, effects, rows);
                side -= link * solution.terms[at + 1 + k].modes[in].head(rows);
            }
            Eigen::Vector2d mode = Eigen::Vector2d::Zero();
            mode.head(effects) = g * (g.transpose() * side);
            solution.terms[at].modes.push_back(mode);
        }
    }
}

// The covariance with the fixed effects held, from that with them estimated: own - W F^-1 W', with W the covariances
// with the fixed effects and F their own (the Schur complement). `factor` is L of F^-1 = L L'.
Eigen::Matrix2d given_fixed(const Eigen::Matrix2d& own, const Eigen::Matrix<double, 2, Eigen::Dynamic>& with_fixed,
                            const MatrixXd& factor)
{
    const Eigen::Matrix<double, 2, Eigen::Dynamic> part = with_fixed * factor;
    Eigen::Matrix2d given = own - part * part.transpose();
    given.diagonal() = given.diagonal().cwiseMax(0);  // rounding
    return given;
}

void add_covariances(const MixedLayout& layout, const SelectedInverse& inverse, const MatrixXd& fixed_factor,
                     bool with_given_fixed, MixedSolution& solution)
{
    const auto terms = layout.terms();
    const Index fixed_columns = fixed_factor.rows();
    for (std::size_t i = 0; i < terms.size(); ++i) {
        if (!terms[i]->factor->with_errors) continue;
        auto& to = solution.terms[i];
        for (int group = 0; group < terms[i]->groups; ++group) {
            const bool is_in_chain = i < layout.chain.size();
            const Index effects = terms[i]->effects;
            const Index at = is_in_chain ? 0 : terms[i]->column_of_group[static_cast<std::size_t>(group)];
            const GroupMatrix own =
                is_in_chain ? inverse.own(i, group) : GroupMatrix(inverse.end().block(at, at, effects, effects));
            Eigen::Matrix<double, 2, Eigen::Dynamic> links =
                Eigen::Matrix<double, 2, Eigen::Dynamic>::Zero(2, fixed_columns);
            Eigen::Vector2d with_mean = Eigen::Vector2d::Zero();
            if (is_in_chain) {
                links.topRows(effects) = inverse.with_fixed(i, group);
                with_mean.head(effects) = inverse.with_mean(i, group);
            } else {
                links.topRows(effects) =
                    inverse.end().block(at, inverse.end().cols() - fixed_columns, effects, fixed_columns);
                with_mean.head(effects) = inverse.with_mean().segment(at, effects);
            }
            to.error_covariance.push_back(widened(own));
            if (with_given_fixed) to.covariance.push_back(given_fixed(widened(own), links, fixed_factor));
            to.error_with_fixed.push_back(std::move(links));
            to.error_with_mean.push_back(with_mean);
        }
    }
}

// One over the number of groups for each group's intercept, 0 for all other last columns.
VectorXd mean_weights(const MixedLayout& layout, const MixedSums& sums, const SolutionParts& parts)
{
    VectorXd weights = VectorXd::Zero(sums.y_column());
    if (!parts.mean_of) return weights;
    const auto& columns = layout.tail[*parts.mean_of].column_of_group;
    for (const auto column : columns) weights[column] = 1 / static_cast<double>(columns.size());
    return weights;
}

void add_mean(const MixedLayout& layout, const SelectedInverse& inverse, const VectorXd& weights, std::size_t of,
              Index fixed_columns, MixedSolution& solution)
{
    const auto& modes = solution.terms[layout.chain.size() + of].modes;
    for (const auto& mode : modes) solution.mean += mode[0] / static_cast<double>(modes.size());
    solution.mean_variance = weights.dot(inverse.with_mean());
    solution.mean_with_fixed = inverse.with_mean().tail(fixed_columns);
}

}  // namespace

MixedSolution solve(const MixedLayout& layout, const MixedSums& sums, const Elimination& elimination,
                    const SolutionParts& parts)
{
    MixedSolution solution;
    solution.terms.resize(layout.chain.size() + layout.tail.size());
    solve_end(layout, sums, elimination, solution);
    solve_chain(layout, sums, elimination, solution);
    const Index fixed = sums.fixed_columns;
    const MatrixXd fixed_factor =
        elimination.end().block(sums.tail_columns, sums.tail_columns, fixed, fixed).triangularView<Eigen::Lower>();
    MatrixXd half = MatrixXd::Identity(fixed, fixed);
    fixed_factor.triangularView<Eigen::Lower>().solveInPlace(half);
    solution.fixed_covariance = half.transpose() * half;
    const auto is_wanted = [](const LaidOutTerm* term) { return term->factor->with_errors; };
    const auto terms = layout.terms();
    if (std::ranges::none_of(terms, is_wanted)) return solution;
    const auto weights = mean_weights(layout, sums, parts);
    const SelectedInverse inverse(layout, sums, elimination, weights);
    add_covariances(layout, inverse, fixed_factor, parts.covariance, solution);
    if (parts.mean_of) add_mean(layout, inverse, weights, *parts.mean_of, fixed, solution);
    return solution;
}

}  // namespace throughline::analysis
