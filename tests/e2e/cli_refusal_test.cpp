// What the command line refuses: with which code, in how many lines, and that nothing was written.
#include <catch2/catch.hpp>

#include <chrono>
#include <cstdio>
#include <functional>
#include <set>
#include <thread>

#include <sys/stat.h>

#include "tests/e2e/cli_run.hpp"

using namespace e2e;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("wrong usage is exit code 2 and one line that says what to do")
{
    CliFolder folder;
    folder.make_school();
    const std::vector<std::vector<std::string>> wrong{
        {},
        {"frobnicate"},
        {"--frobnicate", "today"},
        {"today", "--frobnicate"},
        {"today", "tomorrow"},
        {"rubric"},
        {"rubric", "frobnicate"},
        {"import"},
        {"import", "roster"},
        {"observe"},
        {"share"},
        {"history"},
        {"history", "Ana", "Ruiz"},
        {"search"},
        {"step"},
        {"step", "check", "x"},
        {"step", "check", "x", "--result", "excellent"},
        {"debrief", "x", "--minutes", "20"},
        {"debrief", "x", "--held-at", "2026-10-06T15:30"},
        {"debrief", "x", "--held-at", "yesterday", "--minutes", "20"},
        {"debrief", "x", "--held-at", "2026-10-06T15:30", "--minutes", "twenty"},
        {"--on", "2026-13-01", "today"},
        {"--on", "today", "today"},
        {"--on", "2026-10-05", "--on", "2026-10-06", "today"},
        {"new", "x.throughline", "--school", "X", "--year-start", "2026-08-24"},
        {"new", "x.throughline", "--school", "X", "--year-start", "24.8.2026", "--year-end", "2027-06-18"},
        {"demo"},
    };
    const auto before = folder.snapshot();
    for (const auto& arguments : wrong) {
        std::string called;
        for (const auto& argument : arguments) called += argument + " ";
        INFO(called);
        CHECK(has(refused(folder.at_school(arguments), 2), "help"));
    }
    CHECK((folder.snapshot() == before));
}

TEST_CASE("a command that needs a workspace says so if none is named, and takes it from THROUGHLINE_WORKSPACE")
{
    CliFolder folder;
    folder.make_school();
    for (const auto* command : {"today", "follow-ups", "check", "undo", "redo"})
        CHECK(has(refused(folder.run({command}), 2), "THROUGHLINE_WORKSPACE"));
    const auto named = folder.run({"--on", monday, "--json", "today"}, {}, "THROUGHLINE_WORKSPACE=school.throughline");
    CHECK(named.code == 0);
    CHECK(named.json().at("today") == monday);
    folder.write("other.throughline", "not a workspace");
    const auto option_wins =
        folder.run({"--workspace", "school.throughline", "check"}, {}, "THROUGHLINE_WORKSPACE=other.throughline");
    CHECK(option_wins.code == 0);
}

TEST_CASE("an unknown key, code, level or person is refused with its place, and nothing is written")
{
    CliFolder folder;
    folder.make_school();
    using Spoil = std::function<void(Json&)>;
    const std::vector<std::pair<std::string, Spoil>> cases{
        {"score", [](Json& d) { d["score"] = 4; }},
        {"evidence[1].speakr", [](Json& d) { d["evidence"][1]["speakr"] = "teacher"; }},
        {"evidence[1].speaker", [](Json& d) { d["evidence"][1]["speaker"] = "pupil"; }},
        {"evidence[0].at", [](Json& d) { d["evidence"][0]["at"] = "1:30"; }},
        {"evidence[0].indicators[1]", [](Json& d) { d["evidence"][0]["indicators"].push_back("6.9"); }},
        {"ratings.6.9", [](Json& d) { d["ratings"]["6.9"] = 2; }},
        {"ratings.6", [](Json& d) { d["ratings"]["6"] = 6; }},
        {"ratings.6", [](Json& d) { d["ratings"]["6"] = "Splendid"; }},
        {"ratings.6.1", [](Json& d) { d["ratings"]["6.1"] = 0; }},
        {"ratings.A", [](Json& d) { d["ratings"]["A"] = 3; }},
        {"action_step.indicators[0]", [](Json& d) { d["action_step"]["indicators"][0] = "42"; }},
        {"action_step.check_on", [](Json& d) { d["action_step"]["check_on"] = "soon"; }},
        {"teacher", [](Json& d) { d["teacher"] = "nobody@school.example"; }},
        {"observer", [](Json& d) { d["observer"] = "Nobody At All"; }},
        {"rubric", [](Json& d) { d["rubric"] = "teach-secondary"; }},
        {"purpose", [](Json& d) { d["purpose"] = "inspection"; }},
        {"started_at", [](Json& d) { d["started_at"] = "2026-10-32T09:10:00"; }},
        {"minutes", [](Json& d) { d["minutes"] = 100000; }},
        {"students_present", [](Json& d) { d["students_present"] = -1; }},
    };
    const auto before = dump(folder.path("school.throughline"));
    for (const auto& [place, spoil] : cases) {
        auto document = visit_json();
        spoil(document);
        folder.write("visit.json", document.dump());
        const auto line = refused(folder.at_school({"--on", monday, "observe", "visit.json"}));
        INFO(line);
        CHECK(has(line, "visit.json: " + place + ": "));
    }
    CHECK((dump(folder.path("school.throughline")) == before));
}

TEST_CASE("a document that is not JSON, not there or a folder is refused, each differently")
{
    CliFolder folder;
    folder.make_school();
    folder.write("visit.json", "{\"teacher\": \"Ana\",\n}");
    CHECK(has(refused(folder.at_school({"observe", "visit.json"})), "visit.json: line 2, column 1: "));
    CHECK(has(refused(folder.at_school({"observe", "nowhere.json"})), "There is no file nowhere.json"));
    CHECK(has(refused(folder.at_school({"observe", "."})), "is a folder"));
    CHECK(has(refused(folder.at_school({"observe", "-"}, "")), "standard input"));
}

TEST_CASE("a name that fits two people is refused with the candidates, wherever a person is named")
{
    CliFolder folder;
    folder.make_school();
    for (const auto& line : {refused(folder.at_school({"history", "Ana Ruiz"})),
                             refused(folder.at_school({"--as", "Ana Ruiz", "today"}))}) {
        INFO(line);
        CHECK(has(line, "Ana Ruiz (T1)"));
        CHECK(has(line, "Ana Ruiz (T3)"));
    }
    auto document = visit_json();
    document["teacher"] = "Ana Ruiz";
    folder.write("visit.json", document.dump());
    const auto line = refused(folder.at_school({"--on", monday, "observe", "visit.json"}));
    CHECK(has(line, "visit.json: teacher: "));
    CHECK(has(line, "Ana Ruiz (T3)"));
    CHECK(has(folder.must({"history", "Zoë Wójcik"}), "Zoë Wójcik"));
    CHECK(has(folder.must({"history", "zoe wojcik"}), "Zoë Wójcik"));
    CHECK(has(refused(folder.at_school({"history", "Nobody"})), "Nobody"));
}

TEST_CASE("ids that are none, or nobody's, are refused")
{
    CliFolder folder;
    folder.make_school();
    const std::string nobodys = "01920000-0000-7000-8000-000000000000";
    for (const auto& id : {std::string("17"), nobodys}) {
        refused(folder.at_school({"share", id}));
        refused(folder.at_school({"debrief", id, "--held-at", "2026-10-06T15:30", "--minutes", "20"}));
        refused(folder.at_school({"step", "check", id, "--result", "partly"}));
    }
}

TEST_CASE("a debrief's minutes that cannot be are refused by the same rule as in the window")
{
    CliFolder folder;
    folder.make_school();
    folder.write("visit.json", visit_json().dump());
    const std::string id = folder.must_json({"--on", monday, "observe", "visit.json"}).at("id");
    folder.must({"--on", monday, "share", id});
    for (const auto* minutes : {"-5", "100000", "99999999999"}) {
        INFO(minutes);
        const auto run =
            folder.at_school({"--on", monday, "debrief", id, "--held-at", "2026-10-05T15:30", "--minutes", minutes});
        CHECK((run.code == 1 || run.code == 2));
        refused(run, run.code);
    }
}

TEST_CASE("files that are no workspace are refused, each with its own message, and left byte for byte as they were")
{
    CliFolder folder;
    folder.make_school();
    const auto good = folder.read("school.throughline");
    folder.write("text.throughline", "Dear diary, this is not a database.\n");
    folder.write("empty.throughline", "");
    folder.write("cut.throughline", good.substr(0, good.size() / 2));
    folder.write("locked-away.throughline", good);
    REQUIRE(::chmod(folder.path("locked-away.throughline").c_str(), 0444) == 0);
    auto newer = good;
    newer[60 + 3] = 99;  // user_version, big-endian, at offset 60 of SQLite's header
    folder.write("newer.throughline", newer);
    auto foreign = good;
    foreign[68] = 'X';  // application_id
    folder.write("foreign.throughline", foreign);
    const auto before = folder.snapshot();
    std::set<std::string> messages;
    for (const std::string name :
         {"text", "empty", "cut", "locked-away", "newer", "foreign", "missing", "nowhere/missing"}) {
        INFO(name);
        const auto file = name + ".throughline";
        auto line = refused(folder.run({"--workspace", file, "today"}));
        const auto at = line.find(file);
        REQUIRE(at != std::string::npos);
        messages.insert(line.erase(at, file.size()));
    }
    CHECK(messages.size() == 7);  // a missing file is the same whether or not its folder is there
    CHECK((folder.snapshot() == before));
}

TEST_CASE("while another program writes, reading goes on and writing is refused as locked after a short wait")
{
    CliFolder folder;
    folder.make_school();
    folder.write("visit.json", visit_json().dump());
    const auto before = dump(folder.path("school.throughline"));
    auto* writer = ::popen(("sqlite3 '" + folder.path("school.throughline").string() + "'").c_str(), "w");
    REQUIRE(writer != nullptr);
    std::fputs(("BEGIN IMMEDIATE;\n.shell touch '" + folder.path("held").string() + "'\n").c_str(), writer);
    std::fflush(writer);
    while (!std::filesystem::exists(folder.path("held"))) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    CHECK(folder.must_json({"history", "T1"}).at("visits").empty());
    const auto line = refused(folder.at_school({"--on", monday, "observe", "visit.json"}));
    INFO(line);
    CHECK(has(line, "school.throughline"));
    ::pclose(writer);
    CHECK((dump(folder.path("school.throughline")) == before));
    folder.must({"--on", monday, "observe", "visit.json"});
}

TEST_CASE("new refuses to overwrite, and a bad school year is refused")
{
    CliFolder folder;
    folder.make_school();
    const auto before = folder.snapshot();
    const std::vector<std::string> year{"--school", "X", "--year-start", "2026-08-24", "--year-end", "2027-06-18"};
    std::vector<std::string> make{"new", "school.throughline"};
    make.insert(make.end(), year.begin(), year.end());
    CHECK(has(refused(folder.run(make)), "school.throughline"));
    refused(folder.run(
        {"new", "b.throughline", "--school", "X", "--year-start", "2027-06-18", "--year-end", "2026-08-24"}));
    refused(folder.run(
        {"new", "b.throughline", "--school", " ", "--year-start", "2026-08-24", "--year-end", "2027-06-18"}));
    CHECK((folder.snapshot() == before));
}

TEST_CASE("a full disk or a closed pipe is a failure and not a silent success")
{
    CliFolder folder;
    folder.make_school();
    const auto command = "cd '" + folder.path("").string() + "' && '" + THROUGHLINE_BINARY_DIR +
                         "/bin/throughline-cli' rubric list >/dev/full 2>err";
    CHECK(std::system(command.c_str()) != 0);
    CHECK(has(folder.read("err"), "throughline-cli: the output could not be written"));
}

TEST_CASE("control characters of a file or an argument never reach the terminal, and a failure stays one line")
{
    CliFolder folder;
    folder.make_school();
    const auto line = refused(folder.at_school({"history", "A\nB\x1b[31m"}));
    CHECK_FALSE(has(line, "\x1b"));
    refused(folder.run({"--workspace", "a\xff.throughline", "today"}), 2);
}
