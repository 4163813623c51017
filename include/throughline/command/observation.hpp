// Commands on a visit, from the door to what was shared.
//
// A draft belongs to its observer: only they change it. After Share it is locked; a change is an amendment.
// `was` fields hold the text the person saw before typing; if the record says something else by now, the command is
// refused as a conflict and nothing is lost: the draft row keeps what was typed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "throughline/change_set.hpp"
#include "throughline/exchange/observation_document.hpp"
#include "throughline/model/action_step.hpp"
#include "throughline/model/observation.hpp"

namespace throughline {

// At the door. A name instead of a teacher makes a new teacher on the spot. Unsaid things default: the rubric and form
// last used with this teacher, the subject and grade of the teacher, the last live step pinned.
struct StartObservation {
    using Value = ObservationId;
    std::optional<PersonId> teacher;
    std::string new_teacher_name;
    Purpose purpose = Purpose::coaching;
    std::optional<RubricVersionId> rubric_version;
    std::string form_id;
};

// A whole visit at once, from a document. All of it or nothing; each refusal names its place in the document.
struct RecordObservation {
    using Value = ObservationId;
    ObservationDocument document;
};

// Facts of the visit; only what is set changes.
struct ChangeObservation {
    using Value = Nothing;
    ObservationId observation;
    std::optional<Purpose> purpose;
    std::optional<RubricVersionId> rubric_version;  // only while nothing is rated or tagged on the old one
    std::optional<std::string> form_id;
    std::optional<Instant> started_at;
    std::optional<std::optional<int>> minutes;
    std::optional<std::optional<bool>> announced;
    std::optional<std::optional<int>> students_present;
    std::optional<std::optional<PersonId>> co_observer;
};

struct ChangeObservationText {  // settles the field's draft row
    using Value = Nothing;
    ObservationId observation;
    ObservationField field = ObservationField::strength;
    std::string text;
    std::optional<std::string> was;
};

struct MoveObservation {  // it was the wrong teacher
    using Value = Nothing;
    ObservationId observation;
    PersonId teacher;
};

struct ArchiveObservation {  // puts a draft away; undo brings it back
    using Value = Nothing;
    ObservationId observation;
};

struct AddEvidence {  // settles the observation's draft row "script_line"
    using Value = EvidenceId;
    Evidence evidence;  // id and noted_at are ignored
};

struct ChangeEvidence {  // the whole line as it should be; settles the line's draft row "text"
    using Value = Nothing;
    Evidence evidence;
    std::optional<std::string> was;
};

struct RemoveEvidence {
    using Value = Nothing;
    EvidenceId evidence;
};

struct RateIndicator {
    using Value = Nothing;
    ObservationId observation;
    std::string code;
    std::optional<Mark> mark;  // nothing: back to blank
    int level = 0;             // for Mark::level
};

struct MarkPinnedStep {  // what was seen of last time's step; takes effect on Share only
    using Value = Nothing;
    ObservationId observation;
    std::optional<StepResult> result;
};

// The draft's one action step; an empty text takes it away. Settles the draft row "action_step".
struct SetActionStep {
    using Value = Nothing;
    ObservationId observation;
    std::string text;
    std::vector<std::string> indicators;
    std::optional<Date> check_on;  // blank: filled by the rule on Share
    std::optional<std::string> was;
};

// Locks the record, assigns the step with its check-back day, plans the debrief, takes the pinned step's check into
// its history. Cannot be undone: it has been given. The value says what was made.
struct ShareObservation {
    struct Made {
        DebriefId debrief;
        Date debrief_due_on;
        std::optional<ActionStepId> step;
        std::optional<Date> check_on;
    };
    using Value = Made;
    ObservationId observation;
};

struct AmendObservation {  // a change after Share, beside the old words
    using Value = AmendmentId;
    ObservationId observation;
    ObservationField field = ObservationField::strength;
    std::string text;
    std::string reason;
};

// Says that a message with this visit's feedback was prepared for the mail program. Never says "sent".
struct NoteMessagePrepared {
    using Value = Nothing;
    ObservationId observation;
};

}  // namespace throughline
