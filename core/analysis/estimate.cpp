#include "throughline/analysis/estimate.hpp"

#include "throughline/base/error.hpp"

namespace throughline::analysis {

std::string NotDefined::text() const { return fill(message, arguments); }

}  // namespace throughline::analysis
