// Linear mixed models by REML or ML: what is common to all rows (fixed effects), and how groups of rows differ from it
// (random effects), for any number of crossed or nested grouping factors.
//
// Used by the growth model, by reliability and by `throughline-cli analyse growth`. Values in, values out. Promises:
// the optimum of the profiled likelihood of Bates, Maechler, Bolker & Walker (2015, "Fitting linear mixed-effects
// models using lme4"), found without going over the rows more than once; a variance of exactly 0 where that is the
// best estimate, reported as a singular fit; a refusal in words where the model makes no sense for the rows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "throughline/analysis/estimate.hpp"
#include "throughline/base/error.hpp"

namespace throughline::analysis {

enum class RandomEffects {
    intercept,                        // each group has a level of its own
    intercept_and_slope,              // and a slope of its own, correlated with the level
    intercept_and_slope_uncorrelated  // the same with a correlation of 0
};

struct GroupingFactor {
    std::string name;  // "teacher"
    std::vector<std::string> group_names;
    std::vector<std::int32_t> group_of_row;  // a place in group_names for each row
    RandomEffects effects = RandomEffects::intercept;
    std::vector<double> slope_of_row;  // what the slope multiplies, such as time; only with a slope
    std::string slope_name;
    // How sure each group's deviation is takes time and memory for a factor of many groups, and is wanted of few.
    bool with_errors = true;
};

struct FixedColumn {
    std::string name;
    std::vector<double> value_of_row;
};

// A factor as fixed effects, treatment-coded: one column "name: group" of 0 and 1 for each group but the first.
std::vector<FixedColumn> treatment_columns(const std::string& name, const std::vector<std::string>& group_names,
                                           const std::vector<std::int32_t>& group_of_row);

enum class Likelihood { reml, ml };

struct MixedModelInput {
    std::vector<double> value_of_row;
    std::vector<FixedColumn> fixed;  // without the intercept, which every model has
    std::vector<GroupingFactor> groups;
    Likelihood likelihood = Likelihood::reml;
};

constexpr auto intercept_name = "(Intercept)";
constexpr std::int64_t fixed_columns_max = 500;            // a factor with more groups is random
constexpr std::int64_t dense_random_effects_max = 20'000;  // of the factors that are not nested: 3 GB, see below

struct FixedEffect {
    std::string name;
    double value = 0;
    double standard_error = 0;  // from sigma^2 (R_X' R_X)^-1, equation 54 of Bates & al. (2015)
};

// One group's deviation from what the fixed effects say, and how sure it is. Slopes are 0 without a slope.
struct GroupEffect {
    std::string group;
    // Conditional modes: equation 56 of Bates & al. (2015), b = Lambda u.
    double intercept = 0;
    double slope = 0;
    // Conditional (co)variances of the deviations given the variances and the fixed effects: what lme4 calls condVar.
    // 0 unless the factor asks for errors.
    double intercept_variance = 0;
    double slope_variance = 0;
    double covariance = 0;
};

// The (co)variances of a group's deviations about their true values, the fixed effects being estimated as well, and the
// covariances with the fixed effects' own errors: from the inverse of the mixed-model equations (Henderson 1975).
struct PredictionError {
    double intercept_variance = 0;
    double slope_variance = 0;
    double covariance = 0;
    std::vector<double> intercept_with_fixed;  // in the order of MixedModelFit::fixed
    std::vector<double> slope_with_fixed;
};

// The (co)variances of the random effects of one factor.
struct RandomTerm {
    std::string factor;
    RandomEffects effects = RandomEffects::intercept;
    double intercept_variance = 0;
    std::optional<double> slope_variance;        // only with a slope
    std::optional<double> covariance;            // only with a correlated slope
    std::optional<Defined<double>> correlation;  // likewise; not defined if one of the two variances is 0
    bool is_singular = false;                    // the best (co)variances are on the edge of what is possible
    std::vector<GroupEffect> groups;             // in the order of group_names
    std::vector<PredictionError> errors;         // of each group; empty unless the factor asks for them
};

struct MixedModelFit {
    Likelihood likelihood = Likelihood::reml;
    double criterion = 0;  // REML criterion or -2 log-likelihood at the optimum: equations 41 and 34 of Bates & al.
    double residual_variance = 0;
    std::vector<FixedEffect> fixed;  // the intercept first
    std::vector<std::vector<double>> fixed_covariance;
    std::vector<RandomTerm> terms;  // in the order of the input
    bool is_singular = false;
    std::vector<std::string> dropped;  // fixed columns that others already determine, as lme4 drops them
    std::int64_t rows = 0;
    int evaluations = 0;  // of the likelihood
};

// Refuses (ErrorCode::invalid), naming the factor or column: fewer rows than the model has effects, a factor with one
// group or as many groups as rows, two factors that group the rows alike, a number that is none, values that never
// differ or that the model explains without a rest. Columns that are combinations of earlier ones are dropped.
Result<MixedModelFit> fit_mixed_model(const MixedModelInput& input);

// What to add up for one group: weights for the fixed effects, in their order, and for the group's own deviations.
struct GroupCombination {
    std::vector<double> fixed_weights;
    double intercept_weight = 0;
    double slope_weight = 0;
};

// The sum with its prediction error and a normal interval; n is the rows of the fit. Needs the factor's errors.
Estimate predict_group(const MixedModelFit& fit, const RandomTerm& term, std::size_t group,
                       const GroupCombination& combination, double confidence = default_confidence);

}  // namespace throughline::analysis
