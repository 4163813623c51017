// The ordinal alternative to the growth model's equal steps: a many-facet rating-scale model (Linacre 1989; Andrich
// 1978), which tells a teacher's level from the indicator's difficulty and the observer's severity.
//
// Used by the growth picture, where severity can be taken out, and shown to the observer whose it is. Never changes a
// recorded rating. Values in, values out. Promises: ratings are places on a scale, of which only the order counts;
// measures are in logits with standard errors; who gave or got nothing but one end of the scale is not measured on
// infinity but reported so.
//
// log P(level k) - log P(level k - 1) = teacher - indicator - observer - threshold k. Teachers are a sample from a
// normal distribution; indicators, observers and thresholds are fixed and sum to 0 each. Marginal maximum likelihood
// (Bock & Aitkin 1981) by Newton's method, teachers integrated out by adaptive Gauss-Hermite quadrature (Rabe-Hesketh,
// Skrondal & Pickles 2005); standard errors from the observed information (Louis 1982). Limits: ratings of one visit
// count as independent of each other, so standard errors are too small where a visit had its own luck.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "throughline/analysis/estimate.hpp"
#include "throughline/base/error.hpp"

namespace throughline::analysis {

struct OrdinalRating {
    std::int32_t teacher = 0;  // places in the lists of names
    std::int32_t indicator = 0;
    std::int32_t observer = 0;
    std::int32_t level = 0;  // the place on the scale, from 0
};

struct FacetsInput {
    std::vector<std::string> teachers;
    std::vector<std::string> indicators;
    std::vector<std::string> observers;
    int levels = 0;  // of the scale, used or not
    std::vector<OrdinalRating> ratings;
};

struct Measure {
    double logits = 0;
    double standard_error = 0;
};

struct Threshold {
    int from_level = 0;  // the next lower level that was used, ...
    int to_level = 0;    // ... and this one: where both are equally likely
    Measure measure;
};

struct FacetsFit {
    // The expected value of each teacher's level given the ratings, with the error that the other measures' errors add.
    // Finite for teachers at one end of the scale, too: drawn towards the mean of all.
    std::vector<Defined<Measure>> teachers;
    std::vector<Defined<Measure>> indicators;  // higher: harder to get a high level on
    std::vector<Defined<Measure>> observers;   // higher: stricter
    std::vector<Threshold> thresholds;
    Measure teacher_mean;
    Measure teacher_deviation;  // the standard deviation between teachers
    double log_likelihood = 0;
    std::int64_t ratings = 0;  // that count
    int iterations = 0;
    // Do common teachers link all observers? If not, severities of different parts can be compared only by taking their
    // teachers to be alike.
    bool is_connected = true;
    std::vector<std::string> notes;  // whole sentences: who was left out, levels that nobody used
};

// Refuses (ErrorCode::invalid): fewer than two teachers or two used levels, places outside the lists.
Result<FacetsFit> fit_facets(const FacetsInput& input);

}  // namespace throughline::analysis
