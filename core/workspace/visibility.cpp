#include "core/workspace/visibility.hpp"

#include <algorithm>

#include "core/store/closed_years.hpp"
#include "core/store/counted.hpp"
#include "core/store/people.hpp"
#include "core/store/wall.hpp"
#include "core/workspace/settings.hpp"

namespace throughline {
namespace {

struct VisitFacts {
    PersonId teacher;
    PersonId observer;
    std::optional<PersonId> co_observer;
    Purpose purpose;
    ObservationState state;
    Date on;
};

constexpr Sight opened_by(Extent extent)
{
    switch (extent) {
        case Extent::steps:
            return Sight::steps;
        case Extent::feedback:
            return Sight::feedback;
        case Extent::everything:
            return Sight::words;
    }
    return Sight::nothing;
}

// Calls `with` for each hat that the viewer wears in front of this visit.
template <class With>
void for_each_hat(const store::Viewer& viewer, const VisitFacts& visit, With with)
{
    if (viewer.sees_all) with(Hat::keeper);
    if (!viewer.person) return;
    if (visit.observer == *viewer.person) with(Hat::author);
    if (visit.co_observer == viewer.person) with(Hat::co_observer);
    with(visit.teacher == *viewer.person ? Hat::teacher : Hat::other_teacher);
    if (viewer.leads) with(Hat::leader);
    if (viewer.administers) with(Hat::administrator);
    if (viewer.observes) with(Hat::other_observer);
}

// What an agreement opens to the viewer; nothing if none covers the visit.
Sight agreed_sight(const store::Viewer& viewer, const VisitFacts& visit)
{
    auto most = Sight::nothing;
    if (visit.purpose != Purpose::coaching || visit.state != ObservationState::shared) return most;
    for (const auto& agreement : viewer.agreements)
        if (agreement.teacher == visit.teacher && agreement.observer == visit.observer && agreement.covers(visit.on))
            most = std::max(most, opened_by(agreement.extent));
    return most;
}

Sight sight_of(const store::Viewer& viewer, const VisitFacts& visit)
{
    const bool is_shared = visit.state == ObservationState::shared;
    auto most = Sight::nothing;
    for_each_hat(viewer, visit, [&](Hat hat) {
        most = std::max(most, viewer.reads_steps ? sight_by_policy(hat, visit.purpose, is_shared)
                                                 : sight_through(hat, visit.purpose, is_shared));
    });
    // An agreement opens more of what the reader's hat knows of, and nothing to whoever takes that hat off.
    return most == Sight::nothing ? most : std::max(most, agreed_sight(viewer, visit));
}

VisitFacts facts_of(const Observation& o)
{
    return {o.teacher, o.observer, o.co_observer, o.purpose, o.state, o.started_on};
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
    viewer.reads_steps = viewer.leads && leaders_read_steps(context.database);
    if (viewer.leads || viewer.administers)
        viewer.agreements = store::select<SharingAgreement>(
            context.database,
            "WHERE reader_id = ? AND teacher_signed_at IS NOT NULL AND observer_signed_at IS NOT NULL", id);
    return viewer;
}

Sight sight_of(const store::Viewer& viewer, const Observation& o) { return sight_of(viewer, facts_of(o)); }

Sight sight_of(const store::Viewer& viewer, const VisitRow& row)
{
    return sight_of(viewer,
                    VisitFacts{row.teacher, row.observer, row.co_observer, row.purpose, row.state, row.started_on});
}

Sight sight_of(const store::Viewer& viewer, const store::CountedVisit& visit)
{
    return sight_of(viewer, VisitFacts{visit.teacher, visit.observer, visit.co_observer, visit.purpose, visit.state,
                                       visit.started_on});
}

bool sees_debrief_words(const store::Viewer& viewer, const Observation& observation)
{
    const auto visit = facts_of(observation);
    bool hears = agreed_sight(viewer, visit) == Sight::words;
    for_each_hat(viewer, visit, [&](Hat hat) { hears = hears || hears_debrief(hat); });
    return hears && sight_of(viewer, visit) >= Sight::words;
}

void note_access(Context& context, const Observation& observation)
{
    const auto& viewer = context.actor.person;
    if (viewer && (*viewer == observation.observer || observation.co_observer == viewer)) return;
    if (viewer == observation.teacher || observation.state != ObservationState::shared) return;
    if (sight_of(viewer_of(context), observation) <= Sight::existence) return;  // no more than every list says
    context.accesses.push_back({viewer, observation.teacher, any(observation.id), AccessKind::visit});
}

void note_access(Context& context, const PersonId& teacher, AccessKind kind)
{
    if (context.actor.person != teacher)
        context.accesses.push_back({context.actor.person, teacher, any(teacher), kind});
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

Result<Person> visible_teacher(Context& context, const store::Viewer& viewer, const PersonId& id)
{
    const bool may_look = viewer.sees_all || viewer.observes || viewer.leads || viewer.administers;
    auto person = store::find_person(context.database, id);
    if (!person || (!may_look && viewer.person != id))
        return fail(ErrorCode::not_found, "This teacher is not in the file. Choose one from the list.");
    return std::move(*person);
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
    if (const auto open = require_open_year(context, *observation); !open) return Failure(open.error());
    return observation;
}

Result<void> require_open_year(Context& context, const PersonId& teacher, Date on)
{
    const auto year = store::closed_year_of(context.database, teacher, on);
    return year ? Result<void>(Failure(store::closed_year_error(*year))) : Result<void>();
}

Result<void> require_open_year(Context& context, const Observation& observation)
{
    return require_open_year(context, observation.teacher, observation.started_on);
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
