// Growth, and how far its numbers can be trusted: one teacher's year, a school's reliability, and which rows of a
// rubric were rated how in which month.
//
// Used by the growth page, the teacher's page, packets and the command line, so that a number is the same on each.
// Promises: only shared visits count, and of them only what the actor may read; ratings on different rubric versions or
// for different purposes never meet in one number; not observed, not applicable and blank are no levels; no teacher is
// compared with another by name, and no group of fewer than five teachers is described.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "throughline/analysis/growth.hpp"
#include "throughline/analysis/milestones.hpp"
#include "throughline/analysis/reliability.hpp"
#include "throughline/model/rubric.hpp"
#include "throughline/query/cadence.hpp"
#include "throughline/query/teacher.hpp"

namespace throughline {

// One visit of the picture.
struct GrowthVisit {
    ObservationId observation;
    Date on;
    double week = 0;  // school weeks since the year's start: school days / 5
    PersonId observer;
    std::string observer_name;
    Purpose purpose = Purpose::coaching;
    int ratings = 0;                   // levels given on rows that count
    std::optional<double> mean_level;  // of them; nothing where there are none
};

struct GrowthPlace {  // where the line may be on a day
    Date on;
    double week = 0;
    analysis::Estimate level;
};

// One row of the rubric by itself: points, and no line.
struct IndicatorGrowth {
    std::string code;
    std::string title;
    bool counts = true;               // in the visits' mean levels and in the line
    std::vector<Level> levels;        // of the row's scale, rising
    std::vector<RatingPoint> points;  // by day; other marks than levels included
    std::vector<analysis::LevelOnDay> first_reached;
    std::optional<analysis::LevelOnDay> sustained;
};

// Where the line comes from.
enum class GrowthMethod {
    school_model,  // analysis/growth.hpp over the school's ratings
    own_trend,     // analysis/trend.hpp over this teacher's visits: the school has too few teachers to compare
    none           // nothing that counts was rated
};
std::string_view name_of(GrowthMethod method);  // "school model", "own trend", "none"

// One year of one teacher, on one rubric version, for one purpose. Who may see the teacher's page may ask; visits whose
// ratings the actor may not read are only counted.
//
// The line is the school's growth model: the other teachers' ratings of the same kind enter it as what at least four
// others have in common, and nothing of theirs is in the answer. Coach and teacher get the same numbers from the same
// visits.
struct TeacherGrowth {
    struct Series {  // what there is to choose from
        RubricVersionId rubric_version;
        std::string rubric_title;  // "Teach Primary 1.0"
        Purpose purpose = Purpose::coaching;
        int visits = 0;
    };
    struct Growth {
        PersonId teacher;
        std::string teacher_name;
        std::vector<Series> series;  // in that year, the one visited last first
        std::optional<RubricVersionId> rubric_version;
        std::string rubric_title;
        Purpose purpose = Purpose::coaching;
        std::string year_name;  // "2026-27"
        Date from;
        Date to;  // inclusive: today, in a year that is not over
        analysis::DirectionRule rule;
        std::vector<GrowthVisit> visits;  // by day
        int visits_unread = 0;            // for this purpose, whose ratings are not the actor's to read
        GrowthMethod method = GrowthMethod::none;
        analysis::Estimated present = analysis::not_defined("There are no ratings yet.");  // level on `present_on`
        Date present_on;                                                                   // the last visit that counts
        analysis::Estimated slope = analysis::not_defined("There are no ratings yet.");    // levels per school week
        analysis::Direction direction = analysis::Direction::not_enough_visits;
        std::string words;                        // "rising"; "not enough visits yet: 3 of 6"
        std::vector<GrowthPlace> band;            // from the first visit to the last; empty without enough visits
        std::vector<Level> levels;                // of the scale that the line is on
        std::vector<IndicatorGrowth> indicators;  // in the rubric's order
        std::vector<StepRow> steps;               // agreed in the year, oldest first; of visits the actor may read
        int steps_mastered = 0;
        std::vector<std::string> how_computed;  // whole sentences, with the counts
        std::vector<std::string> notes;         // whole sentences: what is left out and why
    };
    using Answer = Growth;
    PersonId teacher;
    std::optional<RubricVersionId> rubric_version;  // nothing: that of the last visit
    std::optional<Purpose> purpose;                 // nothing: coaching, or that of the last visit the actor may read
    std::optional<Date> on;                         // a day of the year that is meant; nothing: today
    bool with_observers = true;                     // allow for how strict each observer is
};

// The rule by which a direction is called one, as this file has it.
struct DirectionRuleInForce {
    using Answer = analysis::DirectionRule;
};

// How far a school's ratings tell its teachers apart, and what more visits or observers would give. For observers,
// leaders, administrators and the keeper, each from the ratings they may read: a leader from evaluations, a coach from
// their own coaching.
struct SchoolReliability {
    struct Share {
        std::string facet;  // "teacher", "observer", "teacher by observer", "visit", "indicator", "rest"
        double variance = 0;
        double share = 0;  // of all
    };
    struct Report {
        SchoolId school;
        std::string school_name;
        std::optional<RubricVersionId> rubric_version;
        std::string rubric_title;
        Purpose purpose = Purpose::coaching;
        Date from;
        Date to;
        int teachers = 0;
        int observers = 0;
        int visits = 0;
        int indicators = 0;
        int ratings = 0;
        bool too_few = true;  // fewer than five teachers: nothing below is filled
        std::vector<Share> shares;
        analysis::RatingDesign design;  // as it was
        analysis::Defined<double> e_rho_squared = analysis::not_defined("There are too few ratings to say.");
        analysis::Defined<double> phi = analysis::not_defined("There are too few ratings to say.");
        std::vector<analysis::ReliabilityPoint> curve;  // by observers, then by visits
        std::string words;                              // one sentence on what it means
        std::vector<std::string> notes;
    };
    using Answer = Report;
    std::optional<SchoolId> school;                 // nothing: the file's only or first school
    std::optional<RubricVersionId> rubric_version;  // nothing: the one with most visits
    Purpose purpose = Purpose::coaching;
    std::optional<Date> on;
    int visits_max = 12;    // of the curve
    int observers_max = 3;  // of the curve
};

// Rows of the rubric by month. As Patterns, but each purpose in rows of its own and for one school. No names.
struct SchoolHeatMap {
    struct Row {
        RubricVersionId rubric_version;
        std::string rubric_title;
        Purpose purpose = Purpose::coaching;
        std::string code;
        std::string title;
        std::vector<Patterns::Cell> cells;  // as many as months
    };
    struct Map {
        SchoolId school;
        std::string school_name;
        std::vector<Date> months;  // their first days
        std::vector<Row> rows;     // by rubric, purpose, and the rubric's order
    };
    using Answer = Map;
    std::optional<SchoolId> school;
    std::optional<Purpose> purpose;  // nothing: all, each by itself
    std::optional<Date> on;
};

}  // namespace throughline
