// What had been given of a shared visit before it was opened again, as a text to keep: the names of `show --json`,
// without private lines, and without the conversation and the answers, which go on.
#pragma once

#include <string>
#include <string_view>

#include "throughline/base/error.hpp"
#include "throughline/query/observation.hpp"

namespace throughline {

// `visit` as its teacher sees it. A private line is left out even if one comes along.
std::string given_text(const ObservationDetail::Detail& visit);

// Lays what had been given over the visit as it is now: facts, words, evidence, ratings and the step. Answers,
// amendments and the debrief are taken out. bad_input if the text is no such document.
Result<void> lay_given_over(std::string_view given, ObservationDetail::Detail& visit);

}  // namespace throughline
