// How far observers agree, printed: the same numbers and the same keys for `analyse agreement` on a file and for
// `agreement --calibration` on a session.
#pragma once

#include "app/cli/reply.hpp"
#include "throughline/exchange/analysis_input.hpp"

namespace throughline::cli {

Reply agreement_reply(const AgreementRows& rows, double confidence);

}  // namespace throughline::cli
