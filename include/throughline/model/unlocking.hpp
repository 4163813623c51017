// An unlocking: teacher and observer agree to open a visit that was shared, so that it can be put right.
//
// Asked for with a reason, signed by both, and then the visit is a draft again until it is shared a second time. What
// had been given until then is kept and stays readable.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "throughline/base/ids.hpp"
#include "throughline/base/time.hpp"
#include "throughline/model/sharing.hpp"

namespace throughline {

enum class UnlockingState {
    asked,         // not signed by both
    open,          // the visit can be changed
    shared_again,  // the visit was given once more
    declined,      // by one of the two, before both had signed
};
std::string_view name_of(UnlockingState state);  // "shared again"
std::optional<UnlockingState> parse_unlocking_state(std::string_view name);

struct Unlocking {
    UnlockingId id;
    ObservationId observation;
    std::string reason;
    std::optional<PersonId> asked_by;  // nothing: the keeper of a file without an owner
    Instant asked_at;
    Signature teacher_signature;
    Signature observer_signature;
    UnlockingState state = UnlockingState::asked;
    std::string given;  // the visit as it had been shared, as JSON without private lines; empty while only asked
    std::optional<Instant> closed_at;

    // When the second of the two signed.
    [[nodiscard]] std::optional<Instant> opened_at() const
    {
        if (!teacher_signature.at || !observer_signature.at) return std::nullopt;
        return std::max(*teacher_signature.at, *observer_signature.at);
    }
};

}  // namespace throughline
