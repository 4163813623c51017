#include "core/workspace/conferences.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <boost/date_time/gregorian/gregorian_types.hpp>

#include "core/store/cadence.hpp"
#include "core/store/closed_years.hpp"
#include "core/store/counted.hpp"
#include "core/workspace/cadence_reach.hpp"
#include "core/workspace/detail.hpp"
#include "core/workspace/due.hpp"

namespace throughline {
namespace {

using Days = boost::gregorian::days;

struct Meeting {  // a visit, made or planned, and the conference that a rule asks for
    PersonId teacher;
    PersonId observer;
    ObservationId observation;
    std::optional<BookingId> booking;
    Date on;
    Purpose purpose = Purpose::coaching;
};

class Conferences {
public:
    Conferences(Context& context, Date from)
        : held_(store::select<Booking>(context.database,
                                       "WHERE kind = 'conference' AND state <> 'skipped' AND starts_on >= ?", from))
    {}

    // The conference about this visit, or the first one of the two people in [from, to].
    [[nodiscard]] const Booking* about(const Meeting& visit, Date from, Date to) const
    {
        const Booking* best = nullptr;
        for (const auto& booking : held_) {
            if (booking.teacher != visit.teacher || booking.observer != visit.observer) continue;
            const bool linked = !visit.observation.is_nil() && booking.observation == visit.observation;
            if (!linked && (booking.starts_on < from || booking.starts_on > to)) continue;
            if (best == nullptr || booking.starts_at < best->starts_at) best = &booking;
        }
        return best;
    }

private:
    std::vector<Booking> held_;
};

FollowUp follow_up(Context& context, HouseDays& house, const Meeting& visit, const Deadline& deadline,
                   std::string_view what)
{
    FollowUp due;
    due.kind = FollowUpKind::conference;
    due.teacher = visit.teacher;
    due.teacher_name = person_name(context, visit.teacher);
    due.observer = visit.observer;
    due.observer_name = person_name(context, visit.observer);
    due.observation = visit.observation;
    due.booking = visit.booking;
    say_due(due, fmt::format("{} {}", what, spoken_date(visit.on, context.today)),
            house.standing(visit.teacher, deadline), deadline.due_on, context.today);
    return due;
}

// A conference that is missing tells of its visit: its teacher hears of it only if they may know of that one.
bool sees_conference(Context& context, const store::Viewer& viewer, const FollowUp& due)
{
    if (viewer.sees_all || viewer.person == due.observer) return true;
    if (viewer.person != due.teacher) return viewer.leads || viewer.administers;
    if (due.booking) {
        const auto visit = store::find<Booking>(context.database, *due.booking);
        return visit && sees_booking(context, viewer, *visit);
    }
    const auto visit = store::find<Observation>(context.database, due.observation);
    return visit && sight_of(viewer, *visit) != Sight::nothing;
}

bool any_rule(const HouseDays& house, RuleKind kind)
{
    return std::ranges::any_of(house.house().rules, [&](const CadenceRule& rule) { return rule.kind == kind; });
}

}  // namespace

std::vector<FollowUp> conference_follow_ups(Context& context, HouseDays& house, const CadenceFilter& filter)
{
    std::vector<FollowUp> all;
    const bool after = any_rule(house, RuleKind::conference_after);
    const bool before = any_rule(house, RuleKind::conference_before);
    if (!after && !before) return all;
    const Date from = earliest_year_start(house);
    const Conferences conferences(context, from);
    const auto rule_of = [&](const Meeting& visit, RuleKind kind) {
        return rule_for(house.house(), house.person(visit.teacher), kind, visit.purpose, context.today);
    };
    if (after)
        store::each_visit(
            context.database, filter, from, context.today, store::WithRows::no, [&](const store::CountedVisit& row) {
                const Meeting visit{row.teacher, row.observer, row.id, {}, row.started_on, row.purpose};
                const auto* rule = rule_of(visit, RuleKind::conference_after);
                if (rule == nullptr) return;
                const auto due = due_after(*rule, house.local(row.started_at), house.days_of(visit.teacher));
                const auto* held = conferences.about(visit, visit.on, context.today);
                if (held != nullptr && held->state == BookingState::done) return;
                if (store::closed_year_of(context.database, visit.teacher, visit.on)) return;
                all.push_back(follow_up(context, house, visit, {due.on, due.at, {}, {}, rule->due_soon_school_days},
                                        "Conference after the visit of"));
                if (held != nullptr) all.back().planned_at = held->starts_at;
            });
    if (before)
        for (const auto& booking : store::select<Booking>(
                 context.database, "WHERE kind = 'visit' AND state = 'planned' AND starts_on >= ?", context.today)) {
            if (filter.observer && booking.observer != *filter.observer) continue;
            const Meeting visit{booking.teacher, booking.observer, {}, booking.id, booking.starts_on, booking.purpose};
            const auto* rule = rule_of(visit, RuleKind::conference_before);
            if (rule == nullptr) continue;
            Date first = visit.on;
            const auto& days = house.days_of(visit.teacher);
            while (days.days_between(first, visit.on) < rule->count && first > from) first -= Days(1);
            if (conferences.about(visit, first, visit.on) != nullptr) continue;
            all.push_back(follow_up(context, house, visit, {visit.on, {}, {}, {}, rule->due_soon_school_days},
                                    "Conference before the visit of"));
        }
    const auto viewer = viewer_of(context);
    std::erase_if(all, [&](const FollowUp& due) { return !sees_conference(context, viewer, due); });
    return all;
}

}  // namespace throughline
