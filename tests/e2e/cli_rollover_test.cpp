// A school year ends on the command line: looked at, closed, found again, and opened with a reason.
#include <catch2/catch.hpp>

#include "tests/e2e/cli_run.hpp"

using namespace e2e;

namespace {

const std::string summer = "2027-07-05";

struct Summer : CliFolder {
    Summer()
    {
        make_school();
        write("visit.json", visit_json().dump());
        shared = must_json({"--on", monday, "observe", "visit.json"}).at("id");
        must({"--on", monday, "share", shared});
        auto json = visit_json();
        json["started_at"] = "2026-10-05T11:10:00";
        json["evidence"][0]["text"] = "zebra in a draft";
        write("draft.json", json.dump());
        draft = must_json({"--on", monday, "observe", "draft.json"}).at("id");
    }
    Run as(const std::string& who, std::vector<std::string> arguments, const std::string& day = summer) const
    {
        arguments.insert(arguments.begin(), {"--on", day, "--as", who + "@school.example"});
        return at_school(arguments);
    }
    Json must_as(const std::string& who, std::vector<std::string> arguments, const std::string& day = summer) const
    {
        arguments.insert(arguments.begin(), {"--on", day, "--as", who + "@school.example"});
        return must_json(arguments);
    }
    std::string shared, draft;
};

bool says(const Run& run, const std::string& words) { return (run.out + run.err).find(words) != std::string::npos; }

}  // namespace

TEST_CASE("rollover says what stands open and changes nothing, and a year with drafts is closed only when told so")
{
    Summer school;
    const auto before = dump(school.path("school.throughline"));
    const auto plan = school.must_as("principal", {"rollover"});
    const std::string year = plan.at("year").at("name");
    CHECK(plan.at("visits") == 2);
    CHECK(plan.at("drafts") == Json::parse(R"([{"name": "Cora Coach", "count": 1}])"));
    CHECK(plan.at("debriefs").at(0).at("count") == 1);
    CHECK(plan.at("steps") == 1);
    CHECK(plan.at("needs_with_drafts") == true);
    CHECK(plan.at("next").at("is_there") == false);
    const auto text = school.as("principal", {"rollover", "--close", year, "--with-drafts", "--dry-run"});
    CHECK(text.code == 0);
    CHECK(says(text, "1 visit was never shared: Cora Coach 1."));
    CHECK(says(text, "1 live action step goes on"));
    CHECK(says(text, "Nothing was changed."));
    CHECK(refused(school.as("principal", {"rollover", "--close", year})).find("Cora Coach 1") != std::string::npos);
    refused(school.as("coach", {"rollover"}));
    refused(school.as("coach", {"rollover", "--close", year, "--with-drafts"}));
    const auto twice = refused(school.as(
        "principal", {"rollover", "--close", year, "--with-drafts", "--next", year, "2027-08-30", "2028-06-09"}));
    CHECK(twice.find("There is a school year " + year + " already") != std::string::npos);
    refused(school.as("principal", {"rollover", "--close", "1999-00"}));
    CHECK(dump(school.path("school.throughline")) == before);
}

TEST_CASE("a closed year is found, shown and exported, and refuses every change, until it is opened with a reason")
{
    Summer school;
    const std::string year = school.must_as("principal", {"rollover"}).at("year").at("name");
    const auto closed = school.must_as(
        "principal", {"rollover", "--close", year, "--with-drafts", "--next", "Next", "2027-08-30", "2028-06-09"});
    CHECK(closed.at("made").at("name") == "Next");
    CHECK(closed.at("steps_going_on") == 1);
    const auto years = school.must_as("coach", {"rollover", "list"}).at("years");
    REQUIRE(years.size() == 2);
    CHECK(years.at(0).at("closed_at") == nullptr);
    CHECK(years.at(1).at("closed_by") == "Pat Principal");

    for (const std::vector<std::string>& change :
         {std::vector<std::string>{"share", school.draft},
          {"debrief", school.shared, "--held-at", "2027-07-05T09:00", "--minutes", "10"},
          {"unlock", "ask", school.shared, "--reason", "Wrong"},
          {"observe", "draft.json"}}) {
        const auto line = refused(school.as("coach", change));
        INFO(line);
        CHECK(line.find(year + " is closed") != std::string::npos);
    }
    CHECK(school.must_as("coach", {"search", "zebra"}).at("found").size() == 1);
    CHECK(school.must_as("coach", {"show", school.shared}).at("closed_year") == year);
    CHECK(says(school.as("coach", {"history", "T1"}), year + ", closed"));
    school.must_as("coach", {"packet", school.shared, "--out", "feedback.html"});
    school.must_as("ana", {"respond", school.shared, "--acknowledge"});
    const auto due = school.must_as("coach", {"follow-ups"}).at("follow_ups");
    REQUIRE(due.size() == 1);
    CHECK(due.at(0).at("kind") == "step check");
    school.must_as("coach", {"step", "check", school.shared, "--result", "partly"}, "2027-09-02");
    school.must_as("coach", {"export", "--jsonl", "visits.jsonl"});
    CHECK(school.read("visits.jsonl").find("Open questions with wait time") != std::string::npos);

    refused(school.as("coach", {"rollover", "reopen", year, "--reason", "Please"}));
    CHECK(refused(school.as("principal", {"rollover", "reopen", year, "--reason", " "})).find("Say why") !=
          std::string::npos);
    school.must_as("principal", {"rollover", "reopen", year, "--reason", "A draft was forgotten"});
    school.must_as("coach", {"share", school.draft});
    CHECK(school.must_as("principal", {"rollover", "list"}).at("years").at(1).at("reopened").at(0).at("reason") ==
          "A draft was forgotten");
    CHECK(school.must_as("coach", {"rollover", "list"}).at("years").at(1).at("reopened").empty());
}

TEST_CASE("undo takes the closing back on the command line and names it")
{
    Summer school;
    const std::string year = school.must_as("principal", {"rollover"}).at("year").at("name");
    school.must_as("principal", {"rollover", "--close", year, "--with-drafts"});
    const auto undone = school.as("principal", {"undo"});
    CHECK(undone.code == 0);
    CHECK(says(undone, "Close the school year " + year));
    school.must_as("coach", {"share", school.draft});
}
