// Search over everything, all years, evidence text included.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "throughline/query/rows.hpp"

namespace throughline {

enum class FoundIn { evidence, feedback, action_step, debrief, person };
std::string_view name_of(FoundIn found_in);

struct SearchRow {
    FoundIn found_in = FoundIn::evidence;
    std::string snippet;        // the words around the hit
    ObservationId observation;  // nil for a person
    PersonId teacher;
    std::string teacher_name;
    Date on;
};

struct Search {  // words, all must occur, the last may be unfinished; newest first; only what the actor may see
    using Answer = std::vector<SearchRow>;
    std::string text;
    int count_max = 100;
};

}  // namespace throughline
