// Questions on the wall: who can see this, who opened it, who signs in.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "throughline/model/observation.hpp"
#include "throughline/model/sharing.hpp"

namespace throughline {

// The agreements that the actor is a party to, reads under, or keeps the house of; the newest first.
struct SharingAgreements {
    struct Row {
        SharingAgreement agreement;
        std::string teacher_name;
        std::string observer_name;
        std::string reader_name;
        std::string state;  // "in force", "waits for Ana Ruiz", "revoked on Tue 3 Nov", "over"
        std::string words;  // the agreement in sentences, to print and to sign
    };
    using Answer = std::vector<Row>;
    std::optional<PersonId> teacher;
};

// Who opened this teacher's record, or took it out as a packet; the newest first. For the teacher, and who keeps the
// house.
struct OpenedBy {
    struct Row {
        std::string viewer_name;  // "the file's keeper" where nobody is named
        std::string what;         // "the visit of Tue 3 Nov", "the teacher's page", "a packet of the year"
        std::optional<ObservationId> observation;
        Instant at;
    };
    using Answer = std::vector<Row>;
    PersonId teacher;
    int count_max = 200;
};

// Who can see this visit, in sentences: for the teacher, before and after Share.
struct WhoCanSee {
    using Answer = std::vector<std::string>;  // "Cora Coach, who wrote it: everything"
    ObservationId observation;
};

struct Accounts {  // for who keeps the house
    struct Row {
        PersonId person;
        std::string name;
        bool is_disabled = false;
        bool must_change = false;
        std::optional<Instant> closed_until;  // after wrong tries
    };
    using Answer = std::vector<Row>;
};

// What each hat sees of a visit's parts, as the library decides it: the visibility matrix.
struct VisibilityMatrix {
    struct Row {
        std::string part;               // "evidence"
        std::string purpose;            // "coaching"
        std::string state;              // "shared"
        std::vector<std::string> seen;  // "yes", "that it took place", "no"; as many as hats
    };
    struct Matrix {
        std::vector<std::string> hats;  // "author", "co-observer", "teacher", "leader", ...
        std::vector<Row> rows;
    };
    using Answer = Matrix;
};

}  // namespace throughline
