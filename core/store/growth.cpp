#include "core/store/growth.hpp"

namespace throughline::store {

std::vector<GivenLevel> levels_given(Database& database, const LevelsAsked& asked)
{
    // The instants, a day wider at both ends, let the index by teacher help.
    auto query = database.query(
        "SELECT o.id, o.teacher_id, o.observer_id, o.co_observer_id, o.started_on, o.rubric_version_id, r.code, "
        "r.level FROM person AS t CROSS JOIN observation AS o ON o.teacher_id = t.id JOIN rating AS r ON "
        "r.observation_id = o.id WHERE t.school_id = ?1 AND t.merged_into IS NULL AND o.state = 'shared' AND "
        "o.purpose = ?2 AND (?3 IS NULL OR o.rubric_version_id = ?3) AND o.started_on >= ?4 AND o.started_on <= ?5 "
        "AND o.started_at >= unixepoch(?4, '-1 day') * 1000000 AND o.started_at < unixepoch(?5, '+2 days') * 1000000 "
        "AND r.mark = 'level' ORDER BY o.started_at, o.id, r.code");
    query.bind_all(asked.school, asked.purpose, asked.rubric_version, asked.from, asked.to);
    std::vector<GivenLevel> rows;
    while (query.next()) {
        GivenLevel row;
        query.read(row.observation);
        query.read(row.teacher);
        query.read(row.observer);
        query.read(row.co_observer);
        query.read(row.on);
        query.read(row.rubric_version);
        query.read(row.code);
        query.read(row.level);
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace throughline::store
