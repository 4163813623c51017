#include "core/analysis/fixed_basis.hpp"

#include <cmath>

namespace throughline::analysis {
namespace {

constexpr double left_min = 1e-7;

using Column = Eigen::Map<const Eigen::VectorXd>;

Column column_of(const std::vector<double>& values)
{
    return {values.data(), static_cast<Eigen::Index>(values.size())};
}

// Takes from `vector` what lies along the first `count` columns of q, and adds to `along` how much that was.
void project_out(const Eigen::MatrixXd& q, Eigen::Index count, Eigen::VectorXd& vector, Eigen::VectorXd& along)
{
    for (int pass = 0; pass < 2; ++pass)
        for (Eigen::Index j = 0; j < count; ++j) {
            const double part = q.col(j).dot(vector);
            vector -= part * q.col(j);
            along[j] += part;
        }
}

void add_column(FixedBasis& basis, const std::string& name, Eigen::VectorXd column)
{
    const double length = column.norm();
    const auto count = static_cast<Eigen::Index>(basis.names.size());
    Eigen::VectorXd along = Eigen::VectorXd::Zero(basis.q.cols());
    project_out(basis.q, count, column, along);
    const double left = column.norm();
    if (left <= left_min * length) {
        basis.dropped.push_back(name);
        return;
    }
    basis.q.col(count) = column / left;
    basis.r.col(count).head(count) = along.head(count);
    basis.r(count, count) = left;
    basis.names.push_back(name);
}

}  // namespace

double FixedBasis::log_determinant() const { return 2 * r.diagonal().array().log().sum(); }

FixedBasis fixed_basis(const std::string& first_name, const std::vector<std::string>& names,
                       const std::vector<const std::vector<double>*>& columns, const std::vector<double>& values)
{
    FixedBasis basis;
    const auto rows = static_cast<Eigen::Index>(values.size());
    const auto count_max = static_cast<Eigen::Index>(columns.size()) + 1;
    basis.q.resize(rows, count_max);
    basis.r = Eigen::MatrixXd::Zero(count_max, count_max);
    add_column(basis, first_name, Eigen::VectorXd::Ones(rows));
    for (std::size_t i = 0; i < columns.size(); ++i) add_column(basis, names[i], column_of(*columns[i]));
    const auto count = static_cast<Eigen::Index>(basis.names.size());
    if (count < count_max) {
        basis.q.conservativeResize(Eigen::NoChange, count);
        basis.r.conservativeResize(count, count);
    }
    basis.projected = Eigen::VectorXd::Zero(count);
    basis.left_over = column_of(values);
    project_out(basis.q, count, basis.left_over, basis.projected);
    return basis;
}

}  // namespace throughline::analysis
