// Who may plan what, and how a visit takes up its plan. Shared by the handlers of plans and of visits.
#pragma once

#include <optional>

#include "core/workspace/session.hpp"
#include "throughline/model/booking.hpp"
#include "throughline/model/debrief.hpp"
#include "throughline/model/observation.hpp"

namespace throughline {

// The booking if the actor may know of it; not_found otherwise, in the same words as if there were none.
Result<Booking> known_booking(Context& context, const BookingId& id);
// For whom the actor plans: `named`, or the actor, or the file's owner. Refused if they may not, or if that person does
// not observe.
Result<PersonId> planning_observer(Context& context, const PersonId& named);

// A debrief that the actor may act on: its observer, or the keeper.
Result<Debrief> own_debrief(Context& context, const DebriefId& id);

// The plan that a visit fulfils: the observer's visit to this teacher on that day, of its purpose if there is one, else
// the nearest in time. Tells the visit whether it was announced, unless somebody has said so already. Nothing is
// written yet, because the booking can only name a visit that is in the file.
std::optional<Booking> fitting_booking(Context& context, Observation& visit);
void mark_done(Context& context, Booking booking, const ObservationId& visit);
// The visit did not take place after all, or to somebody else: its plan is open again. What it had told of being
// announced is forgotten; the visit is the caller's to write.
void release_booking(Context& context, Observation& visit);

}  // namespace throughline
