// The whole main job through the real command line, and what it prints.
#include <catch2/catch.hpp>

#include "tests/e2e/cli_run.hpp"

using namespace e2e;

namespace {

struct Visit {
    std::string id;
    Json shared;
};

// Recorded and shared on the Monday of the visit.
Visit shared_visit(const CliFolder& folder)
{
    folder.write("visit.json", visit_json().dump());
    Visit visit;
    visit.id = folder.must_json({"--on", monday, "observe", "visit.json"}).at("id");
    visit.shared = folder.must_json({"--on", monday, "share", visit.id});
    return visit;
}

Json find(const Json& list, const std::string& key, const std::string& value)
{
    for (const auto& item : list)
        if (item.at(key) == value) return item;
    FAIL("no " << key << " " << value << " in " << list.dump());
    return {};
}

}  // namespace

TEST_CASE("from an empty folder to a shared visit whose follow-up happens")
{
    CliFolder folder;
    folder.make_school();
    const auto visit = shared_visit(folder);
    CHECK(visit.shared.at("id") == visit.id);
    CHECK(visit.shared.at("state") == "shared");
    CHECK(visit.shared.at("debrief").at("due_on") == "2026-10-07");
    CHECK(visit.shared.at("step").at("check_on") == "2026-10-12");
    const std::string debrief = visit.shared.at("debrief").at("id");
    const std::string step = visit.shared.at("step").at("id");

    const auto due = folder.must_json({"--on", "2026-10-08", "follow-ups"}).at("follow_ups");
    CHECK(find(due, "kind", "debrief").at("debrief") == debrief);
    CHECK(find(due, "kind", "debrief").at("state") == "overdue");
    CHECK(find(due, "kind", "debrief").at("teacher").at("name") == "Ana Ruiz");
    CHECK(find(due, "kind", "step check").at("step") == step);
    CHECK(find(due, "kind", "step check").at("due_on") == "2026-10-12");

    const auto held = folder.must_json({"--on", "2026-10-08", "debrief", debrief, "--held-at", "2026-10-06T15:30",
                                        "--minutes", "25", "--notes", "Tried it with tomorrow's lesson"});
    CHECK(held.at("observation") == visit.id);
    CHECK(held.at("held_at_utc") == "2026-10-06T19:30:00Z");

    const auto checked = folder.must_json({"--on", "2026-10-12", "step", "check", step, "--result", "partly"});
    CHECK(checked.at("state") == "in practice");
    CHECK(checked.at("check_on") == "2026-10-19");
    const auto mastered = folder.must_json({"--on", "2026-10-19", "step", "check", visit.id, "--result", "mastered"});
    CHECK(mastered.at("state") == "mastered");
    CHECK(mastered.at("check_on").is_null());

    const auto follow_ups = folder.must_json({"--on", "2026-10-19", "follow-ups"});
    for (const auto& row : follow_ups.at("follow_ups"))
        CHECK(row.at("kind") == "visit");
    CHECK(folder.must_json({"check"}).at("findings").empty());
}

TEST_CASE("a teacher's history gives back everything that the document held")
{
    CliFolder folder;
    folder.make_school();
    const auto id = shared_visit(folder).id;
    folder.must(
        {"--on", "2026-10-06", "debrief", id, "--held-at", "2026-10-06T15:30", "--minutes", "25", "--notes", "Agreed"});
    folder.must({"--on", "2026-10-12", "step", "check", id, "--result", "partly"});
    const auto history =
        folder.must_json({"--as", "coach@school.example", "--on", "2026-10-12", "history", "ana@school.example"});
    CHECK(history.at("teacher").at("email") == "ana@school.example");
    REQUIRE(history.at("visits").size() == 1);
    const auto visit = history.at("visits").front();
    const auto document = visit_json();
    for (const auto* key : {"purpose", "started_at", "minutes", "announced", "subject", "grade", "students_present",
                            "strength", "growth_area"}) {
        INFO(key);
        CHECK(visit.at(key) == document.at(key));
    }
    CHECK(visit.at("id") == id);
    CHECK(visit.at("started_at_utc") == "2026-10-05T13:10:00Z");
    CHECK(visit.at("observer").at("name") == "Cora Coach");
    CHECK(visit.at("rubric").at("id") == "teach-primary");
    REQUIRE(visit.at("evidence").size() == 2);
    const auto said = visit.at("evidence").at(0);
    for (const auto* key : {"at", "speaker", "text", "indicators"})
        CHECK(said.at(key) == document.at("evidence").at(0).at(key));
    CHECK(said.at("private") == false);
    CHECK(visit.at("evidence").at(1).at("text") == "ask about grouping");
    CHECK(visit.at("evidence").at(1).at("private") == true);
    CHECK(visit.at("action_step").at("text") == document.at("action_step").at("text"));
    CHECK(visit.at("action_step").at("indicators") == document.at("action_step").at("indicators"));
    CHECK(visit.at("debrief").at("held_at") == "2026-10-06T19:30:00Z");
    CHECK(visit.at("debrief").at("minutes") == 25);
    CHECK(visit.at("debrief").at("notes") == "Agreed");
    const auto events = history.at("steps").at(0).at("events");
    CHECK(events.back().at("result") == "partly");
    CHECK(events.back().at("on") == "2026-10-12");
}

TEST_CASE("a level, not observed, not applicable and blank come back as four different things (fault 2)")
{
    CliFolder folder;
    folder.make_school();
    auto document = visit_json();
    document["ratings"] = {{"6", 1},     {"6.1", "High"},           {"6.2", "Low"},
                           {"6.3", "1"}, {"1.3", "not-applicable"}, {"2", "not-observed"}};
    folder.write("visit.json", document.dump());
    folder.must({"--on", monday, "observe", "visit.json"});
    const auto ratings = folder.must_json({"--as", "coach@school.example", "--on", monday, "history", "T1"})
                             .at("visits")
                             .at(0)
                             .at("ratings");
    CHECK(ratings.size() == 6);
    const auto check = [&](const std::string& code, const std::string& mark, const Json& level, const Json& name) {
        INFO(code);
        const auto rating = find(ratings, "code", code);
        CHECK(rating.at("mark") == mark);
        CHECK(rating.at("level") == level);
        CHECK(rating.at("level_name") == name);
    };
    check("6", "level", 1, "Low");
    check("6.1", "level", 3, "High");
    check("6.2", "level", 1, "Low");
    check("6.3", "level", 1, "Low");
    check("1.3", "not-applicable", nullptr, nullptr);
    check("2", "not-observed", nullptr, nullptr);
    for (const auto& rating : ratings) CHECK(rating.at("code") != "5");  // blank: not in the list at all
}

TEST_CASE("a visit is in the lists right after it was recorded, and a draft waits for its observer (fault 13)")
{
    CliFolder folder;
    folder.make_school();
    folder.write("visit.json", visit_json().dump());
    const auto id = folder.must_json({"--on", monday, "observe", "visit.json"}).at("id");
    const auto today = folder.must_json({"--as", "coach@school.example", "--on", monday, "today"});
    CHECK(today.at("today") == monday);
    CHECK(today.at("is_school_day") == true);
    REQUIRE(today.at("drafts").size() == 1);
    CHECK(today.at("drafts").at(0).at("id") == id);
    CHECK(today.at("drafts").at(0).at("started_at") == "2026-10-05T09:10:00");
    for (const auto& row : today.at("who_next")) CHECK(row.at("teacher").at("name") != "Cora Coach");
}

TEST_CASE("without --json, observe prints the id and nothing else")
{
    CliFolder folder;
    folder.make_school();
    folder.write("visit.json", visit_json().dump());
    const auto out = folder.must({"--on", monday, "observe", "visit.json"});
    REQUIRE(out.size() == 37);
    CHECK(out.back() == '\n');
    CHECK(folder.must_json({"--on", monday, "share", out.substr(0, 36)}).at("state") == "shared");
}

TEST_CASE("a document can come from standard input, and global options may stand after the command")
{
    CliFolder folder;
    folder.make_school();
    const auto done = folder.run({"observe", "-", "--on", monday, "--json", "--workspace", "school.throughline"},
                                 visit_json().dump());
    CHECK(done.code == 0);
    CHECK(done.json().at("id").get<std::string>().size() == 36);
}

TEST_CASE("the action step's check-back day and the debrief's are filled by the rule in school days")
{
    CliFolder folder;
    folder.make_school();
    auto document = visit_json();
    document["started_at"] = "2026-10-08T09:10:00";  // a Thursday
    document["action_step"].erase("check_on");
    folder.write("visit.json", document.dump());
    const std::string id = folder.must_json({"--on", "2026-10-08", "observe", "visit.json"}).at("id");
    const auto shared = folder.must_json({"--on", "2026-10-08", "share", id});
    CHECK(shared.at("debrief").at("due_on") == "2026-10-12");
    CHECK(shared.at("step").at("check_on") == "2026-10-15");
}

TEST_CASE("a visit without an action step is shared with a debrief and without a step")
{
    CliFolder folder;
    folder.make_school();
    auto document = visit_json();
    document.erase("action_step");
    folder.write("visit.json", document.dump());
    const std::string id = folder.must_json({"--on", monday, "observe", "visit.json"}).at("id");
    const auto shared = folder.must_json({"--on", monday, "share", id});
    CHECK(shared.at("step").is_null());
    CHECK(shared.at("debrief").at("due_on") == "2026-10-07");
}

TEST_CASE("search finds words of evidence, with the visit they stand in")
{
    CliFolder folder;
    folder.make_school();
    const auto id = shared_visit(folder).id;
    const auto found = folder.must_json({"--as", "coach@school.example", "search", "explain why"});
    CHECK(found.at("text") == "explain why");
    REQUIRE_FALSE(found.at("found").empty());
    CHECK(found.at("found").at(0).at("observation") == id);
    CHECK(found.at("found").at(0).at("teacher").at("name") == "Ana Ruiz");
    CHECK(folder.must_json({"search", "zebra"}).at("found").empty());
}

TEST_CASE("who asks decides what they get: private lines stay the coach's, a coaching visit's words its two people's")
{
    CliFolder folder;
    folder.make_school();
    shared_visit(folder);
    const auto seen_by = [&](const std::string& person) {
        return folder.must({"--as", person, "--on", monday, "history", "T1"}) +
               folder.must({"--as", person, "--on", monday, "--json", "history", "T1"}) +
               folder.must({"--as", person, "--on", monday, "--json", "search", "explain"}) +
               folder.must({"--as", person, "--on", monday, "--json", "search", "grouping"}) +
               folder.must({"--as", person, "--on", monday, "--json", "follow-ups"});
    };
    const auto sees = [](const std::string& text, const std::string& words) {
        return text.find(words) != std::string::npos;
    };
    const auto coach = seen_by("coach@school.example");
    CHECK(sees(coach, "Who can explain why?"));
    CHECK(sees(coach, "ask about grouping"));
    const auto teacher = seen_by("ana@school.example");
    CHECK(sees(teacher, "Who can explain why?"));
    CHECK_FALSE(sees(teacher, "ask about grouping"));
    const auto principal = seen_by("principal@school.example");
    CHECK(sees(principal, "2026-10-05T09:10:00"));
    for (const auto* words :
         {"Who can", "ask about", "wait time", "one student", "restate", "not-observed", "\"High\""}) {
        INFO(words);
        CHECK_FALSE(sees(principal, words));
    }
}

TEST_CASE("undo takes the last change back, redo does it again, and both say what it was")
{
    CliFolder folder;
    folder.make_school();
    folder.write("visit.json", visit_json().dump());
    const std::vector<std::string> coach{"--as", "coach@school.example", "--on", monday};
    const auto as_coach = [&](std::vector<std::string> command) {
        command.insert(command.begin(), coach.begin(), coach.end());
        return folder.must_json(command);
    };
    as_coach({"observe", "visit.json"});
    CHECK(as_coach({"today"}).at("drafts").size() == 1);
    const auto undone = as_coach({"undo"});
    CHECK_FALSE(undone.at("undone").get<std::string>().empty());
    CHECK(as_coach({"today"}).at("drafts").empty());
    as_coach({"redo"});
    CHECK(as_coach({"today"}).at("drafts").size() == 1);
    CHECK(folder.must_json({"check"}).at("findings").empty());
}

TEST_CASE("a new file has nothing to undo: its first undo takes no rubric away")
{
    CliFolder folder;
    folder.must(
        {"new", "school.throughline", "--school", "X", "--year-start", "2026-08-24", "--year-end", "2027-06-18"});
    const auto rubrics = folder.must_json({"rubric", "list"});
    refused(folder.at_school({"undo"}));
    refused(folder.at_school({"redo"}));
    CHECK(folder.must_json({"rubric", "list"}) == rubrics);
    CHECK(rubrics.at("rubrics").size() >= 6);
}

TEST_CASE("what was shared cannot be undone, because it has been given")
{
    CliFolder folder;
    folder.make_school();
    const auto id = shared_visit(folder).id;
    refused(folder.at_school({"--on", monday, "undo"}));
    CHECK(folder.must_json({"--on", monday, "history", "T1"}).at("visits").at(0).at("state") == "shared");
    refused(folder.at_school({"--on", monday, "share", id}));
}

TEST_CASE("a rubric's words are always shown with the credit that its licence asks for")
{
    CliFolder folder;
    folder.make_school();
    shared_visit(folder);
    const std::string notice = "This is an adaptation of an original work by The World Bank.";
    const auto shown = folder.must({"rubric", "show", "teach-primary"});
    CHECK(shown.find(notice) != std::string::npos);
    CHECK(shown.find("Molina, Ezequiel") != std::string::npos);
    CHECK(shown.find("Asks open-ended questions") != std::string::npos);
    CHECK(folder.must({"--on", monday, "history", "T1"}).find(notice) != std::string::npos);
    const auto credit = folder.must_json({"--on", monday, "history", "T1"}).at("rubrics").at(0);
    CHECK(credit.at("notice").get<std::string>().find(notice) == 0);
}

TEST_CASE("the shipped rubrics are listed under the ids that scripts rely on, with and without a workspace")
{
    CliFolder folder;
    folder.make_school();
    for (const auto& rubrics : {folder.must_json({"rubric", "list"}), folder.run({"--json", "rubric", "list"}).json()})
        for (const auto* id : {"teach-primary", "essential-practice-look-fors", "interval-tally"})
            find(rubrics.at("rubrics"), "id", id);
    const auto rubric = folder.run({"--json", "rubric", "show", "teach-primary"}).json();
    CHECK(rubric.at("id") == "teach-primary");
    CHECK(find(rubric.at("nodes"), "code", "9.3").at("title") == "Students collaborate with one another");
}

TEST_CASE("a rubric file that was shown can be validated and is the same version when added")
{
    CliFolder folder;
    folder.make_school();
    folder.write("teach.json", folder.run({"--json", "rubric", "show", "interval-tally"}).out);
    CHECK(folder.run({"--json", "rubric", "validate", "teach.json"}).json().at("valid") == true);
    auto changed = Json::parse(folder.read("teach.json"));
    changed["nodes"][0]["kind"] = "chapter";
    folder.write("bad.json", changed.dump());
    const auto bad = folder.run({"--json", "rubric", "validate", "bad.json"});
    CHECK(bad.code == 1);
    CHECK(bad.json().at("valid") == false);
    CHECK(bad.json().at("problems").at(0).at("place").get<std::string>().find("/nodes/0") == 0);
    CHECK(bad.err.starts_with("throughline-cli: bad.json is not a good rubric"));
    const auto before = dump(folder.path("school.throughline"));
    refused(folder.at_school({"rubric", "add", "bad.json"}));
    CHECK((dump(folder.path("school.throughline")) == before));
}

TEST_CASE("a new version of a rubric leaves visits on the old one as they were (fault 6)")
{
    CliFolder folder;
    folder.make_school();
    shared_visit(folder);
    const std::vector<std::string> ask{"--on", monday, "history", "T1"};
    const auto before = folder.must_json(ask).at("visits");
    auto rubric = folder.run({"--json", "rubric", "show", "teach-primary"}).json();
    auto own = rubric;
    own["id"] = "our-own";
    own["title"] = "Our own";
    own["variant_of"] = "teach-primary";
    folder.write("own.json", own.dump());
    CHECK(folder.must_json({"rubric", "add", "own.json"}).at("changed") == true);
    CHECK(folder.must_json({"rubric", "add", "own.json"}).at("changed") == false);
    CHECK(folder.must_json(ask).at("visits") == before);
}

TEST_CASE("help is the same text as a topic of the window, and lists commands and topics")
{
    CliFolder folder;
    const auto all = folder.run({"help"});
    CHECK(all.code == 0);
    for (const auto* word : {"import", "observe", "follow-ups", "demo", "observation-file", "command-line"}) {
        INFO(word);
        CHECK(all.out.find(word) != std::string::npos);
    }
    const auto topic = folder.run({"help", "observation-file"});
    CHECK(topic.code == 0);
    CHECK(topic.out.find("action_step") != std::string::npos);
    CHECK(folder.run({"--json", "help", "observation-file"}).json().at("text") == topic.out);
    CHECK(refused(folder.run({"help", "astrology"})).find("observation-file") != std::string::npos);
    CHECK(folder.run({"--help"}).code == 0);
    CHECK(folder.run({"debrief", "--help"}).out.find("--held-at") != std::string::npos);
}

TEST_CASE("the example of the observation document's help text can be recorded as it stands")
{
    CliFolder folder;
    folder.make_school();
    const auto text = folder.run({"help", "observation-file"}).out;
    const auto begin = text.find("```json\n");
    REQUIRE(begin != std::string::npos);
    folder.write("visit.json", text.substr(begin + 8, text.find("```", begin + 8) - begin - 8));
    folder.must({"--on", monday, "observe", "visit.json"});
}
