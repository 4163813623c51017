// The analysis of variance of units by observers, every observer having rated every unit once. Used by the intraclass
// correlations and by generalizability theory (core/analysis only).
#pragma once

#include "throughline/analysis/agreement.hpp"

namespace throughline::analysis {

struct TwoWayAnova {
    double n = 0;              // complete units
    double k = 0;              // observers
    double units_ms = 0;       // mean squares: between units,
    double observers_ms = 0;   // between observers,
    double residual_ms = 0;    // of what remains,
    double within_ms = 0;      // and within units (observers and residual together)
    bool is_constant = false;  // all ratings are the same
};

// Of the units without a gap. NotDefined with fewer than two of them, or fewer than two observers.
Defined<TwoWayAnova> two_way_anova(const RatingMatrix& ratings);

}  // namespace throughline::analysis
