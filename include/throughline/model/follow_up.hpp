// Anything due: a visit, a debrief, a step check, an unshared draft. Derived from the records, never stored twice.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "throughline/base/ids.hpp"
#include "throughline/base/time.hpp"
#include "throughline/model/school_calendar.hpp"

namespace throughline {

enum class FollowUpKind { visit, debrief, step_check, unshared_draft };
std::string_view name_of(FollowUpKind kind);  // "step check"

enum class DueState { later, due_soon, due_today, overdue };
std::string_view name_of(DueState state);  // "due soon"

// The one place that says how due a day is. Overdue counts school days only.
DueState due_state(Date due_on, Date today, const SchoolCalendar& calendar, const FollowUpRules& rules);

struct FollowUp {
    FollowUpKind kind = FollowUpKind::debrief;
    PersonId teacher;
    std::string teacher_name;
    PersonId observer;
    std::string observer_name;
    Date due_on;
    DueState state = DueState::later;
    std::string words;  // "Debrief of Tue 3 Nov, 2 school days overdue"
    ObservationId observation;
    std::optional<ActionStepId> step;
    std::optional<DebriefId> debrief;
};

}  // namespace throughline
