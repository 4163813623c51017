// Commands on people: added on the spot, corrected, merged with the roster's row, deactivated; never removed.
#pragma once

#include "throughline/change_set.hpp"
#include "throughline/exchange/roster_file.hpp"
#include "throughline/model/person.hpp"

namespace throughline {

struct AddPerson {
    using Value = PersonId;
    Person person;  // its id is ignored; a nil school means the workspace's first
};

struct ChangePerson {  // the whole row as it should be
    using Value = Nothing;
    Person person;
};

// Everything of `from` (visits, steps, debriefs) becomes `into`'s; `from` is deactivated.
struct MergePeople {
    using Value = Nothing;
    PersonId from;
    PersonId into;
};

struct AssignCaseload {  // this observer visits this teacher, from today on or no longer
    using Value = Nothing;
    PersonId observer;
    PersonId teacher;
    bool assigned = true;
};

// Takes in what PlanRosterImport (query/roster.hpp) shows. One command: one undo takes the whole import back.
// A person of an earlier full snapshot who is missing in this one is deactivated, never removed.
struct ImportRoster {
    struct Counts {
        int added = 0;
        int changed = 0;
        int unchanged = 0;
        int deactivated = 0;
        bool operator==(const Counts&) const = default;
    };
    using Value = Counts;
    RosterFile file;
};

}  // namespace throughline
