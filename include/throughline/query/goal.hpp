// The question for a teacher's goals and own steps.
#pragma once

#include <string>
#include <vector>

#include "throughline/model/goal.hpp"

namespace throughline {

// Open ones first, then the newest. For the teacher; for coaches in whose caseload the teacher is or who have shared a
// coaching or peer visit with them; for a leader under an agreement to everything that is in force; for the keeper of a
// file without an owner. Others who may open the teacher's page get `may_see` false and nothing else.
struct Goals {
    struct Row {
        Goal goal;
        std::vector<GoalReading> readings;  // oldest first
    };
    struct Seen {
        bool may_see = false;
        bool may_change = false;  // the actor's own
        std::vector<Row> rows;
    };
    using Answer = Seen;
    PersonId teacher;
};

// "Goal: every student explains; students who do: 8 of 26 to 20 of 26, by Fri 18 Dec"; without what is blank.
std::string goal_measure_words(const Goal& goal);

}  // namespace throughline
