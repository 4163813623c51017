// Commands that end a school year and, with a reason, begin it again. By who keeps the house: the keeper of a file
// without an owner, its owner, leaders and administrators. query/school_year.hpp shows beforehand what they will do.
#pragma once

#include <optional>
#include <string>

#include "throughline/change_set.hpp"
#include "throughline/model/school_calendar.hpp"

namespace throughline {

// From now on what belongs to the year's visits can be read, searched, exported and answered by its teacher, and not
// changed. What waits ends: planned visits and conferences are skipped, requests for a visit and requests to open a
// visit again are declined, each with the reason. Debriefs not held leave the lists and stay as not held. Live action
// steps go on, and so do caseloads and classes. One undo takes all of it back.
struct CloseYear {
    struct NextYear {
        std::string name;
        Date starts_on;
        Date ends_on;
    };
    struct Closed {
        SchoolYear year;
        std::optional<SchoolYear> made;  // the next year, if it was not there
        int bookings_skipped = 0;
        int requests_declined = 0;  // for a visit, and to open one again
        int steps_going_on = 0;
    };
    using Value = Closed;
    SchoolYearId year;
    std::optional<NextYear> next = {};  // nothing: the year that is there, or else the same days a year later
    // Also with visits that were never shared, or were opened and not shared again, or with text that is part of no
    // record yet. They stay readable to who wrote them. Without it such a year is refused, naming whose and how many.
    bool with_drafts = false;
};

// Makes a closed year changeable again. The reason stays with the year; what closing had ended stays ended.
struct ReopenYear {
    using Value = Nothing;
    SchoolYearId year;
    std::string reason;
};
constexpr std::size_t reopening_reason_chars_max = 500;

}  // namespace throughline
