// How far a school's own ratings tell teachers apart: generalizability theory (Cronbach, Gleser, Nanda & Rajaratnam
// 1972; Brennan 2001).
//
// Used by the school's reliability page. Values in, values out. Promises: the shares of variance of teacher, observer,
// visit, indicator and what is left; E rho^2 and Phi for the visits as they were, and for any other number of visits
// and observers; a component that comes out below 0 is 0, and the result says so.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "throughline/analysis/agreement.hpp"
#include "throughline/analysis/estimate.hpp"

namespace throughline::analysis {

// What ratings vary by. A facet that the ratings cannot tell apart is empty: its variance is in those that follow it.
struct FacetVariances {
    double teacher = 0;
    std::optional<double> observer;             // how strict, towards everybody
    std::optional<double> teacher_by_observer;  // towards this teacher in particular
    std::optional<double> visit;                // one day and another, of the same teacher and observer
    std::optional<double> indicator;            // how hard, for everybody
    double residual = 0;

    [[nodiscard]] double total() const;
};

// What one teacher's mean rests on. Each visit is by one of the observers.
struct RatingDesign {
    double visits = 1;
    double observers = 1;  // at most as many as visits
    double indicators = 1;
};

// The share of the variance of teachers' means that is between teachers (Brennan 2001, equations 1.7 and 1.8, here with
// visits within observers). E rho^2 is for comparing teachers who were seen by the same observers:
// teacher / (teacher + teacher_by_observer / observers + visit / visits + residual / (visits * indicators)).
// Phi is for the level itself, so that strict observers and hard indicators count as error, too:
// + observer / observers + indicator / indicators. Not defined if nothing varies.
Defined<double> generalizability(const FacetVariances& variances, const RatingDesign& design);  // E rho^2
Defined<double> dependability(const FacetVariances& variances, const RatingDesign& design);     // Phi

struct Reliability {
    FacetVariances variances;
    RatingDesign design;  // as it was: of each teacher, harmonic means
    Defined<double> e_rho_squared;
    Defined<double> phi;
    std::int64_t teachers = 0;
    std::int64_t ratings = 0;
    std::vector<std::string> notes;  // whole sentences: components set to 0, facets that cannot be told apart
};

// Every observer rated every teacher once: the analysis of variance, exact. Rows of the matrix are teachers. Teachers
// with a gap are left out.
Defined<Reliability> crossed_reliability(const RatingMatrix& ratings);

struct FacetRating {
    std::int32_t teacher = 0;
    std::int32_t observer = 0;
    std::int32_t visit = 0;
    std::int32_t indicator = 0;
    double level = 0;
};

// As observed, unbalanced and with gaps: the variance components of a mixed model by REML (Searle, Casella & McCulloch
// 1992, chapter 6), of which none can be below 0.
Defined<Reliability> reliability(const std::vector<FacetRating>& ratings);

// What other numbers of visits and observers would give.
struct ReliabilityPoint {
    RatingDesign design;
    double e_rho_squared = 0;
    double phi = 0;
};
Defined<std::vector<ReliabilityPoint>> reliability_curve(const FacetVariances& variances, double indicators,
                                                         int visits_max, int observers_max);

}  // namespace throughline::analysis
