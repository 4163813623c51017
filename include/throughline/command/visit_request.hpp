// Commands on a teacher's request to be visited with a question in mind.
#pragma once

#include <optional>
#include <string>

#include "throughline/change_set.hpp"
#include "throughline/model/visit_request.hpp"

namespace throughline {

struct AskForVisit {  // by a teacher, for themselves
    using Value = VisitRequestId;
    PersonId observer;  // one of VisitRequests::Seen::may_ask
    std::string focus;
    std::string wish = {};
};

// The observer says no, with words. A yes needs no command: a coaching or peer visit that they plan to the teacher
// makes the oldest open request planned, and one that they start makes it visited; when the plan is called off or the
// visit is put away, it is open again.
struct AnswerVisitRequest {
    using Value = Nothing;
    VisitRequestId request;
    std::string answer;
};

struct WithdrawVisitRequest {  // by the teacher, while it is not visited or declined
    using Value = Nothing;
    VisitRequestId request;
};

}  // namespace throughline
