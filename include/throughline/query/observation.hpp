// Questions about visits.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "throughline/model/response.hpp"
#include "throughline/model/rubric.hpp"
#include "throughline/query/rows.hpp"

namespace throughline {

struct Observations {  // newest first; keyset paging: pass the last row's started_at and id to go on
    using Answer = std::vector<VisitRow>;
    std::optional<SchoolId> school;
    std::optional<PersonId> teacher;
    std::optional<PersonId> observer;
    std::optional<Purpose> purpose;
    std::optional<ObservationState> state;  // nothing: drafts and shared, not archived
    std::optional<Date> from;
    std::optional<Date> to;  // inclusive
    std::string rubric_id;   // any version of it; empty: all
    int count_max = 500;
    std::optional<Instant> before;  // of the last row so far
    std::optional<ObservationId> before_id;
};

// Everything of one visit that the actor may see. Drafts' unsettled text is laid over the record in `unsettled`.
struct ObservationDetail {
    struct Unsettled {  // typed, on disk, not yet part of the record
        std::string field;
        std::string text;
        Instant typed_at;
    };
    struct Opening {  // by both, after it was shared; see Unlockings for what had been given before
        std::string reason;
        Date opened_on;
        Date shared_again_on;
    };
    struct Detail {
        Observation observation;
        Person teacher;
        Person observer;
        Rubric rubric;
        std::vector<Evidence> evidence;  // by elapsed time; without others' private lines
        std::vector<Rating> ratings;     // in the rubric's order
        std::optional<ActionStep> step;
        std::optional<StepRow> pinned_step;
        std::optional<Debrief> debrief;
        std::vector<Amendment> amendments;
        std::vector<Opening> openings;               // oldest first
        std::vector<Response> responses;             // of the teacher, oldest first
        std::map<std::string, Rating> last_ratings;  // by code, of the visit before; shown only when asked for
        std::vector<Unsettled> unsettled;
        std::string closed_year;            // the name of the closed school year that it lies in; empty: none
        std::vector<Unsettled> unfinished;  // there: what its observer had typed and no record took up, for them alone
        bool words_visible = true;
        bool may_change = false;          // a draft of the actor, in a year that is not closed
        bool leaders_read_steps = false;  // by the school's policy, where it is a coaching visit
    };
    using Answer = Detail;
    ObservationId observation;
};

// Exactly what the teacher gets, before and after Share: ObservationDetail through the teacher's eyes.
struct FeedbackPreview {
    using Answer = ObservationDetail::Detail;
    ObservationId observation;
};

// The debrief, its visit and its follow-up; by the debrief's id or its observation's.
struct DebriefDetail {
    struct Detail {
        Debrief debrief;
        DueState state = DueState::on_track;
        ObservationDetail::Detail visit;
        std::vector<ObservationDetail::Unsettled> unsettled;
    };
    using Answer = Detail;
    AnyId id;
};

struct FindStep {  // by the step's id or its observation's
    using Answer = StepRow;
    AnyId id;
};

}  // namespace throughline
