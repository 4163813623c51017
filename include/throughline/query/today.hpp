// What a coach's day holds.
#pragma once

#include <optional>
#include <vector>

#include "throughline/query/rows.hpp"

namespace throughline {

struct WhoNextRow {
    PersonId teacher;
    std::string teacher_name;
    std::string subject;
    std::string grade;
    std::optional<Date> last_visit_on;  // by the actor or, for the keeper, by anyone
    std::optional<int> school_days_since;
    std::string reason;  // "11 school days since the last visit; the rule is 10"
    DueState state = DueState::later;
    std::string live_step;  // last time's step, to look for
};

struct TodayAnswer {
    Date today;
    bool is_school_day = true;
    std::vector<WhoNextRow> who_next;      // most overdue first; teachers with a visit today or an open draft left out
    std::vector<FollowUp> debriefs;        // not held, soonest due first
    std::vector<FollowUp> steps_to_check;  // due today or earlier first, then the next
    std::vector<VisitRow> drafts;          // the actor's unshared visits, newest first
};

struct Today {
    using Answer = TodayAnswer;
    int who_next_count_max = 8;
};

struct FollowUps {  // everything due, soonest first
    using Answer = std::vector<FollowUp>;
    std::optional<PersonId> teacher;
};

}  // namespace throughline
