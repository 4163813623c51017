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
