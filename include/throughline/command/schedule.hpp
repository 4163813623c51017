// Commands on what is planned: visits and conferences as bookings, debriefs and step checks on their own records.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "throughline/change_set.hpp"
#include "throughline/model/booking.hpp"

namespace throughline {

// Plans a visit or a conference. The actor plans for themselves; who keeps the house plans for anybody, and says for
// whom or has it planned for the file's owner. A start in the past or outside the school year is refused; conflicts are
// shown by FindConflicts, not refused. A conference is never a secret: it counts as announced.
struct PlanBooking {
    using Value = std::vector<BookingId>;  // one for each week
    Booking booking;                       // id, state, starts_on, series are ignored; nil observer: the actor
    // Repeats on the same weekday and time, on days of the teacher's calendar only, without those they are excused on.
    std::optional<Date> weekly_until;
};

struct MoveBooking {  // id, notes and links stay; with `rest_of_series` the later ones move by as much on the clock
    using Value = Nothing;
    BookingId booking;
    Instant starts_at;
    std::optional<int> minutes;
    bool rest_of_series = false;
};

struct ChangeBooking {  // only what is set changes
    using Value = Nothing;
    BookingId booking;
    std::optional<std::string> note;
    std::optional<bool> announced;
    std::optional<Purpose> purpose;
};

struct SkipBooking {  // it will not take place; the reason stays
    using Value = Nothing;
    BookingId booking;
    std::string reason;
    bool rest_of_series = false;
};

struct HoldConference {  // it took place; visits are done by making them (StartObservation takes the booking up)
    using Value = Nothing;
    BookingId booking;
    int minutes = 0;  // 0: as long as planned
};

struct SkipDebrief {  // no conversation about this visit; it is not due any more, and not counted as held
    using Value = Nothing;
    DebriefId debrief;
    std::string reason;
};

// Takes in when a person is busy, from an .ics file's text: everything from `from` to `to` that was known before goes.
struct ImportBusyTimes {
    struct Counts {
        int added = 0;
        int dropped = 0;
        std::vector<std::string> refused;  // "line 12: an event without a start"
        std::vector<std::string> notes;    // what was guessed or left out
    };
    using Value = Counts;
    PersonId person;  // oneself, or anybody for who keeps the house
    std::string text;
    Date from;
    Date to;
};

struct SetClassPeriods {  // all of a teacher's weekly classes as they should be; ids are ignored
    using Value = Nothing;
    PersonId teacher;
    std::vector<ClassPeriod> periods;
};

}  // namespace throughline
