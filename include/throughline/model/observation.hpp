// An observation: one visit to one classroom by one observer, with a purpose; its evidence and its ratings.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/base/ids.hpp"
#include "throughline/base/time.hpp"

namespace throughline {

// The hat worn on this visit. Fixed once the visit is shared.
enum class Purpose { coaching, evaluation, walkthrough, peer, calibration, self };
std::string_view name_of(Purpose purpose);  // "coaching"
std::optional<Purpose> parse_purpose(std::string_view name);

enum class ObservationState {
    draft,     // only its observer sees it
    shared,    // locked; the teacher sees it; changes are amendments
    archived,  // a draft that was put away
};
std::string_view name_of(ObservationState state);
std::optional<ObservationState> parse_observation_state(std::string_view name);

enum class Speaker { none, teacher, student, observer };
std::string_view name_of(Speaker speaker);  // "teacher"; "" for none
std::optional<Speaker> parse_speaker(std::string_view name);

enum class EvidenceKind { note, tally, timer, snapshot };
std::string_view name_of(EvidenceKind kind);
std::optional<EvidenceKind> parse_evidence_kind(std::string_view name);

// One time-stamped line: what was seen or heard.
struct Evidence {
    EvidenceId id;
    ObservationId observation;
    std::int64_t elapsed_ms = 0;  // since the visit began, by a clock that never jumps
    Instant noted_at;
    Speaker speaker = Speaker::none;
    EvidenceKind kind = EvidenceKind::note;
    std::string text;
    std::vector<std::string> indicators;  // the rubric's codes; none is fine
    bool is_private = false;              // never leaves its author
    std::optional<double> amount;         // a tally's count, a timer's seconds, students on task
    std::optional<double> out_of;         // students present at a snapshot
    bool operator==(const Evidence&) const = default;
};
constexpr std::size_t evidence_chars_max = 20'000;  // a page of script in one line is still a line

// A level, not observed and not applicable are three different things; no Rating at all (blank) is a fourth.
enum class Mark { level, not_observed, not_applicable };
std::string_view name_of(Mark mark);  // "level", "not-observed", "not-applicable"
std::optional<Mark> parse_mark(std::string_view name);

struct Rating {
    std::string code;  // of the rubric's node
    Mark mark = Mark::level;
    int level = 0;  // meaningful for Mark::level only; 0 is a level like any other
    bool operator==(const Rating&) const = default;
};

struct Observation {
    ObservationId id;
    PersonId teacher;
    PersonId observer;
    std::optional<PersonId> co_observer;
    RubricVersionId rubric_version;
    std::string form_id;  // of the rubric; empty for its default
    Purpose purpose = Purpose::coaching;
    ObservationState state = ObservationState::draft;
    Instant started_at;
    Date started_on;             // the school day, in the time zone where it was made
    std::optional<int> minutes;  // blank while the visit runs
    std::optional<bool> announced;
    std::string subject;
    std::string grade;
    std::optional<int> students_present;
    std::string strength;  // the one thing that worked
    std::string growth_area;
    std::optional<ActionStepId> pinned_step;  // last time's step, looked at in this visit
    std::string pinned_result;                // a StepResult's name or empty; takes effect on Share only
    std::optional<Instant> shared_at;
    std::optional<Instant> prepared_at;  // a message was prepared; never "sent"
    std::optional<Instant> acknowledged_at;
    bool operator==(const Observation&) const = default;
};
constexpr int visit_minutes_max = 600;
constexpr int students_present_max = 1000;
constexpr std::size_t feedback_chars_max = 20'000;

// The text fields of an observation that are typed into drafts and changed by name.
// A field's name is what drafts, the journal and amendments call it.
enum class ObservationField { subject, grade, strength, growth_area };
std::string_view name_of(ObservationField field);  // "growth_area"
std::optional<ObservationField> parse_observation_field(std::string_view name);

// What was said after Share: old and new stay side by side, with the reason.
struct Amendment {
    AmendmentId id;
    ObservationId observation;
    std::string field;  // "strength", "rating 6.1", "action_step"
    std::string old_text;
    std::string new_text;
    std::string reason;
    PersonId author;
    Instant at;
};

}  // namespace throughline
