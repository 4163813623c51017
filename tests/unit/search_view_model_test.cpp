// The search page, and the files that the window makes.
#include <fstream>

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
