// What a roster import would do, row by row, before anything is written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "throughline/exchange/roster_file.hpp"
#include "throughline/query/rows.hpp"

namespace throughline {

enum class RosterChange { added, changed, unchanged, deactivated };
std::string_view name_of(RosterChange change);  // "new", "changed", "unchanged", "deactivated"

struct RosterPlanRow {
    RosterChange change = RosterChange::added;
    Person person;       // as it would be
    std::string detail;  // "email: a@x to b@x; role: + Observer"
    int line = 0;        // in the file; 0 for a deactivated person, who is not in it
};

struct RosterPlan {
    std::vector<RosterPlanRow> rows;
    std::vector<RefusedRow> refused;
    int added = 0;
    int changed = 0;
    int unchanged = 0;
    int deactivated = 0;

    // Most of the people here are not in the file: perhaps it is not the whole staff.
    [[nodiscard]] bool loses_most() const { return deactivated > changed + unchanged; }
};

struct PlanRosterImport {
    using Answer = RosterPlan;
    RosterFile file;
};

}  // namespace throughline
