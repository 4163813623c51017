#include "core/store/goals.hpp"

namespace throughline::store {

bool has_in_caseload(Database& database, const PersonId& observer, const PersonId& teacher, Date day)
{
    auto query = database.query(
        "SELECT 1 FROM caseload WHERE observer_id = ?1 AND teacher_id = ?2 AND from_day <= ?3 AND "
        "(to_day IS NULL OR to_day >= ?3)");
    query.bind_all(observer, teacher, day);
    return query.next();
}

bool has_shared_with(Database& database, const PersonId& observer, const PersonId& teacher, bool coaching_alone)
{
    auto query = database.query(
        "SELECT 1 FROM observation WHERE observer_id = ?1 AND teacher_id = ?2 AND state = 'shared' AND "
        "(NOT ?3 OR purpose IN ('coaching', 'peer')) LIMIT 1");
    query.bind_all(observer, teacher, coaching_alone);
    return query.next();
}

}  // namespace throughline::store
