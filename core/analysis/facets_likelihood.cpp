#include "core/analysis/facets_likelihood.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <Eigen/Eigenvalues>

namespace throughline::analysis {
namespace {

constexpr int node_count = 15;  // adaptive, so that far fewer would do

double log_normal_density(double x, double mean, double log_deviation)
{
    const double z = (x - mean) * std::exp(-log_deviation);
    return -0.5 * z * z - log_deviation - 0.5 * std::log(2 * std::numbers::pi);
}

}  // namespace

FacetLikelihood::FacetLikelihood(FacetSizes sizes, std::vector<TeacherCells> teachers)
    : sizes_(sizes), teachers_(std::move(teachers))
{
    // Nodes and weights of Gauss and Hermite as eigenvalues and first components (Golub & Welsch 1969).
    Eigen::MatrixXd jacobi = Eigen::MatrixXd::Zero(node_count, node_count);
    for (int i = 1; i < node_count; ++i) jacobi(i, i - 1) = jacobi(i - 1, i) = std::sqrt(i / 2.0);
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(jacobi);
    for (int i = 0; i < node_count; ++i) {
        const double x = solver.eigenvalues()[i], first = solver.eigenvectors()(0, i);
        hermite_at_.push_back(x);
        hermite_log_weight_.push_back(std::log(first * first * std::sqrt(std::numbers::pi)) + x * x);
    }
}

FacetLikelihood::LevelTerms FacetLikelihood::terms(const FacetCell& cell, const Eigen::VectorXd& parameters,
                                                   double level, std::vector<double>* probabilities) const
{
    const double step = level - parameters[cell.indicator] - parameters[sizes_.observer(cell.observer)];
    // log P(k) but for a constant, rising by step - threshold from one place to the next.
    double log_p[64];
    double most = 0;
    log_p[0] = 0;
    for (int k = 1; k < sizes_.levels; ++k) {
        log_p[k] = log_p[k - 1] + step - parameters[sizes_.threshold(k)];
        most = std::max(most, log_p[k]);
    }
    double sum = 0, mean = 0, square = 0;
    LevelTerms terms;
    for (int k = 0; k < sizes_.levels; ++k) {
        const double p = std::exp(log_p[k] - most);
        sum += p;
        mean += k * p;
        square += k * k * p;
        terms.log_likelihood += cell.counts[static_cast<std::size_t>(k)] * log_p[k];
        if (probabilities != nullptr) (*probabilities)[static_cast<std::size_t>(k)] = p;
    }
    if (probabilities != nullptr)
        for (auto& p : *probabilities) p /= sum;
    terms.log_likelihood -= cell.total * (most + std::log(sum));
    terms.mean = mean / sum;
    terms.variance = square / sum - terms.mean * terms.mean;
    return terms;
}

// Around the posterior's top, as wide as the posterior: Newton's method on a function that is concave.
FacetLikelihood::Nodes FacetLikelihood::nodes(const TeacherCells& cells, const Eigen::VectorXd& parameters) const
{
    const double mean = parameters[sizes_.mean()], log_deviation = parameters[sizes_.log_deviation()];
    const double precision = std::exp(-2 * log_deviation);
    double top = mean, information = precision;
    for (int step = 0; step < 50; ++step) {
        double slope = -(top - mean) * precision;
        information = precision;
        for (const auto& cell : cells) {
            const auto at_top = terms(cell, parameters, top, nullptr);
            slope += cell.sum - cell.total * at_top.mean;
            information += cell.total * at_top.variance;
        }
        const double move = std::clamp(slope / information, -1.0, 1.0);
        top += move;
        if (std::abs(move) < 1e-10) break;
    }
    Nodes nodes;
    const double width = std::sqrt(2 / information);
    std::vector<double> logs;
    for (int i = 0; i < node_count; ++i) {
        const auto place = static_cast<std::size_t>(i);
        const double at = top + width * hermite_at_[place];
        double log_share = hermite_log_weight_[place] + std::log(width) + log_normal_density(at, mean, log_deviation);
        for (const auto& cell : cells) log_share += terms(cell, parameters, at, nullptr).log_likelihood;
        nodes.at.push_back(at);
        logs.push_back(log_share);
    }
    const double most = *std::ranges::max_element(logs);
    double sum = 0;
    for (const double log_share : logs) sum += std::exp(log_share - most);
    nodes.log_integral = most + std::log(sum);
    for (const double log_share : logs) nodes.share.push_back(std::exp(log_share - nodes.log_integral));
    return nodes;
}

// The parameters that the teacher's ratings have to do with.
std::vector<Eigen::Index> FacetLikelihood::involved(const TeacherCells& cells) const
{
    std::vector<Eigen::Index> parameters;
    for (const auto& cell : cells) {
        parameters.push_back(cell.indicator);
        parameters.push_back(sizes_.observer(cell.observer));
    }
    for (int level = 1; level < sizes_.levels; ++level) parameters.push_back(sizes_.threshold(level));
    parameters.push_back(sizes_.mean());
    parameters.push_back(sizes_.log_deviation());
    std::ranges::sort(parameters);
    parameters.erase(std::unique(parameters.begin(), parameters.end()), parameters.end());
    return parameters;
}

// The derivatives of the log of ratings and level together, at one level of the teacher. `place` of each parameter.
void FacetLikelihood::add_node(const TeacherCells& cells, const Eigen::VectorXd& parameters, double level,
                               const std::vector<Eigen::Index>& place, Eigen::VectorXd& gradient,
                               Eigen::MatrixXd* curvature) const
{
    std::vector<double> p(static_cast<std::size_t>(sizes_.levels));
    const auto at = [&place](Eigen::Index parameter) { return place[static_cast<std::size_t>(parameter)]; };
    for (const auto& cell : cells) {
        const auto found = terms(cell, parameters, level, &p);
        const auto indicator = at(cell.indicator), observer = at(sizes_.observer(cell.observer));
        gradient[indicator] += cell.total * found.mean - cell.sum;
        gradient[observer] += cell.total * found.mean - cell.sum;
        if (curvature != nullptr)
            for (const auto a : {indicator, observer})
                for (const auto b : {indicator, observer}) (*curvature)(a, b) -= cell.total * found.variance;
        double reached = 0, reached_mean = 0, count = 0;  // P(level >= m) and the mean of the places there
        for (int m = sizes_.levels - 1; m >= 1; --m) {
            const auto threshold = at(sizes_.threshold(m));
            reached += p[static_cast<std::size_t>(m)];
            reached_mean += m * p[static_cast<std::size_t>(m)];
            count += cell.counts[static_cast<std::size_t>(m)];
            gradient[threshold] += cell.total * reached - count;
            if (curvature == nullptr) continue;
            const double with_place = cell.total * (reached_mean - reached * found.mean);
            for (const auto a : {indicator, observer}) {
                (*curvature)(a, threshold) -= with_place;
                (*curvature)(threshold, a) -= with_place;
            }
            double lower_reached = reached;
            for (int l = m; l >= 1; --l) {
                const auto lower = at(sizes_.threshold(l));
                if (l < m) lower_reached += p[static_cast<std::size_t>(l)];
                const double together = cell.total * (reached - reached * lower_reached);
                (*curvature)(threshold, lower) -= together;
                if (l < m) (*curvature)(lower, threshold) -= together;
            }
        }
    }
    const double precision = std::exp(-2 * parameters[sizes_.log_deviation()]);
    const double away = level - parameters[sizes_.mean()];
    const auto mean = at(sizes_.mean()), deviation = at(sizes_.log_deviation());
    gradient[mean] += away * precision;
    gradient[deviation] += away * away * precision - 1;
    if (curvature == nullptr) return;
    (*curvature)(mean, mean) -= precision;
    (*curvature)(mean, deviation) -= 2 * away * precision;
    (*curvature)(deviation, mean) -= 2 * away * precision;
    (*curvature)(deviation, deviation) -= 2 * away * away * precision;
}

// Louis (1982): of the marginal log-likelihood, the gradient is the mean of the complete one's over the posterior, the
// curvature the mean of the complete one's plus the variance of the complete gradient.
void FacetLikelihood::add_teacher(const TeacherCells& cells, const Eigen::VectorXd& parameters,
                                  LikelihoodParts& parts) const
{
    const auto found = nodes(cells, parameters);
    const auto own = involved(cells);
    std::vector<Eigen::Index> place(static_cast<std::size_t>(sizes_.parameters()));
    for (std::size_t i = 0; i < own.size(); ++i) place[static_cast<std::size_t>(own[i])] = static_cast<Eigen::Index>(i);
    const auto count = static_cast<Eigen::Index>(own.size());
    Eigen::VectorXd mean_gradient = Eigen::VectorXd::Zero(count);
    Eigen::MatrixXd curvature = Eigen::MatrixXd::Zero(count, count);
    for (std::size_t i = 0; i < found.at.size(); ++i) {
        Eigen::VectorXd gradient = Eigen::VectorXd::Zero(count);
        Eigen::MatrixXd here = Eigen::MatrixXd::Zero(count, count);
        add_node(cells, parameters, found.at[i], place, gradient, &here);
        mean_gradient += found.share[i] * gradient;
        curvature += found.share[i] * (here + gradient * gradient.transpose());
    }
    curvature -= mean_gradient * mean_gradient.transpose();
    parts.value += found.log_integral;
    for (Eigen::Index i = 0; i < count; ++i) {
        parts.gradient[own[static_cast<std::size_t>(i)]] += mean_gradient[i];
        for (Eigen::Index j = 0; j < count; ++j)
            parts.curvature(own[static_cast<std::size_t>(i)], own[static_cast<std::size_t>(j)]) += curvature(i, j);
    }
}

double FacetLikelihood::value(const Eigen::VectorXd& parameters) const
{
    double sum = 0;
    for (const auto& cells : teachers_) sum += nodes(cells, parameters).log_integral;
    return sum;
}

LikelihoodParts FacetLikelihood::parts(const Eigen::VectorXd& parameters) const
{
    const auto count = sizes_.parameters();
    LikelihoodParts parts{0, Eigen::VectorXd::Zero(count), Eigen::MatrixXd::Zero(count, count)};
    for (const auto& cells : teachers_) add_teacher(cells, parameters, parts);
    return parts;
}

TeacherPosterior FacetLikelihood::posterior(std::size_t teacher, const Eigen::VectorXd& parameters) const
{
    const auto& cells = teachers_[teacher];
    const auto found = nodes(cells, parameters);
    std::vector<Eigen::Index> place(static_cast<std::size_t>(sizes_.parameters()));
    for (std::size_t i = 0; i < place.size(); ++i) place[i] = static_cast<Eigen::Index>(i);
    TeacherPosterior posterior;
    for (std::size_t i = 0; i < found.at.size(); ++i) posterior.mean += found.share[i] * found.at[i];
    posterior.by_parameters = Eigen::VectorXd::Zero(sizes_.parameters());
    for (std::size_t i = 0; i < found.at.size(); ++i) {
        const double away = found.at[i] - posterior.mean;
        posterior.variance += found.share[i] * away * away;
        Eigen::VectorXd gradient = Eigen::VectorXd::Zero(sizes_.parameters());
        add_node(cells, parameters, found.at[i], place, gradient, nullptr);
        posterior.by_parameters += found.share[i] * away * gradient;
    }
    return posterior;
}

}  // namespace throughline::analysis
