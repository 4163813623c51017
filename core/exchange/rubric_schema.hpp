// A rubric document against rubrics/schema/rubric.schema.json: the right fields, of the right kinds.
#pragma once

#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "throughline/exchange/rubric_file.hpp"

namespace throughline {

std::vector<RubricProblem> schema_problems(const nlohmann::json& document);

}  // namespace throughline
