// Times, durations and repetitions in calendar files (RFC 5545, sections 3.3.5, 3.3.6 and 3.3.10).
//
// Used by the readers of calendar files. A wall-clock time is a number here: seconds since 1970 as if the clock showed
// UTC. Only with a zone does it become an instant.
#pragma once

#include <libical/ical.h>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/base/time.hpp"

namespace throughline::calendar {

constexpr std::int64_t day_s = 86'400;

struct Stamp {
    std::int64_t wall_s = 0;
    bool is_date = false;  // a whole day; wall_s is then its midnight
    bool is_utc = false;
    bool operator==(const Stamp&) const = default;
};

// "20261105", "20261105T091000" or "20261105T091000Z", of a year that a Date can have.
std::optional<Stamp> stamp_of(std::string_view value);

std::int64_t wall_of(Instant instant, const TimeZone& zone);
Instant instant_of(std::int64_t wall_s, const TimeZone& zone);
std::int64_t wall_of(Date day);
Date date_of(std::int64_t wall_s);
// Rounded down to midnight.
std::int64_t midnight_of(std::int64_t wall_s);

struct Duration {
    std::int64_t days_s = 0;   // by the clock: a day may have 23 hours
    std::int64_t exact_s = 0;  // as time passes
};

// "PT45M", "P1D", "P2W", "-PT15M".
std::optional<Duration> duration_of(std::string_view value);

// How much processor time repetitions may still take, for all of a file. An ordinary rule takes a few microseconds, but
// libical needs half a second to find that the 30th of February never comes, and a hostile file has many such lines.
struct RepeatBudget {
    std::int64_t processor_us = 3'000'000;
};

// Without a zone, as libical counts with.
icaltimetype ical_time(const Stamp& stamp);

enum class RepeatFault { none, not_understood, too_often, budget_spent };

// From when until when repetitions are asked for, by the clock; `end_s` is not among them.
struct WallWindow {
    std::int64_t from_s = 0;
    std::int64_t end_s = 0;
};

// Adds the wall-clock times in the window at which `rule` (the value of an RRULE) repeats what begins at `start` in
// `zone`, the start among them only if the rule gives it.
RepeatFault repeat(std::string_view rule, const Stamp& start, const TimeZone& zone, WallWindow window,
                   RepeatBudget& budget, std::vector<std::int64_t>& wall_s);

}  // namespace throughline::calendar
