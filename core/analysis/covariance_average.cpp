#include "core/analysis/covariance_average.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <Eigen/Cholesky>

#include "core/analysis/distributions.hpp"

namespace throughline::analysis {
namespace {

constexpr int adapting_points = 48;
constexpr int points = 64;
constexpr double degrees = 5;     // heavy tails, so that no region is missed
constexpr double widening = 1.3;  // of the fitted covariance
constexpr std::array primes{2, 3, 5, 7};

double halton(int index, int base)
{
    double fraction = 1, value = 0;
    for (; index > 0; index /= base) {
        fraction /= base;
        value += fraction * (index % base);
    }
    return value;
}

struct Proposal {
    Eigen::VectorXd centre;
    Eigen::MatrixXd scale;
};

class Averager {
public:
    Averager(MixedEngine& engine, const LaidOutTerm& term)
        : engine_(engine), optimum_(engine.optimum()), first_(term.first_theta), count_(term.thetas()), term_(term)
    {}

    std::vector<WeightedTheta> run()
    {
        auto proposal = around_optimum();
        for (int round = 0; round < 2; ++round) fit(proposal, sample(proposal, adapting_points));
        return sample(proposal, points);
    }

private:
    // As wide along each parameter as the criterion takes to rise by 1.
    Proposal around_optimum()
    {
        Proposal proposal{Eigen::VectorXd(count_), Eigen::MatrixXd::Zero(count_, count_)};
        for (int i = 0; i < count_; ++i) {
            const auto at = static_cast<std::size_t>(first_ + i);
            proposal.centre[i] = optimum_.theta[at];
            double width = 0.02;
            for (int step = 0; step < 12; ++step, width *= 1.6) {
                auto theta = optimum_.theta;
                theta[at] += width;
                if (engine_.criterion_at(theta) > optimum_.criterion + 1) break;
            }
            proposal.scale(i, i) = 1.5 * width * width;
        }
        return proposal;
    }

    // Uniform on the covariance matrix L L': its Jacobian is |l11|^2 |l22| (a factor left out), or |l11| by itself; of
    // uncorrelated ones the product.
    double log_prior(const Eigen::VectorXd& entries) const
    {
        constexpr double tiny = 1e-12;
        const double first = std::log(std::abs(entries[0]) + tiny);
        if (term_.effects == 1) return first;
        const double last = std::log(std::abs(entries[count_ - 1]) + tiny);
        return term_.is_correlated ? 2 * first + last : first + last;
    }

    std::vector<WeightedTheta> sample(const Proposal& proposal, int how_many)
    {
        const Eigen::LLT<Eigen::MatrixXd> factor(proposal.scale);
        std::vector<WeightedTheta> sampled;
        double most = -1e300;
        for (int index = 1; index <= how_many; ++index) {
            Eigen::VectorXd z(count_);
            for (int i = 0; i < count_; ++i) z[i] = normal_quantile(halton(index, primes[static_cast<std::size_t>(i)]));
            z /= std::sqrt(chi_squared_quantile(halton(index, primes[static_cast<std::size_t>(count_)]), degrees) /
                           degrees);
            const Eigen::VectorXd entries = proposal.centre + factor.matrixL() * z;
            WeightedTheta point{optimum_.theta, 0};
            for (int i = 0; i < count_; ++i) point.theta[static_cast<std::size_t>(first_ + i)] = entries[i];
            const double log_proposal = -(degrees + count_) / 2 * std::log1p(z.squaredNorm() / degrees);
            point.weight =
                -(engine_.criterion_at(point.theta) - optimum_.criterion) / 2 + log_prior(entries) - log_proposal;
            most = std::max(most, point.weight);
            sampled.push_back(std::move(point));
        }
        double sum = 0;
        for (auto& point : sampled) sum += point.weight = std::exp(point.weight - most);
        for (auto& point : sampled) point.weight /= sum;
        return sampled;
    }

    void fit(Proposal& proposal, const std::vector<WeightedTheta>& sampled) const
    {
        const auto entries = [&](const WeightedTheta& point) {
            return Eigen::Map<const Eigen::VectorXd>(point.theta.data() + first_, count_);
        };
        Eigen::VectorXd mean = Eigen::VectorXd::Zero(count_);
        for (const auto& point : sampled) mean += point.weight * entries(point);
        Eigen::MatrixXd scale = Eigen::MatrixXd::Zero(count_, count_);
        for (const auto& point : sampled)
            scale += point.weight * (entries(point) - mean) * (entries(point) - mean).transpose();
        proposal.centre = mean;
        proposal.scale = widening * scale;
        // One point may have all the weight: never narrower than a hundredth of the first width.
        proposal.scale.diagonal().array() += 1e-6 + 1e-4 * proposal.scale.diagonal().array();
    }

    MixedEngine& engine_;
    Optimum optimum_;
    int first_;
    int count_;
    const LaidOutTerm& term_;
};

}  // namespace

std::vector<WeightedTheta> covariance_points(MixedEngine& engine, std::size_t term)
{
    return Averager(engine, *engine.layout().terms()[term]).run();
}

}  // namespace throughline::analysis
