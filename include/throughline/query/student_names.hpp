// Before Share: does what the teacher will get name a student? A question, never a block.
#pragma once

#include <string>
#include <vector>

#include "throughline/model/observation.hpp"

namespace throughline {

// What in the visit's shared text looks like a student's name: a full name of the list, if there is one, and what
// stands where names do ("Maria said", "student Maria"). Names of staff are not asked about.
struct StudentNameQuestions {
    struct Row {
        std::string name;   // as it stands there: "Maria Lopez"
        std::string where;  // "the strength", "the line at 3:10"
        bool is_listed = false;
    };
    using Answer = std::vector<Row>;  // each name once for each place
    ObservationId observation;
};

}  // namespace throughline
