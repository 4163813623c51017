// export and import workspace as the command line has them.
#include <cstdlib>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "tests/e2e/cli_run.hpp"

using namespace e2e;

TEST_CASE("fault 13: an export ends with counts, its manifest holds, and an import makes the same file of it")
{
    CliFolder folder;
    folder.make_school();
    auto visit = visit_json();
    visit["strength"] = "=HYPERLINK(\"http://x\")";
    folder.write("visit.json", visit.dump());
    const std::string id = folder.must_json({"--on", monday, "observe", "visit.json"}).at("id");
    folder.must({"--on", monday, "share", id});
    const auto text = folder.must({"export", "--all", "out"});
    CHECK(text.find("observation") != std::string::npos);
    CHECK(text.find("rows in all.") != std::string::npos);
    CHECK(text.find("out: whole") != std::string::npos);
    CHECK(std::system(
              fmt::format("cd '{}' && sha256sum --quiet --check manifest.txt", folder.path("out").string()).c_str()) ==
          0);
    CHECK(folder.read("out/observation.csv").find("\"'=HYPERLINK") != std::string::npos);
    CHECK(refused(folder.at_school({"export", "--all", "out"})).find("is there already") != std::string::npos);

    const auto made = folder.run({"--workspace", "new.throughline", "--json", "import", "workspace", "out"});
    REQUIRE(made.code == 0);
    CHECK(made.json().at("whole") == true);
    CHECK(folder.run({"--workspace", "new.throughline", "check"}).code == 0);
    const auto shown = folder.run({"--workspace", "new.throughline", "--json", "show", id});
    CHECK(shown.json() == folder.must_json({"show", id}));
    const auto again = folder.run({"--workspace", "new.throughline", "import", "workspace", "out"});
    CHECK(refused(again).find("is there already") != std::string::npos);
    CHECK(refused(folder.run({"import", "workspace", "out"})).find("--workspace") != std::string::npos);
    CHECK(refused(folder.run({"--workspace", "x.throughline", "import", "workspace", "nowhere"})).find("no folder") !=
          std::string::npos);
    CHECK(refused(folder.at_school({"export"})).find("--all") != std::string::npos);
}

TEST_CASE("the help on the file is made from the schema")
{
    CliFolder folder;
    const auto text = folder.run({"help", "file-format"});
    REQUIRE(text.code == 0);
    for (const auto* part :
         {"# The file, table by table", "## observation", "- `teacher_id` (id, a row of person): who"})
        CHECK(text.out.find(part) != std::string::npos);
    CHECK(folder.run({"help"}).out.find("file-format") != std::string::npos);
}

TEST_CASE("a spreadsheet's year is guessed, shown, taken in and undone from the command line")
{
    CliFolder folder;
    folder.make_school();
    folder.write("visits.csv",
                 "Teacher,Coach,Date,1a Community,Notes,Glow\n"
                 "ana@school.example,,10/6/2025,Mostly,saw it,Asks why\n"
                 "nobody,,10/7/2025,Yes,,\n"
                 "ana@school.example,,10/8/2025,purple,,\n");
    const auto guessed =
        folder.must_json({"import", "observations", "visits.csv", "--guess", "essential-practice-look-fors"});
    CHECK(guessed.at("columns").at("1a Community") == "rating 1a");
    auto map = guessed;
    map["observer"] = "coach@school.example";
    map["columns"].erase("Coach");
    folder.write("map.json", map.dump());
    const auto before = folder.snapshot();
    const auto plan =
        folder.must_json({"--on", monday, "import", "observations", "visits.csv", "--map", "map.json", "--dry-run"});
    CHECK(plan.at("new") == 1);
    REQUIRE(plan.at("refused").size() == 2);
    CHECK(plan.at("refused")[0].at("line") == 3);
    CHECK(plan.at("refused")[1].at("heading") == "1a Community");
    CHECK(folder.snapshot() == before);
    const auto text = folder.must({"--on", monday, "import", "observations", "visits.csv", "--map", "map.json"});
    CHECK(text.find("visits.csv:4: 1a Community: \"purple\" is no level of row 1a") != std::string::npos);
    CHECK(text.find("Imported: new 1, already there 0, refused 2.") != std::string::npos);
    const auto history = folder.must({"history", "ana@school.example"});
    CHECK(history.find("Asks why") != std::string::npos);
    CHECK(history.find("No debrief: imported") != std::string::npos);
    CHECK(folder.must_json({"--on", monday, "import", "observations", "visits.csv", "--map", "map.json"}).at("known") ==
          1);
    CHECK(folder.must({"undo"}).find("Import observations") != std::string::npos);

    map["columns"]["Date"] = "dates";
    folder.write("wrong.json", map.dump());
    CHECK(refused(folder.at_school({"import", "observations", "visits.csv", "--map", "wrong.json"}))
              .find("wrong.json: columns.Date: \"dates\" is nothing that a column can mean") != std::string::npos);
    CHECK(refused(folder.at_school({"import", "observations", "visits.csv"})).find("--map") != std::string::npos);
}
