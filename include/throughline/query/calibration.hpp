// Questions about calibration: which sessions there are, one's own rating sheet, the meeting, one observer's history,
// and visits that two observers recorded together.
//
// Promises: while a session is open no answer holds another's rating, word or level, not even to who leads it; rows of
// different rubric versions and of different scales never meet in one number; not observed, not applicable and blank
// are no levels. Who sees a closed session: who took part, who led it, leaders and the keeper of a file without an
// owner; one of a joint visit only who may read both visits' ratings anyway.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "throughline/exchange/analysis_input.hpp"
#include "throughline/model/calibration.hpp"
#include "throughline/model/rubric.hpp"

namespace throughline {

struct CalibrationSessions {  // the newest first
    struct Row {
        Calibration session;
        std::string rubric_title;
        std::string leader_name;
        int raters = 0;
        int submitted = 0;
        bool is_joint = false;            // made from two records of one visit
        bool is_mine = false;             // the actor rates in it
        bool is_submitted = false;        // and is done
        bool is_leader = false;           // the actor leads it
        std::vector<PersonId> who_rates;  // for who leads it, or keeps the file
        std::string words;                // "2 of 4 are in"; "closed: 3 observers"
    };
    using Answer = std::vector<Row>;
};

// For who rates in it, their own ratings; for who leads it and does not rate, the master ratings. Not found for anybody
// else.
struct CalibrationSheet {
    struct Row {
        std::string code;
        std::string title;
        std::string text;
        std::vector<Level> levels;
        std::vector<std::string> descriptors;  // as many as levels
        bool may_be_not_observed = true;
        bool may_be_not_applicable = true;
        std::optional<Mark> mark;
        int level = 0;
        std::string words;
    };
    struct Sheet {
        Calibration session;
        std::string rubric_title;
        std::string leader_name;
        bool is_master = false;  // the session's master ratings, not an observer's
        bool is_submitted = false;
        std::vector<Row> rows;
        int marked = 0;                   // rows that are not blank
        std::vector<std::string> raters;  // who takes part
        int submitted = 0;
    };
    using Answer = Sheet;
    CalibrationId calibration;
};

// What a row is held against.
enum class ReferenceKind { none, master, consensus, middle };
std::string_view name_of(ReferenceKind kind);  // "none", "master", "consensus", "middle"
std::string words_of(ReferenceKind kind);      // "the master ratings"

struct CalibrationMeeting {
    struct Cell {
        std::optional<Mark> mark;  // nothing: blank
        int level = 0;
        std::string level_name;
        std::string colour;
        std::string words;
    };
    struct Row {
        std::string code;
        std::string title;
        std::string scale_id;
        std::vector<Level> levels;
        std::vector<Cell> cells;     // as many as observers
        std::optional<Cell> master;  // as set
        std::optional<Cell> consensus;
        std::optional<double> middle;  // of the observers' levels
        int apart = 0;                 // places between the lowest and the highest level given
        bool differs = false;          // levels or marks are not all the same
        std::string words;             // "Low 1, High 3: two levels apart"
    };
    struct Observer {
        PersonId person;
        std::string name;
        analysis::HeldAgainst held;
        std::string words;  // "8 of 10 within one level: passed"
        std::optional<Date> valid_until;
        // The observer's level minus the reference's, over rows of the scale that most rows are on.
        analysis::Estimated difference = analysis::not_defined("There is nothing to be held against.");
    };
    struct Pair {
        std::string first;
        std::string second;
        analysis::Estimated exact, within_one, difference, kappa_linear, kappa_quadratic;
    };
    struct Scale {  // rows on one scale
        std::string name;
        std::vector<Level> levels;
        AgreementRows rows;  // what `analyse agreement` would read from a file of these ratings
        std::vector<Pair> pairs;
        analysis::Estimated gwet_ac2, alpha_ordinal;
    };
    struct Meeting {
        Calibration session;
        std::string rubric_title;
        std::string leader_name;
        bool is_leader = false;
        bool is_joint = false;
        bool may_decide = false;           // write down what the group decided
        std::vector<std::string> waiting;  // not in: while it is open, or when it was closed
        // Nothing below is filled while the session is open.
        std::vector<Observer> observers;  // who are in, in the order they were added
        std::vector<Row> rows;
        ReferenceKind reference = ReferenceKind::none;
        std::vector<Scale> scales;       // the one with most rows first
        std::vector<std::string> notes;  // whole sentences on what is left out
    };
    using Answer = Meeting;
    CalibrationId calibration;
};

// One observer's closed sessions: for that observer, for leaders, and for who led a session, of these.
struct CalibrationHistory {
    struct Session {
        CalibrationId calibration;
        std::string title;
        Date day;
        RubricVersionId rubric_version;
        std::string rubric_title;
        ReferenceKind reference = ReferenceKind::none;
        analysis::HeldAgainst held;
        std::string words;
        std::optional<Date> valid_until;
        analysis::Estimated difference = analysis::not_defined("There is nothing to be held against.");
    };
    struct Standing {  // on one rubric version
        RubricVersionId rubric_version;
        std::string rubric_title;
        std::optional<Date> valid_until;  // of the last pass
        bool is_valid = false;
        std::string words;  // "passed, valid until Wed 3 Nov 2027"
        std::string drift;  // how the signed difference went over the sessions; empty with fewer than two
    };
    struct History {
        PersonId observer;
        std::string observer_name;
        std::vector<Session> sessions;  // the oldest first
        std::vector<Standing> standings;
    };
    using Answer = History;
    std::optional<PersonId> observer;  // nothing: the actor
};

// Visits that two observers recorded at the same time, on the same version and form and for the same purpose, both
// shared: an evaluator never gets to read coaching by having been in the room. For the two, and for who may read both
// visits' ratings anyway. The newest first, of the last 366 days.
struct JointVisits {
    struct Row {
        ObservationId first;
        ObservationId second;
        std::string first_observer;
        std::string second_observer;
        std::string teacher_name;
        Date on;
        std::string rubric_title;
        int rows_of_both = 0;                      // with a level from each
        std::optional<CalibrationId> calibration;  // made of it already
        std::string words;
    };
    using Answer = std::vector<Row>;
};

// How strict the actor rates beside the school's other observers, by the many-facet model (analysis/facets.hpp) over
// the year's shared ratings of one kind, as the growth picture uses them. For that observer alone: nobody else's
// severity is in the answer, and a recorded rating is never changed by it.
struct OwnSeverity {
    struct Severity {
        std::string rubric_title;
        Purpose purpose = Purpose::coaching;
        int own_visits = 0;
        int own_teachers = 0;
        int own_ratings = 0;
        int observers = 0;  // with the actor
        bool is_enough = false;
        analysis::Estimated logits = analysis::not_defined("There are not enough ratings yet.");  // higher: stricter
        std::string words;               // one sentence, or "not enough yet: ..."
        std::vector<std::string> notes;  // whole sentences: how it was computed, and its limits
    };
    using Answer = Severity;
    Purpose purpose = Purpose::coaching;
    std::optional<RubricVersionId> rubric_version;  // nothing: the one that the actor used most
};

}  // namespace throughline
