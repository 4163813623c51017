// How packets say days and rows.
#pragma once

#include <string>
#include <vector>

#include "throughline/model/rubric.hpp"
#include "throughline/query/observation.hpp"

namespace throughline::report {

// "Monday, 5 October 2026": with its year, since a packet is read again long after it was made.
std::string day_words(Date day);
// "5 Oct": among days of one school year, whose years have been said.
std::string short_day(Date day);
// "6.1 Asks open questions"
std::string row_name(const Rubric& rubric, const std::string& code);
std::string row_names(const Rubric& rubric, const std::vector<std::string>& codes);
// "Coaching visit by Cora Coach · Monday, 5 October 2026 · 15 minutes · announced · Math · grade 6 · 27 students"
std::string visit_facts(const ObservationDetail::Detail& visit);

}  // namespace throughline::report
