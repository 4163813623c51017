// Row types that several questions answer with.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "throughline/model/action_step.hpp"
#include "throughline/model/debrief.hpp"
#include "throughline/model/follow_up.hpp"
#include "throughline/model/observation.hpp"
#include "throughline/model/person.hpp"

namespace throughline {

// One visit in a list. Where the actor may only know that it took place, `words_visible` is false and the texts and
// counts of what was written are blank.
struct VisitRow {
    ObservationId id;
    PersonId teacher;
    std::string teacher_name;
    PersonId observer;
    std::string observer_name;
    std::optional<PersonId> co_observer;
    Purpose purpose = Purpose::coaching;
    ObservationState state = ObservationState::draft;
    Instant started_at;
    Date started_on;
    std::optional<int> minutes;
    std::string subject;
    std::string grade;
    RubricVersionId rubric_version;
    std::string rubric_title;
    std::string strength;
    std::string step_text;
    int evidence_count = 0;
    int rating_count = 0;
    std::optional<Instant> shared_at;
    std::optional<Instant> prepared_at;
    std::optional<Instant> debriefed_at;
    bool is_debrief_skipped = false;  // it will not be held
    bool words_visible = true;
    std::string closed_year = {};  // its name, if the visit lies in one: it can be read and not changed
};

struct StepRow {
    ActionStep step;
    std::string teacher_name;
    std::string observer_name;
    std::vector<StepEvent> events;  // oldest first
};

struct PersonRow {
    Person person;
    std::string school_name;
};

}  // namespace throughline
