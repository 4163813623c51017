// Calendar files (.ics) at the schedule: plans out to other calendar programs, busy times in. No wx.
//
// Promises: a busy-time file that cannot be read changes nothing; events of it that cannot be read are named and keep
// no other out; taking one in is one undo.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "throughline/query/schedule.hpp"

namespace throughline {

struct BusyTaken {
    std::string words;                  // "Cora Coach: 12 busy times until 11 Jun taken in, 3 dropped"
    std::vector<std::string> troubles;  // "line 12: an event without a start"
};

// From today to the end of the school year; what was known of that time before goes.
[[nodiscard]] Result<BusyTaken> take_in_busy_times(Document& document, PersonId person, const std::string& name,
                                                   const std::filesystem::path& file);

// What is saved: one item, or the plans of a span of days; without days, of the school year.
struct CalendarWish {
    std::optional<AnyId> only;
    std::optional<Date> from;
    std::optional<Date> to;
    std::optional<PersonId> person;  // for this person's calendar; nothing: everybody's plans
};
[[nodiscard]] Result<ScheduleFile::Made> calendar_file(const Document& document, const CalendarWish& wish);

}  // namespace throughline
