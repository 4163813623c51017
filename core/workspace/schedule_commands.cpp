// Planning, moving and calling off; when people are busy, and their classes.
#include <algorithm>

#include <fmt/format.h>
#include <boost/date_time/posix_time/posix_time.hpp>

#include "core/store/people.hpp"
#include "core/store/schedule.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/house_days.hpp"
#include "core/workspace/observation_rules.hpp"
#include "core/workspace/own_side.hpp"
#include "core/workspace/planning.hpp"
#include "core/workspace/times.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/schedule.hpp"
#include "throughline/exchange/calendar_file.hpp"

namespace throughline {
namespace {

using Days = boost::gregorian::days;

// A clock that is a little ahead, or a slow finger, is not planning in the past.
constexpr std::int64_t past_us_max = us_per_minute;
constexpr std::size_t skip_reason_chars_max = 500;
constexpr int repeat_weeks_max = 53;

std::string spoken_time(Context& context, LocalTime time)
{
    return fmt::format("{}, {}", spoken_date(time.date(), context.today), spoken_clock(time));
}

Result<void> check_time(Context& context, HouseDays& house, const PersonId& teacher, Instant starts_at)
{
    const auto time = house.local(starts_at);
    if (starts_at < context.now + -past_us_max)
        return fail(ErrorCode::invalid, "{0} has passed. Choose a time to come.", spoken_time(context, time));
    const auto& calendar = house.calendar_of(teacher);
    if (!calendar.years().empty() && calendar.year_of(time.date()) == nullptr)
        return fail(ErrorCode::invalid,
                    "{0} lies outside the school year. Choose another day, or add the year in Settings.",
                    spoken_date(time.date(), context.today));
    return require_open_year(context, teacher, time.date());
}

Result<void> check_minutes(int minutes)
{
    if (minutes >= 1 && minutes <= booking_minutes_max) return {};
    return fail(ErrorCode::invalid, "A visit or conference lasts 1 to {0} minutes; {1} was given.",
                fmt::to_string(booking_minutes_max), fmt::to_string(minutes));
}

Result<void> check_note(std::string_view note)
{
    if (count_characters(note) > booking_note_chars_max)
        return fail(ErrorCode::invalid, "A note has at most {0} characters. Shorten it.",
                    fmt::to_string(booking_note_chars_max));
    return check_text(note);
}

Result<std::string> checked_reason(std::string_view reason)
{
    const auto text = trimmed(reason);
    if (text.empty()) return fail(ErrorCode::invalid, "Say why it will not take place: the reason stays with it.");
    if (count_characters(text) > skip_reason_chars_max)
        return fail(ErrorCode::invalid, "A reason has at most {0} characters. Shorten it.",
                    fmt::to_string(skip_reason_chars_max));
    if (const auto good = check_text(text); !good) return Failure(good.error());
    return std::string(text);
}

Result<void> check_planned(const Booking& booking)
{
    if (booking.state == BookingState::planned) return {};
    return booking.state == BookingState::done
               ? fail(ErrorCode::wrong_state, "This has taken place already and stays as it was.")
               : fail(ErrorCode::wrong_state, "This was called off. Plan a new one instead.");
}

// A plan that the actor may change: their own, or anybody's for who keeps the house.
Result<Booking> own_planned(Context& context, const BookingId& id)
{
    auto booking = known_booking(context, id);
    if (!booking) return booking;
    if (context.actor.person != booking->observer && !may_keep_house(context))
        return fail(ErrorCode::not_allowed, "Only its observer, or who keeps the file, may change this plan.");
    if (const auto good = check_planned(*booking); !good) return Failure(good.error());
    if (const auto open = require_open_year(context, booking->teacher, booking->starts_on); !open)
        return Failure(open.error());
    return booking;
}

Result<void> check_people(Context& context, const Booking& booking)
{
    const auto teacher = store::find_person(context.database, booking.teacher);
    if (!teacher || !teacher->active)
        return fail(ErrorCode::not_found, "This teacher is not in the file any more. Choose another.");
    if (teacher->id == booking.observer && booking.purpose != Purpose::self)
        return fail(ErrorCode::invalid, "Observer and teacher are the same person. Choose another teacher.");
    return {};
}

// What a conference is about must be a visit of the two that the actor knows.
Result<void> check_link(Context& context, const Booking& booking)
{
    if (!booking.observation) return {};
    const auto visit = visible_observation(context, *booking.observation);
    if (!visit) return Failure(visit.error());
    if (visit->teacher != booking.teacher)
        return fail(ErrorCode::invalid, "That visit was to another teacher. Choose a visit to this one.");
    return {};
}

Result<std::vector<Instant>> times_of(Context& context, HouseDays& house, const PlanBooking& plan)
{
    const auto& wanted = plan.booking;
    if (!plan.weekly_until) {
        if (const auto good = check_time(context, house, wanted.teacher, wanted.starts_at); !good)
            return Failure(good.error());
        return std::vector{wanted.starts_at};
    }
    const auto first = house.local(wanted.starts_at);
    if (plan.weekly_until->is_special() || *plan.weekly_until < first.date())
        return fail(ErrorCode::invalid, "The last week lies before the first visit. Check the two dates.");
    if ((*plan.weekly_until - first.date()).days() > 7 * repeat_weeks_max)
        return fail(ErrorCode::invalid, "Repeat for a year at most: until {0}, not {1}.",
                    iso(first.date() + Days(7 * repeat_weeks_max)), iso(*plan.weekly_until));
    if (const auto good = check_time(context, house, wanted.teacher, wanted.starts_at); !good)
        return Failure(good.error());
    const auto& days = house.days_of(wanted.teacher);
    std::vector<Instant> times;
    for (auto time = first; time.date() <= *plan.weekly_until; time += Days(7)) {
        const Date day = time.date();
        const bool in_year = days.calendar().years().empty() || days.calendar().year_of(day) != nullptr;
        if (in_year && days.calendar().is_school_day(day) && !days.is_excused(day))
            times.push_back(context.session.options.zone->instant(time));
    }
    if (times.empty())
        return fail(ErrorCode::invalid, "None of these days is a school day for this teacher. Choose other dates.");
    return times;
}

std::string_view what(BookingKind kind) { return kind == BookingKind::visit ? "a visit" : "a conference"; }

// This one and, if asked for, the later ones of its series.
std::vector<Booking> with_rest(Context& context, const Booking& booking, bool rest)
{
    std::vector<Booking> all{booking};
    if (!rest || !booking.series) return all;
    for (auto& later : store::rest_of_series(context.database, *booking.series, booking.starts_at))
        if (later.observer == booking.observer) all.push_back(std::move(later));
    return all;
}

}  // namespace

Result<Booking> known_booking(Context& context, const BookingId& id)
{
    auto booking = store::find<Booking>(context.database, id);
    if (!booking || !sees_booking(context, viewer_of(context), *booking))
        return fail(ErrorCode::not_found, "Nothing is planned under {0}. Look it up with 'plan list'.", id.text());
    return std::move(*booking);
}

Result<PersonId> planning_observer(Context& context, const PersonId& named)
{
    auto id = named;
    if (id.is_nil() && context.actor.person) id = *context.actor.person;
    if (id.is_nil()) id = PersonId::parse(store::setting(context.database, "owner", "")).value_or(PersonId{});
    if (id.is_nil())
        return fail(ErrorCode::wrong_state,
                    "Say for whom this is planned: name the observer, or set the file's owner in Settings.");
    if (context.actor.person != id && !may_keep_house(context))
        return fail(ErrorCode::not_allowed,
                    "You plan for yourself. For others a leader, an administrator or the file's owner does.");
    const auto observer = store::find_person(context.database, id);
    if (!observer || !observer->active)
        return fail(ErrorCode::not_found, "This observer is not in the file any more. Choose another.");
    const auto& roles = observer->roles;
    if (!roles.contains(Role::observer) && !roles.contains(Role::leader) && !roles.contains(Role::administrator))
        return fail(ErrorCode::not_allowed,
                    "{0} is no observer in this file. Give them the role, or name somebody who has it.",
                    observer->name());
    return id;
}

template <>
Result<std::vector<BookingId>> handle(Context& context, const PlanBooking& plan)
{
    auto booking = plan.booking;
    const auto observer = planning_observer(context, booking.observer);
    if (!observer) return Failure(observer.error());
    booking.observer = *observer;
    booking.state = BookingState::planned;
    booking.skip_reason.clear();
    booking.series.reset();
    if (booking.kind == BookingKind::conference) booking.announced = true;
    if (booking.kind == BookingKind::visit) booking.observation.reset();
    if (const auto good = check_people(context, booking); !good) return Failure(good.error());
    if (const auto good = check_minutes(booking.minutes); !good) return Failure(good.error());
    if (const auto good = check_note(booking.note); !good) return Failure(good.error());
    if (const auto good = check_link(context, booking); !good) return Failure(good.error());
    HouseDays house(context);
    const auto times = times_of(context, house, plan);
    if (!times) return Failure(times.error());
    if (times->size() > 1) booking.series = context.new_id<BookingSeriesId>();
    std::vector<BookingId> made;
    for (const auto time : *times) {
        booking.id = context.new_id<BookingId>();
        booking.starts_at = time;
        booking.starts_on = house.local(time).date();
        store::insert(context.database, booking);
        if (made.empty()) plan_request(context, booking);
        made.push_back(booking.id);
    }
    context.label = fmt::format("Plan {}{}", what(booking.kind), made.size() > 1 ? " each week" : "");
    return made;
}

template <>
Result<Nothing> handle(Context& context, const MoveBooking& move)
{
    const auto booking = own_planned(context, move.booking);
    if (!booking) return Failure(booking.error());
    if (move.minutes)
        if (const auto good = check_minutes(*move.minutes); !good) return Failure(good.error());
    HouseDays house(context);
    // On the clock: 9:10 stays 9:10 when summer time ends in between.
    const auto moved_by = house.local(move.starts_at) - house.local(booking->starts_at);
    for (auto each : with_rest(context, *booking, move.rest_of_series)) {
        if (each.id == booking->id)
            each.starts_at = move.starts_at;
        else
            each.starts_at = context.session.options.zone->instant(house.local(each.starts_at) + moved_by);
        each.starts_on = house.local(each.starts_at).date();
        if (move.minutes) each.minutes = *move.minutes;
        if (const auto good = check_time(context, house, each.teacher, each.starts_at); !good)
            return Failure(good.error());
        store::update(context.database, each);
    }
    context.label = fmt::format("Move {}", what(booking->kind));
    return Nothing{};
}

template <>
Result<Nothing> handle(Context& context, const ChangeBooking& change)
{
    auto booking = own_planned(context, change.booking);
    if (!booking) return Failure(booking.error());
    if (change.note) {
        // Who cannot read a note must not write over it.
        if (context.actor.person && context.actor.person != booking->observer)
            return fail(ErrorCode::not_allowed, "A note is its observer's own. Leave it, and change the rest.");
        if (const auto good = check_note(*change.note); !good) return Failure(good.error());
        booking->note = *change.note;
    }
    if (change.announced && booking->kind == BookingKind::visit) booking->announced = *change.announced;
    if (change.purpose) booking->purpose = *change.purpose;
    if (const auto good = check_people(context, *booking); !good) return Failure(good.error());
    store::update(context.database, *booking);
    context.label = fmt::format("Change {}", what(booking->kind));
    return Nothing{};
}

template <>
Result<Nothing> handle(Context& context, const SkipBooking& skip)
{
    const auto booking = own_planned(context, skip.booking);
    if (!booking) return Failure(booking.error());
    const auto reason = checked_reason(skip.reason);
    if (!reason) return Failure(reason.error());
    for (auto each : with_rest(context, *booking, skip.rest_of_series)) {
        each.state = BookingState::skipped;
        each.skip_reason = *reason;
        store::update(context.database, each);
        release_request(context, each.id);
    }
    context.label = fmt::format("Skip {}", what(booking->kind));
    return Nothing{};
}

template <>
Result<Nothing> handle(Context& context, const HoldConference& hold)
{
    auto booking = own_planned(context, hold.booking);
    if (!booking) return Failure(booking.error());
    if (booking->kind != BookingKind::conference)
        return fail(ErrorCode::invalid, "This is a visit: it is done by starting it.");
    if (hold.minutes != 0) {
        if (const auto good = check_minutes(hold.minutes); !good) return Failure(good.error());
        booking->minutes = hold.minutes;
    }
    if (booking->starts_on > context.today)
        return fail(ErrorCode::invalid, "This conference is planned for {0}. Move it to when it was held first.",
                    spoken_date(booking->starts_on, context.today));
    booking->state = BookingState::done;
    store::update(context.database, *booking);
    context.label = "Hold a conference";
    return Nothing{};
}

template <>
Result<Nothing> handle(Context& context, const SkipDebrief& skip)
{
    auto debrief = own_debrief(context, skip.debrief);
    if (!debrief) return Failure(debrief.error());
    if (debrief->held_at) return fail(ErrorCode::wrong_state, "This debrief has been held already.");
    const auto reason = checked_reason(skip.reason);
    if (!reason) return Failure(reason.error());
    debrief->skip_reason = *reason;
    store::update(context.database, *debrief);
    context.label = "Skip a debrief";
    return Nothing{};
}

THROUGHLINE_COMMAND(PlanBooking);
THROUGHLINE_COMMAND(MoveBooking);
THROUGHLINE_COMMAND(ChangeBooking);
THROUGHLINE_COMMAND(SkipBooking);
THROUGHLINE_COMMAND(HoldConference);
THROUGHLINE_COMMAND(SkipDebrief);

}  // namespace throughline
