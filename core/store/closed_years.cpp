#include "core/store/closed_years.hpp"

#include <algorithm>
#include <cassert>

#include <fmt/format.h>
#include <sqlite3.h>

#include "core/store/journal_row.hpp"

namespace throughline::store {
namespace {

// How many permissions are given on a connection; SQLite keeps it for the functions below and frees it with them.
using Permissions = int;

Permissions& permissions_of(sqlite3_context* context) { return *static_cast<Permissions*>(sqlite3_user_data(context)); }

// closed_years_are_guarded(): whether the triggers look at all.
void are_guarded(sqlite3_context* context, int, sqlite3_value**)
{
    sqlite3_result_int(context, permissions_of(context) == 0 ? 1 : 0);
}

// permit_closed_years(+1 or -1)
void permit(sqlite3_context* context, int, sqlite3_value** values)
{
    permissions_of(context) += sqlite3_value_int(values[0]);
}

// refuse_closed_year(name): fails the write that asked. The message is the year's name, which error_of() takes up by
// the code; a trigger's own raise() could not name the year.
void refuse(sqlite3_context* context, int, sqlite3_value** values)
{
    const auto* name = reinterpret_cast<const char*>(sqlite3_value_text(values[0]));
    sqlite3_result_error(context, name == nullptr ? "" : name, -1);
    sqlite3_result_error_code(context, SQLITE_CONSTRAINT_FUNCTION);
}

void free_permissions(void* permissions) { delete static_cast<Permissions*>(permissions); }

void add_function(sqlite3* connection, const char* name, int arguments, Permissions* permissions,
                  void (*work)(sqlite3_context*, int, sqlite3_value**), void (*free)(void*))
{
    const int done =
        sqlite3_create_function_v2(connection, name, arguments, SQLITE_UTF8, permissions, work, nullptr, nullptr, free);
    if (done != SQLITE_OK) throw SQLite::Exception(connection, done);
}

// FROM and WHERE of the closed year of a visit row `row` ("NEW" or "OLD" of observation, or a subquery's alias).
std::string closed_year_at(const std::string& teacher, const std::string& day)
{
    return fmt::format(
        "FROM main.person AS yt CROSS JOIN year_at_school AS y WHERE yt.id = {} AND y.school_id = yt.school_id AND "
        "y.closed_at IS NOT NULL AND {} BETWEEN y.starts_on AND y.ends_on",
        teacher, day);
}

std::string refused_at(const std::string& teacher, const std::string& day)
{
    return "SELECT refuse_closed_year(y.name) " + closed_year_at(teacher, day) + "; ";
}

std::string refused_with_visit(const std::string& observation)
{
    return fmt::format(
        "SELECT refuse_closed_year(y.name) FROM main.observation AS o CROSS JOIN main.person AS yt CROSS JOIN "
        "year_at_school AS y WHERE o.id = {} AND yt.id = o.teacher_id AND y.school_id = yt.school_id AND y.closed_at "
        "IS NOT NULL AND o.started_on BETWEEN y.starts_on AND y.ends_on; ",
        observation);
}

class Guard {
public:
    explicit Guard(Database& database) : database_(database) {}

    // `refused` makes the refusing statement for "NEW." or "OLD."; `free` are columns that may change.
    template <class Refused>
    void table(const std::string& name, Refused refused, const std::vector<std::string>& free = {})
    {
        trigger(name, "INSERT", "", refused("NEW."));
        trigger(name, "DELETE", "", refused("OLD."));
        trigger(name, "UPDATE", differs(name, free), refused("OLD.") + refused("NEW."));
    }

    void trigger(const std::string& table, const std::string& event, const std::string& when, const std::string& body)
    {
        database_.script(fmt::format(
            "CREATE TEMP TRIGGER closed_year_{0}_{1} BEFORE {1} ON main.{0} WHEN closed_years_are_guarded() {2} BEGIN "
            "{3}END",
            table, event, when.empty() ? when : "AND (" + when + ")", body));
    }

    [[nodiscard]] std::string differs(const std::string& table, const std::vector<std::string>& free)
    {
        std::string text;
        for (const auto& column : columns_of(database_, table))
            if (std::find(free.begin(), free.end(), column.name) == free.end())
                text += fmt::format("{0}OLD.{1} IS NOT NEW.{1}", text.empty() ? "" : " OR ", column.name);
        assert(!text.empty());
        return text;
    }

private:
    Database& database_;
};

// What happened to a step before its year was closed stays in its history; what comes later may be taken back.
const std::string refused_event =
    "SELECT refuse_closed_year(y.name) FROM main.action_step AS p CROSS JOIN main.observation AS o CROSS JOIN "
    "main.person AS yt CROSS JOIN year_at_school AS y WHERE p.id = OLD.step_id AND o.id = p.observation_id AND yt.id = "
    "o.teacher_id AND y.school_id = yt.school_id AND OLD.at <= y.closed_at AND o.started_on BETWEEN y.starts_on AND "
    "y.ends_on; ";

void guard_years(Guard& guard)
{
    const std::string closed = "SELECT refuse_closed_year(OLD.name)";
    guard.trigger("school_year", "DELETE", "OLD.closed_at IS NOT NULL", closed + "; ");
    // A year of a school's own would take the general one's place there, and open its visits.
    const std::string replaced =
        "SELECT refuse_closed_year(y.name) FROM main.school_year AS y WHERE NEW.school_id IS NOT NULL AND y.school_id "
        "IS NULL AND y.closed_at IS NOT NULL AND y.starts_on <= NEW.ends_on AND y.ends_on >= NEW.starts_on";
    guard.trigger("school_year", "UPDATE", "",
                  closed + " WHERE OLD.closed_at IS NOT NULL AND NEW.closed_at IS NOT NULL AND (" +
                      guard.differs("school_year", {"closed_at", "closed_by"}) + "); " + replaced +
                      " AND NOT (OLD.school_id IS NEW.school_id AND y.starts_on <= OLD.ends_on AND y.ends_on >= "
                      "OLD.starts_on); ");
    guard.trigger("school_year", "INSERT", "", replaced + "; ");
}

}  // namespace

void guard_closed_years(Database& database)
{
    auto* connection = database.raw().getHandle();
    auto* permissions = new Permissions(0);  // freed by the first function, which goes with the connection
    add_function(connection, "permit_closed_years", 1, permissions, &permit, &free_permissions);
    add_function(connection, "closed_years_are_guarded", 0, permissions, &are_guarded, nullptr);
    add_function(connection, "refuse_closed_year", 1, permissions, &refuse, nullptr);
    database.named("school/year_at_school.sql").run();
    Guard guard(database);
    guard.table("observation",
                [](const std::string& row) { return refused_at(row + "teacher_id", row + "started_on"); },
                {"acknowledged_at", "prepared_at"});
    const auto with_visit = [](const std::string& row) { return refused_with_visit(row + "observation_id"); };
    for (const auto* name : {"evidence", "rating", "debrief", "amendment", "unlocking"}) guard.table(name, with_visit);
    guard.table("action_step", with_visit, {"state", "check_on", "closed_on"});
    guard.trigger("step_event", "DELETE", "", refused_event);
    guard.trigger("step_event", "UPDATE", guard.differs("step_event", {}), refused_event);
    guard.table("booking", [](const std::string& row) { return refused_at(row + "teacher_id", row + "starts_on"); });
    guard_years(guard);
}

ClosedYearPermission::ClosedYearPermission(Database& database) : database_(database)
{
    database_.query("SELECT permit_closed_years(1)").run();
}

ClosedYearPermission::~ClosedYearPermission()
{
    // Cannot fail: it only counts. A throw here would end the program.
    database_.raw().tryExec("SELECT permit_closed_years(-1)");
}

bool moves_records_only(Database& database, std::int64_t seq)
{
    auto query = database.query(
        "WITH RECURSIVE back (seq, name, reverses) AS (SELECT seq, name, reverses FROM journal_command WHERE seq = ?1 "
        "UNION ALL SELECT c.seq, c.name, c.reverses FROM journal_command AS c JOIN back ON c.seq = back.reverses) "
        "SELECT name FROM back WHERE reverses IS NULL");
    query.bind(seq);
    return query.next() && query.take<std::string>() == "MergePeople";
}

std::optional<std::string> closed_year_of(Database& database, const PersonId& teacher, Date on)
{
    auto query = database.query("SELECT y.name " + closed_year_at("?1", "?2"));
    query.bind_all(teacher, on);
    return query.next() ? std::optional(query.take<std::string>()) : std::nullopt;
}

std::optional<Date> first_closed_day(Database& database)
{
    auto query = database.query("SELECT min(starts_on) FROM school_year WHERE closed_at IS NOT NULL");
    return query.next() ? query.take<std::optional<Date>>() : std::nullopt;
}

Error closed_year_error(const std::string& year)
{
    return {ErrorCode::wrong_state,
            "The school year {0} is closed: what belongs to it can be read and searched, and not changed any more. A "
            "leader, an administrator or the file's owner can open it again: Settings > School year, or 'rollover "
            "reopen'.",
            {year},
            {},
            {}};
}

std::string in_closed_year(const std::string& teacher, const std::string& day)
{
    // Most days lie after all closed years, which is found out once for a statement.
    return fmt::format(
        "({0} <= (SELECT coalesce(max(ends_on), '') FROM main.school_year WHERE closed_at IS NOT NULL) AND EXISTS "
        "(SELECT 1 {1}))",
        day, closed_year_at(teacher, day));
}

}  // namespace throughline::store
