// Commands on calibration sessions, from opening one to what the group decided.
//
// Who observes, leads or administers opens a session and leads it. Each observer rates for themselves; nobody rates for
// another. `was` holds the text that the person saw before typing: if the record says something else by now, the
// command is refused as a conflict.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "throughline/change_set.hpp"
#include "throughline/model/calibration.hpp"

namespace throughline {

struct OpenCalibration {
    using Value = CalibrationId;
    std::string title;
    std::string lesson;
    RubricVersionId rubric_version;
    std::string form_id;             // empty: the rubric's default
    std::optional<PersonId> leader;  // nothing: the actor
    std::optional<Date> day;         // nothing: today
    std::vector<PersonId> raters;    // more can be added while it is open
    analysis::PassRule pass;
};

// A session of what two observers recorded in the same room: their shared visits are their ratings, so it is closed
// from the start. By one of the two, who leads it.
struct OpenJointCalibration {
    using Value = CalibrationId;
    ObservationId first;
    ObservationId second;
    std::string title;  // empty: a title is made
    analysis::PassRule pass;
};

struct ChangeCalibration {  // only what is set changes; by its leader
    using Value = Nothing;
    CalibrationId calibration;
    std::optional<std::string> title;
    std::optional<std::string> lesson;
    std::optional<Date> day;
    std::optional<analysis::PassRule> pass;
};

struct AddRater {  // while it is open; by its leader
    using Value = CalibrationRaterId;
    CalibrationId calibration;
    PersonId observer;
};

// While it is open: its leader takes out who has not rated yet; who has rated may leave by themselves, and their
// ratings go with them.
struct RemoveRater {
    using Value = Nothing;
    CalibrationId calibration;
    PersonId observer;
};

struct RateInCalibration {  // one's own, until one submits
    using Value = Nothing;
    CalibrationId calibration;
    std::string code;
    std::optional<Mark> mark;  // nothing: back to blank
    int level = 0;             // for Mark::level
};

struct ChangeCalibrationWords {  // one's own evidence for a row; settles the draft row of words_field(code)
    using Value = Nothing;
    CalibrationId calibration;
    std::string code;
    std::string words;
    std::optional<std::string> was;
};
std::string words_field(const std::string& code);

// The actor is done. Final: nobody changes their ratings after having seen others'. The last one in closes the session,
// if two took part or there are master ratings to be held against.
struct SubmitCalibration {
    using Value = bool;  // whether the session is closed now
    CalibrationId calibration;
};

// By its leader, who submits their own ratings first if they take part. Who has not submitted by then is not in.
struct CloseCalibration {
    using Value = Nothing;
    CalibrationId calibration;
};

// What the session is held against. Master ratings are set by its leader, and while it is open only if the leader does
// not take part; what the group agreed on is set once it is closed.
struct SetReference {
    using Value = Nothing;
    CalibrationId calibration;
    RatingSource source = RatingSource::master;
    std::string code;
    std::optional<Mark> mark;  // nothing: taken away, its words too
    int level = 0;
    std::string words;  // the reason
};

struct KeepDecisions {  // what the group decided; by its leader or an observer of it, once it is closed
    using Value = Nothing;
    CalibrationId calibration;
    std::string notes;
    std::optional<std::string> was;
};
constexpr std::string_view decisions_field = "decisions";  // its draft row

}  // namespace throughline
