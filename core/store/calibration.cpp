#include "core/store/calibration.hpp"

namespace throughline::store {

std::vector<Calibration> calibrations(Database& database)
{
    return select<Calibration>(database, "ORDER BY day DESC, id DESC");
}

std::vector<CalibrationRater> raters_of(Database& database, const CalibrationId& calibration)
{
    return select<CalibrationRater>(database, "WHERE calibration_id = ? ORDER BY id", calibration);
}

std::optional<CalibrationRater> rater_of(Database& database, const CalibrationId& calibration, const PersonId& observer)
{
    return select_one<CalibrationRater>(database, "WHERE calibration_id = ? AND observer_id = ?", calibration,
                                        observer);
}

std::vector<CalibrationRating> own_ratings(Database& database, const CalibrationId& calibration,
                                           const PersonId& observer)
{
    return select<CalibrationRating>(
        database, "WHERE calibration_id = ? AND source = 'observer' AND observer_id = ? ORDER BY code", calibration,
        observer);
}

std::vector<CalibrationRating> reference_ratings(Database& database, const CalibrationId& calibration,
                                                 RatingSource source)
{
    return select<CalibrationRating>(
        database, "WHERE calibration_id = ? AND source = ? AND observer_id IS NULL ORDER BY code", calibration, source);
}

std::optional<CalibrationRating> own_rating(Database& database, const CalibrationId& calibration,
                                            const PersonId& observer, std::string_view code)
{
    return select_one<CalibrationRating>(
        database, "WHERE calibration_id = ? AND source = 'observer' AND observer_id = ? AND code = ?", calibration,
        observer, code);
}

std::optional<CalibrationRating> reference_rating(Database& database, const CalibrationId& calibration,
                                                  RatingSource source, std::string_view code)
{
    return select_one<CalibrationRating>(database,
                                         "WHERE calibration_id = ? AND source = ? AND observer_id IS NULL AND code = ?",
                                         calibration, source, code);
}

std::vector<JointPair> joint_visits(Database& database, const std::optional<PersonId>& observer, Date since)
{
    // Which visits were near each other in time is kept; the rest of what makes them the same lesson is asked here.
    auto query = database.query(
        "SELECT a.started_at, a.id, b.id FROM pair_summary AS p CROSS JOIN observation AS a ON a.id = p.first_id CROSS "
        "JOIN observation AS b ON b.id = p.second_id WHERE p.started_on >= ?2 AND b.rubric_version_id = "
        "a.rubric_version_id AND b.form_id = a.form_id AND b.purpose = a.purpose AND b.started_on = a.started_on AND "
        "a.state = 'shared' AND b.state = 'shared' AND b.started_at - a.started_at <= ?3 AND (?1 IS NULL OR "
        "a.observer_id = ?1 OR b.observer_id = ?1) ORDER BY 1 DESC, 2");
    constexpr std::int64_t minute_us = 60'000'000;
    query.bind_all(observer, since, joint_minutes_max * minute_us);
    std::vector<JointPair> pairs;
    while (query.next()) {
        JointPair pair;
        query.take<std::int64_t>();
        query.read(pair.first);
        query.read(pair.second);
        pairs.push_back(pair);
    }
    return pairs;
}

std::optional<CalibrationId> calibration_of(Database& database, const ObservationId& first, const ObservationId& second)
{
    auto query = database.query(
        "SELECT a.calibration_id FROM calibration_rater AS a JOIN calibration_rater AS b ON b.calibration_id = "
        "a.calibration_id WHERE a.observation_id = ?1 AND b.observation_id = ?2 ORDER BY a.calibration_id LIMIT 1");
    query.bind_all(first, second);
    if (!query.next()) return std::nullopt;
    CalibrationId id;
    query.read(id);
    return id;
}

}  // namespace throughline::store
