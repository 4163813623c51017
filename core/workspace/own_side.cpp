#include "core/workspace/own_side.hpp"

#include <algorithm>

#include "core/store/goals.hpp"
#include "core/store/people.hpp"

namespace throughline {
namespace {

bool may_answer_a_request(Purpose purpose) { return purpose == Purpose::coaching || purpose == Purpose::peer; }

std::optional<VisitRequest> oldest_request(Context& context, const PersonId& teacher, const PersonId& observer,
                                           const char* states)
{
    return store::select_one<VisitRequest>(context.database,
                                           std::string("WHERE teacher_id = ? AND observer_id = ? AND state IN ") +
                                               states + " ORDER BY asked_at, id LIMIT 1",
                                           teacher, observer);
}

}  // namespace

bool sees_goals(Context& context, const store::Viewer& viewer, const PersonId& teacher)
{
    if (viewer.sees_all) return true;
    if (!viewer.person) return false;
    if (*viewer.person == teacher) return true;
    const auto opens = [&](const SharingAgreement& agreement) {
        return agreement.teacher == teacher && agreement.extent == Extent::everything &&
               agreement.covers(context.today);
    };
    if (std::ranges::any_of(viewer.agreements, opens)) return true;
    if (!viewer.observes) return false;
    return store::has_in_caseload(context.database, *viewer.person, teacher, context.today) ||
           store::has_coached(context.database, *viewer.person, teacher);
}

bool sees_request(const store::Viewer& viewer, const VisitRequest& request)
{
    if (viewer.sees_all) return true;
    return viewer.person && (*viewer.person == request.teacher || *viewer.person == request.observer);
}

Result<PersonId> acting_teacher(Context& context)
{
    const auto person =
        context.actor.person ? store::find_person(context.database, *context.actor.person) : std::optional<Person>();
    if (!person || !person->roles.contains(Role::teacher))
        return fail(ErrorCode::not_allowed,
                    "Only a teacher may do this, acting as themselves. Nobody sets or asks in another's name.");
    return person->id;
}

void plan_request(Context& context, const Booking& booking)
{
    if (booking.kind != BookingKind::visit || !may_answer_a_request(booking.purpose)) return;
    auto request = oldest_request(context, booking.teacher, booking.observer, "('open')");
    if (!request) return;
    request->state = VisitRequestState::planned;
    request->booking = booking.id;
    request->answered_at = context.now;
    store::update(context.database, *request);
}

void fulfil_request(Context& context, const Observation& visit)
{
    if (!may_answer_a_request(visit.purpose)) return;
    auto request = oldest_request(context, visit.teacher, visit.observer, "('open', 'planned')");
    if (!request) return;
    request->state = VisitRequestState::visited;
    request->observation = visit.id;
    request->answered_at = context.now;
    store::update(context.database, *request);
}

void release_request(Context& context, const BookingId& booking)
{
    auto request =
        store::select_one<VisitRequest>(context.database, "WHERE booking_id = ? AND state = 'planned'", booking);
    if (!request) return;
    request->state = VisitRequestState::open;
    request->booking.reset();
    request->answered_at.reset();
    store::update(context.database, *request);
}

void release_request(Context& context, const ObservationId& visit)
{
    auto request =
        store::select_one<VisitRequest>(context.database, "WHERE observation_id = ? AND state = 'visited'", visit);
    if (!request) return;
    request->state = request->booking ? VisitRequestState::planned : VisitRequestState::open;
    request->observation.reset();
    if (!request->booking) request->answered_at.reset();
    store::update(context.database, *request);
}

}  // namespace throughline
