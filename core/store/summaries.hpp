// Summaries: what lists and counts ask of a visit in one row, next to the teacher's other visits, when each teacher
// was last visited, and which visits of two observers may be of the same lesson.
//
// Triggers of the file keep them (schema step 10); this is for whoever put those aside, and for looking after them.
#pragma once

#include <string>
#include <vector>

#include "core/store/database.hpp"

namespace throughline::store {

// Makes the summaries of the visits numbered in (after, last]; there must be none of them.
void summarize_visits(Database& database, std::int64_t after, std::int64_t last);

// Makes all summaries anew.
void summarize_anew(Database& database);

// The ids of visits whose summary is not what it would be made anew, or that have none, or that have one and are not
// there; at most so many.
std::vector<std::string> visits_summarized_wrongly(Database& database, int count_max);

// The same of teachers' last visits, and of visits that are near each other in time.
std::vector<std::string> teachers_summarized_wrongly(Database& database, int count_max);
std::vector<std::string> visits_paired_wrongly(Database& database, int count_max);

}  // namespace throughline::store
