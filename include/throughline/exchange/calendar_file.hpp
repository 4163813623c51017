// Calendar files (iCalendar, RFC 5545): visits and steps out to a person's own calendar, busy times in.
//
// Used by the schedule's export and import (window and command line). School days have a header of their own,
// school_days_file.hpp. Values in, text out; no database. What is written is strict: every calendar program that we
// know takes it, an item that is written again under the same uid with a higher sequence replaces the earlier one, and
// everything is CLASS:PRIVATE. What belongs into summary and description is the caller's to choose: never evidence,
// ratings or feedback, because calendars are shared and synchronised. Reading is lenient: what cannot be read is named
// with its line, and never takes the rest with it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "throughline/base/error.hpp"
#include "throughline/base/time.hpp"

namespace throughline {

enum class CalendarStatus { confirmed, cancelled, completed };  // completed: of a task only

// A visit, debrief or conference. Not ending after it begins means that it takes no time.
struct CalendarHours {
    Instant from;
    Instant to;
    bool operator==(const CalendarHours&) const = default;
};

// A testing week: whole days, `last` included. Does not make anyone busy.
struct CalendarDays {
    Date first;
    Date last;
    bool operator==(const CalendarDays&) const = default;
};

// The check of an action step: something to do by the end of that day.
struct CalendarTask {
    Date due;
    bool operator==(const CalendarTask&) const = default;
};

struct CalendarItem {
    // The record's id and our domain. The same record has the same uid for ever, since programs find what they have
    // by it; a uid once cancelled is not used again, since some remember it. Not empty.
    std::string uid;
    // How often time, place or status were changed; programs keep the version with the highest.
    int sequence = 0;
    std::variant<CalendarHours, CalendarDays, CalendarTask> when;
    std::string summary;
    std::string description;  // may have line breaks
    std::string location;
    CalendarStatus status = CalendarStatus::confirmed;
    Instant revised_at;                       // of this version
    std::optional<Instant> completed_at;      // of a completed task; revised_at if not said
    std::optional<int> alarm_minutes_before;  // before it begins; of a task, before its day begins: -480 is 8:00
    std::string related_uid;                  // a task's visit; may be empty
    bool operator==(const CalendarItem&) const = default;
};

// The file's text, to be saved as it is (its line ends are CRLF). Times stand in `zone` under its IANA name, with its
// rules; in UTC if it has no name. An empty list is a calendar without items. `calendar_name` is what programs propose
// as the name of the calendar; may be empty. Bytes that are not UTF-8 and control characters in texts are replaced.
std::string write_calendar(const std::vector<CalendarItem>& items, const TimeZone& zone,
                           std::string_view calendar_name = {});

constexpr std::size_t calendar_bytes_max = 32 * 1024 * 1024;  // ten years of a full calendar have 10 MB
constexpr std::size_t calendar_items_max = 100'000;           // in one file, and busy times in one answer

struct CalendarWindow {
    Instant from;
    Instant to;  // exclusive
};

struct BusyTime {
    Instant from;
    Instant to;
    // The first and the last day of an all-day event, which has no zone; from and to are then their midnights in the
    // fallback zone.
    std::optional<CalendarDays> days;
    std::string summary;  // one line; empty if the file has none, or marks it as private
    std::string uid;      // of the series, if it repeats; may be empty
    int line = 0;         // of the file, where the event begins
    bool operator==(const BusyTime&) const = default;
};

// An item of the file that could not be read.
struct RefusedItem {
    int line = 0;         // from 1, as a text editor counts
    std::string field;    // "DTSTART", "kind"; empty if it is the item as a whole
    std::string summary;  // or name, as far as it could be read
    std::string reason;   // whole sentences: what is wrong and what to do
    bool operator==(const RefusedItem&) const = default;
};

struct CalendarReading {
    std::vector<BusyTime> busy;        // that touch the window, by their beginning
    std::vector<RefusedItem> refused;  // by line
    std::vector<std::string> notes;    // sentences about what was guessed
    int free_items = 0;                // not busy: cancelled, or marked as free
};

// Everything that keeps the calendar's owner busy in the window: events (also repeated ones, with their exceptions)
// and free/busy lists. Times without a zone, and whole days, are those of `fallback`; so are times in a zone that
// neither the file nor the system knows, with a note. Fails with bad_input if the text is no calendar or too large.
// `text` may be any bytes.
Result<CalendarReading> read_calendar(std::string_view text, CalendarWindow window, const TimeZone& fallback);

}  // namespace throughline
