// Statements on visits: lists, their evidence and ratings, steps, debriefs, what is due, and search.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/store/rows.hpp"
#include "core/store/viewer.hpp"
#include "throughline/query/observation.hpp"
#include "throughline/query/rubric.hpp"

namespace throughline::store {

// The text of a statement file below core/store/sql.
std::string_view embedded_sql(std::string_view name);

// Visits that the viewer may know of, newest first. `words_visible` is left true: the caller blanks.
std::vector<VisitRow> visits(Database& database, const Viewer& viewer, const Observations& filter);

std::vector<Evidence> evidence_of(Database& database, const ObservationId& observation);
std::vector<Rating> ratings_of(Database& database, const ObservationId& observation);
// As a visit's summary has them: "code=level" or "code=mark", a space between.
struct RatingInSummary {
    std::string_view code;  // within the summary
    Mark mark = Mark::level;
    int level = 0;
};
// Takes the first rating off the summary; none at its end. Throws UnreadableValue.
std::optional<RatingInSummary> next_rating(std::string_view& summary);
std::vector<Rating> ratings_in(std::string_view summary);
std::map<ObservationId, std::vector<Rating>> ratings_of_teacher(Database& database, const PersonId& teacher);
std::optional<RatingRow> rating_row(Database& database, const ObservationId& observation, std::string_view code);
std::optional<ActionStep> step_of(Database& database, const ObservationId& observation);
std::optional<Debrief> debrief_of(Database& database, const ObservationId& observation);
std::vector<Amendment> amendments_of(Database& database, const ObservationId& observation);
std::vector<StepEvent> events_of(Database& database, const ActionStepId& step);

std::vector<ActionStep> steps_of_teacher(Database& database, const PersonId& teacher);  // newest first
// The live step that this observer and teacher agreed on last.
std::optional<ActionStep> live_step(Database& database, const PersonId& teacher, const PersonId& observer);
// This observer's latest shared visit to the teacher before `before`, by rubric version if one is given.
std::optional<Observation> visit_before(Database& database, const PersonId& teacher, const PersonId& observer,
                                        Instant before, const std::optional<RubricVersionId>& rubric_version);

// The clause for an observer's latest visit: ? observer (and ? teacher).
const char* latest_visit_clause(bool to_one_teacher);

// What was promised in a visit, with the visit: in lists, of it only what visit_facts.hpp reads.
template <class Promise>
struct Promised {
    Promise promise;
    Observation visit;
};
struct PromisedFilter {  // nobody: everybody's
    std::optional<PersonId> observer;
    std::optional<PersonId> teacher;
    // Of visits that this viewer may know of; nobody: of all.
    const Viewer* viewer = nullptr;
    // The first so many by their day; negative: all.
    int count_max = -1;
    // Due on this day at the latest.
    std::optional<Date> until = {};
};
std::vector<Promised<Debrief>> open_debriefs(Database& database, const PromisedFilter& of);
// Debriefs whose agreed next visit lies on `from` or later.
std::vector<Promised<Debrief>> planned_visits(Database& database, const PromisedFilter& of, Date from);
// Live steps that have a check-back day.
std::vector<Promised<ActionStep>> live_steps(Database& database, const PromisedFilter& of);

struct LastVisit {
    PersonId teacher;
    std::optional<Date> on;  // latest by the observer, drafts included
    bool has_open_draft = false;
};
// For each teacher; nobody as observer: visits by anyone.
std::vector<LastVisit> last_visits(Database& database, const std::optional<PersonId>& observer);

// The newest version of each rubric, or all versions, by title.
std::vector<RubricRow> rubrics(Database& database, bool all_versions);
std::optional<RubricVersionRow> newest_rubric(Database& database, std::string_view rubric_id);
bool is_used(Database& database, const RubricVersionId& version);

// How many visits of these two began at this instant; without those that were put away.
int visits_at(Database& database, const PersonId& teacher, const PersonId& observer, Instant at);

}  // namespace throughline::store
