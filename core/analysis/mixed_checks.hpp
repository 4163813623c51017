// What makes a mixed model impossible for the rows, in words. Used by the mixed model (core/analysis only).
#pragma once

#include <optional>

#include "throughline/analysis/mixed_model.hpp"

namespace throughline::analysis {

// What can be said before the sums are made.
std::optional<Error> impossible(const MixedModelInput& input);

// The model leaves nothing of the values: no variance can be estimated.
Error explained_without_rest();

}  // namespace throughline::analysis
