// Questions about shared visits that were opened again.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "throughline/model/unlocking.hpp"
#include "throughline/query/observation.hpp"

namespace throughline {

// The newest first. For the visit's teacher and observer, and for whoever reads the words of the visit once it is
// shared; nobody else learns that there is one.
struct Unlockings {
    struct Row {
        Unlocking unlocking;
        PersonId teacher;
        PersonId observer;
        std::string teacher_name;
        std::string observer_name;
        std::string asked_by_name;  // "the file's keeper" where nobody is named
        Date visit_on;
        Purpose purpose = Purpose::coaching;
        std::string state;  // "waits for Ana Ruiz", "open for correction since Tue 3 Nov", "shared again on Wed 4 Nov"
        std::optional<ObservationDetail::Detail> given;  // what had been given, once it was opened
    };
    using Answer = std::vector<Row>;
    std::optional<ObservationId> observation;
};

}  // namespace throughline
