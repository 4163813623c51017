#include "core/store/goals.hpp"

namespace throughline::store {

std::vector<PersonId> coaches_of(Database& database, const PersonId& teacher, Date day)
{
    auto query = database.query(
        "SELECT observer_id FROM caseload WHERE teacher_id = ?1 AND from_day <= ?2 AND (to_day IS NULL OR to_day >= "
        "?2) "
        "UNION SELECT observer_id FROM observation WHERE teacher_id = ?1 AND state = 'shared'");
    query.bind_all(teacher, day);
    std::vector<PersonId> ids;
    while (query.next()) ids.push_back(query.take<PersonId>());
    return ids;
}

std::vector<VisitRequest> requests(Database& database, const std::optional<PersonId>& party,
                                   const std::optional<PersonId>& teacher, bool live_only)
{
    // Only the conditions that are asked for, so that SQLite can pick the index that fits them.
    std::string clause =
        "WHERE (?1 IS NULL OR teacher_id = ?1 OR observer_id = ?1) AND (?2 IS NULL OR teacher_id = ?2)";
    if (party) clause = "WHERE (teacher_id = ?1 OR observer_id = ?1) AND (?2 IS NULL OR teacher_id = ?2)";
    if (teacher) clause = "WHERE teacher_id = ?2 AND (?1 IS NULL OR teacher_id = ?1 OR observer_id = ?1)";
    if (live_only) clause += " AND state IN ('open', 'planned')";
    return select<VisitRequest>(database, clause + " ORDER BY asked_at DESC, id DESC", party, teacher);
}

bool has_in_caseload(Database& database, const PersonId& observer, const PersonId& teacher, Date day)
{
    auto query = database.query(
        "SELECT 1 FROM caseload WHERE observer_id = ?1 AND teacher_id = ?2 AND from_day <= ?3 AND "
        "(to_day IS NULL OR to_day >= ?3)");
    query.bind_all(observer, teacher, day);
    return query.next();
}

bool has_coached(Database& database, const PersonId& observer, const PersonId& teacher)
{
    auto query = database.query(
        "SELECT 1 FROM observation WHERE observer_id = ?1 AND teacher_id = ?2 AND state = 'shared' AND "
        "purpose IN ('coaching', 'peer') LIMIT 1");
    query.bind_all(observer, teacher);
    return query.next();
}

}  // namespace throughline::store
