// Commands on how long records are kept. What takes records out for good is in throughline/retention.hpp: it begins
// with a backup, and so is no plain command.
#pragma once

#include <optional>
#include <string>

#include "throughline/change_set.hpp"
#include "throughline/model/retention.hpp"

namespace throughline {

// For who keeps the house, as are the two below. Purges nothing; undoable.
struct SetRetention {
    using Value = Nothing;
    RecordKind kind = RecordKind::coaching_visits;
    std::optional<int> years;  // nothing: for ever
    CountedFrom from = CountedFrom::year_end;
};

// While it stands nothing of this person is purged or erased; without a person nothing of anybody.
struct PlaceHold {
    using Value = LegalHoldId;
    std::optional<PersonId> person;
    std::string reason;
};
constexpr std::size_t hold_reason_chars_max = 500;

struct LiftHold {
    using Value = Nothing;
    LegalHoldId hold;
};

}  // namespace throughline
