// The fixed effects' columns made orthonormal, so that the sums built from them lose no digits: X = Q R for the columns
// that earlier ones do not already determine. Used by the mixed model (core/analysis only).
#pragma once

#include <string>
#include <vector>

#include <Eigen/Core>

namespace throughline::analysis {

struct FixedBasis {
    std::vector<std::string> names;    // of the columns kept, in their order
    std::vector<std::string> dropped;  // combinations of earlier columns
    Eigen::MatrixXd q;                 // rows x kept
    Eigen::MatrixXd r;                 // kept x kept, upper triangle
    Eigen::VectorXd projected;         // Q'y
    Eigen::VectorXd left_over;         // y - Q Q'y

    // 2 log |det R|: what the REML criterion of Q is short of X's.
    [[nodiscard]] double log_determinant() const;
};

// The first column is 1 for each row. Gram and Schmidt, modified and done twice ("twice is enough", Giraud & al. 2005);
// a column of which less than 1e-7 of its length is left after the earlier ones is dropped, as R's lm does.
FixedBasis fixed_basis(const std::string& first_name, const std::vector<std::string>& names,
                       const std::vector<const std::vector<double>*>& columns, const std::vector<double>& values);

}  // namespace throughline::analysis
