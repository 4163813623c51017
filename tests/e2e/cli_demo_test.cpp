// The demo through the real command line.
#include <catch2/catch.hpp>

#include "tests/e2e/cli_run.hpp"

using namespace e2e;

TEST_CASE("the demo tells the whole main job, on any day of the week and in any month, and leaves the files")
{
    for (const auto* day : {"2026-10-12", "2026-10-17", "2026-10-18", "2027-01-01", "2026-07-02", "2027-06-30"}) {
        INFO(day);
        CliFolder folder;
        const auto demo = folder.run({"--on", day, "demo", "out"});
        INFO(demo.out << demo.err);
        REQUIRE(demo.code == 0);
        CHECK(demo.out.find("$ throughline-cli --workspace out/demo.throughline") != std::string::npos);
        for (const auto* file : {"out/roster.csv", "out/visit.json", "out/history.txt", "out/history.json"})
            CHECK_FALSE(folder.read(file).empty());
        const auto history = Json::parse(folder.read("out/history.json"));
        const auto visit = history.at("visits").at(0);
        CHECK(visit.at("state") == "shared");
        CHECK(visit.at("evidence").size() == 7);
        CHECK(visit.at("debrief").at("minutes") == 25);
        CHECK(history.at("steps").at(0).at("state") == "in practice");
        CHECK(folder.read("out/history.txt").find("The World Bank") != std::string::npos);
        CHECK(folder.run({"--workspace", "out/demo.throughline", "check"}).code == 0);
    }
}

TEST_CASE("the demo's result as JSON is one document with every step, and a second demo in the folder is refused")
{
    CliFolder folder;
    const auto demo = folder.run({"--json", "demo", "out"});
    INFO(demo.err);
    REQUIRE(demo.code == 0);
    const auto steps = demo.json().at("steps");
    CHECK(steps.size() >= 10);
    for (const auto& step : steps) CHECK(step.at("command").get<std::string>().starts_with("throughline-cli "));
    const auto again = folder.run({"demo", "out"});
    CHECK(refused(again).find("out/demo.throughline is there already") != std::string::npos);
}
