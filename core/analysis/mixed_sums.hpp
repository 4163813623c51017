// The mixed model's sums of squares and products, made once from the rows: Z'Z, Z'X, X'X and all of them with y, kept
// by group. An evaluation of the likelihood works from these alone. Used by core/analysis only.
#pragma once

#include <cstdint>
#include <vector>

#include <Eigen/Core>

#include "core/analysis/fixed_basis.hpp"
#include "core/analysis/mixed_layout.hpp"

namespace throughline::analysis {

// The equations of one chain term: for each group its own block, and what links it to everything eliminated later.
// "Last columns" are those of the dense end: the tail's columns first, then the fixed effects, then y.
struct ChainBlock {
    int groups = 0;
    int effects = 1;
    // The group's own block: effects x effects doubles.
    std::vector<double> own;
    // For each later term of the chain: the group of it that this group belongs to ...
    std::vector<std::vector<std::int32_t>> outer_group;
    // ... and the link to it, all later terms side by side: for each group, outer_effects columns of `effects` doubles.
    int outer_effects = 0;
    std::vector<int> outer_offset;  // of each later term within them
    std::vector<double> outer;
    // The last columns that the group has to do with, ascending: group g's are first[g] to first[g + 1].
    std::vector<std::int64_t> first;
    std::vector<std::int32_t> column;
    std::vector<double> panel;  // for each of them `effects` doubles
    // For each later term: where the same column stands in the list of the group it belongs to, counted from its start.
    std::vector<std::vector<std::int32_t>> place_in_outer;

    [[nodiscard]] std::int64_t first_of(int group) const { return first[static_cast<std::size_t>(group)]; }
    [[nodiscard]] std::int64_t columns_of(int group) const { return first_of(group + 1) - first_of(group); }
};

struct MixedSums {
    std::vector<ChainBlock> chain;
    Eigen::MatrixXd end;  // products of the last columns with each other, lower triangle
    int tail_columns = 0;
    int fixed_columns = 0;
    std::int64_t rows = 0;
    double y_squares = 0;

    [[nodiscard]] int y_column() const { return tail_columns + fixed_columns; }
    [[nodiscard]] int last_columns() const { return y_column() + 1; }
};

MixedSums mixed_sums(const MixedLayout& layout, const FixedBasis& basis);

}  // namespace throughline::analysis
