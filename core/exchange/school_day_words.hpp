// What a district's words for a day mean: "Early dismissal", "Schools closed (snow)", "Winter recess".
//
// Used by the two readers of school days.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "throughline/exchange/school_days_file.hpp"

namespace throughline {

// Empty if no word says it.
std::optional<DayKind> kind_of_words(std::string_view words);

// True for a day on which there is school, however festive: "First day of school", "Classes resume".
bool is_ordinary_school_day(std::string_view words);

// The names of the kinds, for a message: "holiday, closing, half-day".
std::string day_kinds_understood();

// What is wrong with the span, in a sentence with what to do; and the field of a CSV file that it is in. Nothing if
// it can be taken.
struct SpanFault {
    std::string field;
    std::string reason;
};
std::optional<SpanFault> fault_of(const SchoolDaySpan& span);

}  // namespace throughline
