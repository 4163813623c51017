// Commands on the school itself: its year, calendar, rules, and who keeps the file.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "throughline/change_set.hpp"
#include "throughline/model/school_calendar.hpp"

namespace throughline {

struct ChangeSchoolYear {  // an existing year, or a new one where `year` is empty
    using Value = SchoolYearId;
    std::optional<SchoolYearId> year;
    std::string name;
    Date starts_on;
    Date ends_on;
};

struct AddCalendarDays {  // a span of holidays, closings or half days; a day already there is changed
    using Value = Nothing;
    Date first;
    Date last;
    DayKind kind = DayKind::holiday;
    std::string name;
};

struct RemoveCalendarDay {
    using Value = Nothing;
    CalendarDayId day;
};

struct ChangeFollowUpRules {
    using Value = Nothing;
    FollowUpRules rules;
};

struct ChangeAbbreviations {  // "st" -> "students": what expands while scripting
    using Value = Nothing;
    std::map<std::string, std::string> abbreviations;
};

struct SetOwner {  // whose personal file this is; the window acts as this person
    using Value = Nothing;
    PersonId person;
};

}  // namespace throughline
