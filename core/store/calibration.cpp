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
    // The other record is looked up by its teacher and its beginning, which an index has. One observer's own record may
    // be the first or the second: each is asked for by itself, so that only their visits are gone through. For
    // everybody an index tells the few days on which a teacher was visited more than once.
    const auto pairs_from = [](const std::string& from, const std::string& one, const std::string& other,
                               const std::string& whose) {
        return "SELECT a.started_at AS began, a.id, b.id FROM " + from + "observation AS " + one +
               " CROSS JOIN observation AS " + other + " WHERE " + other + ".teacher_id = " + one + ".teacher_id AND " +
               other + ".started_at BETWEEN " + one + ".started_at - ?3 AND " + one +
               ".started_at + ?3 AND b.observer_id <> a.observer_id AND b.rubric_version_id = a.rubric_version_id AND "
               "b.form_id = a.form_id AND b.purpose = a.purpose AND b.started_on = a.started_on AND b.state = 'shared' "
               "AND (b.started_at > a.started_at OR (b.started_at = a.started_at AND b.id > a.id)) AND a.state = "
               "'shared' AND a.started_on >= ?2 AND " +
               whose;
    };
    const std::string busy_days =
        "(SELECT started_on, teacher_id, purpose FROM observation WHERE started_on >= ?2 AND state = 'shared' "
        "GROUP BY started_on, teacher_id, purpose HAVING count(*) > 1) AS g CROSS JOIN ";
    const auto all = pairs_from(busy_days, "a", "b",
                                "?1 IS NULL AND a.teacher_id = g.teacher_id AND a.started_on = g.started_on AND "
                                "a.purpose = g.purpose");
    const auto own =
        pairs_from("", "a", "b", "a.observer_id = ?1") + " UNION " + pairs_from("", "b", "a", "b.observer_id = ?1");
    auto query = database.query((observer ? own : all) + " ORDER BY 1 DESC, 2");
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
