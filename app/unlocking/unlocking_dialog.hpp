// Opening a shared visit again: what was asked and signed, what had been given, and what can be done. For its observer
// on the visit's page and for its teacher on My feedback.
#pragma once

#include "app/shell/shell.hpp"

namespace throughline {

void show_unlocking(Shell& shell, ObservationId visit, bool is_shared);

}  // namespace throughline
