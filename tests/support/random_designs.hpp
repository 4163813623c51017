// Random data sets for a mixed model, from tiny to a few hundred rows: unbalanced, crossed, nested, with variances that
// are zero, with one group or one row per group. The same on every machine. Used by the comparison with lme4 and by the
// properties.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "throughline/analysis/mixed_model.hpp"

namespace throughline::test {

// Numbers that do not depend on a library's distributions.
class Random {
public:
    explicit Random(std::uint64_t seed);
    double uniform();      // in (0, 1)
    int below(int limit);  // 0 to limit - 1
    double normal();       // standard
    bool chance(double probability) { return uniform() < probability; }

private:
    std::uint64_t state_;
};

struct Design {
    std::string kind;     // for messages
    std::string formula;  // in R's notation, columns y, time, x, teacher, observer, visit, school
    analysis::MixedModelInput input;
};

// Design number `seed`; the kinds take turns.
Design random_design(int seed);

// The design's columns, for R.
std::string csv_of(const Design& design);

}  // namespace throughline::test
