// Anything due: a visit, a debrief, a step check, an unshared draft. Derived from the records, never stored twice.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "throughline/base/ids.hpp"
#include "throughline/base/time.hpp"
#include "throughline/model/school_calendar.hpp"

namespace throughline {

enum class FollowUpKind { visit, debrief, step_check, unshared_draft, conference };
std::string_view name_of(FollowUpKind kind);  // "step check"

// Where anything that is to happen stands. analysis/cadence.hpp computes it, for every screen alike.
enum class DueState { not_started, on_track, due_soon, due_today, overdue, done, done_late, excused };
std::string_view name_of(DueState state);  // "due soon"
int urgency(DueState state);               // 0 presses most: overdue, due today, due soon, on track, ...
inline bool is_pressing(DueState state)    // somebody should do something
{
    return state == DueState::due_soon || state == DueState::due_today || state == DueState::overdue;
}

struct FollowUp {
    FollowUpKind kind = FollowUpKind::debrief;
    PersonId teacher;
    std::string teacher_name;
    PersonId observer;
    std::string observer_name;
    Date due_on;
    DueState state = DueState::on_track;
    int overdue_school_days = 0;
    std::string about;          // "Debrief of Tue 3 Nov"
    std::string due;            // "2 school days overdue", "due today", "due Mon 23 Nov"
    std::string words;          // both: "Debrief of Tue 3 Nov, 2 school days overdue"
    ObservationId observation;  // nil for a visit or conference that has none yet
    std::optional<ActionStepId> step;
    std::optional<DebriefId> debrief;
    std::optional<BookingId> booking;
    std::optional<Instant> planned_at;
};

}  // namespace throughline
