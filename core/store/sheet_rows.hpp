// Rows for sheets that people read: shared visits and what belongs to them, with names instead of ids, through the
// views of a LeavingWall. Oldest first.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/store/database.hpp"
#include "throughline/base/ids.hpp"
#include "throughline/model/observation.hpp"

namespace throughline::store {

struct SheetVisit {
    ObservationId id;
    Instant started_at;
    std::optional<int> minutes;
    std::string purpose;
    std::optional<bool> announced;
    std::string subject;
    std::string grade;
    std::string strength;
    std::string growth_area;
    std::optional<Instant> shared_at;
    std::string teacher;
    std::string teacher_staff_id;
    std::string observer;
    RubricVersionId rubric_version;
};

struct SheetLine {
    ObservationId visit;
    Instant started_at;
    std::string teacher;
    std::int64_t elapsed_ms = 0;
    std::string speaker;
    std::string text;
    std::string indicators;
    std::optional<double> amount;
    std::optional<double> out_of;
};

struct SheetRating {
    ObservationId visit;
    Instant started_at;
    std::string teacher;
    std::string rated_by;
    bool is_own = false;  // the teacher's own, beside the observer's
    RubricVersionId rubric_version;
    Rating rating;
};

struct SheetStep {
    ActionStepId id;
    ObservationId visit;
    std::string teacher;
    std::string observer;
    std::string text;
    std::string indicators;
    std::optional<Date> assigned_on;
    std::optional<Date> check_on;
    std::string state;
    std::optional<Date> closed_on;
};

struct SheetCheck {
    ActionStepId step;
    std::string teacher;
    Date on;
    std::string result;
    std::string state;
    std::string note;
};

struct SheetDebrief {
    ObservationId visit;
    Instant started_at;
    std::string teacher;
    std::string observer;
    Date due_on;
    std::optional<Instant> held_at;
    std::optional<int> minutes;
    std::string notes;
    std::string teacher_words;
    std::string skip_reason;
};

struct SheetAnswer {
    ObservationId visit;
    std::string teacher;
    Instant at;
    std::string kind;
    std::string text;
};

// Each calls `with` until it says false.
template <class Row>
using RowTaker = std::function<bool(const Row&)>;
void sheet_visits(Database& database, const RowTaker<SheetVisit>& with);
void sheet_lines(Database& database, const RowTaker<SheetLine>& with);
void sheet_ratings(Database& database, const RowTaker<SheetRating>& with);
void sheet_steps(Database& database, const RowTaker<SheetStep>& with);
void sheet_checks(Database& database, const RowTaker<SheetCheck>& with);
void sheet_debriefs(Database& database, const RowTaker<SheetDebrief>& with);
void sheet_answers(Database& database, const RowTaker<SheetAnswer>& with);

}  // namespace throughline::store
