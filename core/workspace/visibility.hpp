// The wall: who may see what of a visit. One rule for every query, export and both programs.
//
// wall.hpp says it as a table; a sharing agreement opens more of coaching to one leader, as far as it says. A private
// line never leaves its author.
#pragma once

#include "core/store/viewer.hpp"
#include "core/workspace/session.hpp"
#include "core/workspace/wall.hpp"
#include "throughline/model/booking.hpp"
#include "throughline/model/observation.hpp"
#include "throughline/model/person.hpp"
#include "throughline/query/rows.hpp"

namespace throughline::store {
struct CountedVisit;
}

namespace throughline {

// Finds out what the actor is; a person who is not in the file sees nothing.
store::Viewer viewer_of(Context& context);
// The same for somebody else, to make a file that is theirs.
store::Viewer viewer_as(Context& context, const PersonId& person);

Sight sight_of(const store::Viewer& viewer, const Observation& observation);
Sight sight_of(const store::Viewer& viewer, const VisitRow& visit);
Sight sight_of(const store::Viewer& viewer, const store::CountedVisit& visit);

// The notes of a visit's debrief and what the teacher said there.
bool sees_debrief_words(const store::Viewer& viewer, const Observation& observation);

// Notes that the actor looks at somebody's record, unless it is their own, or they made it, or were shown no more than
// that it took place; kept once a day when the question is answered.
void note_access(Context& context, const Observation& observation);
void note_access(Context& context, const PersonId& teacher, AccessKind kind);

// Whether the viewer may know of what is planned: its observer, who leads or administers, the keeper. Its teacher of
// a conference and of an announced visit, never beforehand of an unannounced one: only once the visit was shared, and
// a leader who is visited is a teacher here.
bool sees_booking(Context& context, const store::Viewer& viewer, const Booking& booking);

// Whether the actor may change settings, people and rubrics: the keeper, the file's owner, a leader, an administrator.
bool may_keep_house(Context& context);
Result<void> require_keeping_house(Context& context);

// The teacher if the viewer may open their page: observers, leaders, administrators, the keeper, and they themselves.
Result<Person> visible_teacher(Context& context, const store::Viewer& viewer, const PersonId& id);

// The observation if the actor may know of it; not_found otherwise, in the same words as if there were none.
Result<Observation> visible_observation(Context& context, const ObservationId& id);
// The same, and the actor may change it: a draft of theirs (or of anybody, for the keeper).
Result<Observation> changeable_observation(Context& context, const ObservationId& id);
// Refused, naming the year, if it lies in a closed one of the teacher's school: nothing of it is changed any more, and
// nothing is added. The store's triggers (core/store/closed_years.hpp) hold what a handler forgets.
Result<void> require_open_year(Context& context, const PersonId& teacher, Date on);
Result<void> require_open_year(Context& context, const Observation& observation);
// The actor may act on what was agreed in it after Share: its observer, or the keeper.
Result<Observation> own_shared_observation(Context& context, const ObservationId& id);

}  // namespace throughline
