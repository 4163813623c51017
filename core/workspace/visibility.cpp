#include "core/workspace/visibility.hpp"

#include "core/store/people.hpp"

namespace throughline {
namespace {

struct VisitFacts {
    PersonId teacher;
    PersonId observer;
    std::optional<PersonId> co_observer;
    Purpose purpose;
    ObservationState state;
};

Sight sight_of(const store::Viewer& viewer, const VisitFacts& visit)
{
    if (viewer.sees_all) return Sight::words;
    if (!viewer.person) return Sight::nothing;
    if (visit.observer == *viewer.person) return Sight::author;
    if (visit.co_observer == viewer.person) return Sight::words;
    if (visit.state != ObservationState::shared) return Sight::nothing;
    if (visit.teacher == *viewer.person) return Sight::words;
    const bool made_for_leaders = visit.purpose == Purpose::evaluation || visit.purpose == Purpose::walkthrough;
    if (viewer.leads) return made_for_leaders ? Sight::words : Sight::existence;
    if (viewer.observes && visit.purpose == Purpose::walkthrough) return Sight::words;
    return viewer.administers ? Sight::existence : Sight::nothing;
}

Failure no_such_observation(const ObservationId& id)
{
    return fail(ErrorCode::not_found, "There is no observation {0}. Look up its id with 'history' or 'today'.",
                id.text());
}

bool acts_as_observer(const Context& context, const Observation& observation)
{
    return !context.actor.person || *context.actor.person == observation.observer;
}

}  // namespace

store::Viewer viewer_of(Context& context)
{
    if (context.actor.person) return viewer_as(context, *context.actor.person);
    store::Viewer viewer;
    viewer.sees_all = true;
    return viewer;
}

store::Viewer viewer_as(Context& context, const PersonId& id)
{
    store::Viewer viewer;
    const auto person = store::find_person(context.database, id);
    if (!person) return viewer;
    viewer.person = id;
    viewer.leads = person->roles.contains(Role::leader);
    viewer.administers = person->roles.contains(Role::administrator);
    viewer.observes = person->roles.contains(Role::observer);
    return viewer;
}

Sight sight_of(const store::Viewer& viewer, const Observation& o)
{
    return sight_of(viewer, VisitFacts{o.teacher, o.observer, o.co_observer, o.purpose, o.state});
}

Sight sight_of(const store::Viewer& viewer, const VisitRow& row)
{
    return sight_of(viewer, VisitFacts{row.teacher, row.observer, row.co_observer, row.purpose, row.state});
}

bool sees_booking(Context& context, const store::Viewer& viewer, const Booking& booking)
{
    if (viewer.sees_all || viewer.person == booking.observer) return true;
    if (viewer.person == booking.teacher) {
        if (booking.kind == BookingKind::conference || booking.announced) return true;
        if (!booking.observation) return false;
        const auto visit = store::find<Observation>(context.database, *booking.observation);
        return visit && sight_of(viewer, *visit) != Sight::nothing;
    }
    return viewer.leads || viewer.administers;
}

bool may_keep_house(Context& context)
{
    if (!context.actor.person) return true;
    if (store::setting(context.database, "owner", "") == context.actor.person->text()) return true;
    const auto viewer = viewer_of(context);
    return viewer.leads || viewer.administers;
}

Result<void> require_keeping_house(Context& context)
{
    if (may_keep_house(context)) return {};
    return fail(
        ErrorCode::not_allowed,
        "Only the file's owner, a leader or an administrator may change people, rubrics and settings. Ask one of "
        "them.");
}

Result<Observation> visible_observation(Context& context, const ObservationId& id)
{
    auto observation = store::find<Observation>(context.database, id);
    if (!observation || sight_of(viewer_of(context), *observation) == Sight::nothing) return no_such_observation(id);
    return std::move(*observation);
}

Result<Observation> changeable_observation(Context& context, const ObservationId& id)
{
    auto observation = visible_observation(context, id);
    if (!observation) return observation;
    if (!acts_as_observer(context, *observation))
        return fail(ErrorCode::not_allowed, "Only the observer who made this visit may change it.");
    if (observation->state == ObservationState::shared)
        return fail(ErrorCode::wrong_state,
                    "This visit has been shared and is locked. Amend it, with a reason, instead.");
    if (observation->state == ObservationState::archived)
        return fail(ErrorCode::wrong_state, "This visit was put away. Bring it back with Undo first.");
    return observation;
}

Result<Observation> own_shared_observation(Context& context, const ObservationId& id)
{
    auto observation = visible_observation(context, id);
    if (!observation) return observation;
    if (!acts_as_observer(context, *observation))
        return fail(ErrorCode::not_allowed, "Only the observer who made this visit may do this.");
    if (observation->state != ObservationState::shared)
        return fail(ErrorCode::wrong_state, "This visit has not been shared yet. Share it first.");
    return observation;
}

}  // namespace throughline
