// What a coach's day holds.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "throughline/query/cadence.hpp"
#include "throughline/query/rows.hpp"
#include "throughline/query/schedule.hpp"
#include "throughline/query/visit_request.hpp"

namespace throughline {

struct TodayAnswer {
    Date today;
    bool is_school_day = true;
    std::vector<WhoNextRow> who_next;               // as the question WhoNext answers
    int who_next_count = 0;                         // of all of whom these are the first
    int visits_overdue = 0;                         // among all of them
    std::vector<ScheduleRow> planned;               // the actor's bookings and timed debriefs of today, by time
    std::vector<FollowUp> debriefs;                 // not held, soonest due first
    std::vector<FollowUp> steps_to_check;           // due today or earlier first, then the next
    bool has_more_due = false;                      // of these two there are more: they are the soonest
    std::vector<VisitRow> drafts;                   // the actor's unshared visits, newest first
    std::vector<VisitRequests::Row> requests = {};  // open ones to the actor, oldest first
};

struct Today {
    using Answer = TodayAnswer;
    int who_next_count_max = 8;
    int due_count_max = 150;  // debriefs and steps together
};

struct FollowUps {  // everything due, soonest first
    using Answer = std::vector<FollowUp>;
    std::optional<PersonId> teacher = {};
    std::optional<PersonId> observer = {};
    std::set<FollowUpKind> kinds = {};  // none: all
    int count_max = 300;                // the soonest; a district has thousands, which no list shows. Negative: all
};

}  // namespace throughline
