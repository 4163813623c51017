// The search page, and the files that the window makes.
#include <algorithm>
#include <fstream>
#include <functional>

#include <catch2/catch.hpp>

#include "app/viewmodel/search_view_model.hpp"
#include "app/viewmodel/workspace_files.hpp"
#include "tests/support/coached_school.hpp"

using namespace throughline;
using namespace throughline::test;

TEST_CASE("search finds words of a script and people, and says what to do when it finds none")
{
    CoachedSchool window;
    const auto visit = window.start(window.school.teacher);
    Evidence line;
    line.observation = visit;
    line.text = "Who can explain why the fraction is larger?";
    window.run(AddEvidence{line});

    SearchViewModel search(*window.document);
    must(search.look_for("fraction lar"));
    REQUIRE(search.rows().size() == 1);
    CHECK(search.rows()[0].id == any(visit));
    CHECK(search.rows()[0].cells[0] == "Ana Ruiz");
    CHECK(search.summary() == "1 found, newest first.");

    must(search.look_for("okafor"));
    REQUIRE(search.found().size() == 1);
    CHECK(search.rows()[0].id == any(window.school.other_teacher));

    must(search.look_for("zebra"));
    CHECK(search.rows().empty());
    CHECK(search.summary().find("Try fewer") != std::string::npos);

    must(search.look_for("z"));
    CHECK(search.summary().find("Type words") == 0);
}

namespace {

// A line of each of these days, written newest first: what was written last is the oldest, and found first.
void one_line_a_day(CoachedSchool& window, int days)
{
    for (int day = 1; day <= days; ++day) {
        const auto visit = window.start(window.school.teacher);
        ChangeObservation change;
        change.observation = visit;
        change.started_at = window.document->zone().instant(
            LocalTime(Date(2026, 10, 5) - boost::gregorian::days(day), boost::posix_time::hours(10)));
        window.run(change);
        Evidence line;
        line.observation = visit;
        line.text = "A quokka on day " + std::to_string(day);
        window.run(AddEvidence{line});
    }
}

}  // namespace

TEST_CASE("a search that looks further puts what it finds in its place and says how far it is, then what it found")
{
    CoachedSchool window;
    one_line_a_day(window, 12);
    SearchViewModel at_once(*window.document);
    must(at_once.look_for("quokka"));
    REQUIRE_FALSE(at_once.is_looking_further());
    REQUIRE(at_once.found().size() == 12);

    SearchViewModel slowly(*window.document);
    slowly.take_slices_of(1);
    must(slowly.look_for("quokka"));
    REQUIRE(slowly.is_looking_further());
    CHECK(slowly.summary() == "Nothing yet; looking further ...");
    int slices = 1;
    bool was_between = false;
    for (; slowly.is_looking_further(); ++slices) {
        REQUIRE(slices < 1'000);
        const auto before = slowly.found().size();
        must(slowly.look_further());
        CHECK(slowly.found().size() - before <= 1);
        CHECK(std::ranges::is_sorted(slowly.found(), std::greater{}, &SearchRow::on));
        if (slowly.found().size() == 3 && slowly.is_looking_further()) {
            was_between = true;
            CHECK(slowly.summary() == "3 found; looking further back, now at September 2026 ...");
        }
    }
    CHECK(slices > 12);
    CHECK(was_between);
    CHECK(slowly.found() == at_once.found());
    CHECK(slowly.summary() == "12 found, newest first.");
    must(slowly.look_for("quokka zeb"));
    while (slowly.is_looking_further()) must(slowly.look_further());
    CHECK(slowly.rows().empty());
    CHECK(slowly.summary().find("Nothing has all of these words.") == 0);
}

TEST_CASE("looking again keeps what was found until as much is found again, and nothing once somebody else acts")
{
    CoachedSchool window;
    one_line_a_day(window, 6);
    SearchViewModel search(*window.document);
    must(search.look_for("quokka"));
    const auto before = search.rows();
    REQUIRE(before.size() == 6);
    const auto visit = window.start(window.school.teacher);
    Evidence line;
    line.observation = visit;
    line.text = "The seventh quokka";
    window.run(AddEvidence{line});

    search.take_slices_of(1);
    must(search.look_again());
    REQUIRE(search.is_looking_further());
    CHECK(search.rows() == before);
    CHECK(search.summary() == "6 found, newest first.");
    int slices = 0;
    for (; search.is_looking_further(); ++slices) {
        REQUIRE(slices < 1'000);
        must(search.look_further());
        CHECK(search.rows().size() >= 6);
    }
    CHECK(slices > 6);
    CHECK(search.rows().size() == 7);
    CHECK(search.summary() == "7 found, newest first.");

    // Drafts are their author's: the other coach must not be shown them for a moment.
    must(window.document->act_as("dana@school.example"));
    must(search.look_again());
    CHECK(search.rows().empty());
    must(search.look_for("q"));
    must(search.look_again());
    CHECK(search.summary().find("Type words") == 0);
    CHECK_FALSE(search.is_looking_further());
}

TEST_CASE("a school's file is named after the school, without overwriting another")
{
    TempFolder folder;
    CHECK(proposed_file(folder.path(), "Lincoln Middle").filename() == "Lincoln Middle.throughline");
    std::ofstream(folder / "Lincoln Middle.throughline") << "taken";
    CHECK(proposed_file(folder.path(), "Lincoln Middle").filename() == "Lincoln Middle 2.throughline");
    CHECK(proposed_file(folder.path(), "St. Mary/East: A").filename() == "St. Mary-East- A.throughline");
    CHECK(proposed_file(folder.path(), " ").filename() == "School.throughline");
    CHECK(proposed_file(folder.path(), "..").parent_path() == folder.path());
}
