// A workspace that version 1 made (throughline-cli --on 2026-10-05 demo) opens in every later program and tells the
// same story. When the schema gets another step, this file stays as it is.
#include <catch2/catch.hpp>

#include "core/store/open_file.hpp"
#include "tests/support/temp_workspace.hpp"
#include "throughline/query/people.hpp"
#include "throughline/query/search.hpp"
#include "throughline/query/teacher.hpp"

using namespace throughline;
using namespace throughline::test;

TEST_CASE("a workspace of version 1 opens, is in order, and says what it said then")
{
    TempFolder folder;
    const auto file = folder / "version_1.throughline";
    std::filesystem::copy_file(THROUGHLINE_SOURCE_DIR "/tests/data/workspace/version_1.throughline", file);
    REQUIRE(must(store::inspect_file(file)).schema_version == 1);
    auto workspace = must(Workspace::open(file));
    REQUIRE(must(workspace.check()).findings.empty());
    const auto keeper = Actor::keeper();
    const auto ana = must(workspace.ask(keeper, ResolvePerson{"Ana Ruiz"}));
    const auto page = must(workspace.ask(keeper, TeacherPage{ana.id}));
    REQUIRE(page.visits.size() == 1);
    REQUIRE(page.steps.size() == 1);
    REQUIRE(page.steps[0].step.state == StepState::in_practice);
    REQUIRE(page.steps[0].events.size() == 2);
    const auto visit = must(workspace.ask(keeper, ObservationDetail{page.visits[0].id}));
    REQUIRE(visit.rubric.id == "teach-primary");
    REQUIRE(visit.ratings.size() == static_cast<std::size_t>(page.visits[0].rating_count));
    REQUIRE(visit.debrief->minutes == 25);
    REQUIRE(visit.debrief->notes == "Practised restating with the notes of this lesson.");
    REQUIRE_FALSE(must(whole_search(workspace, keeper, Search{"restate", 10})).empty());
}
