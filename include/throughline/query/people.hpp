// Questions about people.
#pragma once

#include <string>
#include <vector>

#include "throughline/query/rows.hpp"

namespace throughline {

struct ResolvePerson {  // a staff id, an e-mail address or a full name; ambiguous names are refused with the candidates
    using Answer = Person;
    std::string text;
};

struct FindPeople {  // names any of whose words begin with the typed words, accents and case ignored; active people
    using Answer = std::vector<PersonRow>;
    std::string typed;
    bool teachers_only = false;
    int count_max = 20;
};

struct Me {  // the person the actor is, or the file's owner; not_found if nobody is
    using Answer = Person;
};

struct Roster {
    using Answer = std::vector<PersonRow>;
    bool include_inactive = false;
    bool observers_only = false;  // who visits others: observers and leaders
};

struct ObserversOf {  // in whose caseload this teacher is today
    using Answer = std::vector<PersonId>;
    PersonId teacher;
};

}  // namespace throughline
