// The marginal likelihood of the many-facet model with its first and second derivatives. Used by fit_facets
// (core/analysis only).
#pragma once

#include <cstdint>
#include <vector>

#include <Eigen/Core>

namespace throughline::analysis {

// All ratings that one observer gave one teacher on one indicator, by level.
struct FacetCell {
    std::int32_t indicator = 0;
    std::int32_t observer = 0;
    std::vector<double> counts;
    double total = 0;
    double sum = 0;  // of the levels' places
};
using TeacherCells = std::vector<FacetCell>;

struct FacetSizes {
    int indicators = 0;
    int observers = 0;
    int levels = 0;

    // Where each kind stands among the parameters; the teachers' mean and log standard deviation are the last two.
    [[nodiscard]] Eigen::Index observer(int i) const { return indicators + i; }
    [[nodiscard]] Eigen::Index threshold(int level) const { return indicators + observers + level - 1; }  // 1, 2, ...
    [[nodiscard]] Eigen::Index mean() const { return indicators + observers + levels - 1; }
    [[nodiscard]] Eigen::Index log_deviation() const { return mean() + 1; }
    [[nodiscard]] Eigen::Index parameters() const { return mean() + 2; }
};

struct LikelihoodParts {
    double value = 0;
    Eigen::VectorXd gradient;
    Eigen::MatrixXd curvature;  // second derivatives
};

// One teacher's level given the ratings and the parameters.
struct TeacherPosterior {
    double mean = 0;
    double variance = 0;
    Eigen::VectorXd by_parameters;  // how the mean moves with each parameter
};

class FacetLikelihood {
public:
    FacetLikelihood(FacetSizes sizes, std::vector<TeacherCells> teachers);

    [[nodiscard]] double value(const Eigen::VectorXd& parameters) const;
    [[nodiscard]] LikelihoodParts parts(const Eigen::VectorXd& parameters) const;
    [[nodiscard]] TeacherPosterior posterior(std::size_t teacher, const Eigen::VectorXd& parameters) const;
    [[nodiscard]] const FacetSizes& sizes() const { return sizes_; }

private:
    struct Nodes {
        std::vector<double> at;
        std::vector<double> share;  // of the posterior; sums to 1
        double log_integral = 0;
    };
    struct LevelTerms {  // of one cell at one level of the teacher
        double log_likelihood = 0;
        double mean = 0;  // of the level's place
        double variance = 0;
    };

    [[nodiscard]] LevelTerms terms(const FacetCell& cell, const Eigen::VectorXd& parameters, double level,
                                   std::vector<double>* probabilities) const;
    [[nodiscard]] Nodes nodes(const TeacherCells& cells, const Eigen::VectorXd& parameters) const;
    [[nodiscard]] std::vector<Eigen::Index> involved(const TeacherCells& cells) const;
    void add_teacher(const TeacherCells& cells, const Eigen::VectorXd& parameters, LikelihoodParts& parts) const;
    void add_node(const TeacherCells& cells, const Eigen::VectorXd& parameters, double level,
                  const std::vector<Eigen::Index>& place, Eigen::VectorXd& gradient, Eigen::MatrixXd* curvature) const;

    FacetSizes sizes_;
    std::vector<TeacherCells> teachers_;
    std::vector<double> hermite_at_;
    std::vector<double> hermite_log_weight_;
};

}  // namespace throughline::analysis
