#include "core/store/wall.hpp"

namespace throughline::store {
namespace {

AccountRow take_account(Query& query)
{
    AccountRow row;
    query.read(row.person);
    query.read(row.hash);
    query.read(row.is_disabled);
    query.read(row.must_change);
    query.read(row.wrong_tries);
    query.read(row.closed_until);
    query.read(row.changed_at);
    return row;
}

}  // namespace

bool is_new_access(Database& database, const Access& access, Date day)
{
    auto query = database.query(
        "SELECT 1 FROM access WHERE teacher_id = ?1 AND record_id = ?2 AND day = ?3 AND kind = ?4 AND viewer_id IS ?5");
    query.bind_all(access.teacher, access.record, day, name_of(access.kind), access.viewer);
    return !query.next();
}

void log_access(Database& database, const LoggedAccess& logged)
{
    const auto& access = logged.access;
    database.query("INSERT INTO access (viewer_id, teacher_id, record_id, kind, at, day) VALUES (?, ?, ?, ?, ?, ?)")
        .bind_all(access.viewer, access.teacher, access.record, name_of(access.kind), logged.at, logged.day)
        .run();
}

std::vector<LoggedAccess> accesses_to(Database& database, const PersonId& teacher, int count_max)
{
    auto query = database.query(
        "SELECT viewer_id, record_id, kind, at, day FROM access WHERE teacher_id = ?1 ORDER BY id DESC LIMIT ?2");
    query.bind_all(teacher, count_max);
    std::vector<LoggedAccess> rows;
    while (query.next()) {
        LoggedAccess row;
        query.read(row.access.viewer);
        query.read(row.access.record);
        query.read(row.access.kind);
        query.read(row.at);
        query.read(row.day);
        row.access.teacher = teacher;
        rows.push_back(row);
    }
    return rows;
}

bool has_accounts(Database& database) { return database.query("SELECT 1 FROM account LIMIT 1").next(); }

std::optional<AccountRow> account_of(Database& database, const PersonId& person)
{
    auto query = database.query(
        "SELECT person_id, hash, is_disabled, must_change, wrong_tries, closed_until, changed_at FROM account "
        "WHERE person_id = ?");
    query.bind(person);
    return query.next() ? std::optional(take_account(query)) : std::nullopt;
}

std::vector<AccountRow> accounts(Database& database)
{
    auto query = database.query(
        "SELECT person_id, hash, is_disabled, must_change, wrong_tries, closed_until, changed_at FROM account "
        "ORDER BY person_id");
    std::vector<AccountRow> rows;
    while (query.next()) rows.push_back(take_account(query));
    return rows;
}

void save_account(Database& database, const AccountRow& account)
{
    database
        .query(
            "INSERT INTO account (person_id, hash, is_disabled, must_change, wrong_tries, closed_until, changed_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (person_id) DO UPDATE SET hash = excluded.hash, "
            "is_disabled = excluded.is_disabled, must_change = excluded.must_change, wrong_tries = "
            "excluded.wrong_tries, closed_until = excluded.closed_until, changed_at = excluded.changed_at")
        .bind_all(account.person, account.hash, account.is_disabled, account.must_change, account.wrong_tries,
                  account.closed_until, account.changed_at)
        .run();
}

void replace_student_names(Database& database, const std::set<std::string>& hashes)
{
    database.query("DELETE FROM student_name").run();
    for (const auto& hash : hashes) database.query("INSERT INTO student_name (hash) VALUES (?)").bind_all(hash).run();
}

bool is_student_name(Database& database, const std::string& hash)
{
    auto query = database.query("SELECT 1 FROM student_name WHERE hash = ?");
    query.bind(hash);
    return query.next();
}

}  // namespace throughline::store
