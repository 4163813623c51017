// A rubric as text for a terminal, and the credit that goes wherever a rubric's words are shown.
#pragma once

#include <string>

#include "throughline/model/rubric.hpp"

namespace throughline::cli {

std::string text_of(const Rubric& rubric);

// Attribution, licence and required notice; empty for our own work that asks for none.
std::string credit_of(const Rubric& rubric);

}  // namespace throughline::cli
