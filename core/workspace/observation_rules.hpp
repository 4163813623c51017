// What makes a visit's parts right, whoever writes them: the window, the command line or a document.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/workspace/session.hpp"
#include "throughline/model/action_step.hpp"
#include "throughline/model/observation.hpp"
#include "throughline/model/rubric.hpp"

namespace throughline {

std::string& text_field(Observation& observation, ObservationField field);

Result<void> check_facts(const Observation& observation);
Result<void> check_text(std::string_view text);
Result<void> check_codes(const std::vector<std::string>& codes, const Rubric& rubric, std::string_view place);
Result<void> check_evidence(const Evidence& line, const Rubric& rubric);
Result<void> check_rating(const Rating& rating, const Rubric& rubric);

// Refuses as a conflict if the record no longer says what the person saw (`was`), unless it already says `wanted`.
Result<void> check_unmoved(std::string_view now, const std::optional<std::string>& was, std::string_view wanted);

// A draft's step, not yet inserted.
ActionStep new_step(Context& context, const Observation& observation);

}  // namespace throughline
