// A booking: a visit or a conference that is planned for a time. A planned debrief is no booking: the debrief itself
// carries its time, and a step its check-back day. query/schedule.hpp shows all of them together.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "throughline/base/ids.hpp"
#include "throughline/base/time.hpp"
#include "throughline/model/observation.hpp"

namespace throughline {

enum class BookingKind { visit, conference };
std::string_view name_of(BookingKind kind);
std::optional<BookingKind> parse_booking_kind(std::string_view name);

enum class BookingState { planned, done, skipped };
std::string_view name_of(BookingState state);
std::optional<BookingState> parse_booking_state(std::string_view name);

struct Booking {
    BookingId id;
    BookingKind kind = BookingKind::visit;
    BookingState state = BookingState::planned;
    PersonId teacher;
    PersonId observer;
    Purpose purpose = Purpose::coaching;
    Instant starts_at;
    Date starts_on;  // its day, in the zone where it was planned
    int minutes = 15;
    bool announced = false;  // an unannounced visit is never shown to its teacher beforehand
    std::string note;        // between observer and themselves: "bring the exit tickets"
    std::string skip_reason;
    std::optional<BookingSeriesId> series;     // planned together, week by week
    std::optional<ObservationId> observation;  // the visit that was made, or that the conference is about
    bool operator==(const Booking&) const = default;
};
constexpr int visit_minutes_default = 15;       // LEAP: a 15-minute visit,
constexpr int conference_minutes_default = 30;  // a 30-minute debrief
constexpr int booking_minutes_max = 600;
constexpr std::size_t booking_note_chars_max = 2'000;

// A teacher's class, week by week: visits go into it, conversations must not.
struct ClassPeriod {
    ClassPeriodId id;
    PersonId teacher;
    std::string title;        // "Mathematics 4"
    int weekday = 1;          // 1 Monday ... 5 Friday
    std::string week_letter;  // "A", "B", or empty: every week
    int begins_minute = 0;    // of the day
    int ends_minute = 0;
    bool operator==(const ClassPeriod&) const = default;
};

}  // namespace throughline
