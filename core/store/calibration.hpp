// Rows of calibration sessions, and the visits that two observers recorded together.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/store/rows.hpp"
#include "throughline/model/calibration.hpp"

namespace throughline {

// The store finds these by their arguments; they are nobody else's.
inline void parse_name(std::string_view name, std::optional<CalibrationState>& to)
{
    to = parse_calibration_state(name);
}
inline void parse_name(std::string_view name, std::optional<RatingSource>& to) { to = parse_rating_source(name); }

}  // namespace throughline

namespace throughline::store {

template <>
struct Table<Calibration> {
    static constexpr auto name = "calibration";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("title", row.title);
        visit("lesson", row.lesson);
        visit("rubric_version_id", row.rubric_version);
        visit("form_id", row.form_id);
        visit("leader_id", row.leader);
        visit("day", row.day);
        visit("state", row.state);
        visit("closed_at", row.closed_at);
        visit("pass_within", row.pass.within);
        visit("pass_percent", row.pass.percent);
        visit("exact_percent", row.pass.exact_percent);
        visit("valid_days", row.pass.valid_days);
        visit("notes", row.notes);
    }
};

template <>
struct Table<CalibrationRater> {
    static constexpr auto name = "calibration_rater";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("calibration_id", row.calibration);
        visit("observer_id", row.observer);
        visit("observation_id", row.observation);
        visit("submitted_at", row.submitted_at);
    }
};

template <>
struct Table<CalibrationRating> {
    static constexpr auto name = "calibration_rating";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("calibration_id", row.calibration);
        visit("source", row.source);
        visit("observer_id", row.observer);
        visit("code", row.code);
        visit("mark", row.mark);
        visit("level", row.level);
        visit("words", row.words);
    }
};

std::vector<Calibration> calibrations(Database& database);                                      // the newest first
std::vector<CalibrationRater> raters_of(Database& database, const CalibrationId& calibration);  // as added
std::optional<CalibrationRater> rater_of(Database& database, const CalibrationId& calibration,
                                         const PersonId& observer);
std::vector<CalibrationRating> own_ratings(Database& database, const CalibrationId& calibration,
                                           const PersonId& observer);
std::vector<CalibrationRating> reference_ratings(Database& database, const CalibrationId& calibration,
                                                 RatingSource source);
std::optional<CalibrationRating> own_rating(Database& database, const CalibrationId& calibration,
                                            const PersonId& observer, std::string_view code);
std::optional<CalibrationRating> reference_rating(Database& database, const CalibrationId& calibration,
                                                  RatingSource source, std::string_view code);

struct JointPair {
    ObservationId first;
    ObservationId second;
};
// Of shared visits since that day; of one observer's, if one is named. The newest first.
std::vector<JointPair> joint_visits(Database& database, const std::optional<PersonId>& observer, Date since);
// The session that was made of both.
std::optional<CalibrationId> calibration_of(Database& database, const ObservationId& first,
                                            const ObservationId& second);

}  // namespace throughline::store
