// A calibration session: several observers rate the same lesson, blind, and then compare.
//
// While a session is open nobody sees another's rating, whoever they are. Its ratings are about the observers: they are
// never part of a teacher's record, of growth or of an evaluation.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "throughline/analysis/calibration.hpp"
#include "throughline/base/ids.hpp"
#include "throughline/base/time.hpp"
#include "throughline/model/observation.hpp"

namespace throughline {

enum class CalibrationState { open, closed };
std::string_view name_of(CalibrationState state);
std::optional<CalibrationState> parse_calibration_state(std::string_view name);

enum class RatingSource {
    observer,   // one observer's own
    master,     // made by experts beforehand
    consensus,  // what the group agreed on afterwards
};
std::string_view name_of(RatingSource source);  // "observer"
std::optional<RatingSource> parse_rating_source(std::string_view name);

struct Calibration {
    CalibrationId id;
    std::string title;
    std::string lesson;  // where the recording is, or which lesson it was
    RubricVersionId rubric_version;
    std::string form_id;
    PersonId leader;
    Date day;
    CalibrationState state = CalibrationState::open;
    std::optional<Instant> closed_at;
    analysis::PassRule pass;
    std::string notes;  // what the group decided
};
constexpr std::size_t calibration_title_chars_max = 200;

struct CalibrationRater {
    CalibrationRaterId id;
    CalibrationId calibration;
    PersonId observer;
    std::optional<ObservationId> observation;  // of a joint visit: this observer's own record of it
    std::optional<Instant> submitted_at;       // nothing: still rating
};

struct CalibrationRating {
    CalibrationRatingId id;
    CalibrationId calibration;
    RatingSource source = RatingSource::observer;
    std::optional<PersonId> observer;  // with RatingSource::observer only
    std::string code;
    std::optional<Mark> mark;  // nothing: only words so far
    int level = 0;
    std::string words;  // evidence, or the reason of a master or consensus rating
};

// Two records of one visit begin at most so far apart. A colleague who comes in late has still seen most of a
// fifteen-minute visit's lesson phase; a whole period later it is another lesson.
constexpr int joint_minutes_max = 20;

}  // namespace throughline
