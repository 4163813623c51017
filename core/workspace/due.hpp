// Everything due, derived from the records: the one list behind Today, the follow-ups and a teacher's page.
#pragma once

#include <vector>

#include "core/workspace/house_days.hpp"
#include "core/workspace/session.hpp"
#include "throughline/model/action_step.hpp"
#include "throughline/model/debrief.hpp"
#include "throughline/model/follow_up.hpp"
#include "throughline/query/today.hpp"

namespace throughline {

// What the actor may know of.
std::vector<FollowUp> follow_ups(Context& context, const FollowUps& asked);

// The deadlines of a visit's promises: the one place that makes them from records.
Deadline debrief_deadline(HouseDays& house, const Debrief& debrief, const PersonId& teacher, Purpose purpose);
Deadline step_deadline(HouseDays& house, const ActionStep& step, Purpose purpose);  // has a check-back day
Deadline share_deadline(HouseDays& house, const PersonId& teacher, Purpose purpose, LocalTime visit);

// Fills in state and words of what is due; `about` says what it is.
void say_due(FollowUp& follow_up, std::string about, const Standing& standing, Date due_on, Date today);

}  // namespace throughline
