// Summaries of visits and teachers: kept by triggers, whatever happens to what they are made from.
#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <random>

#include "tests/support/temp_workspace.hpp"
#include "throughline/repair.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

// Some visits of two observers to two teachers, shared and drafts, with lines, ratings, steps and debriefs; closed.
struct Written {
    TempWorkspace t;

    Written()
    {
        for (int day = 0; day < 8; ++day) {
            const auto visit = t.start_with(day % 2 == 0 ? t.teacher : t.other_teacher, "essential-practice-look-fors");
            for (int line = 0; line <= day; ++line) t.note(visit, "Line " + std::to_string(line));
            const auto detail = must(t.workspace.ask(t.as_coach(), ObservationDetail{visit}));
            int level = 1;
            for (const auto& node : detail.rubric.nodes)
                if (detail.rubric.level(node, level) != nullptr && level++ < 3)
                    must(t.workspace.execute(t.as_coach(), RateIndicator{visit, node.code, Mark::level, 1}));
            if (day % 4 != 3) must(t.workspace.execute(t.as_coach(), ShareObservation{visit}));
            t.clock->forward(24 * 60 * us_per_minute);
        }
        Workspace gone = std::move(t.workspace);
    }
};

std::int64_t number(SQLite::Database& database, const std::string& sql) { return database.execAndGet(sql).getInt64(); }

// Rows of one that the other has not, both ways.
std::int64_t differences(SQLite::Database& database, const std::string& kept, const std::string& source)
{
    return number(database, "SELECT (SELECT count(*) FROM (SELECT * FROM " + kept + " EXCEPT SELECT * FROM " + source +
                                ")) + (SELECT count(*) FROM (SELECT * FROM " + source + " EXCEPT SELECT * FROM " +
                                kept + "))");
}

const std::string teachers_now =
    "(SELECT teacher_id, purpose, max(started_on) FROM observation WHERE state <> 'archived' GROUP BY 1, 2)";
const std::string pairs_now =
    "(SELECT a.id, b.id, a.started_on FROM observation AS a JOIN observation AS b ON b.teacher_id = a.teacher_id AND "
    "b.observer_id <> a.observer_id AND b.started_at - a.started_at BETWEEN 0 AND 1200000000 AND (b.started_at, b.id) "
    "> "
    "(a.started_at, a.id))";

}  // namespace

TEST_CASE("whatever happens to visits, lines, ratings, steps and debriefs, summaries are as if made anew")
{
    const Written written;
    SQLite::Database database(written.t.file.string(), SQLite::OPEN_READWRITE);
    database.exec("PRAGMA foreign_keys = OFF");
    REQUIRE(number(database, "SELECT count(*) FROM visit_summary WHERE ratings <> '' AND evidence_count > 0") >= 6);
    // Each of one row, picked at random; ?1 is a number to choose by. Without a change the row goes.
    const std::array<std::pair<const char*, const char*>, 26> changes{{
        {"observation", "SET teacher_id = (SELECT id FROM person ORDER BY hex(id) LIMIT 1 OFFSET ?1 % 3)"},
        {"observation", "SET started_at = started_at + ?1 * 1000000"},
        {"observation", "SET started_at = (SELECT min(started_at) FROM observation) + ?1 * 3000000"},
        {"observation", "SET observer_id = (SELECT id FROM person ORDER BY hex(id) LIMIT 1 OFFSET ?1 % 2)"},
        {"observation", "SET started_on = date(started_on, '+' || (?1 % 9) || ' days')"},
        {"observation", "SET state = 'archived', shared_at = NULL"},
        {"observation", "SET state = 'shared', shared_at = ?1"},
        {"observation", "SET purpose = CASE ?1 % 2 WHEN 0 THEN 'walkthrough' ELSE 'coaching' END"},
        {"observation", "SET strength = 'Strength ' || ?1, minutes = ?1 % 40, subject = 's' || ?1, grade = ?1 % 8"},
        {"observation", "SET co_observer_id = observer_id, prepared_at = ?1"},
        {"observation", ""},
        {"evidence", "SET observation_id = (SELECT id FROM observation ORDER BY (?1 * 13 + number) % 11 LIMIT 1)"},
        {"evidence", "SET text = 'Other words ' || ?1"},
        {"evidence", ""},
        {"rating", "SET level = ?1 % 5"},
        {"rating", "SET mark = 'not-observed'"},
        {"rating", "SET code = 'c' || ?1"},
        {"rating", ""},
        {"action_step", "SET text = 'Step ' || ?1, state = 'mastered'"},
        {"action_step", "SET indicators = 'A' || ?1, state = 'assigned'"},
        {"action_step", ""},
        {"debrief", "SET held_at = ?1, minutes = ?1 % 50"},
        {"debrief", "SET due_on = date(due_on, '+1 day'), due_at = ?1"},
        {"debrief", "SET skip_reason = 'ill ' || ?1"},
        {"debrief", "SET held_at = NULL"},
        {"debrief", ""},
    }};
    std::mt19937 random(20261122);
    std::int64_t pairs_seen = 0;
    for (int round = 0; round < 400; ++round) {
        if (round % 60 == 59) {  // what has gone comes back, in another order than it was made
            database.exec(
                "INSERT INTO action_step (id, observation_id, teacher_id, observer_id, text, indicators, state) SELECT "
                "randomblob(16), id, teacher_id, observer_id, 'New step', 'A1', 'draft' FROM observation AS o WHERE "
                "NOT "
                "EXISTS (SELECT 1 FROM action_step WHERE observation_id = o.id)");
            database.exec(
                "INSERT INTO rating SELECT randomblob(16), id, 'again', 'level', 2 FROM observation AS o WHERE NOT "
                "EXISTS (SELECT 1 FROM rating WHERE observation_id = o.id AND code = 'again')");
            database.exec(
                "INSERT OR IGNORE INTO observation SELECT number + 1000, randomblob(16), teacher_id, observer_id, "
                "co_observer_id, "
                "rubric_version_id, form_id, purpose, state, started_at, started_on, minutes, announced, subject, "
                "grade, students_present, strength, growth_area, pinned_step_id, pinned_result, shared_at, "
                "prepared_at, acknowledged_at FROM observation WHERE number < 1000");
        }
        const auto& [table, change] = changes[random() % changes.size()];
        const bool has_rowid = std::string(table) != "rating";
        const std::string key = has_rowid ? "rowid" : "id";
        const auto where = " WHERE " + key + " = (SELECT " + key + " FROM " + table + " ORDER BY " +
                           (has_rowid ? "(rowid * 7919 + ?1) % 97" : "hex(id) > printf('%02X', ?1 % 256), id") +
                           " LIMIT 1)";
        SQLite::Statement statement(database, std::string(*change == '\0' ? "DELETE FROM " : "UPDATE OR IGNORE ") +
                                                  table + " " + change + where);
        statement.bind(1, static_cast<int>(random() % 1000));
        statement.exec();
        INFO(round << ": " << table << " " << change);
        REQUIRE(differences(database, "visit_summary", "visit_summary_source") == 0);
        REQUIRE(differences(database, "teacher_summary", teachers_now) == 0);
        REQUIRE(differences(database, "pair_summary", pairs_now) == 0);
        pairs_seen += number(database, "SELECT count(*) FROM pair_summary");
    }
    CHECK(pairs_seen > 100);
}

TEST_CASE("check says which summary does not fit, and repair makes all of them anew")
{
    const Written written;
    {
        SQLite::Database database(written.t.file.string(), SQLite::OPEN_READWRITE);
        database.exec(
            "UPDATE visit_summary SET evidence_count = 99 WHERE started_at = (SELECT min(started_at) FROM "
            "visit_summary)");
        database.exec("DELETE FROM visit_summary WHERE started_at = (SELECT max(started_at) FROM visit_summary)");
        database.exec("UPDATE teacher_summary SET latest_on = '2020-01-01'");
        database.exec("INSERT INTO pair_summary SELECT min(id), max(id), '2020-01-01' FROM observation");
    }
    auto workspace = must(Workspace::open(written.t.file, written.t.options()));
    const auto found = must(workspace.check()).findings;
    const auto in = [&](const char* place) {
        return std::ranges::count(found, std::string(place), &CheckFinding::place);
    };
    CHECK(in("visit_summary") == 2);
    CHECK(in("teacher_summary") == 2);
    CHECK(in("pair_summary") == 1);
    CHECK(must(repair_workspace(written.t.file, *written.t.clock, *written.t.zone)).after.findings.empty());
}
