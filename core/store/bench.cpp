#include "core/store/bench.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

namespace throughline::store {
namespace {

// The last bytes of an id are random: a mixed order that is the same each time.
constexpr auto mixed = "ORDER BY substr(id, 13)";

const std::string visit_columns =
    "SELECT o.id, o.teacher_id, o.observer_id, o.rubric_version_id, s.id, d.id, p.school_id FROM observation AS o "
    "JOIN person AS p ON p.id = o.teacher_id LEFT JOIN action_step AS s ON s.observation_id = o.id "
    "LEFT JOIN debrief AS d ON d.observation_id = o.id ";

VisitPlace take_place(Query& query)
{
    VisitPlace place;
    query.read(place.visit);
    query.read(place.teacher);
    query.read(place.observer);
    query.read(place.rubric_version);
    query.read(place.step);
    query.read(place.debrief);
    query.read(place.school);
    return place;
}

template <class IdType>
std::optional<IdType> first_id(Query query)
{
    return query.next() ? std::optional(query.take<IdType>()) : std::nullopt;
}

}  // namespace

PutBack::PutBack(Database& database) : database_(database) { database_.script("SAVEPOINT put_back"); }

PutBack::~PutBack()
{
    // After some errors SQLite has rolled back by itself, and there is no savepoint left.
    if (sqlite3_get_autocommit(database_.raw().getHandle()) != 0) return;
    database_.raw().tryExec("ROLLBACK TO put_back");
    database_.raw().tryExec("RELEASE put_back");
}

void forget_pages(Database& database) { sqlite3_db_release_memory(database.raw().getHandle()); }

std::vector<PersonId> people_to_measure(Database& database, Role role, int count_max)
{
    const auto visited = role == Role::teacher ? "AND EXISTS (SELECT 1 FROM observation WHERE teacher_id = person.id)"
                         : role == Role::observer ? "AND EXISTS (SELECT 1 FROM caseload WHERE observer_id = person.id)"
                                                  : "";
    // A teacher who also observes sees more than a teacher; the plain ones of a role are asked for first.
    auto query = database.query(
        fmt::format("SELECT id FROM person WHERE active AND ' ' || roles || ' ' LIKE ? {} ORDER BY roles <> ?, "
                    "substr(id, 13) LIMIT ?",
                    visited));
    query.bind_all(fmt::format("% {} %", name_of(role)), name_of(role), count_max);
    std::vector<PersonId> people;
    while (query.next()) people.push_back(query.take<PersonId>());
    return people;
}

std::vector<VisitPlace> visits_of(Database& database, Role role, const PersonId& person, int count_max)
{
    auto query = database.query(visit_columns +
                                fmt::format("WHERE o.{} = ? AND o.state = 'shared' ORDER BY o.started_at DESC LIMIT ?",
                                            role == Role::teacher ? "teacher_id" : "observer_id"));
    query.bind_all(person, count_max);
    std::vector<VisitPlace> places;
    while (query.next()) places.push_back(take_place(query));
    return places;
}

std::vector<VisitPlace> visits_all_over(Database& database, int count_max)
{
    auto last = database.query("SELECT coalesce(max(number), 0) FROM observation");
    last.next();
    const auto numbers = last.take<std::int64_t>();
    std::vector<VisitPlace> places;
    for (int i = 0; i < count_max; ++i) {
        auto query =
            database.query(visit_columns + "WHERE o.number >= ? AND o.state = 'shared' ORDER BY o.number LIMIT 1");
        query.bind(1 + numbers * i / count_max);
        if (query.next()) places.push_back(take_place(query));
    }
    return places;
}

std::optional<SchoolYearId> any_school_year(Database& database)
{
    return first_id<SchoolYearId>(database.query("SELECT id FROM school_year ORDER BY starts_on DESC LIMIT 1"));
}

std::optional<ActionStepId> live_step_of(Database& database, Role role, const PersonId& person)
{
    auto query =
        database.query(fmt::format("SELECT id FROM action_step WHERE {} = ? AND state IN "
                                   "('assigned', 'acknowledged', 'in practice') {} LIMIT 1",
                                   role == Role::teacher ? "teacher_id" : "observer_id", mixed));
    query.bind(person);
    return first_id<ActionStepId>(std::move(query));
}

std::optional<DebriefId> open_debrief_of(Database& database, const PersonId& observer)
{
    auto query = database.query(
        "SELECT id FROM debrief WHERE observer_id = ? AND held_at IS NULL AND skip_reason = '' ORDER BY due_on DESC "
        "LIMIT 1");
    query.bind(observer);
    return first_id<DebriefId>(std::move(query));
}

std::int64_t last_command(Database& database)
{
    auto query = database.query("SELECT coalesce(max(seq), 0) FROM journal_command");
    query.next();
    return query.take<std::int64_t>();
}

std::vector<std::pair<std::string, std::int64_t>> rows_by_table(Database& database)
{
    std::vector<std::pair<std::string, std::int64_t>> tables;
    {
        auto names = database.query(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%\\_search%' ESCAPE '\\' AND name "
            "NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name");
        while (names.next()) tables.emplace_back(names.take<std::string>(), 0);
    }
    for (auto& [table, rows] : tables) {
        auto count = database.query("SELECT count(*) FROM " + table);
        count.next();
        count.read(rows);
    }
    return tables;
}

}  // namespace throughline::store
