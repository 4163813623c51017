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
    int sequence = 0;           // how often it was changed: iCalendar's SEQUENCE
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
};

struct FindConflicts {  // before planning or moving
    using Answer = std::vector<Conflict>;
    ScheduleKind kind = ScheduleKind::visit;
    PersonId teacher;
    std::optional<PersonId> observer;  // nothing: the actor
    Instant starts_at;
    int minutes = 15;
    std::optional<AnyId> except;  // the row that is being moved
};

// The schedule as an .ics file's text: no evidence, no ratings, no notes in it. What was skipped is cancelled there.
struct ScheduleFile {
    struct Made {
        std::string text;
        int item_count = 0;
    };
    using Answer = Made;
    Schedule schedule;
    std::optional<AnyId> only;  // one item
    std::optional<int> alarm_minutes_before = 15;
};

struct ClassPeriods {  // of one teacher, by weekday and time
    using Answer = std::vector<ClassPeriod>;
    PersonId teacher;
};

struct Reminders {  // what begins within `lead_minutes`, and what is due today and has no time; for the actor
    using Answer = std::vector<ScheduleRow>;
    int lead_minutes = 10;
};

}  // namespace throughline
