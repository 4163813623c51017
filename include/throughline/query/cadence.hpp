// The principal's five minutes: who was forgotten, what was promised, and whether it happened.
//
// For leaders, administrators and the file's keeper: everybody in `filter`. An observer gets their own caseload and
// their own work; a teacher is refused. Of coaching visits nobody but the two sees words or ratings here.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "throughline/analysis/follow_through.hpp"
#include "throughline/model/cadence_rule.hpp"
#include "throughline/query/rows.hpp"

namespace throughline {

struct CadenceFilter {  // all that are set must fit
    std::optional<SchoolId> school;
    std::optional<TeamId> team;
    std::optional<PersonId> observer;  // the teachers of their caseload
    std::string tag;
};

struct CadenceRow {  // one teacher
    PersonId teacher;
    std::string teacher_name;
    std::string subject;
    std::string grade;
    std::string school_name;
    std::vector<std::string> tags;
    DueState state = DueState::on_track;  // of the most pressing entry
    std::vector<VisitCadence> entries;    // most pressing first
};

struct UnsharedRow {  // that a visit has not been shared; nothing of what is in it
    ObservationId observation;
    PersonId teacher;
    std::string teacher_name;
    PersonId observer;
    std::string observer_name;
    Purpose purpose = Purpose::coaching;
    Date started_on;
    Date due_on;
    DueState state = DueState::on_track;
    int overdue_school_days = 0;
};

struct CadenceAnswer {
    Date today;
    bool is_school_day = true;
    std::vector<CadenceRow> people;     // under a rule, by family name
    std::map<DueState, int> states;     // of them; the numbers add up to people.size()
    std::vector<FollowUp> debriefs;     // not held and overdue, the latest first
    std::vector<FollowUp> steps;        // past their check-back day, the latest first
    std::vector<UnsharedRow> unshared;  // not shared and overdue by the share rule, the oldest first
    std::vector<FollowUp> conferences;  // missing and overdue
    int past_cadence = 0;               // people whose state is overdue
    int without_rule = 0;               // teachers in the filter for whom no visit rule holds
};

struct Cadence {
    using Answer = CadenceAnswer;
    CadenceFilter filter;
};

// Only the four numbers, for a whole district at once.
struct CadenceCounts {
    struct Counts {
        int people = 0;
        int past_cadence = 0;
        int debriefs_late = 0;
        int steps_late = 0;
        int unshared_late = 0;
        std::map<DueState, int> states;
    };
    using Answer = Counts;
    CadenceFilter filter;
};

struct WhoNextRow {
    PersonId teacher;
    std::string teacher_name;
    std::string subject;
    std::string grade;
    std::optional<Date> last_visit_on;
    std::optional<int> school_days_since;
    std::optional<Date> due_on;
    std::string reason;  // "11 school days since the last visit; the rule is 10"
    DueState state = DueState::on_track;
    int overdue_school_days = 0;
    Purpose purpose = Purpose::coaching;
    std::string live_step;  // last time's step, to look for; for its own observer only
};

// Ranked by how far past the rule relative to its interval; without those who are booked, have been visited today, or
// are excused.
struct WhoNext {
    using Answer = std::vector<WhoNextRow>;
    CadenceFilter filter;  // observer unset: the actor's own caseload, or everybody for a leader or the keeper
    int count_max = 8;
};

// Teachers down, school weeks across.
struct WeeksGrid {
    struct Week {
        Date monday;
        std::string label;   // "3 Nov"
        std::string letter;  // "A", "B" or empty
        int school_days = 5;
        std::string holiday;  // the name of its days off, if any: "Thanksgiving"
    };
    struct Cell {
        int visited = 0;    // visits
        int debriefed = 0;  // debriefs held
        int step_checked = 0;
        bool planned = false;
        bool excused = false;
        bool holiday = false;  // a week without school
        bool future = false;
        std::string words;  // "Week of 3 Nov: visited twice, debriefed, step checked"
        bool operator==(const Cell&) const = default;
    };
    struct Row {
        PersonId teacher;
        std::string teacher_name;
        DueState state = DueState::on_track;
        std::vector<Cell> cells;  // as many as weeks
    };
    struct Grid {
        std::vector<Week> weeks;
        std::vector<Row> rows;  // by family name
        int teachers = 0;       // in the filter; more than there are rows if there are more than `count_max`
    };
    using Answer = Grid;
    CadenceFilter filter;
    std::optional<Date> from;  // nothing: the school year's first week
    std::optional<Date> to;    // nothing: three weeks from today, or the year's last week
    int count_max = 60;        // teachers; a district's are looked at school by school, or page by page
    int skip = 0;              // so many teachers before the first row
};

struct FollowThrough {
    struct Report {
        Date from;
        Date to;
        std::vector<Measure> measures;  // in the order of MeasureKind
        std::vector<Load> load;         // of each observer in the filter; their own only, for an observer
        std::map<PersonId, std::string> observer_names;
    };
    using Answer = Report;
    CadenceFilter filter;      // `observer`: visits of that observer
    std::optional<Date> from;  // of visits; nothing: the school year's start
    std::optional<Date> to;    // inclusive; nothing: today
};

// Indicators by month. Levels only of visits whose ratings the actor may see; of the rest how many looked at it.
struct Patterns {
    struct Cell {
        int visits = 0;  // in which the indicator was rated, tagged or agreed as a step
        int observers = 0;
        int teachers = 0;
        bool too_few = true;                 // fewer than five teachers: no numbers but this one are filled
        int rated = 0;                       // ratings the actor may see
        std::optional<double> middle_level;  // median of them
        std::string middle_name;             // the level's name: "Emerging"
        std::string words;
    };
    struct Row {
        RubricVersionId rubric_version;
        std::string rubric_title;
        std::string code;
        std::string title;
        std::vector<Cell> cells;  // as many as months
    };
    struct Table {
        std::vector<Date> months;  // their first days
        std::vector<Row> rows;     // in the rubric's order
    };
    using Answer = Table;
    CadenceFilter filter;
};

struct CadenceRules {
    struct Row {
        CadenceRule rule;
        std::string scope_name;  // "everyone", "Mathematics team", "tag first year", "Ana Ruiz"
        std::string words;
        bool in_force = true;  // today
    };
    using Answer = std::vector<Row>;
    bool all_versions = false;  // ended and future ones, too
};

// Who would stand otherwise if this rule were set today (SetCadenceRule), or ended.
struct PreviewRule {
    struct Row {
        PersonId teacher;
        std::string teacher_name;
        DueState before = DueState::on_track;
        DueState after = DueState::on_track;
        std::optional<Date> due_before;
        std::optional<Date> due_after;
        std::string reason;
    };
    struct Preview {
        int people = 0;            // whom the rule is about
        std::vector<Row> changed;  // whose state or due day changes, newly overdue first
        int newly_overdue = 0;
    };
    using Answer = Preview;
    CadenceRule rule;
};

struct Excusals {
    struct Row {
        Excusal excusal;
        std::string scope_name;
    };
    using Answer = std::vector<Row>;  // by first day
    bool with_past = false;
};

struct Groups {
    struct TeamRow {
        Team team;
        std::string school_name;
        std::vector<PersonRow> members;
    };
    struct All {
        std::vector<TeamRow> teams;                         // by name
        std::map<std::string, std::vector<PersonId>> tags;  // by tag
        std::map<PersonId, double> observer_hours;          // a week, where somebody has said
    };
    using Answer = All;
};

}  // namespace throughline
