// Dates as people type them, so that a date can be entered without a mouse and read back by a screen reader. No wx.
#pragma once

#include <optional>
#include <string_view>

#include "throughline/base/time.hpp"

namespace throughline {

// "2026-11-03", "3 Nov", "Nov 3 2026", "3 November", "today", "tomorrow", "+5" (days from today), "fri" (the next one,
// not today). A day without a year is the one nearest to today. "11/3" is refused: it is two different days to
// different people.
std::optional<Date> parse_typed_date(std::string_view typed, Date today);

// A usual school year around today: 15 August to 15 June, or the weekdays next to these within it. Only what a form
// proposes; people set their own.
struct ProposedYear {
    Date starts_on;
    Date ends_on;
};
ProposedYear proposed_school_year(Date today);

}  // namespace throughline
