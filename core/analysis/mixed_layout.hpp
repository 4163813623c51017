// In which order the mixed model's random effects are eliminated, and where each of them stands in the equations.
//
// Terms (one for each grouping factor) are sorted by their number of groups. The largest is eliminated first: its part
// of the equations is block-diagonal, a block of 1 or 2 for each group. So is that of a term in which it is nested
// (visits within teachers within schools): such terms form the chain. The others form the tail, a dense matrix, as in
// the blocked Cholesky factorisation of Julia's MixedModels (Bates). Used by core/analysis only.
#pragma once

#include <cstdint>
#include <vector>

#include "throughline/analysis/mixed_model.hpp"

namespace throughline::analysis {

struct LaidOutTerm {
    const GroupingFactor* factor = nullptr;
    std::size_t given_at = 0;  // its place in the input
    int groups = 0;
    int effects = 1;  // of each group: 1, or 2 with a slope
    bool is_correlated = false;
    int first_theta = 0;
    std::vector<std::int32_t> column_of_group;  // tail terms: see order_tail
    // The slope's variable as the equations have it, (value - shift) / stretch: about 1 in size, and where a
    // correlation allows it around 0, since the optimiser wants parameters of one size that depend little on each
    // other.
    std::vector<double> slope;
    double shift = 0;
    double stretch = 1;

    [[nodiscard]] int thetas() const { return effects == 1 ? 1 : is_correlated ? 3 : 2; }
};

struct MixedLayout {
    std::vector<LaidOutTerm> chain;  // each nested in all that follow
    std::vector<LaidOutTerm> tail;
    int tail_columns = 0;
    int thetas = 0;

    [[nodiscard]] std::vector<const LaidOutTerm*> terms() const;  // chain first: the order of theta
};

// Without the tail's columns, but with their number.
MixedLayout lay_out(const MixedModelInput& input);

// Does each group of `inner` occur in one group of `outer` only?
bool is_nested(const GroupingFactor& inner, const GroupingFactor& outer);

}  // namespace throughline::analysis
