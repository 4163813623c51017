// What a schema cannot say about a rubric: things that must exist, be unique, or fit together.
#pragma once

#include <vector>

#include "throughline/exchange/rubric_file.hpp"

namespace throughline {

// Places count scales, levels, nodes and forms as they stand in `rubric`, which is as they stand in its file.
std::vector<RubricProblem> rule_problems(const Rubric& rubric);

}  // namespace throughline
