// Statements on the levels that were given in shared visits.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/store/database.hpp"
#include "throughline/model/observation.hpp"

namespace throughline::store {

struct GivenLevel {
    ObservationId observation;
    PersonId teacher;
    PersonId observer;
    std::optional<PersonId> co_observer;
    Date on;
    RubricVersionId rubric_version;
    std::string code;
    int level = 0;
};

struct LevelsAsked {
    SchoolId school;  // of the teacher
    Purpose purpose = Purpose::coaching;
    std::optional<RubricVersionId> rubric_version;
    Date from;
    Date to;  // inclusive
};

// Of shared visits only; not observed and not applicable are no levels. By time, so that the same file always gives the
// same sums. Whose they are to read is for the caller to ask.
std::vector<GivenLevel> levels_given(Database& database, const LevelsAsked& asked);

}  // namespace throughline::store
