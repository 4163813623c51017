// One teacher's year, and the list of teachers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "throughline/query/rows.hpp"

namespace throughline {

struct TeacherRow {
    PersonId id;
    std::string name;
    std::string subject;
    std::string grade;
    std::string school_name;
    bool active = true;
    bool in_caseload = false;  // of the actor
    int visit_count = 0;       // this school year
    std::optional<Date> last_visit_on;
    std::string live_step;
    std::optional<Date> step_check_on;
    DueState step_state = DueState::on_track;
};

struct Teachers {  // by family name
    using Answer = std::vector<TeacherRow>;
    std::string filter;  // as in FindPeople
    bool include_inactive = false;
    bool my_caseload_only = false;
    int count_max = 500;  // of a district's thousands a filter finds the others
    std::optional<SchoolId> school = {};
    std::optional<PersonId> teacher = {};  // this one alone
};

// One rating at one visit, for the picture over time. Ratings of other rubric versions are other series, never mixed.
struct RatingPoint {
    ObservationId observation;
    Date on;
    PersonId observer;
    std::string observer_name;
    Purpose purpose = Purpose::coaching;
    RubricVersionId rubric_version;
    std::string code;
    std::string title;
    Mark mark = Mark::level;
    int level = 0;
    std::string level_name;
    int level_min = 0;  // of the row's scale
    int level_max = 0;
};

struct IndicatorEvidence {
    RubricVersionId rubric_version;
    std::string code;  // empty: untagged lines
    std::string title;
    struct Line {
        Evidence evidence;
        Date on;
        std::string observer_name;
    };
    std::vector<Line> lines;  // newest first
};

struct TeacherPageAnswer {
    PersonRow teacher;
    std::vector<VisitRow> visits;      // newest first
    std::vector<StepRow> steps;        // newest first
    std::vector<RatingPoint> ratings;  // by day
    std::vector<FollowUp> follow_ups;
};

struct TeacherPage {
    using Answer = TeacherPageAnswer;
    PersonId teacher;
};

// What was seen and heard on the visits of that page, by indicator. By itself, since it is by far the most of a
// teacher's years and not always looked at.
struct TeacherEvidence {
    using Answer = std::vector<IndicatorEvidence>;  // rubric by rubric, in each in its own order, untagged lines last
    PersonId teacher;
};

}  // namespace throughline
