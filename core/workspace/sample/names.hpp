// Invented people and schools for the sample. Nobody real is meant; every address ends in sample.example, a domain
// that RFC 2606 keeps for examples, and every school's name says that it is a sample.
#pragma once

#include <string>
#include <vector>

#include "core/workspace/sample/random.hpp"

namespace throughline::sample {

struct InventedName {
    std::string given_name;
    std::string family_name;
};

// No two alike.
std::vector<InventedName> invented_names(Random& random, int count);

// "ana.ruiz@sample.example"; the number, if there is one, keeps namesakes of other schools apart.
std::string sample_email(const InventedName& name, int school_number);

// "Sample Middle School (sample)" for number 0, then others; no two alike up to sample_schools_max.
std::string sample_school_name(int number);
constexpr int sample_schools_max = 200;

}  // namespace throughline::sample
