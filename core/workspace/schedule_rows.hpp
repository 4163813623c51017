// What is planned as rows that the viewer may see: behind the schedule, Today, reminders and calendar files.
#pragma once

#include <optional>
#include <vector>

#include "core/store/viewer.hpp"
#include "core/workspace/house_days.hpp"
#include "throughline/query/schedule.hpp"

namespace throughline {

// By time, those without a time last on their day. Conflicts are filled in for whoever can do something about them.
std::vector<ScheduleRow> schedule_rows(Context& context, HouseDays& house, const store::Viewer& viewer,
                                       const Schedule& asked);
// One booking, debrief or step, whatever its state; nothing if there is none, or none that the viewer may know of.
std::optional<ScheduleRow> schedule_row(Context& context, HouseDays& house, const store::Viewer& viewer,
                                        const AnyId& id);

// The actor's own of today that have a time and are still to be done.
std::vector<ScheduleRow> planned_today(Context& context, HouseDays& house);

}  // namespace throughline
