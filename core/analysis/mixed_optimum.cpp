#include "core/analysis/mixed_optimum.hpp"

#include <nlopt.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <stdexcept>

#include <Eigen/Cholesky>

namespace throughline::analysis {
namespace {

constexpr double near_zero = 0.05;   // of an entry of Lambda: close enough to ask whether it is 0
constexpr double probe_near = 0.01;  // how far above 0 a diagonal entry is tried
constexpr double probe_far = 0.1;
constexpr double zero_worse_max = 1e-9;  // of the criterion: what rounding may make of an equal one
constexpr double gain_min = 1e-7;        // of the criterion: less is no reason for another round
constexpr double coarse = 0.01;          // how exactly theta is found before the polish, and without one
constexpr double fine = 1e-6;
constexpr double polish_gain_min = 1e-11;
constexpr double move_max = 0.1;  // of a parameter in one step of the polish
constexpr int polish_steps_max = 5;
constexpr int rounds_max = 6;
constexpr int evaluations_max = 5000;  // of one run; a model with ten parameters needs some hundred

class Search {
public:
    Search(const MixedLayout& layout, const Criterion& criterion) : criterion_(criterion)
    {
        for (const auto* term : layout.terms()) {
            lower_.push_back(0);
            if (term->is_correlated) {
                correlated_.push_back(lower_.size() - 1);
                lower_.push_back(-std::numeric_limits<double>::infinity());
            }
            if (term->effects == 2) lower_.push_back(0);
        }
    }

    Optimum from(const std::vector<double>& guess)
    {
        best_ = {guess, value_at(guess), 0};
        std::vector<double> steps;
        for (const double entry : guess) steps.push_back(std::clamp(0.5 * std::abs(entry), 0.05, 0.5));
        run(steps, coarse);
        for (int round = 0; round < rounds_max; ++round) {
            const double before = best_.criterion;
            settle_zeros();
            leave_zeros();
            for (const auto term : correlated_) turn_correlation(term);
            if (!polish()) run(std::vector<double>(lower_.size(), near_zero), fine);
            if (before - best_.criterion < gain_min) break;
        }
        settle_zeros();
        turn_upright();
        best_.evaluations = evaluations_;
        return best_;
    }

private:
    struct Parabola {
        Eigen::VectorXd steps;
        Eigen::VectorXd slope;
        Eigen::MatrixXd curvature;
    };

    double value_at(const std::vector<double>& theta)
    {
        ++evaluations_;
        return criterion_(theta);
    }

    bool keep_if_better(const std::vector<double>& theta, double worse_by_max = 0)
    {
        const double value = value_at(theta);
        if (!(value <= best_.criterion + worse_by_max)) return false;
        best_ = {theta, value, 0};
        return true;
    }

    [[nodiscard]] bool starts_correlated_term(std::size_t entry) const
    {
        return std::ranges::find(correlated_, entry) != correlated_.end();
    }

    static double call(unsigned count, const double* theta, double*, void* search)
    {
        auto& self = *static_cast<Search*>(search);
        const std::vector<double> at(theta, theta + count);
        const double value = self.value_at(at);
        if (value < self.best_.criterion) self.best_ = {at, value, 0};
        return value;
    }

    void run(const std::vector<double>& steps, double tolerance)
    {
        turn_upright();
        const auto close = [](nlopt_opt optimiser) { nlopt_destroy(optimiser); };
        const std::unique_ptr<nlopt_opt_s, decltype(close)> optimiser(
            nlopt_create(NLOPT_LN_BOBYQA, static_cast<unsigned>(lower_.size())), close);
        if (!optimiser) throw std::bad_alloc();
        nlopt_set_min_objective(optimiser.get(), &Search::call, this);
        nlopt_set_lower_bounds(optimiser.get(), lower_.data());
        nlopt_set_initial_step(optimiser.get(), steps.data());
        nlopt_set_xtol_abs1(optimiser.get(), tolerance);
        nlopt_set_maxeval(optimiser.get(), evaluations_max);
        auto theta = best_.theta;
        double value = 0;
        // Its other ends (rounding, an unusable step) leave the best point seen, which `call` keeps.
        nlopt_optimize(optimiser.get(), theta.data(), &value);
    }

    // The polish may have turned a diagonal entry negative, which means the same as its column with the other sign.
    void turn_upright()
    {
        for (std::size_t i = 0; i < lower_.size(); ++i) {
            if (lower_[i] != 0 || best_.theta[i] >= 0) continue;
            best_.theta[i] = -best_.theta[i];
            if (starts_correlated_term(i)) best_.theta[i + 1] = -best_.theta[i + 1];
        }
    }

    void settle_zeros()
    {
        for (std::size_t i = 0; i < lower_.size(); ++i)
            if (lower_[i] == 0 && best_.theta[i] != 0 && std::abs(best_.theta[i]) <= near_zero) {
                auto theta = best_.theta;
                theta[i] = 0;
                if (starts_correlated_term(i)) {  // then only the length of the slope's row matters
                    theta[i + 2] = std::hypot(theta[i + 1], theta[i + 2]);
                    theta[i + 1] = 0;
                }
                keep_if_better(theta, zero_worse_max);
            }
        // A slope whose own entry is 0 varies only along with the intercept: perhaps not even that.
        for (const auto i : correlated_)
            if (best_.theta[i + 2] == 0 && best_.theta[i + 1] != 0 && std::abs(best_.theta[i + 1]) <= near_zero) {
                auto theta = best_.theta;
                theta[i + 1] = 0;
                keep_if_better(theta, zero_worse_max);
            }
    }

    // In the entry's square the criterion has a slope at 0: a parabola through 0 and two points tells where it ends.
    void leave_zeros()
    {
        for (std::size_t i = 0; i < lower_.size(); ++i) {
            if (lower_[i] != 0 || best_.theta[i] != 0) continue;
            const double at_zero = best_.criterion;
            auto theta = best_.theta;
            const auto rise_to = [&](double entry) {
                theta[i] = entry;
                return (value_at(theta) - at_zero) / (entry * entry);
            };
            const double rise_near = rise_to(probe_near), rise_far = rise_to(probe_far);
            const double bend = (rise_far - rise_near) / (probe_far * probe_far - probe_near * probe_near);
            const double slope = rise_near - bend * probe_near * probe_near;
            if (slope >= 0 && rise_far >= 0) continue;
            const double square = bend > 0 ? -slope / (2 * bend) : probe_far * probe_far;
            for (const double entry : {std::sqrt(std::max(square, 0.0)), probe_near, probe_far}) {
                theta[i] = entry;
                if (entry > 0) keep_if_better(theta);
            }
        }
    }

    // Where one of a correlated term's entries is 0, a little of the other variance together with a correlation of 1 or
    // -1 changes the criterion by more than either alone, which the tries above do not see.
    void turn_correlation(std::size_t term)
    {
        const auto at_edge = best_.theta;
        const auto try_entries = [&](double intercept, double across, double slope) {
            auto theta = at_edge;
            theta[term] = intercept;
            theta[term + 1] = across;
            theta[term + 2] = slope;
            keep_if_better(theta);
        };
        for (const double entry : {probe_near, probe_far, -probe_near, -probe_far}) {
            if (at_edge[term] == 0) try_entries(std::abs(entry), std::copysign(at_edge[term + 2], entry), 0);
            if (at_edge[term + 2] == 0) try_entries(at_edge[term], entry, 0);
        }
        if (at_edge[term + 2] == 0) try_entries(at_edge[term], -at_edge[term + 1], 0);
    }

    // Steps of Newton's method, the derivatives taken from points close by; the curvature once, since it hardly
    // changes. False if the criterion has no lowest point there.
    bool polish()
    {
        const auto free = free_entries();
        if (free.empty()) return true;
        auto parabola = parabola_around(free);
        for (int step = 0; step < polish_steps_max; ++step) {
            if (step > 0) parabola.slope = slope_at(free, parabola);
            const Eigen::LLT<Eigen::MatrixXd> factor(parabola.curvature);
            if (factor.info() != Eigen::Success) return false;
            Eigen::VectorXd move = -factor.solve(parabola.slope);
            const double gain = -parabola.slope.dot(move) / 2;
            if (gain < polish_gain_min) return true;
            const double size = move.cwiseAbs().maxCoeff();
            if (size > move_max) move *= move_max / size;
            auto theta = best_.theta;
            for (std::size_t i = 0; i < free.size(); ++i) theta[free[i]] += move[static_cast<Eigen::Index>(i)];
            if (!keep_if_better(theta)) return gain < gain_min;
        }
        return true;
    }

    // A diagonal entry may become negative here: the criterion does not depend on its sign.
    Parabola parabola_around(const std::vector<std::size_t>& free)
    {
        const auto n = static_cast<Eigen::Index>(free.size());
        Parabola parabola{Eigen::VectorXd(n), Eigen::VectorXd(n), Eigen::MatrixXd(n, n)};
        const auto centre = best_;
        const auto entry_of = [&free](Eigen::Index i) { return free[static_cast<std::size_t>(i)]; };
        const auto at = [&](Eigen::Index i, double by, Eigen::Index j = 0, double by_j = 0) {
            auto theta = centre.theta;
            theta[entry_of(i)] += by;
            theta[entry_of(j)] += by_j;
            return value_at(theta);
        };
        Eigen::VectorXd above(n);
        for (Eigen::Index i = 0; i < n; ++i) {
            const double h = std::max(0.002 * std::abs(centre.theta[entry_of(i)]), 0.0005);
            above[i] = at(i, h);
            const double below = at(i, -h);
            parabola.steps[i] = h;
            parabola.slope[i] = (above[i] - below) / (2 * h);
            parabola.curvature(i, i) = (above[i] - 2 * centre.criterion + below) / (h * h);
        }
        for (Eigen::Index i = 0; i < n; ++i)
            for (Eigen::Index j = 0; j < i; ++j) {
                const double h = parabola.steps[i], h_j = parabola.steps[j];
                const double both = at(i, h, j, h_j);
                parabola.curvature(i, j) = (both - above[i] - above[j] + centre.criterion) / (h * h_j);
                parabola.curvature(j, i) = parabola.curvature(i, j);
            }
        return parabola;
    }

    // From one point for each entry, the curvature being known.
    Eigen::VectorXd slope_at(const std::vector<std::size_t>& free, const Parabola& parabola)
    {
        Eigen::VectorXd slope(static_cast<Eigen::Index>(free.size()));
        const auto centre = best_;
        for (Eigen::Index i = 0; i < slope.size(); ++i) {
            const double h = parabola.steps[i] / 4;
            auto theta = centre.theta;
            theta[free[static_cast<std::size_t>(i)]] += h;
            slope[i] = (value_at(theta) - centre.criterion) / h - parabola.curvature(i, i) * h / 2;
        }
        return slope;
    }

    // All but diagonal entries that are 0, and what has no meaning beside them.
    [[nodiscard]] std::vector<std::size_t> free_entries() const
    {
        std::vector<std::size_t> free;
        for (std::size_t i = 0; i < lower_.size(); ++i) {
            const bool is_zero = lower_[i] == 0 && best_.theta[i] == 0;
            const bool is_beside_zero = i > 0 && lower_[i] != 0 && best_.theta[i - 1] == 0;
            if (!is_zero && !is_beside_zero) free.push_back(i);
        }
        return free;
    }

    const Criterion& criterion_;
    std::vector<double> lower_;
    std::vector<std::size_t> correlated_;  // where a correlated term's intercept entry stands
    Optimum best_;
    int evaluations_ = 0;
};

// The variance between groups over the total, from the groups' counts and sums of y: ANOVA's estimate for unequal
// groups (Searle, Casella & McCulloch 1992, section 3.6).
double share_between(const std::vector<double>& counts, const std::vector<double>& sums, double squares)
{
    double n = 0, count_squares = 0, between = 0, groups = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] == 0) continue;
        groups += 1;
        n += counts[i];
        count_squares += counts[i] * counts[i];
        between += sums[i] * sums[i] / counts[i];
    }
    const double within = std::max(0.0, squares - between) / std::max(1.0, n - groups);
    const double size = (n - count_squares / n) / (groups - 1);
    return std::clamp((between / (groups - 1) - within) / size / (squares / n), 0.0, 1.0);
}

std::vector<double> shares_of(const MixedLayout& layout, const MixedSums& sums)
{
    std::vector<double> shares;
    for (const auto& block : sums.chain) {
        std::vector<double> counts, values;
        const auto effects = static_cast<std::size_t>(block.effects);
        for (int group = 0; group < block.groups; ++group) {
            counts.push_back(block.own[static_cast<std::size_t>(group) * effects * effects]);
            values.push_back(block.panel[static_cast<std::size_t>(block.first_of(group + 1) - 1) * effects]);
        }
        shares.push_back(share_between(counts, values, sums.y_squares));
    }
    // A nested factor's share holds those of the factors it is nested in.
    for (std::size_t i = 0; i + 1 < shares.size(); ++i) shares[i] = std::max(0.0, shares[i] - shares[i + 1]);
    for (const auto& term : layout.tail) {
        std::vector<double> counts, values;
        for (const auto column : term.column_of_group) {
            counts.push_back(sums.end(column, column));
            values.push_back(sums.end(sums.y_column(), column));
        }
        shares.push_back(share_between(counts, values, sums.y_squares));
    }
    return shares;
}

}  // namespace

std::vector<double> first_guess(const MixedLayout& layout, const MixedSums& sums)
{
    const auto shares = shares_of(layout, sums);
    double left = 1;
    for (const double share : shares) left -= share;
    std::vector<double> theta;
    const auto terms = layout.terms();
    for (std::size_t i = 0; i < terms.size(); ++i) {
        const double entry = std::clamp(std::sqrt(shares[i] / std::max(0.1, left)), 0.1, 10.0);
        theta.push_back(entry);
        if (terms[i]->is_correlated) theta.push_back(0);
        if (terms[i]->effects == 2) theta.push_back(0.5 * entry);
    }
    return theta;
}

Optimum minimise(const MixedLayout& layout, const Criterion& criterion, const std::vector<double>& guess)
{
    auto best = Search(layout, criterion).from(guess);
    const auto is_at_edge = [](double entry) { return std::abs(entry) < near_zero; };
    if (std::ranges::none_of(best.theta, is_at_edge)) return best;
    const auto first = best.theta;
    const auto try_from = [&](const std::vector<double>& start) {
        auto found = Search(layout, criterion).from(start);
        found.evaluations += best.evaluations;
        if (found.criterion < best.criterion - gain_min)
            best = found;
        else
            best.evaluations = found.evaluations;
    };
    // At a variance of 0 there may be another valley beside this one: it is sought from two far starts, too,
    for (const double start : {0.3, 1.5}) {
        std::vector<double> other;
        for (const auto* term : layout.terms()) {
            other.push_back(start);
            if (term->is_correlated) other.push_back(0);
            if (term->effects == 2) other.push_back(start);
        }
        try_from(other);
    }
    // and from where what is 0 is not, and level and slope go all together or all against each other.
    std::size_t at = 0;
    for (const auto* term : layout.terms()) {
        for (const double turn : {1.0, -1.0}) {
            if (!term->is_correlated) break;
            auto other = first;
            std::ranges::replace_if(other, is_at_edge, 0.5);
            other[at + 1] = turn * std::max(0.5, std::hypot(first[at + 1], first[at + 2]));
            other[at + 2] = probe_far;
            try_from(other);
        }
        at += static_cast<std::size_t>(term->thetas());
    }
    return best;
}

}  // namespace throughline::analysis
