#include "core/analysis/two_way_anova.hpp"

#include <cmath>
#include <string>

namespace throughline::analysis {
namespace {

// What rounding alone can leave of a sum of squares that is zero.
double zero_if_rounding(double sum, double total) { return sum < 1e-13 * total ? 0 : sum; }

}  // namespace

Defined<TwoWayAnova> two_way_anova(const RatingMatrix& ratings)
{
    if (ratings.observers() < 2) return not_defined("There is one observer only; at least two have to rate the units.");
    std::vector<std::vector<double>> rows;
    for (int unit = 0; unit < ratings.units(); ++unit) {
        auto row = ratings.of_unit(unit);
        if (row.size() == static_cast<std::size_t>(ratings.observers())) rows.push_back(std::move(row));
    }
    if (rows.size() < 2)
        return not_defined("{0} of the units were rated by all observers; at least 2 are needed.",
                           std::to_string(rows.size()));
    TwoWayAnova anova;
    anova.n = static_cast<double>(rows.size());
    anova.k = ratings.observers();
    double mean = 0;
    for (const auto& row : rows)
        for (const double level : row) mean += level / (anova.n * anova.k);
    std::vector<double> observer_means(static_cast<std::size_t>(ratings.observers()));
    std::vector<double> unit_means;
    double total = 0;
    for (const auto& row : rows) {
        double sum = 0;
        for (std::size_t j = 0; j < row.size(); ++j) {
            sum += row[j] - mean;
            observer_means[j] += (row[j] - mean) / anova.n;
            total += (row[j] - mean) * (row[j] - mean);
        }
        unit_means.push_back(sum / anova.k);
    }
    double units = 0, observers = 0, residual = 0;
    for (const double unit : unit_means) units += anova.k * unit * unit;
    for (const double observer : observer_means) observers += anova.n * observer * observer;
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t j = 0; j < rows[i].size(); ++j) {
            const double left = rows[i][j] - mean - unit_means[i] - observer_means[j];
            residual += left * left;
        }
    units = zero_if_rounding(units, total);
    observers = zero_if_rounding(observers, total);
    residual = zero_if_rounding(residual, total);
    anova.units_ms = units / (anova.n - 1);
    anova.observers_ms = observers / (anova.k - 1);
    anova.residual_ms = residual / ((anova.n - 1) * (anova.k - 1));
    anova.within_ms = (observers + residual) / (anova.n * (anova.k - 1));
    anova.is_constant = total <= 1e-26 * mean * mean * anova.n * anova.k;
    return anova;
}

}  // namespace throughline::analysis
