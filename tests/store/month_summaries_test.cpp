// Month summaries: what reports count comes out of the packed months as out of the rows, whatever happens to the rows.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <random>
#include <set>

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <boost/date_time/gregorian/gregorian.hpp>

#include "core/store/month_summaries.hpp"
#include "tests/support/temp_workspace.hpp"
#include "throughline/command/feedback.hpp"
#include "throughline/command/observation.hpp"
#include "throughline/leaving.hpp"
#include "throughline/query/cadence.hpp"
#include "throughline/query/growth.hpp"
#include "throughline/repair.hpp"
#include "throughline/sample.hpp"

using namespace throughline;
using namespace throughline::test;
using store::CountedStep;
using store::CountedVisit;
using store::WithRows;

namespace {

const Date today(2026, 12, 14);

// Two schools of a few teachers, a year of visits until December; closed.
struct Schools {
    TempFolder folder;
    std::filesystem::path file = folder / "schools.throughline";

    Schools()
    {
        SampleSize size;
        size.schools = 2;
        size.teachers_per_school = 6;
        size.observers_per_school = 2;
        size.today = today;
        must(write_sample(file, size));
    }
    [[nodiscard]] std::vector<SchoolId> ids() const
    {
        store::Database database(file);
        auto query = database.query("SELECT id FROM school ORDER BY id");
        std::vector<SchoolId> ids;
        while (query.next()) ids.push_back(query.take<SchoolId>());
        REQUIRE(ids.size() == 2);
        return ids;
    }
    [[nodiscard]] Workspace open() const
    {
        const auto zone = fixed_time_zone(-300);
        WorkspaceOptions options;
        options.zone = zone;
        options.clock = std::make_shared<HandClock>(zone->instant(*parse_local_time("2026-12-14T15:00:00")));
        return must(Workspace::open(file, options));
    }
};

std::string words(const std::optional<Date>& day) { return day ? iso(*day) : "-"; }
std::string words(const std::optional<Instant>& at) { return at ? std::to_string(at->us) : "-"; }
std::string words(const std::optional<int>& number) { return number ? std::to_string(*number) : "-"; }

std::string told(const CountedVisit& visit)
{
    auto text = fmt::format("{} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {}", visit.id.text(), visit.teacher.text(),
                            visit.observer.text(), visit.co_observer.value_or(PersonId{}).text(),
                            name_of(visit.purpose), name_of(visit.state), visit.rubric_version.text(),
                            visit.started_at.us, iso(visit.started_on), words(visit.minutes), words(visit.shared_at),
                            words(visit.debrief_due_on), words(visit.debrief_due_at), words(visit.debrief_held_at),
                            words(visit.debrief_minutes), visit.debrief_skipped, visit.has_step);
    for (const auto& [code, level] : visit.looked_at) text += fmt::format(" {}={}", code, words(level));
    return text;
}

std::string told(const CountedStep& step)
{
    std::multiset<std::string> checks;
    for (const auto& check : step.checks)
        checks.insert(fmt::format(" {}/{}/{}/{}", name_of(check.state), iso(check.on), words(check.due_on),
                                  check.result ? name_of(*check.result) : "-"));
    auto text = fmt::format("{} {} {} {} {}", step.id.text(), step.teacher.text(), name_of(step.state),
                            words(step.assigned_on), words(step.check_on));
    for (const auto& check : checks) text += check;
    return text;
}

using Told = std::multiset<std::string>;

Told packed(store::Database& database, const std::optional<SchoolId>& school, Date from, Date to, WithRows with_rows)
{
    Told all;
    store::each_packed_visit(database, school, from, to, with_rows,
                             [&](const auto& visit) { all.insert(told(visit)); });
    store::each_packed_step(database, school, from, to, [&](const auto& step) { all.insert(told(step)); });
    return all;
}

Told in_rows(store::Database& database, const std::optional<SchoolId>& school, Date from, Date to, WithRows with_rows)
{
    CadenceFilter filter;
    filter.school = school;
    Told all;
    store::each_visit_in_rows(database, filter, from, to, with_rows,
                              [&](const auto& visit) { all.insert(told(visit)); });
    store::each_step_in_rows(database, filter, from, to, [&](const auto& step) { all.insert(told(step)); });
    return all;
}

// What one says and the other does not.
std::vector<std::string> differences(const Told& some, const Told& others)
{
    std::vector<std::string> found;
    std::ranges::set_symmetric_difference(some, others, std::back_inserter(found));
    return found;
}

std::int64_t number(SQLite::Database& database, const std::string& sql) { return database.execAndGet(sql).getInt64(); }

}  // namespace

TEST_CASE("whatever happens to visits, steps, checks and people, packed months say what the rows say")
{
    const Schools schools;
    store::Database database(schools.file);
    auto& raw = database.raw();
    raw.exec("PRAGMA foreign_keys = OFF");
    const Date from(2026, 8, 1);
    const Date to(2027, 12, 31);
    const auto all = packed(database, {}, from, to, WithRows::yes);
    REQUIRE(all.size() > 100);
    REQUIRE(differences(all, in_rows(database, {}, from, to, WithRows::yes)) == std::vector<std::string>{});
    const auto ids = schools.ids();
    // Each of one row, picked at random; ?1 is a number to choose by. Without a change the row goes.
    const std::array<std::pair<const char*, const char*>, 27> changes{{
        {"observation", "SET teacher_id = (SELECT id FROM person ORDER BY hex(id) LIMIT 1 OFFSET ?1 % 9)"},
        {"observation",
         "SET started_on = date(started_on, '+' || (?1 % 40) || ' days'), started_at = started_at + (?1 % 40) * "
         "86400000000"},
        {"observation", "SET started_at = started_at + ?1 * 1000000"},
        {"observation", "SET observer_id = (SELECT id FROM person ORDER BY hex(id) LIMIT 1 OFFSET ?1 % 3)"},
        {"observation", "SET co_observer_id = observer_id, minutes = ?1 % 40"},
        {"observation", "SET state = 'archived', shared_at = NULL"},
        {"observation", "SET state = 'shared', shared_at = ?1"},
        {"observation", "SET purpose = CASE ?1 % 2 WHEN 0 THEN 'walkthrough' ELSE 'coaching' END"},
        {"observation", ""},
        {"rating", "SET level = ?1 % 5"},
        {"rating", "SET mark = 'not-observed'"},
        {"rating", "SET code = 'c' || ?1"},
        {"rating", ""},
        {"action_step", "SET state = 'mastered'"},
        {"action_step", "SET indicators = 'A' || ?1, state = 'assigned', check_on = date('2026-11-01', ?1 || ' days')"},
        {"action_step", "SET assigned_on = date(assigned_on, '+' || (?1 % 50) || ' days')"},
        {"action_step", "SET assigned_on = NULL"},
        {"action_step", "SET teacher_id = (SELECT id FROM person ORDER BY hex(id) LIMIT 1 OFFSET ?1 % 9)"},
        {"action_step", ""},
        {"step_event", "SET day = date(day, '+3 days'), state = 'in practice', result = 'partly'"},
        {"step_event", "SET due_on = NULL, result = NULL"},
        {"step_event", "SET step_id = (SELECT id FROM action_step ORDER BY hex(id) LIMIT 1 OFFSET ?1 % 20)"},
        {"step_event", ""},
        {"debrief", "SET held_at = ?1, minutes = ?1 % 50, skip_reason = CASE ?1 % 2 WHEN 0 THEN 'ill' ELSE '' END"},
        {"debrief", "SET due_on = date(due_on, '+1 day'), due_at = ?1"},
        {"person", "SET school_id = (SELECT id FROM school ORDER BY hex(id) LIMIT 1 OFFSET ?1 % 2)"},
        {"person", "SET merged_into = CASE ?1 % 3 WHEN 0 THEN id END"},
    }};
    std::mt19937 random(20261123);
    std::set<std::size_t> sizes;
    for (int round = 0; round < 300; ++round) {
        if (round % 50 == 49)  // some come, by turns
            raw.exec(round % 100 == 99
                         ? "INSERT INTO step_event (id, step_id, at, day, state, result, note, due_on) SELECT "
                           "randomblob(16), id, 0, assigned_on, state, 'practised', '', check_on FROM action_step "
                           "WHERE assigned_on IS NOT NULL LIMIT 9"
                         : "INSERT INTO action_step (id, observation_id, teacher_id, observer_id, text, indicators, "
                           "state, assigned_on) SELECT randomblob(16), id, teacher_id, observer_id, 'New step', 'A1', "
                           "'assigned', started_on FROM observation AS o WHERE NOT EXISTS (SELECT 1 FROM action_step "
                           "WHERE observation_id = o.id)");
        REQUIRE(store::months_packed_wrongly(database, 5).empty());
        const auto& [table, change] = changes[random() % changes.size()];
        const auto where =
            fmt::format(" WHERE id = (SELECT id FROM {} ORDER BY hex(substr(id, 9 + ?1 % 8)) LIMIT 1)", table);
        SQLite::Statement statement(
            raw, std::string(*change == '\0' ? "DELETE FROM " : "UPDATE OR IGNORE ") + table + " " + change + where);
        statement.bind(1, static_cast<int>(random() % 1000));
        statement.exec();
        INFO(round << ": " << table << " " << change);
        REQUIRE(store::months_packed_wrongly(database, 5).empty());
        if (round % 4 == 0) store::pack_all_months(database);
        if (round % 10 != 0) continue;
        const auto rows = in_rows(database, {}, from, to, WithRows::yes);
        sizes.insert(rows.size());
        REQUIRE(differences(packed(database, {}, from, to, WithRows::yes), rows) == std::vector<std::string>{});
        // A part of some months, one school, no rows.
        const Date middle = Date(2026, 9, 3) + boost::gregorian::days(random() % 60);
        const auto school = ids[random() % 2];
        CHECK(differences(packed(database, school, middle, today, WithRows::no),
                          in_rows(database, school, middle, today, WithRows::no)) == std::vector<std::string>{});
    }
    CHECK(sizes.size() > 5);  // rows went and came
    store::pack_all_months(database);
    CHECK(number(raw, "SELECT count(*) FROM month_summary WHERE content IS NULL") == 0);
    CHECK(store::months_packed_wrongly(database, 5).empty());
}

TEST_CASE("reports over all schools say the same whether months are packed or not")
{
    const Schools schools;
    const auto report = [&] {
        const auto workspace = schools.open();
        std::vector<std::string> words;
        CadenceFilter of_one;
        of_one.school = schools.ids().front();
        for (const auto& filter : {CadenceFilter{}, of_one}) {
            const auto followed = must(workspace.ask(Actor::keeper(), FollowThrough{filter, {}, {}}));
            for (const auto& measure : followed.measures) words.push_back(measure.words);
            for (const auto& load : followed.load) words.push_back(load.words);
            for (const auto& row : must(workspace.ask(Actor::keeper(), Patterns{filter})).rows)
                for (const auto& cell : row.cells) words.push_back(row.code + ": " + cell.words);
        }
        for (const auto& row : must(workspace.ask(Actor::keeper(), SchoolHeatMap{of_one.school, {}, {}})).rows)
            for (const auto& cell : row.cells) words.push_back(row.code + ": " + cell.words);
        return words;
    };
    const auto from_packed = report();
    CHECK(std::ranges::any_of(from_packed, [](const auto& text) { return text.find("ratings is") != text.npos; }));
    {
        SQLite::Database database(schools.file.string(), SQLite::OPEN_READWRITE);
        REQUIRE(number(database, "SELECT count(*) FROM month_summary WHERE content IS NOT NULL") >= 14);
        database.exec("UPDATE month_summary SET content = NULL");
    }
    CHECK(report() == from_packed);
}

TEST_CASE("commands leave a few months empty, and pack the oldest once there are more")
{
    const Schools schools;
    auto workspace = schools.open();
    SQLite::Database database(schools.file.string(), SQLite::OPEN_READWRITE);
    const std::string empty = "SELECT count(*) FROM month_summary WHERE content IS NULL";
    const auto add_somebody = [&] {
        Person person;
        person.given_name = "Nora";
        person.family_name = "New";
        person.roles = {Role::teacher};
        must(workspace.execute(Actor::keeper(), AddPerson{person}));
    };
    REQUIRE(number(database, empty) == 0);
    database.exec("UPDATE month_summary SET content = NULL");
    const auto months = number(database, empty);
    REQUIRE(months > 10);
    REQUIRE(months <= store::empty_months_left);
    add_somebody();
    CHECK(number(database, empty) == months);
    for (int month = 0; month < 20; ++month)
        database.exec(
            fmt::format("INSERT INTO month_summary (kind, month, school_id) SELECT 'visits', '20{:02}-01', "
                        "min(id) FROM school",
                        30 + month));
    add_somebody();
    CHECK(number(database, empty) == months + 20 - 8);
    CHECK(number(database, "SELECT count(*) FROM month_summary WHERE content IS NULL AND number <= 8") == 0);
    must(workspace.undo(Actor::keeper()));
    must(workspace.redo(Actor::keeper()));
    CHECK(number(database, empty) == 16);
    CHECK(must(workspace.check()).findings.empty());
}

TEST_CASE("check says which school's month is packed wrongly or missing, and repair packs all of them")
{
    const Schools schools;
    {
        SQLite::Database database(schools.file.string(), SQLite::OPEN_READWRITE);
        database.exec(
            "UPDATE month_summary SET content = (SELECT content FROM month_summary WHERE number = 2) "
            "WHERE number = 1");
        database.exec("DELETE FROM month_summary WHERE number = 3");
        database.exec("UPDATE month_summary SET content = NULL WHERE number = 4");  // to be packed: no fault
    }
    auto workspace = schools.open();
    const auto found = must(workspace.check()).findings;
    REQUIRE(found.size() == 2);
    for (const auto& finding : found) {
        CHECK(finding.place == "month_summary");
        CHECK(finding.text.find("2026-") != std::string::npos);
    }
    const auto zone = fixed_time_zone(-300);
    const HandClock clock(zone->instant(*parse_local_time("2026-12-14T15:00:00")));
    CHECK(must(repair_workspace(schools.file, clock, *zone)).after.findings.empty());
}

TEST_CASE("a month that another version has packed otherwise, or of which a part is cut off, is read from its rows")
{
    const Schools schools;
    store::Database database(schools.file);
    const Date from(2026, 8, 1);
    const auto before = packed(database, {}, from, today, WithRows::yes);
    const auto months = number(database.raw(), "SELECT count(*) FROM month_summary");
    for (const auto* damage :
         {"CAST(x'63000000' || substr(content, 5) AS BLOB)", "substr(content, 1, 100)",
          "substr(content, 1, length(content) - 1)", "substr(content, 1, 9)", "CAST(content || x'00' AS BLOB)",
          "CAST(substr(content, 1, 8) || x'00000000' || substr(content, 13) AS BLOB)"}) {
        INFO(damage);
        database.raw().exec(std::string("UPDATE month_summary SET content = ") + damage);
        CHECK(differences(packed(database, {}, from, today, WithRows::yes), before) == std::vector<std::string>{});
        CHECK(static_cast<std::int64_t>(store::months_packed_wrongly(database, 1'000).size()) == months);
        store::pack_months_anew(database);
    }
}

TEST_CASE("a value that cannot be read keeps its month from being packed, and nobody from writing, and check names it")
{
    const Schools schools;
    {
        SQLite::Database database(schools.file.string(), SQLite::OPEN_READWRITE);
        database.exec(
            "UPDATE action_step SET state = 'no such' WHERE id = (SELECT id FROM action_step WHERE assigned_on LIKE "
            "'2026-10-%' LIMIT 1)");
        database.exec(
            "UPDATE action_step SET assigned_on = '2026-1O-05' WHERE id = (SELECT id FROM action_step WHERE "
            "assigned_on LIKE '2026-09-%' LIMIT 1)");
        database.exec("UPDATE month_summary SET content = NULL");
        for (int month = 0; month < 20; ++month)
            database.exec(
                fmt::format("INSERT INTO month_summary (kind, month, school_id) SELECT 'visits', '20{:02}-01', "
                            "min(id) FROM school",
                            30 + month));
    }
    auto workspace = schools.open();
    for (int command = 0; command < 8; ++command) {
        Person person;
        person.given_name = "Nora";
        person.family_name = fmt::format("New {}", command);
        person.roles = {Role::teacher};
        must(workspace.execute(Actor::keeper(), AddPerson{person}));
    }
    store::Database database(schools.file);
    store::pack_all_months(database);
    CHECK(number(database.raw(), "SELECT count(*) FROM month_summary WHERE content IS NULL") == 0);
    const auto wrong = store::months_packed_wrongly(database, 10);
    REQUIRE(wrong.size() == 2);
    CHECK(std::ranges::any_of(wrong, [](const auto& month) { return month.find("steps of 2026-10") == 0; }));
    CHECK(std::ranges::any_of(wrong, [](const auto& month) { return month.find("steps of 2026-1O") == 0; }));
    CHECK_THROWS_AS(packed(database, {}, Date(2026, 10, 1), Date(2026, 10, 31), WithRows::no), store::UnreadableValue);
    CHECK_FALSE(packed(database, {}, Date(2026, 11, 1), today, WithRows::no).empty());
}

TEST_CASE("repair packs the months of somebody who was lost and came back from the journal")
{
    const Schools schools;
    const Date from(2026, 8, 1);
    Told before;
    {
        store::Database database(schools.file);
        before = packed(database, {}, from, today, WithRows::yes);
    }
    {
        SQLite::Database database(schools.file.string(), SQLite::OPEN_READWRITE);
        database.exec("DELETE FROM person WHERE id = (SELECT teacher_id FROM visit_summary LIMIT 1)");
    }
    const auto zone = fixed_time_zone(-300);
    const HandClock clock(zone->instant(*parse_local_time("2026-12-14T15:00:00")));
    const auto repaired = must(repair_workspace(schools.file, clock, *zone));
    CHECK(repaired.after.findings.empty());
    store::Database database(schools.file);
    CHECK(differences(packed(database, {}, from, today, WithRows::yes), before) == std::vector<std::string>{});
}

TEST_CASE("a workspace that arrives as a folder has its months packed")
{
    const Schools schools;
    auto workspace = schools.open();
    const auto out = schools.folder / "out";
    const auto arrived = schools.folder / "arrived.throughline";
    must(export_all(workspace, Actor::keeper(), out));
    must(import_workspace(out, arrived));
    store::Database database(arrived);
    CHECK(number(database.raw(), "SELECT count(*) FROM month_summary WHERE content IS NULL") == 0);
    CHECK(number(database.raw(), "SELECT count(*) FROM month_summary") > 10);
    CHECK(store::months_packed_wrongly(database, 5).empty());
}

TEST_CASE("two teachers whom one observer visits by turns are two, too few to say what was seen")
{
    TempWorkspace school;
    for (int round = 0; round < 4; ++round)
        for (const auto& teacher : {school.teacher, school.other_teacher}) {
            const auto visit = school.start_with(teacher, "essential-practice-look-fors");
            must(school.workspace.execute(school.as_coach(), RateIndicator{visit, "1a", Mark::level, 2}));
            must(school.workspace.execute(school.as_coach(), ShareObservation{visit}));
            school.clock->forward(60LL * us_per_minute);
        }
    CadenceFilter filter;
    filter.observer = school.coach;
    const auto patterns = must(school.workspace.ask(Actor::as(school.leader), Patterns{filter}));
    const auto row = std::ranges::find(patterns.rows, std::string("1a"), &Patterns::Row::code);
    REQUIRE(row != patterns.rows.end());
    for (const auto& cell : row->cells) {
        if (cell.teachers == 0) continue;
        CHECK(cell.teachers == 2);
        CHECK(cell.too_few);
        CHECK(cell.visits == 0);
        CHECK_FALSE(cell.middle_level);
    }
    CHECK(std::ranges::any_of(row->cells, [](const auto& cell) { return cell.teachers == 2; }));
}
