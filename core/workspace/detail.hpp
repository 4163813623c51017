// One visit with everything that belongs to it, as the viewer may see it. Shared by several questions.
#pragma once

#include <string_view>

#include "core/store/viewer.hpp"
#include "core/workspace/session.hpp"
#include "throughline/query/observation.hpp"

namespace throughline {

ObservationDetail::Detail detail_of(Context& context, const store::Viewer& viewer, const Observation& observation);
StepRow step_row(Context& context, const ActionStep& step);
std::vector<ObservationDetail::Unsettled> unsettled_of(Context& context, const AnyId& record);
// What was typed into a visit of a closed year, its lines and its debrief, in any session, and stays beside the record.
std::vector<ObservationDetail::Unsettled> unfinished_of(Context& context, const ObservationId& visit);
// A draft of what a teacher answers to a visit ("reply", "reflection"): it belongs to them, not to its observer.
bool is_answer_field(std::string_view field);
std::string person_name(Context& context, const PersonId& id);
// Blanks what the viewer may not read, keeps that it took place.
VisitRow as_seen(const store::Viewer& viewer, VisitRow row);

}  // namespace throughline
