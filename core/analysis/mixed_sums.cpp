#include "core/analysis/mixed_sums.hpp"

#include <algorithm>
#include <numeric>

namespace throughline::analysis {
namespace {

// What multiplies a group's effects in one row: 1, and the slope's variable.
struct RowWeights {
    double weight[2];
};

RowWeights weights_in(const LaidOutTerm& term, std::size_t row)
{
    return {{1.0, term.effects == 2 ? term.slope[row] : 0.0}};
}

std::int32_t group_in(const LaidOutTerm& term, std::size_t row) { return term.factor->group_of_row[row]; }

std::int32_t column_in(const LaidOutTerm& tail, std::size_t row)
{
    return tail.column_of_group[static_cast<std::size_t>(group_in(tail, row))];
}

// Rows by group, each group's rows in their order: starts[g] to starts[g + 1] of `rows`.
struct RowsByGroup {
    std::vector<std::size_t> starts;
    std::vector<std::size_t> rows;
};

RowsByGroup rows_by_group(const LaidOutTerm& term)
{
    const auto& group_of_row = term.factor->group_of_row;
    RowsByGroup sorted;
    sorted.starts.assign(static_cast<std::size_t>(term.groups) + 1, 0);
    for (const auto group : group_of_row) ++sorted.starts[static_cast<std::size_t>(group) + 1];
    std::partial_sum(sorted.starts.begin(), sorted.starts.end(), sorted.starts.begin());
    auto next = sorted.starts;
    sorted.rows.resize(group_of_row.size());
    for (std::size_t row = 0; row < group_of_row.size(); ++row)
        sorted.rows[next[static_cast<std::size_t>(group_of_row[row])]++] = row;
    return sorted;
}

class ChainBlockMaker {
public:
    ChainBlockMaker(const MixedLayout& layout, const FixedBasis& basis, std::size_t at)
        : layout_(layout), basis_(basis), term_(layout.chain[at]), at_(at)
    {}

    ChainBlock make()
    {
        block_.groups = term_.groups;
        block_.effects = term_.effects;
        for (std::size_t later = at_ + 1; later < layout_.chain.size(); ++later) {
            block_.outer_offset.push_back(block_.outer_effects);
            block_.outer_effects += layout_.chain[later].effects;
            block_.outer_group.emplace_back(static_cast<std::size_t>(term_.groups));
        }
        const auto groups = static_cast<std::size_t>(term_.groups), effects = static_cast<std::size_t>(term_.effects);
        block_.own.resize(groups * effects * effects);
        block_.outer.resize(groups * effects * static_cast<std::size_t>(block_.outer_effects));
        const auto sorted = rows_by_group(term_);
        list_columns(sorted);
        block_.panel.resize(block_.column.size() * effects);
        for (int group = 0; group < term_.groups; ++group) add_rows(sorted, group);
        return std::move(block_);
    }

private:
    template <class Visit>
    void each_row(const RowsByGroup& sorted, int group, Visit visit) const
    {
        const auto g = static_cast<std::size_t>(group);
        for (auto i = sorted.starts[g]; i < sorted.starts[g + 1]; ++i) visit(sorted.rows[i]);
    }

    void list_columns(const RowsByGroup& sorted)
    {
        std::vector<int> seen_by(static_cast<std::size_t>(layout_.tail_columns), -1);
        block_.first.push_back(0);
        for (int group = 0; group < term_.groups; ++group) {
            const auto begin = block_.column.size();
            each_row(sorted, group, [&](std::size_t row) {
                for (const auto& tail : layout_.tail) {
                    const int column = column_in(tail, row);
                    if (seen_by[static_cast<std::size_t>(column)] == group) continue;
                    seen_by[static_cast<std::size_t>(column)] = group;
                    for (int effect = 0; effect < tail.effects; ++effect) block_.column.push_back(column + effect);
                }
            });
            std::sort(block_.column.begin() + static_cast<std::ptrdiff_t>(begin), block_.column.end());
            for (Eigen::Index j = 0; j <= basis_.q.cols(); ++j)
                block_.column.push_back(layout_.tail_columns + static_cast<int>(j));
            block_.first.push_back(static_cast<std::int64_t>(block_.column.size()));
        }
    }

    void add_rows(const RowsByGroup& sorted, int group)
    {
        const auto begin = block_.first_of(group);
        const auto count = block_.columns_of(group);
        place_.resize(static_cast<std::size_t>(layout_.tail_columns));
        for (std::int64_t i = 0; i < count; ++i) {
            const auto column = block_.column[static_cast<std::size_t>(begin + i)];
            if (column < layout_.tail_columns) place_[static_cast<std::size_t>(column)] = begin + i;
        }
        const auto dense = begin + count - basis_.q.cols() - 1;
        each_row(sorted, group, [&](std::size_t row) { add_row(row, group, dense); });
    }

    void add_row(std::size_t row, int group, std::int64_t dense)
    {
        const auto z = weights_in(term_, row);
        const auto effects = static_cast<std::size_t>(term_.effects);
        auto* own = &block_.own[static_cast<std::size_t>(group) * effects * effects];
        for (std::size_t j = 0; j < effects; ++j)
            for (std::size_t i = 0; i < effects; ++i) own[j * effects + i] += z.weight[i] * z.weight[j];
        const auto add = [&](double* to, double times) {
            for (std::size_t i = 0; i < effects; ++i) to[i] += z.weight[i] * times;
        };
        for (std::size_t k = 0; k < block_.outer_group.size(); ++k) {
            const auto& later = layout_.chain[at_ + 1 + k];
            block_.outer_group[k][static_cast<std::size_t>(group)] = group_in(later, row);
            const auto w = weights_in(later, row);
            const auto at = static_cast<std::size_t>(group * block_.outer_effects + block_.outer_offset[k]);
            for (int j = 0; j < later.effects; ++j)
                add(&block_.outer[(at + static_cast<std::size_t>(j)) * effects], w.weight[j]);
        }
        for (const auto& tail : layout_.tail) {
            const auto w = weights_in(tail, row);
            const int column = column_in(tail, row);
            for (int j = 0; j < tail.effects; ++j)
                add(&block_.panel[static_cast<std::size_t>(place_[static_cast<std::size_t>(column + j)]) * effects],
                    w.weight[j]);
        }
        auto* panel = &block_.panel[static_cast<std::size_t>(dense) * effects];
        const auto q_row = basis_.q.row(static_cast<Eigen::Index>(row));
        for (Eigen::Index j = 0; j < q_row.cols(); ++j) add(panel + static_cast<std::size_t>(j) * effects, q_row[j]);
        add(panel + static_cast<std::size_t>(q_row.cols()) * effects, basis_.left_over[static_cast<Eigen::Index>(row)]);
    }

    const MixedLayout& layout_;
    const FixedBasis& basis_;
    const LaidOutTerm& term_;
    std::size_t at_;
    ChainBlock block_;
    std::vector<std::int64_t> place_;  // of each tail column in the group's list
};

// A nested group has to do with no other columns than the group it belongs to.
void find_places(std::vector<ChainBlock>& chain, std::size_t at)
{
    auto& inner = chain[at];
    for (std::size_t k = 0; k < inner.outer_group.size(); ++k) {
        const auto& outer = chain[at + 1 + k];
        std::vector<std::int32_t> places(inner.column.size());
        for (int group = 0; group < inner.groups; ++group) {
            const auto in = outer.first_of(inner.outer_group[k][static_cast<std::size_t>(group)]);
            auto at_outer = in;
            for (auto i = inner.first_of(group); i < inner.first_of(group + 1); ++i) {
                const auto column = inner.column[static_cast<std::size_t>(i)];
                while (outer.column[static_cast<std::size_t>(at_outer)] != column) ++at_outer;
                places[static_cast<std::size_t>(i)] = static_cast<std::int32_t>(at_outer - in);
            }
        }
        inner.place_in_outer.push_back(std::move(places));
    }
}

// Products of the tail's columns with each other and with the dense ones.
void add_tail(MixedSums& sums, const MixedLayout& layout, const FixedBasis& basis)
{
    const auto rows = static_cast<std::size_t>(sums.rows);
    const auto fixed = basis.q.cols();
    for (std::size_t row = 0; row < rows; ++row)
        for (const auto& tail : layout.tail) {
            const auto z = weights_in(tail, row);
            const int column = column_in(tail, row);
            for (const auto& other : layout.tail) {
                const auto w = weights_in(other, row);
                const int other_column = column_in(other, row);
                if (other_column > column) continue;
                for (int i = 0; i < tail.effects; ++i)
                    for (int j = 0; j < other.effects; ++j)
                        sums.end(column + i, other_column + j) += z.weight[i] * w.weight[j];
            }
            for (int i = 0; i < tail.effects; ++i) {
                auto products = sums.end.col(column + i).tail(fixed + 1);
                products.head(fixed) += z.weight[i] * basis.q.row(static_cast<Eigen::Index>(row)).transpose();
                products[fixed] += z.weight[i] * basis.left_over[static_cast<Eigen::Index>(row)];
            }
        }
}

}  // namespace

MixedSums mixed_sums(const MixedLayout& layout, const FixedBasis& basis)
{
    MixedSums sums;
    sums.tail_columns = layout.tail_columns;
    sums.fixed_columns = static_cast<int>(basis.q.cols());
    sums.rows = basis.left_over.size();
    sums.y_squares = basis.left_over.squaredNorm();
    for (std::size_t at = 0; at < layout.chain.size(); ++at)
        sums.chain.push_back(ChainBlockMaker(layout, basis, at).make());
    for (std::size_t at = 0; at < sums.chain.size(); ++at) find_places(sums.chain, at);
    sums.end = Eigen::MatrixXd::Zero(sums.last_columns(), sums.last_columns());
    add_tail(sums, layout, basis);
    // Q'Q = I and Q'y = 0 by construction.
    for (int j = sums.tail_columns; j < sums.y_column(); ++j) sums.end(j, j) = 1;
    sums.end(sums.y_column(), sums.y_column()) = sums.y_squares;
    return sums;
}

}  // namespace throughline::analysis
