// The sample school through the real command line.
#include <catch2/catch.hpp>

#include "tests/e2e/cli_run.hpp"

using namespace e2e;

TEST_CASE("the sample is the same, row for row, for the same seed and day, and another for another seed")
{
    CliFolder folder;
    const auto make = [&](const std::string& file, const std::string& seed) {
        const auto made = folder.run({"--on", monday, "sample", file, "--seed", seed, "--json"});
        INFO(made.err);
        REQUIRE(made.code == 0);
        CHECK(made.json().at("file") == file);
        return dump(folder.path(file));
    };
    const auto first = make("a.throughline", "7");
    CHECK(first.size() > 100'000);
    CHECK((first == make("b.throughline", "7")));
    CHECK((first != make("c.throughline", "8")));
    const auto check = folder.run({"--workspace", "a.throughline", "--json", "check"});
    CHECK(check.code == 0);
    CHECK(check.json().at("findings").empty());
    CHECK(check.json().at("observations") > 100);
}

TEST_CASE("the sample opens on a full day for its owner")
{
    CliFolder folder;
    REQUIRE(folder.run({"--on", monday, "sample", "a.throughline"}).code == 0);
    const auto today = folder.run({"--workspace", "a.throughline", "--on", monday, "--json", "today"}).json();
    CHECK_FALSE(today.at("who_next").empty());
    CHECK(folder.run({"--workspace", "a.throughline", "--on", monday, "--json", "follow-ups"})
              .json()
              .at("follow_ups")
              .size() > 0);
}

TEST_CASE("the sample refuses to overwrite a file, and sizes that cannot be")
{
    CliFolder folder;
    folder.make_school();
    const auto before = folder.snapshot();
    CHECK(refused(folder.run({"sample", "school.throughline"})).find("school.throughline") != std::string::npos);
    refused(folder.run({"sample", "a.throughline", "--schools", "0"}), 2);
    refused(folder.run({"sample", "a.throughline", "--years", "-1"}), 2);
    refused(folder.run({"sample", "a.throughline", "--seed", "x"}), 2);
    refused(folder.run({"sample", "a.throughline", "--schools", "many"}), 2);
    CHECK((folder.snapshot() == before));
}
