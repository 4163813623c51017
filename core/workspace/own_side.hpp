// A teacher's own side: who sees what they set and ask for, and how a visit takes up a request. Shared by handlers.
#pragma once

#include <optional>

#include "core/store/viewer.hpp"
#include "core/workspace/session.hpp"
#include "throughline/model/booking.hpp"
#include "throughline/model/goal.hpp"
#include "throughline/model/observation.hpp"
#include "throughline/model/visit_request.hpp"

namespace throughline {

bool sees_goals(Context& context, const store::Viewer& viewer, const PersonId& teacher);
bool sees_request(const store::Viewer& viewer, const VisitRequest& request);

// The actor as a teacher of their own; nobody else sets or asks in their name.
Result<PersonId> acting_teacher(Context& context);

// A visit of coaching or peer purpose answers the teacher's oldest request to its observer.
void plan_request(Context& context, const Booking& booking);
void fulfil_request(Context& context, const Observation& visit);
// The plan was called off, the visit was put away or was to somebody else: the request waits again.
void release_request(Context& context, const BookingId& booking);
void release_request(Context& context, const ObservationId& visit);

}  // namespace throughline
