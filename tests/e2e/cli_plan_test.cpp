// Planning through the real command line.
#include <catch2/catch.hpp>

#include "tests/e2e/cli_run.hpp"

using namespace e2e;

namespace {

// The coach's calls on the Monday of the sample visit.
struct Coach {
    const CliFolder& folder;
    std::string on = monday;

    [[nodiscard]] std::vector<std::string> call(std::vector<std::string> arguments) const
    {
        arguments.insert(arguments.begin(), {"--on", on, "--as", "coach@school.example"});
        return arguments;
    }
    [[nodiscard]] Json json(std::vector<std::string> arguments) const
    {
        return folder.must_json(call(std::move(arguments)));
    }
    std::string text(std::vector<std::string> arguments) const { return folder.must(call(std::move(arguments))); }
    [[nodiscard]] Run run(std::vector<std::string> arguments) const
    {
        return folder.at_school(call(std::move(arguments)));
    }
    [[nodiscard]] Json plan_visit(const std::string& teacher, const std::string& at) const
    {
        return json({"plan", "visit", teacher, "--at", at}).at("planned").at(0);
    }
    [[nodiscard]] Json plans(const std::string& more = "--all") const
    {
        return json({"plan", "list", more}).at("plans");
    }
};

}  // namespace

TEST_CASE("a visit is planned, moved with id and note kept, and called off with its reason")
{
    CliFolder folder;
    folder.make_school();
    const Coach coach{folder};
    const auto planned = coach.json({"plan", "visit", "T1", "--at", "2026-10-07T10:00", "--minutes", "20", "--note",
                                     "exit tickets", "--purpose", "walkthrough"});
    REQUIRE(planned.at("planned").size() == 1);
    const auto visit = planned.at("planned").at(0);
    const std::string id = visit.at("id");
    CHECK(visit.at("kind") == "visit");
    CHECK(visit.at("state") == "planned");
    CHECK(visit.at("starts_at") == "2026-10-07T10:00:00");
    CHECK(visit.at("starts_at_utc") == "2026-10-07T14:00:00Z");
    CHECK(visit.at("minutes") == 20);
    CHECK(visit.at("purpose") == "walkthrough");
    CHECK(visit.at("announced") == false);
    CHECK(visit.at("observer").at("name") == "Cora Coach");
    CHECK(visit.at("conflicts").empty());
    const auto moved = coach.json({"plan", "move", id, "--at", "2026-10-08"});
    CHECK(moved.at("id") == id);
    CHECK(moved.at("starts_at") == "2026-10-08T10:00:00");
    CHECK(moved.at("note") == "exit tickets");
    CHECK(moved.at("sequence") == 1);
    const auto skipped = coach.json({"plan", "skip", id, "--reason", "field trip"});
    CHECK(skipped.at("state") == "skipped");
    CHECK(skipped.at("skip_reason") == "field trip");
    CHECK(coach.plans("--from=2026-10-05").empty());
    CHECK(coach.plans().size() == 1);
    folder.must(coach.call({"undo"}));
    CHECK(coach.plans().at(0).at("state") == "planned");
    refused(coach.run({"plan", "visit", "T1", "--at", "2026-10-02T10:00"}));
    refused(coach.run({"plan", "visit", "T1", "--at", "tomorrow"}), 2);
    refused(coach.run({"plan", "move", id}), 2);
    refused(coach.run({"plan", "skip", id, "--reason", " "}));
    CHECK(folder.must_json({"check"}).at("findings").empty());
}

TEST_CASE("conflicts are printed and in the JSON, and a dry run says them and plans nothing")
{
    CliFolder folder;
    folder.make_school();
    const Coach coach{folder};
    CHECK(coach.plan_visit("T1", "2026-10-07T10:00").at("conflicts").empty());
    const auto dry = coach.json({"plan", "visit", "T2", "--at", "2026-10-07T10:05", "--dry-run"});
    CHECK(dry.at("conflicts") == Json{"You visit Ana Ruiz, 10:00 to 10:15"});
    CHECK(coach.plans().size() == 1);
    const auto text = coach.text({"plan", "visit", "T2", "--at", "2026-10-07T10:05"});
    CHECK(text.find("But: You visit Ana Ruiz, 10:00 to 10:15.") != std::string::npos);
    CHECK(coach.plans().size() == 2);
    CHECK(coach.text({"plan", "list"}).find("You visit Ben Okafor") != std::string::npos);
}

TEST_CASE("weekly visits are a row for each school day, and the rest of them moves and is called off together")
{
    CliFolder folder;
    folder.make_school();
    const Coach coach{folder};
    folder.write("days.csv", "date,kind,name\n2026-10-14,holiday,Staff day\n");
    folder.must({"--on", monday, "--as", "principal@school.example", "calendar", "import", "days.csv"});
    const auto made =
        coach.json({"plan", "visit", "T1", "--at", "2026-10-07T10:00", "--weekly-until", "2026-11-04"}).at("planned");
    REQUIRE(made.size() == 4);
    CHECK(made.at(1).at("on") == "2026-10-21");
    // Summer time has ended before the last one, which is at the same time by the clock.
    CHECK(made.at(3).at("starts_at") == "2026-11-04T10:00:00");
    CHECK(made.at(3).at("starts_at_utc") == "2026-11-04T15:00:00Z");
    CHECK(made.at(0).at("series") == made.at(3).at("series"));
    coach.text({"plan", "move", made.at(1).at("id"), "--at", "2026-10-22T09:00", "--rest"});
    const auto moved = coach.json({"plan", "list", "--to", "2026-12-18"}).at("plans");
    CHECK(moved.at(0).at("starts_at") == "2026-10-07T10:00:00");
    CHECK(moved.at(3).at("starts_at") == "2026-11-05T09:00:00");
    coach.text({"plan", "skip", made.at(0).at("id"), "--reason", "leave", "--rest"});
    CHECK(coach.json({"plan", "list", "--to", "2026-12-18"}).at("plans").empty());
}

TEST_CASE("a debrief gets its time and keeps its id, a conference is held, and a visit that is made takes up its plan")
{
    CliFolder folder;
    folder.make_school();
    const Coach coach{folder};
    const auto planned = Coach{folder, "2026-10-02"}.plan_visit("ana@school.example", "2026-10-05T09:00");
    folder.write("visit.json", visit_json().dump());
    const std::string visit = coach.json({"observe", "visit.json"}).at("id");
    const auto done = coach.plans().at(0);
    CHECK(done.at("id") == planned.at("id"));
    CHECK(done.at("state") == "done");
    CHECK(done.at("observation") == visit);
    const std::string debrief = coach.json({"share", visit}).at("debrief").at("id");
    const auto timed = coach.json({"plan", "debrief", visit, "--at", "2026-10-06T15:00"});
    CHECK(timed.at("id") == debrief);
    CHECK(timed.at("kind") == "debrief");
    CHECK(timed.at("starts_at") == "2026-10-06T15:00:00");
    CHECK(coach.json({"plan", "move", debrief, "--at", "2026-10-07"}).at("starts_at") == "2026-10-07T15:00:00");
    const auto follow_ups = coach.json({"follow-ups"});
    for (const auto& due : follow_ups.at("follow_ups"))
        if (due.at("kind") == "debrief") CHECK(due.at("planned_at") == "2026-10-07T19:00:00Z");
    const auto conference =
        coach.json({"plan", "conference", "T1", "--at", "2026-10-08T16:00", "--about", visit}).at("planned").at(0);
    CHECK(conference.at("observation") == visit);
    CHECK(conference.at("minutes") == 30);
    refused(coach.run({"plan", "hold", conference.at("id")}));
    const Coach later{folder, "2026-10-09"};
    CHECK(later.json({"plan", "hold", conference.at("id"), "--minutes", "25"}).at("state") == "done");
    CHECK(coach.json({"plan", "skip", debrief, "--reason", "talked already"}).at("state") == "skipped");
    const auto steps = coach.json({"plan", "list", "--person", "T1"}).at("plans");
    REQUIRE(steps.size() == 1);
    CHECK(steps.at(0).at("kind") == "step check");
    CHECK(coach.json({"plan", "move", steps.at(0).at("id"), "--at", "2026-10-14"}).at("on") == "2026-10-14");
}

TEST_CASE("the teacher's list holds what was announced and nothing of what was not")
{
    CliFolder folder;
    folder.make_school();
    const Coach coach{folder};
    const std::string secret = coach.plan_visit("T1", "2026-10-07T10:00").at("id");
    const auto as_ana = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), {"--on", monday, "--as", "ana@school.example"});
        return arguments;
    };
    CHECK(folder.must_json(as_ana({"plan", "list"})).at("plans").empty());
    for (const auto* command : {"today", "follow-ups"})
        CHECK(folder.must(as_ana({command})).find("Cora") == std::string::npos);
    const auto fault = refused(folder.at_school(as_ana({"plan", "skip", secret, "--reason", "no"})));
    CHECK(fault.find("Nothing is planned under") != std::string::npos);
    coach.text({"plan", "change", secret, "--announced"});
    const auto told = folder.must_json(as_ana({"plan", "list"})).at("plans");
    REQUIRE(told.size() == 1);
    CHECK(told.at(0).at("observer").at("name") == "Cora Coach");
}

TEST_CASE("classes are typed in, stand in the way of conversations, and one undo takes each back")
{
    CliFolder folder;
    folder.make_school();
    const Coach coach{folder};
    CHECK(coach.text({"plan", "periods", "list", "T1"}).find("No class of Ana Ruiz is known.") == 0);
    const auto added = coach.json({"plan", "periods", "add", "T1", "--day", "Wednesday", "--from", "09:00", "--to",
                                   "09:45", "--class", "Mathematics 4"});
    REQUIRE(added.at("periods").size() == 1);
    const Json wednesday = {{"number", 1},    {"day", "wednesday"}, {"week", nullptr},
                            {"from", "9:00"}, {"to", "9:45"},       {"class", "Mathematics 4"}};
    CHECK(added.at("periods").at(0) == wednesday);
    coach.text({"plan", "periods", "add", "T1", "--day", "monday", "--from", "10:00", "--to", "10:45"});
    const auto planned = coach.json({"plan", "conference", "T1", "--at", "2026-10-07T09:30"});
    CHECK(planned.at("planned").at(0).at("conflicts").at(0) == "Ana Ruiz teaches Mathematics 4, 9:00 to 9:45");
    refused(coach.run({"plan", "periods", "add", "T1", "--day", "wednesday", "--from", "09:30", "--to", "10:00"}));
    refused(coach.run({"plan", "periods", "add", "T1", "--day", "sunday", "--from", "09:30", "--to", "10:00"}), 2);
    refused(coach.run({"plan", "periods", "add", "T1", "--day", "friday", "--from", "noon", "--to", "10:00"}), 2);
    refused(coach.run({"plan", "periods", "remove", "T1", "3"}));
    const auto left = coach.json({"plan", "periods", "remove", "T1", "1"});  // Monday comes first
    REQUIRE(left.at("periods").size() == 1);
    CHECK(left.at("periods").at(0).at("day") == "wednesday");
    folder.must(coach.call({"undo"}));
    CHECK(coach.json({"plan", "periods", "list", "T1"}).at("periods").size() == 2);
}
