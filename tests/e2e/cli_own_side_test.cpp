// What a teacher sets, asks for and signs, and what a school decides, on the command line.
#include <catch2/catch.hpp>

#include "tests/e2e/cli_run.hpp"

using namespace e2e;

namespace {

struct Coached : CliFolder {
    Coached()
    {
        make_school();
        write("visit.json", visit_json().dump());
        visit = must_json({"--on", monday, "observe", "visit.json"}).at("id");
        must({"--on", monday, "share", visit});
    }
    Run as(const std::string& who, std::vector<std::string> arguments, const std::string& day = monday) const
    {
        arguments.insert(arguments.begin(), {"--on", day, "--as", who + "@school.example"});
        return at_school(arguments);
    }
    Json must_as(const std::string& who, std::vector<std::string> arguments, const std::string& day = monday) const
    {
        arguments.insert(arguments.begin(), {"--on", day, "--as", who + "@school.example"});
        return must_json(arguments);
    }
    std::string visit;
};

}  // namespace

TEST_CASE("a shared visit is opened by both on the command line, read as it had been given, and shared again")
{
    Coached school;
    const auto ask = [&](const std::string& reason) {
        return school.must_as("coach",
                              {"unlock", "ask", school.visit, "--reason", reason, "--signature", "Cora Coach"});
    };
    const std::string declined = ask("The class").at("id");
    CHECK(school.must_as("ana", {"unlock", "decline", declined}).at("state") == "declined");
    const auto asked = ask("The class was 6b");
    const std::string id = asked.at("id");
    CHECK(asked.at("words") == "waits for Ana Ruiz");
    refused(school.as("coach", {"unlock", "sign", id, "--as-party", "teacher", "--signature", "Ana Ruiz"}));
    refused(school.as("ben", {"unlock", "show", id}));
    refused(school.as("ana", {"unlock", "sign", id, "--as-party", "teacher", "--signature", "Ana"}));
    const auto opened =
        school.must_as("ana", {"unlock", "sign", id, "--as-party", "teacher", "--signature", "Ana Ruiz"}, "2026-10-06");
    CHECK(opened.at("words") == "open for correction since Tue 6 Oct");
    CHECK(opened.at("given").at("strength") == "Open questions with wait time");
    CHECK(opened.dump().find("ask about grouping") == std::string::npos);
    const auto shown = school.as("ana", {"unlock", "show", id}).out;
    CHECK(shown.find("The class was 6b") != std::string::npos);
    CHECK(shown.find("Ask one student to restate another's reason") != std::string::npos);
    refused(school.as("ana", {"show", school.visit}));
    CHECK(school.must_as("coach", {"show", school.visit}).at("state") == "draft");
    school.must_as("coach", {"share", school.visit}, "2026-10-07");
    const auto again = school.must_as("ana", {"unlock", "list"}, "2026-10-07").at("unlockings");
    REQUIRE(again.size() == 2);
    CHECK(again[0].at("words") == "shared again on Wed 7 Oct");
    CHECK(again[1].at("state") == "declined");
    CHECK(school.must_as("ana", {"show", school.visit}).at("state") == "shared");
}

TEST_CASE("a teacher's goals are set, measured and closed on the command line by the teacher alone")
{
    Coached school;
    const auto set = school.must_as("ana", {"goal", "add", "Every student explains", "--measure", "students who do",
                                            "--baseline", "8 of 26", "--target", "20 of 26", "--by", "2026-12-18"});
    const std::string id = set.at("id");
    school.must_as("ana", {"goal", "change", id, "--target", "24 of 26"});
    school.must_as("ana", {"goal", "reading", id, "14 of 26", "--day", "2026-10-02"});
    refused(school.as("coach", {"goal", "close", id, "--state", "dropped"}));
    refused(school.as("ben", {"goal", "list", "ana@school.example"}));
    refused(school.as("principal", {"goal", "list", "ana@school.example"}));
    const auto goals = school.must_as("coach", {"goal", "list", "ana@school.example"}).at("goals");
    REQUIRE(goals.size() == 1);
    CHECK(goals[0].at("text") == "Every student explains");
    CHECK(goals[0].at("target") == "24 of 26");
    CHECK(goals[0].at("baseline") == "8 of 26");
    CHECK(goals[0].at("readings")[0].at("on") == "2026-10-02");
    CHECK(school.must_as("ana", {"goal", "close", id, "--state", "reached"}).at("state") == "reached");
    refused(school.as("ana", {"goal", "reading", id, "26 of 26"}));
    // A measure that a spreadsheet would take for a formula stays a text in the record.
    school.must_as("ana", {"goal", "add", "=HYPERLINK(1)", "--kind", "step"});
    school.must({"--on", monday, "--as", "ana@school.example", "records", "ana@school.example", "--out", "mine"});
    const auto csv = school.read("mine/goals.csv");
    CHECK(csv.find(",=HYPERLINK") == std::string::npos);
    CHECK(csv.find("HYPERLINK(1)") != std::string::npos);
}

TEST_CASE("a teacher asks for a visit on the command line, and a visit or words answer it")
{
    Coached school;
    const auto ask = [&](const std::string& focus) {
        return school.must_as(
            "ana", {"request", "add", "--observer", "coach@school.example", "--focus", focus, "--when", "a morning"});
    };
    CHECK(refused(school.as("ana", {"request", "add", "--observer", "Ben Okafor", "--focus", "x"}))
              .find("You can ask Cora Coach") != std::string::npos);
    const std::string first = ask("Who speaks?").at("id");
    CHECK(school.must_as("coach", {"today"}).dump().find("Who speaks?") != std::string::npos);
    const auto said = school.must_as("coach", {"request", "answer", first, "--decline", "After the tests"});
    CHECK(said.at("answer") == "After the tests");
    const std::string second = ask("Who waits?").at("id");
    auto visit = visit_json();
    visit["started_at"] = "2026-10-06T09:10:00";
    school.write("next.json", visit.dump());
    const std::string next = school.must_as("coach", {"observe", "next.json"}, "2026-10-06").at("id");
    school.must_as("coach", {"share", next}, "2026-10-06");
    const auto seen = school.must_as("ana", {"request", "list"}, "2026-10-06").at("requests");
    REQUIRE(seen.size() == 2);
    CHECK(seen[0].at("id") == second);
    CHECK(seen[0].at("words") == "visited on Tue 6 Oct");
    CHECK(seen[0].at("observation") == next);
    const std::string third = ask("Once more?").at("id");
    refused(school.as("coach", {"request", "withdraw", third}));
    CHECK(school.must_as("ana", {"request", "withdraw", third}).at("state") == "withdrawn");
    CHECK(school.must_as("principal", {"request", "list"}).at("requests").empty());
}

TEST_CASE("a school's policy on the command line opens steps to its principal, and is told to the teacher")
{
    Coached school;
    const auto history = [&] { return school.as("principal", {"history", "ana@school.example"}).out; };
    CHECK(history().find("restate another's reason") == std::string::npos);
    refused(school.as("coach", {"policy", "set", "--leaders-read-steps", "yes"}));
    school.must_as("principal", {"policy", "set", "--leaders-read-steps", "yes"});
    CHECK(history().find("restate another's reason") != std::string::npos);
    CHECK(history().find("Open questions with wait time") == std::string::npos);
    CHECK(school.as("ana", {"who-can-see", school.visit}).out.find("by the school's policy") != std::string::npos);
    CHECK(school.must_as("ana", {"policy", "show"}).at("leaders_read_steps") == true);
    CHECK(school.must_as("ana", {"wall"}).dump().find("action steps") != std::string::npos);
    school.must_as("principal", {"policy", "set", "--leaders-read-steps", "no"});
    CHECK(history().find("restate another's reason") == std::string::npos);
}
