// SchoolDayOption: the days one can choose in a list of school days, said as people say them. No wx.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "throughline/base/time.hpp"
#include "throughline/model/school_calendar.hpp"

namespace throughline {

struct SchoolDayOption {
    std::optional<Date> day;  // nothing: the first option, "by the rule" or "none"
    std::string words;        // "Thu 12 Nov, in 5 school days"
};

constexpr int school_day_options_count = 40;  // eight weeks: as long as a module

// What to choose from: `blank_words` for no day, then the next school days from `today` on. A chosen day that is none
// of them is among them all the same, in its place.
std::vector<SchoolDayOption> school_day_options(const std::string& blank_words, std::optional<Date> chosen, Date today,
                                                const SchoolCalendar& calendar);

}  // namespace throughline
