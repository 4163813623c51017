// SQLite's session extension watches the same connection; the journal must say exactly what it saw.
#define SQLITE_ENABLE_SESSION 1
#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#include <sqlite3.h>

#include <catch2/catch.hpp>
#include <functional>
#include <map>

#include "core/workspace/session.hpp"
#include "tests/support/temp_workspace.hpp"
#include "throughline/command/debrief.hpp"
#include "throughline/command/step.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

enum class Kind { inserted, updated, removed };
// table, row id as text -> what happened
using Seen = std::map<std::pair<std::string, std::string>, Kind>;

std::string id_of(sqlite3* database, const std::string& table, sqlite3_int64 number)
{
    sqlite3_stmt* statement = nullptr;
    const auto sql = "SELECT uuid_text(id) FROM " + table + " WHERE number = ?";
    REQUIRE(sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK);
    sqlite3_bind_int64(statement, 1, number);
    REQUIRE(sqlite3_step(statement) == SQLITE_ROW);
    std::string id = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    return id;
}

std::string blob_id(sqlite3_value* value)
{
    IdBytes bytes{};
    REQUIRE(sqlite3_value_bytes(value) == 16);
    std::memcpy(bytes.data(), sqlite3_value_blob(value), bytes.size());
    return to_string(bytes);
}

bool has_number(const std::string& table)
{
    return table == "evidence" || table == "observation" || table == "action_step" || table == "debrief";
}

Seen changes_seen(sqlite3* database, sqlite3_session* session)
{
    int size = 0;
    void* bytes = nullptr;
    REQUIRE(sqlite3session_changeset(session, &size, &bytes) == SQLITE_OK);
    sqlite3_changeset_iter* at = nullptr;
    REQUIRE(sqlite3changeset_start(&at, size, bytes) == SQLITE_OK);
    Seen seen;
    while (sqlite3changeset_next(at) == SQLITE_ROW) {
        const char* name = nullptr;
        int columns = 0;
        int operation = 0;
        int indirect = 0;
        sqlite3changeset_op(at, &name, &columns, &operation, &indirect);
        const std::string table = name;
        const int id_column = has_number(table) ? 1 : 0;
        sqlite3_value* value = nullptr;
        std::string id;
        if (operation == SQLITE_INSERT) {
            sqlite3changeset_new(at, id_column, &value);
            id = blob_id(value);
        } else if (operation == SQLITE_DELETE) {
            sqlite3changeset_old(at, id_column, &value);
            id = blob_id(value);
        } else {
            sqlite3changeset_old(at, 0, &value);  // the primary key always stands among the old values
            id = has_number(table) ? id_of(database, table, sqlite3_value_int64(value)) : blob_id(value);
        }
        seen[{table, id}] = operation == SQLITE_INSERT   ? Kind::inserted
                            : operation == SQLITE_DELETE ? Kind::removed
                                                         : Kind::updated;
    }
    sqlite3changeset_finalize(at);
    sqlite3_free(bytes);
    return seen;
}

// The journal's entries after `seq`, folded row by row.
Seen changes_journalled(store::Database& database, std::int64_t after)
{
    auto query = database.query(
        "SELECT noun, uuid_text(row_id), (SELECT old FROM journal WHERE row_id = j.row_id AND seq > ?1 ORDER BY seq "
        "LIMIT 1) "
        "IS NULL, (SELECT new FROM journal WHERE row_id = j.row_id ORDER BY seq DESC LIMIT 1) IS NULL "
        "FROM journal AS j WHERE seq > ?1 GROUP BY noun, row_id");
    query.bind(after);
    Seen seen;
    while (query.next()) {
        const auto noun = query.take<std::string>();
        const auto id = query.take<std::string>();
        const bool was_new = query.take<bool>();
        const bool is_gone = query.take<bool>();
        if (was_new && is_gone) continue;
        seen[{noun, id}] = was_new ? Kind::inserted : is_gone ? Kind::removed : Kind::updated;
    }
    return seen;
}

std::int64_t last_seq(store::Database& database)
{
    auto query = database.query("SELECT coalesce(max(seq), 0) FROM journal");
    query.next();
    return query.take<std::int64_t>();
}

}  // namespace

TEST_CASE("the journal says exactly what SQLite's session extension saw, command by command, undo and redo included")
{
    TempWorkspace t;
    auto& inside = WorkspaceInside::session(t.workspace);
    auto* handle = inside.database.raw().getHandle();
    int commands = 0;
    const auto watch = [&](const std::function<void()>& work) {
        sqlite3_session* session = nullptr;
        REQUIRE(sqlite3session_create(handle, "main", &session) == SQLITE_OK);
        for (const auto* table : {"school", "school_year", "calendar_day", "setting", "person", "caseload",
                                  "academic_session", "class_section", "rubric_version", "observation", "evidence",
                                  "rating", "action_step", "step_event", "debrief", "amendment"})
            REQUIRE(sqlite3session_attach(session, table) == SQLITE_OK);
        const auto before = last_seq(inside.database);
        work();
        const auto journalled = changes_journalled(inside.database, before);
        CHECK(changes_seen(handle, session) == journalled);
        CHECK_FALSE(journalled.empty());
        sqlite3session_delete(session);
        ++commands;
    };
    const auto coach = t.as_coach();
    ObservationId visit;
    EvidenceId line;
    ShareObservation::Made made;
    watch([&] { visit = t.start(t.teacher); });
    watch([&] { line = t.note(visit, "one"); });
    watch([&] { t.note(visit, "two", true, {"1a"}); });
    watch([&] { must(t.workspace.execute(coach, RateIndicator{visit, "1a", Mark::level, 3})); });
    watch([&] { must(t.workspace.execute(coach, RateIndicator{visit, "1a", Mark::not_observed, 0})); });
    watch([&] { must(t.workspace.execute(coach, RateIndicator{visit, "1a", std::nullopt, 0})); });
    watch([&] { must(t.workspace.undo(coach)); });
    watch([&] { must(t.workspace.undo(coach)); });
    watch([&] { must(t.workspace.redo(coach)); });
    watch([&] { must(t.workspace.execute(coach, RemoveEvidence{line})); });
    watch([&] { must(t.workspace.undo(coach)); });
    watch([&] { must(t.workspace.execute(coach, SetActionStep{visit, "a step", {"1a"}, {}, {}})); });
    watch([&] { must(t.workspace.execute(coach, MoveObservation{visit, t.other_teacher})); });
    watch([&] { made = must(t.workspace.execute(coach, ShareObservation{visit})).value; });
    watch([&] { must(t.workspace.execute(coach, HoldDebrief{made.debrief, t.clock->now(), 10, "said"})); });
    watch([&] { must(t.workspace.execute(coach, CheckStep{*made.step, StepResult::mastered, "seen", {}})); });
    watch([&] { must(t.workspace.undo(coach)); });
    watch([&] {
        must(t.workspace.execute(coach, AmendObservation{visit, ObservationField::strength, "more", "forgot it"}));
    });
    watch([&] { must(t.workspace.execute(Actor::keeper(), MergePeople{t.other_teacher, t.teacher})); });
    watch([&] { must(t.workspace.undo(Actor::keeper())); });
    REQUIRE(commands == 20);
    REQUIRE(must(t.workspace.check()).findings.empty());
}

TEST_CASE("a write outside a command is refused by the file itself")
{
    TempWorkspace t;
    auto& database = WorkspaceInside::session(t.workspace).database;
    REQUIRE_THROWS_AS(database.script("UPDATE person SET subject = 'Math'"), SQLite::Exception);
    REQUIRE_THROWS_AS(database.script("DELETE FROM journal"), SQLite::Exception);
    REQUIRE_THROWS_AS(database.script("UPDATE journal SET noun = 'x'"), SQLite::Exception);
}
