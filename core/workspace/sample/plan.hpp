// The plan of the sample: who works where, who visits whom and when, and every word of each visit, as plain values.
//
// Used by write.cpp, which carries it out, and by its test. Promises: the same seed and the same `today` give the same
// plan on every machine; nothing happens on or after `today`, since a sample that is opened early in the morning must
// not hold visits of the coming afternoon; visits lie on school days within a lesson; nobody is in two rooms at once.
// One school's one year is planned at a time, so that a district of any size never stands in memory.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/workspace/sample/school_days.hpp"
#include "throughline/model/action_step.hpp"
#include "throughline/model/observation.hpp"
#include "throughline/model/role.hpp"
#include "throughline/sample.hpp"

namespace throughline::sample {

struct PlannedPerson {
    std::string given_name;
    std::string family_name;
    std::string email;
    std::string staff_id;
    std::string subject;
    std::string grade;
    std::string title;  // in a school's words: "Instructional coach"
    std::set<Role> roles;

    [[nodiscard]] std::string name() const { return given_name + " " + family_name; }
};

struct PlannedSchool {
    int number = 0;
    std::string name;
    std::vector<PlannedPerson> people;  // the teachers first, then those who only observe
    int teacher_count = 0;
    std::vector<int> observers;    // indices of people; the first one owns the file
    std::vector<int> observer_of;  // by teacher: an index of `observers`
};

struct PlannedLine {
    std::int64_t elapsed_ms = 0;
    Speaker speaker = Speaker::none;
    EvidenceKind kind = EvidenceKind::note;
    std::string text;
    std::vector<std::string> indicators;
    bool is_private = false;
    std::optional<double> amount;
    std::optional<double> out_of;
};

// A check between visits, by a short look or a talk; or the day that a check was moved to.
struct PlannedCheck {
    LocalTime at;
    StepResult result = StepResult::practised;
    std::string note;
    std::optional<Date> next_check_on;
};

struct PlannedClosing {
    LocalTime at;
    StepState state = StepState::dropped;
    std::string reason;
};

struct PlannedStep {
    std::string behaviour;  // of Teach Primary: what it works on, whatever rubric the visit used
    std::string text;
    std::vector<std::string> indicators;
    Date check_on;
    std::vector<PlannedCheck> checks;
    std::vector<std::pair<LocalTime, Date>> moves;  // of the check-back day, after a visit in which it was looked at
    std::optional<PlannedClosing> closing;
};

struct PlannedDebrief {
    LocalTime held_at;  // when it was written down, too
    int minutes = 0;
    std::string protocol;
    std::vector<std::string> done;
    std::string notes;
    std::string teacher_words;
    std::optional<bool> practised;
    std::optional<Date> next_visit_on;
};

struct PlannedAmendment {
    LocalTime at;
    std::string text;
    std::string reason;
};

struct PlannedVisit {
    int teacher = 0;   // index of people
    int observer = 0;  // index of people
    Purpose purpose = Purpose::coaching;
    std::string rubric_id;
    std::string form_id;
    LocalTime starts_at;
    int minutes = 0;
    std::optional<bool> announced;
    std::string subject;
    std::string grade;
    int students_present = 0;
    std::vector<PlannedLine> evidence;  // by elapsed time
    std::vector<Rating> ratings;
    std::string strength;
    std::string growth_area;
    std::optional<int> pinned;  // the visit (an index of this year's) whose step was looked at
    std::optional<StepResult> pinned_result;
    std::optional<PlannedStep> step;
    std::optional<LocalTime> shared_at;  // nothing: still a draft
    std::optional<PlannedDebrief> debrief;
    std::optional<PlannedAmendment> amendment;  // of the strength

    [[nodiscard]] LocalTime ends_at() const { return starts_at + boost::posix_time::minutes(minutes); }
};

struct PlannedYear {
    SampleYear calendar;
    std::vector<PlannedVisit> visits;  // by start
};

// `number` 0 is the school that everyone sees first.
PlannedSchool plan_school(const SampleSize& size, int number);

// The year that begins in August of `first_calendar_year`, as far as it has come by `size.today`.
PlannedYear plan_year(const SampleSize& size, const PlannedSchool& school, int first_calendar_year);

// The first of `size.years` school years.
int first_year_of(const SampleSize& size);

}  // namespace throughline::sample
