// A whole visit from a document in two steps: everything looked up and checked, then written. Shared by the command
// that records one visit and the import of many, which says of each what it would be before it writes any.
#pragma once

#include <optional>
#include <vector>

#include "core/workspace/session.hpp"
#include "throughline/exchange/observation_document.hpp"
#include "throughline/model/action_step.hpp"
#include "throughline/model/observation.hpp"

namespace throughline {

struct PreparedVisit {
    Observation observation;
    std::vector<Evidence> evidence;
    std::vector<Rating> ratings;
    std::optional<ActionStep> step;
    std::string teacher_name;
};

// Reads only; each refusal names its place in the document.
Result<PreparedVisit> prepare_visit(Context& context, const ObservationDocument& document);
void write_visit(Context& context, const PreparedVisit& visit);

}  // namespace throughline
