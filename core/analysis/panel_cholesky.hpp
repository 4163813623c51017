// The Cholesky factor of a large symmetric matrix, in place, panel by panel of columns. Rows of a panel that stay zero
// are left out: among a district's observers most never meet the same teacher. Used by the mixed model (core/analysis
// only).
#pragma once

#include <cstdint>
#include <vector>

#include <Eigen/Core>

namespace throughline::analysis {

// Columns that are factorised together, at most panel_columns_max of them.
struct Panel {
    std::int32_t begin = 0;
    std::int32_t end = 0;
    std::vector<std::int32_t> below;  // the rows under the panel's own that are not all zero, ascending
};
constexpr std::int32_t panel_columns_max = 64;  // its block and two strips of rows stay in the nearest cache

// For a matrix of which nothing is known to be zero.
std::vector<Panel> dense_panels(std::int32_t columns);

// Reads and writes the lower triangle only: A becomes L with L L' = A. False if A is not positive definite. Uses the
// widest vectors that the processor has; which of them are used changes results by rounding only.
bool factorise(Eigen::MatrixXd& matrix, const std::vector<Panel>& panels);

}  // namespace throughline::analysis
