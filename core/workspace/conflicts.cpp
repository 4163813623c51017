#include "core/workspace/conflicts.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <boost/date_time/posix_time/posix_time.hpp>

#include "core/workspace/times.hpp"
#include "core/workspace/visibility.hpp"

namespace throughline {
namespace {

using Days = boost::gregorian::days;

bool overlap(Instant begins, Instant ends, const Meeting& meeting)
{
    return begins < meeting.ends && meeting.begins < ends;
}

int minute_of_day(LocalTime time) { return static_cast<int>(time.time_of_day().total_seconds() / 60); }

std::string clock_minutes(int minute) { return fmt::format("{}:{:02}", minute / 60, minute % 60); }

bool is_conversation(ScheduleKind kind) { return kind == ScheduleKind::debrief || kind == ScheduleKind::conference; }

}  // namespace

Conflicts::Conflicts(Context& context, HouseDays& house, const store::Viewer& viewer, Date from, Date to)
    : context_(context), house_(house), viewer_(viewer), from_(from - Days(1)), to_(to + Days(1)), name_(context)
{
    load_debriefs();
}

std::string Conflicts::subject(const PersonId& id)
{
    if (viewer_.person == id) return "You";
    return name_(id);
}

// "You meet Ana Ruiz for a debrief", "Cora Coach meets you for a debrief".
std::string Conflicts::meets(const PersonId& observer, const PersonId& teacher, std::string_view what)
{
    const bool visits = what == "visit";
    const auto* verb = visits ? "visit" : "meet";
    const auto with = viewer_.person == teacher ? std::string("you") : subject(teacher);
    return fmt::format("{} {}{} {}{}", subject(observer), verb, viewer_.person == observer ? "" : "s", with,
                       visits ? std::string() : fmt::format(" for a {}", what));
}

void Conflicts::load_debriefs()
{
    const auto& zone = *context_.session.options.zone;
    debriefs_ = store::planned_debriefs(context_.database, midnight(zone, from_), midnight(zone, to_ + Days(1)));
}

void Conflicts::load_bookings(const PersonId& id, Person& into)
{
    for (const auto& booking : store::planned_bookings_of(context_.database, id, from_, to_)) {
        std::string words;
        if (sees_booking(context_, viewer_, booking))
            words = meets(booking.observer, booking.teacher, name_of(booking.kind));
        else if (viewer_.person == booking.teacher)
            continue;
        into.occupied.push_back(
            {booking.starts_at, booking.starts_at + booking.minutes * us_per_minute, any(booking.id), words});
    }
}

Conflicts::Person& Conflicts::person(const PersonId& id)
{
    auto [entry, is_new] = people_.try_emplace(id);
    auto& person = entry->second;
    if (!is_new) return person;
    const auto& zone = *context_.session.options.zone;
    load_bookings(id, person);
    for (const auto& debrief : debriefs_) {
        const auto& visit = debrief.visit;
        if (visit.teacher != id && visit.observer != id) continue;
        std::string words;
        if (sight_of(viewer_, visit) != Sight::nothing) words = meets(visit.observer, visit.teacher, "debrief");
        person.occupied.push_back({debrief.planned_at, debrief.planned_at + conference_minutes_default * us_per_minute,
                                   any(debrief.id), words});
    }
    person.busy = store::busy_times(context_.database, id, midnight(zone, from_), midnight(zone, to_ + Days(1)));
    person.periods = store::class_periods(context_.database, id);
    return person;
}

void Conflicts::add_day(const Meeting& meeting, std::vector<Conflict>& found)
{
    const Date day = house_.local(meeting.begins).date();
    const auto& days = house_.days_of(meeting.teacher);
    const auto& calendar = days.calendar();
    if (!calendar.is_school_day(day)) {
        const auto named = calendar.days().find(day);
        const bool has_name = named != calendar.days().end() && !named->second.name.empty();
        found.push_back({fmt::format("{} is no school day{}{}", spoken_date(day, context_.today), has_name ? ": " : "",
                                     has_name ? named->second.name : "")});
    } else if (days.is_excused(day)) {
        const bool self = viewer_.person == meeting.teacher;
        found.push_back({fmt::format("{} excused on {}", subject(meeting.teacher) + (self ? " are" : " is"),
                                     spoken_date(day, context_.today))});
    }
}

void Conflicts::add_occupied(const Meeting& meeting, const PersonId& id, std::vector<Conflict>& found)
{
    for (const auto& other : person(id).occupied) {
        if (other.id == meeting.except || !overlap(other.begins, other.ends, meeting)) continue;
        const bool self = viewer_.person == id;
        const auto what =
            !other.words.empty() ? other.words : subject(id) + (self ? " are" : " is") + " booked already";
        found.push_back(
            {fmt::format("{}, {}", what, spoken_hours(house_.local(other.begins), house_.local(other.ends)))});
    }
}

void Conflicts::add_busy(const Meeting& meeting, const PersonId& id, std::vector<Conflict>& found)
{
    for (const auto& busy : person(id).busy) {
        if (!overlap(busy.starts_at, busy.ends_at, meeting)) continue;
        const auto begins = house_.local(busy.starts_at);
        const auto ends = house_.local(busy.ends_at);
        const auto* is = viewer_.person == id ? "are" : "is";
        const bool within_a_day = begins.date() == ends.date();
        found.push_back({within_a_day ? fmt::format("{} {} busy from {}", subject(id), is, spoken_hours(begins, ends))
                                      : fmt::format("{} {} busy on {}", subject(id), is,
                                                    spoken_date(house_.local(meeting.begins).date(), context_.today))});
    }
}

void Conflicts::add_classes(const Meeting& meeting, const PersonId& id, std::vector<Conflict>& found)
{
    const auto begins = house_.local(meeting.begins);
    const Date day = begins.date();
    const auto& days = house_.days_of(id);
    if (!days.calendar().is_school_day(day) || days.is_excused(day)) return;
    const int first = minute_of_day(begins);
    const int last = first + static_cast<int>((meeting.ends - meeting.begins) / us_per_minute);
    const int weekday = day.day_of_week().as_number();
    const auto letter = days.calendar().week_letter(day);
    for (const auto& period : person(id).periods) {
        if (period.weekday != weekday || (!period.week_letter.empty() && period.week_letter != letter)) continue;
        if (period.begins_minute >= last || first >= period.ends_minute) continue;
        found.push_back({fmt::format("{} teach{} {}, {} to {}", subject(id), viewer_.person == id ? "" : "es",
                                     period.title.empty() ? "a class" : period.title,
                                     clock_minutes(period.begins_minute), clock_minutes(period.ends_minute))});
    }
}

std::vector<Conflict> Conflicts::of(const Meeting& meeting)
{
    std::vector<Conflict> found;
    add_day(meeting, found);
    add_occupied(meeting, meeting.observer, found);
    if (meeting.teacher != meeting.observer) add_occupied(meeting, meeting.teacher, found);
    add_busy(meeting, meeting.observer, found);
    add_classes(meeting, meeting.observer, found);
    if (is_conversation(meeting.kind) && meeting.teacher != meeting.observer) {
        add_busy(meeting, meeting.teacher, found);
        add_classes(meeting, meeting.teacher, found);
    }
    // The same two people meet elsewhere: once is enough.
    std::vector<Conflict> each;
    for (auto& conflict : found)
        if (std::ranges::find(each, conflict.words, &Conflict::words) == each.end())
            each.push_back(std::move(conflict));
    return each;
}

}  // namespace throughline
