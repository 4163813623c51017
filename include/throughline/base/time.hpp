// Instants, days, the clock and the time zone. All injected, so that a test can hold a clock in its hand.
//
// An Instant is a moment anywhere: 64-bit UTC microseconds. A Date is a day in the school's own calendar. Only a
// TimeZone turns one into the other, and it is asked once, when a record is made: a visit keeps its school day even
// if the file is opened in another zone.
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <boost/date_time/gregorian/gregorian_types.hpp>
#include <boost/date_time/posix_time/posix_time_types.hpp>

namespace throughline {

using Date = boost::gregorian::date;
using LocalTime = boost::posix_time::ptime;  // wall clock, no zone

struct Instant {
    std::int64_t us = 0;  // microseconds since 1970-01-01T00:00:00Z

    auto operator<=>(const Instant&) const = default;
};

constexpr std::int64_t us_per_ms = 1'000;
constexpr std::int64_t us_per_second = 1'000'000;
constexpr std::int64_t us_per_minute = 60 * us_per_second;
constexpr int minutes_per_hour = 60;

inline Instant operator+(Instant instant, std::int64_t us) { return {instant.us + us}; }
inline std::int64_t operator-(Instant later, Instant earlier) { return later.us - earlier.us; }

class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
    // Microseconds that never run backwards or jump, for durations (a visit's elapsed time). No meaning in itself.
    [[nodiscard]] virtual std::int64_t steady_us() const = 0;
};

class TimeZone {
public:
    virtual ~TimeZone() = default;
    [[nodiscard]] virtual LocalTime local(Instant instant) const = 0;
    // A wall-clock time that a spring change skips gives the instant an hour on; one that autumn repeats, the first.
    [[nodiscard]] virtual Instant instant(LocalTime local) const = 0;
    // The IANA name, "America/New_York", under which other programs know the zone. "UTC" for UTC; empty for a zone that
    // has only an offset or rules of its own, and where the system does not say.
    [[nodiscard]] virtual std::string name() const = 0;
};

std::shared_ptr<const Clock> system_clock();
// The zone that the system is set to when this is called: what the variable TZ says, else /etc/localtime. UTC if
// neither can be read, as every other program on that system has it.
std::shared_ptr<const TimeZone> system_time_zone();
// The zone of this IANA name, by the system's tzdata: its summer times of the past and the future. Null if the system
// knows no such zone, so ask before using it; letters must be as in the name.
std::shared_ptr<const TimeZone> named_time_zone(std::string_view name);
std::shared_ptr<const TimeZone> fixed_time_zone(int minutes_east_of_utc);
// The system's time of day on another day: what `--on DATE` means.
std::shared_ptr<const Clock> clock_on(Date day, std::shared_ptr<const TimeZone> zone);

// "2026-11-21"; nothing else is accepted.
std::string iso(Date date);
std::optional<Date> parse_date(std::string_view text);
// "2026-10-05T09:10:00", seconds optional, "T" or one space between; no zone.
std::string iso(LocalTime time);
std::optional<LocalTime> parse_local_time(std::string_view text);
// "2026-10-05T13:10:00Z", for journals and exports.
std::string iso_utc(Instant instant);

}  // namespace throughline
