// One visit with everything that a visit can have, as a value, on any of the shipped rubrics.
#pragma once

#include <string>

#include "throughline/query/observation.hpp"

namespace throughline::test {

Rubric shipped_rubric(const std::string& id);

// By Cora Coach to Ana Ruiz on Monday, 5 October 2026; with a private line that must never be seen again.
ObservationDetail::Detail sample_visit(const Rubric& rubric, Purpose purpose);

inline const std::string private_words = "quokka-private";

}  // namespace throughline::test
