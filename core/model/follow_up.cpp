#include "throughline/model/follow_up.hpp"

namespace throughline {

DueState due_state(Date due_on, Date today, const SchoolCalendar& calendar, const FollowUpRules& rules)
{
    if (due_on == today) return DueState::due_today;
    const int school_days = calendar.school_days_between(today, due_on);
    if (due_on < today) {
        // Due in a holiday: overdue only once a school day has gone by since.
        return school_days < 0 ? DueState::overdue : DueState::due_today;
    }
    return school_days <= rules.due_soon_school_days ? DueState::due_soon : DueState::later;
}

}  // namespace throughline
