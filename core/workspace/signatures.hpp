// Signatures by name, for whatever two people sign: sharing agreements, the unlocking of a shared visit.
#pragma once

#include <string>

#include "core/workspace/session.hpp"
#include "throughline/model/sharing.hpp"

namespace throughline {

// A signature is the signer's own name, typed by themselves where people sign in; on a personal computer the paper is
// signed by hand and whoever keeps the house copies the names.
Result<Signature> signature_of(Context& context, const PersonId& party, const std::string& typed);

}  // namespace throughline
