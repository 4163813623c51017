// Questions on school years as a whole: which are closed, and what closing one would mean.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "throughline/base/time.hpp"
#include "throughline/model/person.hpp"
#include "throughline/model/school_calendar.hpp"

namespace throughline {

struct SchoolYears {  // newest first
    struct Reopening {
        Instant at;
        std::string by;  // a name; empty: the file's keeper
        std::string reason;
    };
    struct Row {
        SchoolYear year;
        std::string school_name;           // empty: every school without a year of its own
        std::optional<Instant> closed_at;  // nothing: open
        std::string closed_by;             // a name; empty: the file's keeper
        std::vector<Reopening> reopened;   // oldest first; only for who keeps the house
    };
    using Answer = std::vector<Row>;
};

// What stands open in a year that is to be closed, and what becomes of it. For who keeps the house.
struct RolloverPlan {
    struct Share {  // of one person
        std::string name;
        int count = 0;
    };
    struct Plan {
        SchoolYear year;
        std::string school_name;           // empty: every school without a year of its own
        bool is_running = false;           // its last day is still to come: no visit can be made until then
        std::optional<Instant> closed_at;  // it is closed already
        int visits = 0;                    // that become read-only; without those put away
        // What stands against closing, unless it is asked for.
        std::vector<Share> drafts;        // visits never shared, by observer
        std::vector<Share> opened_again;  // visits opened after sharing and not shared again, by observer
        std::vector<Share> unfinished;    // texts that are part of no record yet, by who typed them
        // What ends, or leaves the lists.
        std::vector<Share> debriefs;  // not held, by observer
        std::vector<Share> bookings;  // planned visits and conferences, by observer
        int requests = 0;             // for a visit; who asked is between them and their coach
        int openings_asked = 0;       // to open a shared visit again, not signed by both
        // What goes on.
        int steps = 0;           // live
        int caseloads = 0;       // teachers in somebody's caseload, counted for each
        int class_teachers = 0;  // with weekly classes
        SchoolYear next;
        bool next_is_there = false;
        std::vector<SchoolYear> other_open;  // other years that have begun and are open, newest first

        [[nodiscard]] bool needs_drafts_agreed() const
        {
            return !drafts.empty() || !opened_again.empty() || !unfinished.empty();
        }
    };
    using Answer = Plan;
    std::optional<SchoolYearId> year;  // nothing: the newest open one that has ended, else the newest that has begun
};
[[nodiscard]] int total(const std::vector<RolloverPlan::Share>& shares);
// "Jo Kim 2, Al Ray 1"
[[nodiscard]] std::string spoken(const std::vector<RolloverPlan::Share>& shares);

// "3 visits of 2025-26 were never shared (Jo Kim 2, Al Ray 1)." and the like, a sentence for each; empty if nothing
// stands against closing.
[[nodiscard]] std::string what_stands_against(const RolloverPlan::Plan& plan);

// The plan in sentences, for both programs.
struct RolloverWords {
    std::string year;                  // "2025-26, Mon 18 Aug 2025 to Fri 12 Jun 2026"
    std::vector<std::string> closes;   // what can be read from then on and not changed
    std::vector<std::string> against;  // what should be done first
    std::vector<std::string> ends;     // what is skipped, declined, or leaves the lists
    std::vector<std::string> goes_on;
    std::string next;  // which year follows, and whether it is made
};
[[nodiscard]] RolloverWords words_of(const RolloverPlan::Plan& plan, Date today);

}  // namespace throughline
