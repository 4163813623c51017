// Commands that open a shared visit again. Used by both programs; nothing is opened before its teacher and its observer
// have both signed, and what had been given is kept.
#pragma once

#include <string>

#include "throughline/change_set.hpp"
#include "throughline/model/unlocking.hpp"

namespace throughline {

// By the visit's teacher or observer, or the keeper of a file without an owner. One at a time for a visit.
struct AskToUnlock {
    using Value = UnlockingId;
    ObservationId observation;
    std::string reason;
    std::string signature = {};  // of who asks; empty: they sign later
};

// The second signature makes the visit its observer's draft again, with the same id; answers, amendments, the debrief
// and the step's history stay. Cannot be undone: sharing it again ends it.
struct SignUnlocking {
    using Value = UnlockingState;
    UnlockingId unlocking;
    PersonId party;         // the visit's teacher or observer
    std::string signature;  // must be the party's name
};

struct DeclineUnlocking {  // by either of the two, before both have signed
    using Value = Nothing;
    UnlockingId unlocking;
};

}  // namespace throughline
