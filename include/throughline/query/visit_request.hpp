// The question for requests to be visited.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "throughline/model/visit_request.hpp"

namespace throughline {

// Between the teacher and the observer who was asked; nobody else sees one but the keeper of a file without an owner.
// The newest first.
struct VisitRequests {
    struct Row {
        VisitRequest request;
        std::string teacher_name;
        std::string observer_name;
        std::string state;  // "open", "planned for Tue 3 Nov", "visited on Tue 3 Nov", "declined"
    };
    struct Person {
        PersonId id;
        std::string name;
        std::string email;
    };
    struct Seen {
        std::vector<Row> rows;
        // For a teacher: whom they can ask. Coaches in whose caseload they are or who have shared a visit with them;
        // else everybody who observes and does not teach.
        std::vector<Person> may_ask;
    };
    using Answer = Seen;
    std::optional<PersonId> teacher;
    bool live_only = false;  // open and planned
};

}  // namespace throughline
