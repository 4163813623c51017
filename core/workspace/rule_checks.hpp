// What a rule of cadence must keep to, asked before it is set and before it is previewed.
#pragma once

#include "throughline/base/error.hpp"
#include "throughline/model/cadence_rule.hpp"

namespace throughline {

Result<void> check_rule(const CadenceRule& rule);

// Two versions of one rule: setting the one ends the other.
inline bool about_the_same(const CadenceRule& a, const CadenceRule& b)
{
    return a.kind == b.kind && a.scope == b.scope && a.purpose == b.purpose;
}

}  // namespace throughline
