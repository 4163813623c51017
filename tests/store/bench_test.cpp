// What measuring promises: it leaves nothing behind, and nothing that can be asked or done is forgotten.
#include <SQLiteCpp/SQLiteCpp.h>

#include <set>

#include "tests/support/every_table.hpp"
#include "tests/support/named_in_sources.hpp"
#include "tests/support/temp_workspace.hpp"
#include "throughline/bench.hpp"
#include "throughline/command/goal.hpp"
#include "throughline/query/people.hpp"
#include "throughline/sample.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

// "Cadence (all)" is one more way to ask Cadence; keep_draft is no command.
std::set<std::string> measured(bool commands)
{
    std::set<std::string> names;
    for (const auto& bench : bench_names())
        if (bench.is_command == commands && bench.name != "keep_draft")
            names.insert(bench.name.substr(0, bench.name.find(' ')));
    return names;
}

void check_that_none_is_forgotten(std::set<std::string> in_sources, const std::set<std::string>& in_bench)
{
    REQUIRE(in_sources.size() > 50);
    for (const auto& [name, reason] : not_interactive()) {
        CHECK_FALSE(reason.empty());
        CHECK(in_bench.count(name) == 0);
        in_sources.erase(name);
    }
    CHECK(in_sources == in_bench);
}

}  // namespace

TEST_CASE("every question with an answer is measured, or named as one that no key press waits for")
{
    check_that_none_is_forgotten(named_in_sources("THROUGHLINE_QUERY"), measured(false));
}

TEST_CASE("every command with a handler is measured, or named as one that no key press waits for")
{
    check_that_none_is_forgotten(named_in_sources("THROUGHLINE_COMMAND"), measured(true));
}

TEST_CASE("what is named as not interactive exists")
{
    auto known = named_in_sources("THROUGHLINE_QUERY");
    known.merge(named_in_sources("THROUGHLINE_COMMAND"));
    for (const auto& named : not_interactive()) CHECK(known.count(named.name) == 1);
}

TEST_CASE("a measured file holds the same rows afterwards, and every role and most commands were run on it")
{
    const TempFolder folder;
    const auto file = folder / "sample.throughline";
    SampleSize size;
    size.teachers_per_school = 10;
    size.observers_per_school = 5;
    size.today = *parse_date("2026-11-20");
    must(write_sample(file, size));
    const auto before = rows_by_table(file);
    {
        const auto zone = fixed_time_zone(-300);
        auto workspace = must(Workspace::open(
            file, {std::make_shared<HandClock>(zone->instant(*parse_local_time("2026-11-20T09:10"))), zone, nullptr}));
        const auto report = must(measure_workspace(workspace, {1, {}}));
        std::set<std::string> roles;
        std::set<std::string> run;
        for (const auto& figure : report.figures) {
            INFO(figure.name << " as " << figure.role << ": " << figure.refused_as);
            CHECK((figure.runs > 0) == figure.refused_as.empty());
            if (figure.runs == 0) continue;
            CHECK(figure.p99_ms >= figure.median_ms);
            CHECK(figure.p99_ms > 0);
            roles.insert(figure.role);
            run.insert(figure.name);
        }
        CHECK(roles.count("coach") + roles.count("teacher") + roles.count("leader") + roles.count("keeper") == 4);
        // Each works for somebody: else its argument is wrong.
        for (const auto& bench : bench_names()) {
            INFO(bench.name);
            CHECK((run.count(bench.name) == 1 || bench.name == "OpenJointCalibration"));
        }
        CHECK(report.visits > 0);
        CHECK(report.file_bytes > report.visits);
        CHECK(report.sync_ms > 0);
        // And the workspace goes on: commands are kept again.
        const auto me = must(workspace.ask(Actor::keeper(), FindPeople{"a", true, 1}));
        REQUIRE_FALSE(me.empty());
        CHECK(rows_by_table(file) == before);
        must(workspace.execute(Actor::as(me.front().person.id),
                               SetGoal{GoalKind::goal, {"A goal", {}, {}, {}, {}, {}}}));
    }
    CHECK(rows_by_table(file).at("goal").size() == before.at("goal").size() + 1);
}

TEST_CASE("a measurement that is stopped says so and leaves the file as it was; an empty file has nothing to measure")
{
    TempWorkspace school;
    const auto empty = measure_workspace(school.workspace, {});
    REQUIRE_FALSE(empty);
    CHECK(empty.error().code == ErrorCode::not_found);
    must(school.workspace.execute(school.as_coach(), ShareObservation{school.start(school.teacher)}));
    const auto before = rows_by_table(school.file);
    std::stop_source stop;
    const auto stopped =
        measure_workspace(school.workspace, {60, {}}, Progress([&](double) { stop.request_stop(); }, stop.get_token()));
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().code == ErrorCode::cancelled);
    CHECK(rows_by_table(school.file) == before);
    CHECK_FALSE(measure_workspace(school.workspace, {1, "NoSuchThing"}));
}

TEST_CASE("while another program writes nothing is measured, instead of what happens not to wait for it")
{
    TempWorkspace school;
    must(school.workspace.execute(school.as_coach(), ShareObservation{school.start(school.teacher)}));
    SQLite::Database other(school.file.string(), SQLite::OPEN_READWRITE);
    other.exec("BEGIN IMMEDIATE");
    const auto refused = measure_workspace(school.workspace, {1, "SetGoal"});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::locked);
    other.exec("ROLLBACK");
    CHECK_FALSE(must(measure_workspace(school.workspace, {1, "SetGoal"})).figures.empty());
}
