// What measuring needs from the file: arguments to measure with, and that nothing of it stays.
//
// Used by core/workspace/bench. Promises: what is written while a PutBack lives is gone when it ends.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/store/database.hpp"
#include "throughline/model/role.hpp"

namespace throughline::store {

// A savepoint that is rolled back, inside a transaction or by itself.
class PutBack {
public:
    explicit PutBack(Database& database);
    PutBack(const PutBack&) = delete;
    PutBack& operator=(const PutBack&) = delete;
    ~PutBack();

private:
    Database& database_;
};

// Gives back the pages that the connection holds. Outside of transactions.
void forget_pages(Database& database);

// One visit, and what hangs on it.
struct VisitPlace {
    ObservationId visit;
    PersonId teacher;
    PersonId observer;
    RubricVersionId rubric_version;
    std::optional<ActionStepId> step;
    std::optional<DebriefId> debrief;
    SchoolId school;
};

// Active people of a role, well mixed and always the same; of teachers and observers those who have visits.
std::vector<PersonId> people_to_measure(Database& database, Role role, int count_max);
// Shared visits, the newest first; those of a person as teacher or observer.
std::vector<VisitPlace> visits_of(Database& database, Role role, const PersonId& person, int count_max);
// Shared visits from all over the file.
std::vector<VisitPlace> visits_all_over(Database& database, int count_max);
std::optional<SchoolYearId> any_school_year(Database& database);
std::optional<ActionStepId> live_step_of(Database& database, Role role, const PersonId& person);
std::optional<DebriefId> open_debrief_of(Database& database, const PersonId& observer);

std::int64_t last_command(Database& database);
// Rows of every table but the search indexes' own, by name.
std::vector<std::pair<std::string, std::int64_t>> rows_by_table(Database& database);

}  // namespace throughline::store
