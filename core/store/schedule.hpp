// Statements on what is planned: bookings, debriefs and step checks by day, when people are not free, and how often a
// row was changed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/store/rows.hpp"
#include "core/store/visits.hpp"

namespace throughline::store {

// Days, both included, and the same time as instants, `ends` excluded.
struct DaysAndHours {
    Date from;
    Date to;
    Instant begins;
    Instant ends;
};

struct PlanFilter {
    DaysAndHours time;
    std::optional<PersonId> person;  // as teacher or observer
    std::optional<SchoolId> school;  // of the teacher
    bool with_done = true;
    bool with_skipped = false;
    int count_max = -1;  // of each kind, by day; negative: all
};

std::vector<Booking> bookings(Database& database, const PlanFilter& filter);
// Held in that time, planned for it, or without a time and due on one of these days.
std::vector<Promised<Debrief>> debriefs(Database& database, const PlanFilter& filter);
// Agreed steps to be looked back at on these days; closed ones are done (mastered) or skipped.
std::vector<Promised<ActionStep>> step_checks(Database& database, const PlanFilter& filter);

std::optional<Promised<Debrief>> debrief_with_visit(Database& database, const DebriefId& debrief);
std::optional<Promised<ActionStep>> step_with_visit(Database& database, const ActionStepId& step);

// Of the journal: how often the row was written after it was made, and when last.
struct Revision {
    int count = 0;
    Instant at;
};
Revision revision_of(Database& database, const AnyId& row);

// Not yet made, of this person on either side.
std::vector<Booking> planned_bookings_of(Database& database, const PersonId& person, Date from, Date to);

// A debrief that has a time, not held and not skipped, in brief.
struct PlannedDebrief {
    DebriefId id;
    Instant planned_at;
    Observation visit;  // id, people, purpose and state only
};
std::vector<PlannedDebrief> planned_debriefs(Database& database, Instant begins, Instant ends);

// That touch the time from `begins` to `ends`.
std::vector<BusyTimeRow> busy_times(Database& database, const PersonId& person, Instant begins, Instant ends);
std::vector<ClassPeriod> class_periods(Database& database, const PersonId& teacher);  // by weekday and time

// The later ones of a series that are still planned, by time.
std::vector<Booking> rest_of_series(Database& database, const BookingSeriesId& series, Instant after);
// Planned visits of this observer to this teacher on that day.
std::vector<Booking> planned_visits_on(Database& database, const PersonId& teacher, const PersonId& observer, Date on);
// The booking that became this visit.
std::optional<Booking> booking_of_visit(Database& database, const ObservationId& visit);

}  // namespace throughline::store
