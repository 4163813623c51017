// The events of a calendar file, put together: newest versions, moved days of a series, and the times they repeat at.
//
// Used by the readers of busy times and of school days.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/exchange/calendar_zones.hpp"
#include "throughline/exchange/calendar_file.hpp"

namespace throughline::calendar {

struct Event {
    const Component* source = nullptr;
    std::string uid;
    int sequence = 0;
    bool is_cancelled = false;
    bool is_free = false;     // marked so that it keeps nobody busy
    bool is_private = false;  // its owner does not want others to read what it is
    Stamp start;
    const TimeZone* zone = nullptr;  // of the start
    // How long: by the clock first, then as time passes. A whole-day event has whole days here.
    Duration length;
    std::optional<Stamp> replaces;            // the time of its series at which it stands
    const TimeZone* replaces_zone = nullptr;  // likewise
    std::set<std::int64_t> left_out;          // wall-clock times at which the series does not take place
    std::set<std::int64_t> left_out_days;     // midnights of whole days without it

    [[nodiscard]] bool is_whole_days() const { return start.is_date; }
    [[nodiscard]] bool takes_no_time() const { return length.days_s == 0 && length.exact_s == 0; }
    [[nodiscard]] Instant begin(std::int64_t wall_s) const { return instant_of(wall_s, *zone); }
    [[nodiscard]] Instant end(std::int64_t wall_s) const
    {
        return instant_of(wall_s + length.days_s, *zone) + length.exact_s * us_per_second;
    }
};

struct Events {
    std::vector<Event> events;  // in the order of the file
    std::vector<RefusedItem> refused;
};

// `calendars` and `zones` must outlive the events.
Events events_of(const Calendars& calendars, Zones& zones);

// Adds the wall-clock times in the window at which the event begins, in its own zone; what is wrong with its
// repetition, if anything is.
std::optional<RefusedItem> add_beginnings(const Event& event, Zones& zones, WallWindow window, RepeatBudget& budget,
                                          std::vector<std::int64_t>& wall_s);

RefusedItem refusal(const Component& component, const Property* property, std::string reason);

// A sentence for the notes if lines were no properties; empty otherwise.
std::string note_about_lines(const Calendars& calendars);

}  // namespace throughline::calendar
