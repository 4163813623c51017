// Commands on the school itself: its year, calendar, rules, and who keeps the file.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "throughline/change_set.hpp"
#include "throughline/model/school_calendar.hpp"

namespace throughline {

struct ChangeSchoolYear {  // an existing year, or a new one where `year` is empty
    using Value = SchoolYearId;
    std::optional<SchoolYearId> year;
    std::string name;
    Date starts_on;
    Date ends_on;
    std::optional<SchoolId> school = {};  // of this school alone; nothing: of all that have no year of their own
    int rotation_weeks = 1;               // 2: weeks A and B in turn
};

struct AddCalendarDays {  // a span of holidays, closings or half days; a day already there is changed
    using Value = Nothing;
    Date first;
    Date last;
    DayKind kind = DayKind::holiday;
    std::string name;
    std::optional<SchoolId> school = {};  // nothing: all schools
};

// Many spans at once, from a calendar file. One undo takes them all back.
struct ImportSchoolDays {
    struct Counts {
        int added = 0;
        int changed = 0;
        int unchanged = 0;
    };
    using Value = Counts;
    std::vector<AddCalendarDays> spans;
};

struct SetTerms {  // the terms that were typed here as they should be; ids are ignored, a roster's terms stay
    using Value = Nothing;
    std::vector<Term> terms;
};

struct RemoveCalendarDays {
    using Value = Nothing;
    std::vector<CalendarDayId> days;
};

struct ChangeFollowUpRules {  // the four rules for everyone, in one; see command/cadence.hpp for all others
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
