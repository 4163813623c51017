// Sources of UUIDv7 ids: from the system's randomness, or from a seed for samples and tests.
#pragma once

#include <cstdint>
#include <memory>

#include "throughline/base/ids.hpp"
#include "throughline/base/time.hpp"

namespace throughline {

// Time from `clock`, the rest from the operating system. Ids of one source rise strictly, also within a millisecond.
std::unique_ptr<IdSource> random_ids(std::shared_ptr<const Clock> clock);

// The same ids for the same seed. Time starts at `from` and moves one millisecond per id.
std::unique_ptr<IdSource> seeded_ids(std::uint64_t seed, Instant from);

}  // namespace throughline
