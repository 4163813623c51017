#include "core/analysis/mixed_elimination.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace throughline::analysis {
namespace {

// G = Lambda L^-T with L L' = Lambda' A Lambda + I, for one effect and for two. Adds log |L|^2; false if A is broken.
template <int effects>
bool group_factor(const double* own, const SmallMatrix& lambda, double* g, double& log_determinant);

template <>
bool group_factor<1>(const double* own, const SmallMatrix& lambda, double* g, double& log_determinant)
{
    const double square = lambda(0, 0) * own[0] * lambda(0, 0) + 1;
    if (!(square > 0)) return false;
    log_determinant += std::log(square);
    g[0] = lambda(0, 0) / std::sqrt(square);
    return true;
}

template <>
bool group_factor<2>(const double* own, const SmallMatrix& lambda, double* g, double& log_determinant)
{
    const double a = lambda(0, 0), b = lambda(1, 0), c = lambda(1, 1);
    const double a00 = own[0], a10 = own[1], a11 = own[3];
    const double m00 = a * a * a00 + 2 * a * b * a10 + b * b * a11 + 1;
    const double m10 = c * (a * a10 + b * a11);
    const double m11 = c * c * a11 + 1;
    const double rest = m11 - m10 * m10 / m00;
    if (!(m00 > 0) || !(rest > 0)) return false;
    log_determinant += std::log(m00 * rest);
    const double l00 = std::sqrt(m00), l10 = m10 / l00, l11 = std::sqrt(rest);
    // L^-T has the columns (1 / l00, 0) and (-l10 / (l00 l11), 1 / l11).
    const double up = -l10 / (l00 * l11);
    g[0] = a / l00;
    g[1] = b / l00;
    g[2] = a * up;
    g[3] = b * up + c / l11;
    return true;
}

// Row q of G' times one column: the sum over the group's effects.
template <int effects>
void multiply(const double* g, const double* columns, std::size_t count, double* product, std::size_t stride)
{
    for (std::size_t j = 0; j < count; ++j)
        for (std::size_t q = 0; q < effects; ++q) {
            double sum = 0;
            for (std::size_t i = 0; i < effects; ++i) sum += g[q * effects + i] * columns[j * effects + i];
            product[q * stride + j] = sum;
        }
}

template <int effects>
double dot(const double* product, std::size_t stride, std::size_t i, std::size_t j)
{
    double sum = product[i] * product[j];
    if constexpr (effects == 2) sum += product[stride + i] * product[stride + j];
    return sum;
}

}  // namespace

SmallMatrix lambda_of(const LaidOutTerm& term, std::span<const double> theta)
{
    SmallMatrix lambda = SmallMatrix::Zero();
    const auto at = static_cast<std::size_t>(term.first_theta);
    lambda(0, 0) = theta[at];
    if (term.effects == 2) lambda(1, 1) = theta[at + (term.is_correlated ? 2 : 1)];
    if (term.is_correlated) lambda(1, 0) = theta[at + 1];
    return lambda;
}

Elimination::Elimination(const MixedLayout& layout, const MixedSums& sums, std::vector<Panel> panels)
    : layout_(layout),
      sums_(sums),
      panels_(std::move(panels)),
      work_(sums.chain.size()),
      end_(sums.last_columns(), sums.last_columns())
{
    for (const auto& term : layout.tail)
        if (term.effects == 2)
            for (const auto column : term.column_of_group) pairs_.push_back({&term, column});
    for (const auto& block : sums.chain) {
        g_.emplace_back(block.own.size());
        for (int group = 0; group < block.groups; ++group)
            product_stride_ = std::max(product_stride_, static_cast<std::size_t>(block.columns_of(group)) +
                                                            static_cast<std::size_t>(block.outer_effects));
    }
    product_.resize(2 * product_stride_);
}

const double* Elimination::g_of(std::size_t term, int group) const
{
    const auto effects = static_cast<std::size_t>(sums_.chain[term].effects);
    return &g_[term][static_cast<std::size_t>(group) * effects * effects];
}

const std::vector<double>& Elimination::outer_of(std::size_t term) const
{
    return term == 0 ? sums_.chain[term].outer : work_[term].outer;
}

const std::vector<double>& Elimination::panel_of(std::size_t term) const
{
    return term == 0 ? sums_.chain[term].panel : work_[term].panel;
}

bool Elimination::run(std::span<const double> theta)
{
    theta_.assign(theta.begin(), theta.end());
    log_random_ = log_fixed_ = 0;
    for (std::size_t at = 1; at < sums_.chain.size(); ++at) {
        work_[at].own = sums_.chain[at].own;
        work_[at].outer = sums_.chain[at].outer;
        work_[at].panel = sums_.chain[at].panel;
    }
    for (Eigen::Index j = 0; j < end_.cols(); ++j)
        end_.col(j).tail(end_.rows() - j) = sums_.end.col(j).tail(end_.rows() - j);
    for (std::size_t at = 0; at < sums_.chain.size(); ++at)
        if (!(sums_.chain[at].effects == 1 ? eliminate_term<1>(at) : eliminate_term<2>(at))) return false;
    scale_end();
    return factorise_end();
}

template <int effects>
bool Elimination::eliminate_term(std::size_t at)
{
    const auto lambda = lambda_of(layout_.chain[at], theta_);
    for (int group = 0; group < sums_.chain[at].groups; ++group)
        if (!eliminate_group<effects>(at, group, lambda)) return false;
    return true;
}

template <int effects>
bool Elimination::eliminate_group(std::size_t at, int group, const SmallMatrix& lambda)
{
    const auto& block = sums_.chain[at];
    const auto g_at = static_cast<std::size_t>(group) * effects * effects;
    const auto& own = at == 0 ? block.own : work_[at].own;
    double* const g = &g_[at][g_at];
    if (!group_factor<effects>(&own[g_at], lambda, g, log_random_)) return false;
    const auto outer_effects = static_cast<std::size_t>(block.outer_effects);
    const auto first = static_cast<std::size_t>(block.first_of(group));
    if (outer_effects > 0)
        multiply<effects>(g, &outer_of(at)[static_cast<std::size_t>(group) * outer_effects * effects], outer_effects,
                          product_.data(), product_stride_);
    multiply<effects>(g, &panel_of(at)[first * effects], static_cast<std::size_t>(block.columns_of(group)),
                      product_.data() + outer_effects, product_stride_);
    if (outer_effects > 0) take_from_outer<effects>(at, group);
    take_from_end<effects>(at, group);
    return true;
}

// From the blocks, links and panels of the groups that this one is nested in.
template <int effects>
void Elimination::take_from_outer(std::size_t at, int group)
{
    const auto& block = sums_.chain[at];
    const double* const product = product_.data();
    const auto outer_effects = static_cast<std::size_t>(block.outer_effects);
    const auto first = static_cast<std::size_t>(block.first_of(group));
    const auto columns = static_cast<std::size_t>(block.columns_of(group));
    for (std::size_t k = 0; k < block.outer_group.size(); ++k) {
        const auto& outer = sums_.chain[at + 1 + k];
        auto& work = work_[at + 1 + k];
        const auto in = static_cast<std::size_t>(block.outer_group[k][static_cast<std::size_t>(group)]);
        const auto rows = static_cast<std::size_t>(outer.effects);
        const auto offset = static_cast<std::size_t>(block.outer_offset[k]);
        double* const own = &work.own[in * rows * rows];
        for (std::size_t i = 0; i < rows; ++i)
            for (std::size_t j = 0; j < rows; ++j)
                own[j * rows + i] -= dot<effects>(product, product_stride_, offset + i, offset + j);
        // Links of the outer group to still later terms: they stand after its own effects in this group's links, too.
        double* const links = work.outer.data() + in * rows * static_cast<std::size_t>(outer.outer_effects);
        for (std::size_t j = offset + rows; j < outer_effects; ++j)
            for (std::size_t i = 0; i < rows; ++i)
                links[(j - offset - rows) * rows + i] -= dot<effects>(product, product_stride_, offset + i, j);
        double* const panel = &work.panel[static_cast<std::size_t>(outer.first_of(static_cast<int>(in))) * rows];
        const auto* const place = &block.place_in_outer[k][first];
        for (std::size_t j = 0; j < columns; ++j)
            for (std::size_t i = 0; i < rows; ++i)
                panel[static_cast<std::size_t>(place[j]) * rows + i] -=
                    dot<effects>(product, product_stride_, offset + i, outer_effects + j);
    }
}

template <int effects>
void Elimination::take_from_end(std::size_t at, int group)
{
    const auto& block = sums_.chain[at];
    const auto count = static_cast<std::size_t>(block.columns_of(group));
    const auto* const column = &block.column[static_cast<std::size_t>(block.first_of(group))];
    const double* const first = product_.data() + block.outer_effects;
    const double* const second = first + product_stride_;
    double* const end = end_.data();
    const auto stride = static_cast<std::size_t>(end_.rows());
    const bool is_contiguous = static_cast<std::size_t>(column[count - 1] - column[0]) + 1 == count;
    for (std::size_t j = 0; j < count; ++j) {
        double* const to = end + static_cast<std::size_t>(column[j]) * stride;
        const double by_first = first[j];
        const double by_second = effects == 2 ? second[j] : 0;
        if (is_contiguous) {
            double* const from_here = to + column[0];
            for (std::size_t i = j; i < count; ++i)
                from_here[i] -= effects == 2 ? first[i] * by_first + second[i] * by_second : first[i] * by_first;
        } else {
            for (std::size_t i = j; i < count; ++i)
                to[column[i]] -= effects == 2 ? first[i] * by_first + second[i] * by_second : first[i] * by_first;
        }
    }
}

// The tail's columns and rows by Lambda, and I onto its diagonal. A group with two effects has its whole block scaled,
// the entry above the diagonal included, since the rows' turn needs it.
void Elimination::scale_end()
{
    Eigen::VectorXd scale = Eigen::VectorXd::Ones(end_.rows());
    for (const auto& term : layout_.tail)
        if (term.effects == 1)
            for (const auto column : term.column_of_group) scale[column] = lambda_of(term, theta_)(0, 0);
    const auto columns = static_cast<Eigen::Index>(sums_.tail_columns);
    for (Eigen::Index j = 0; j < columns; ++j)
        end_.col(j).tail(end_.rows() - j).array() *= scale[j] * scale.tail(end_.rows() - j).array();
    if (!pairs_.empty()) scale_pairs();
    for (Eigen::Index j = 0; j < columns; ++j) end_(j, j) += 1;
}

void Elimination::scale_pairs()
{
    std::vector<SmallMatrix> lambda;
    for (const auto& pair : pairs_) {
        const Eigen::Index at = pair.column, below = end_.rows() - at;
        lambda.push_back(lambda_of(*pair.term, theta_));
        end_(at, at + 1) = end_(at + 1, at);
        end_.block(at, at, below, 2) = (end_.block(at, at, below, 2) * lambda.back()).eval();
    }
    for (Eigen::Index j = 0; j < sums_.tail_columns; ++j)
        for (std::size_t i = 0; i < pairs_.size(); ++i)
            if (pairs_[i].column + 1 >= j)
                end_.col(j).segment<2>(pairs_[i].column) =
                    (lambda[i].transpose() * end_.col(j).segment<2>(pairs_[i].column)).eval();
}

bool Elimination::factorise_end()
{
    if (!factorise(end_, panels_)) return false;
    for (Eigen::Index j = 0; j < sums_.tail_columns; ++j) log_random_ += 2 * std::log(end_(j, j));
    for (Eigen::Index j = sums_.tail_columns; j < sums_.y_column(); ++j) log_fixed_ += 2 * std::log(end_(j, j));
    residual_squares_ = end_(sums_.y_column(), sums_.y_column()) * end_(sums_.y_column(), sums_.y_column());
    return std::isfinite(log_random_ + log_fixed_) && residual_squares_ > 0;
}

double criterion_of(const Elimination& elimination, Likelihood likelihood, std::int64_t rows, int fixed_columns,
                    double log_fixed_basis)
{
    const bool is_reml = likelihood == Likelihood::reml;
    const auto degrees = static_cast<double>(is_reml ? rows - fixed_columns : rows);
    const double fit = degrees * (1 + std::log(2 * std::numbers::pi * elimination.residual_squares() / degrees));
    return elimination.log_random() + fit + (is_reml ? elimination.log_fixed() + log_fixed_basis : 0);
}

}  // namespace throughline::analysis
