// How visits, ratings, steps and people are said in lists: the same words on every page. No wx.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "throughline/exchange/feedback_text.hpp"  // rating_words
#include "throughline/query/rows.hpp"
#include "throughline/query/rubric.hpp"

namespace throughline {

// "coaching" -> "Coaching".
std::string sentence_case(std::string_view words);

// "2025-26, closed": the quiet mark of a visit that is read only.
std::string closed_words(std::string_view year);
// "Draft", "Shared, debrief to hold", "Debriefed", "Put away"; "Debriefed · 2025-26, closed".
std::string visit_state_words(const VisitRow& visit);
// "Coaching, 15 min"; without the minutes while they are not known.
std::string visit_kind_words(const VisitRow& visit);

// "Math, grade 6"; whichever part is known.
std::string subject_and_grade(std::string_view subject, std::string_view grade);
// "Teacher, Observer"
std::string role_words(const std::set<Role>& roles);

// "Practised", "Not seen"
std::string result_words(StepResult result);
// "In practice"
std::string step_state_words(StepState state);
// "Tue 10 Nov: partly seen, still live. Two pairs did it without a prompt."
std::string step_event_words(const StepEvent& event, Date today);

// "12 visits", "10000 visits or more"
std::string visits_using(const RubricRow& rubric);

// "teacher", "student", "coach"; empty for none: who speaks in a line of evidence.
std::string speaker_words(Speaker speaker);

}  // namespace throughline
