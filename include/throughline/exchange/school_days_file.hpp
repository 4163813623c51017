// Days without school and half days as files: the district's calendar in, ours out, as iCalendar or CSV.
//
// Used by the school calendar's import and export (window and command line), which compares what is read with the
// workspace before anything is written. Values in, values out; no database and no ids. What we write reads back exactly
// as it was. Reading is lenient: a row that cannot be read is named with line, field and what to do, and never takes
// the rest with it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "throughline/base/error.hpp"
#include "throughline/base/time.hpp"
#include "throughline/exchange/calendar_file.hpp"
#include "throughline/model/school_calendar.hpp"

namespace throughline {

// "Thanksgiving recess, 25 to 27 November": days in a row, of one kind.
struct SchoolDaySpan {
    Date first;
    Date last;  // included; first itself for a single day
    DayKind kind = DayKind::holiday;
    std::string name;    // one line, without white space at its ends
    std::string school;  // likewise; empty: for every school of the workspace
    bool operator==(const SchoolDaySpan&) const = default;
};

constexpr int school_day_span_days_max = 200;  // longer than any summer; surely a typing error
constexpr int school_day_name_chars_max = 200;

struct ReadSchoolDays {
    SchoolDaySpan span;
    int line = 0;
    // False if the file does not say the kind and no word of the name does: it is then taken for a holiday, and a
    // person should look at it.
    bool is_kind_said = false;
};

struct SchoolDaysReading {
    std::vector<ReadSchoolDays> days;  // by first day
    std::vector<RefusedItem> refused;  // by line
    std::vector<std::string> notes;    // sentences about what was left out or guessed
};

// Of an iCalendar file, its all-day events between the two days (both included; usually the school year's ends, since
// an event may repeat for ever). The kind is a category of the event, or in words of its summary: "half day", "early
// dismissal", "closed", "snow". Left out, with a note: other events with hours, days on which school is said to begin
// or to resume, and cancelled events.
Result<SchoolDaysReading> read_school_days_ics(std::string_view text, Date from, Date to);

// Of a CSV file with the headings date, to, kind, name, school in any order; only date is needed. Dates are written
// 2026-11-26 or 11/26/2026 (month first).
Result<SchoolDaysReading> read_school_days_csv(std::string_view text);

// Whichever of the two the text is.
Result<SchoolDaysReading> read_school_days(std::string_view text, Date from, Date to);

std::string write_school_days_ics(const std::vector<SchoolDaySpan>& spans, Instant revised_at);
std::string write_school_days_csv(const std::vector<SchoolDaySpan>& spans);

}  // namespace throughline
