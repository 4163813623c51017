// What a rule of cadence must keep to, asked before it is set and before it is previewed.
#pragma once

#include "throughline/base/error.hpp"
#include "throughline/model/cadence_rule.hpp"

namespace throughline {

Result<void> check_rule(const CadenceRule& rule);

}  // namespace throughline
