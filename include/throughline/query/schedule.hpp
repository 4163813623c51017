// What is planned and what is due, by day: bookings, debriefs with a time or a due day, step checks.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "throughline/model/booking.hpp"
#include "throughline/query/rows.hpp"

namespace throughline {

enum class ScheduleKind { visit, debrief, conference, step_check };
std::string_view name_of(ScheduleKind kind);

struct Conflict {
    std::string words;  // "Ana Ruiz teaches Mathematics 4, 9:00 to 9:45", "You are busy from 9:00 to 10:00"
};

struct ScheduleRow {
    ScheduleKind kind = ScheduleKind::visit;
    AnyId id;  // a booking's, debrief's or step's
    PersonId teacher;
    std::string teacher_name;
    PersonId observer;
    std::string observer_name;
    Date on;
    std::optional<Instant> starts_at;  // nothing: on that day, at any time
    int minutes = 0;
    Purpose purpose = Purpose::coaching;
    bool announced = true;
    std::string note;  // for the observer only
    BookingState state = BookingState::planned;
    std::string skip_reason;
    std::optional<BookingSeriesId> series;
    ObservationId observation;  // nil if there is none
    // How often it was changed, iCalendar's SEQUENCE, and when last; where they are asked for.
    int sequence = 0;
    Instant revised_at;
    std::vector<Conflict> conflicts;
};

// By time. A teacher gets what concerns them, without unannounced visits that have not been made.
struct Schedule {
    using Answer = std::vector<ScheduleRow>;
    Date from;
    Date to;                         // inclusive
    std::optional<PersonId> person;  // teacher or observer in it; nothing: the actor, or all for the keeper and leaders
    std::optional<SchoolId> school;
    bool with_done = true;
    bool with_skipped = false;
    bool with_revisions = false;  // fills sequence and revised_at, which are sought row by row
    int count_max = 500;          // the first so many; a district's week is looked at school by school
};

// One booking, debrief or step check, whatever its state; not_found if the actor may not know of it.
struct ScheduleItem {
    using Answer = ScheduleRow;
    AnyId id;
};

struct FindConflicts {  // before planning or moving; for whoever may plan it
    using Answer = std::vector<Conflict>;
    ScheduleKind kind = ScheduleKind::visit;
    PersonId teacher;
    std::optional<PersonId> observer;  // nothing: the actor
    Instant starts_at;
    int minutes = 15;
    std::optional<AnyId> except;  // the row that is being moved
};

// The schedule as an .ics file's text: no evidence, no ratings, no notes in it. What was skipped is cancelled there.
// With a person in `schedule` it is made for that person's calendar: it holds what both they and the actor may know, so
// that an unannounced visit does not come to its teacher by way of somebody who sees it.
struct ScheduleFile {
    struct Made {
        std::string text;
        int item_count = 0;  // plans and spans of school days
    };
    using Answer = Made;
    Schedule schedule;          // with_done and with_skipped are taken as true
    std::optional<AnyId> only;  // one item, whenever it is
    std::optional<int> alarm_minutes_before = 15;
    bool with_plans = true;
    bool with_school_days = false;  // holidays, closings and half days as all-day events
};

struct ClassPeriods {  // of one teacher, by weekday and time; for themselves, observers and leaders
    using Answer = std::vector<ClassPeriod>;
    PersonId teacher;
};

struct BusyTimes {  // when somebody is not free, never with what; for themselves, and for who keeps the house
    struct Span {
        Instant from;
        Instant to;
        bool operator==(const Span&) const = default;
    };
    using Answer = std::vector<Span>;  // those that touch these days, by time
    PersonId person;
    Date from;
    Date to;  // inclusive
};

struct Reminders {  // what begins within `lead_minutes`, and what is due today and has no time; for the actor
    using Answer = std::vector<ScheduleRow>;
    int lead_minutes = 10;
};

}  // namespace throughline
