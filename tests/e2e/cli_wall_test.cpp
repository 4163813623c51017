// The wall, looked at from outside: every kind of text of every visit, every hat, every command that prints or exports.
// The expected table stands here a second time, written by hand; no word of the library's own is used.
#include <algorithm>
#include <cstdlib>
#include <set>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "tests/e2e/cli_run.hpp"

using namespace e2e;

namespace {

const std::string more_staff =
    "Dana Cole,dana@school.example,Instructional coach,Sample School,,,C2\n"
    "Alex Adams,alex@school.example,Administrator,Sample School,,,A1\n";

struct Hat {
    const char* name;
    const char* as;
};
const std::vector<Hat> hats{{"author", "coach@school.example"},     {"other coach", "dana@school.example"},
                            {"teacher", "ana@school.example"},      {"other teacher", "ben@school.example"},
                            {"leader", "principal@school.example"}, {"administrator", "alex@school.example"}};

enum class Kind { evidence, private_line, strength, step, debrief, reason };
const std::vector<std::pair<Kind, std::string>> kinds{{Kind::evidence, "evidence"},
                                                      {Kind::private_line, "private"},
                                                      {Kind::strength, "strength"},
                                                      {Kind::step, "step"},
                                                      {Kind::debrief, "debrief"}};

// Who may read which words: the matrix of the practice, by hand.
bool may_read(const std::string& hat, Kind kind, const std::string& purpose, bool is_shared)
{
    if (hat == "author") return true;
    // Why a visit was opened again is for whoever read the visit.
    if (kind == Kind::private_line || !is_shared) return false;
    if (hat == "teacher") return true;
    if (kind == Kind::debrief) return false;
    if (hat == "leader") return purpose == "evaluation" || purpose == "walkthrough";
    if (hat == "other coach") return purpose == "walkthrough";
    return false;
}

struct Visit {
    std::string id;
    std::string purpose;
    bool is_shared = false;  // now, or until it was opened again
    bool is_opened = false;
    std::string unlocking;
    std::map<Kind, std::string> words;  // each a word that stands nowhere else
};

// "zq3evidence": no help text and no name holds such a word.
std::string marker(std::size_t visit, const std::string& kind) { return fmt::format("zq{}{}qz", visit, kind); }

// Teacher and observer open it again: from now on only what had been given is anybody else's to read.
void open_again(const CliFolder& folder, Visit& visit, std::size_t number)
{
    visit.words[Kind::reason] = marker(number, "reason");
    visit.unlocking = folder
                          .must_json({"--on", "2026-10-06", "unlock", "ask", visit.id, "--reason",
                                      "zebra " + visit.words[Kind::reason]})
                          .at("id");
    for (const auto& [party, name] : {std::pair("teacher", "Ana Ruiz"), std::pair("observer", "Cora Coach")})
        folder.must(
            {"--on", "2026-10-06", "unlock", "sign", visit.unlocking, "--as-party", party, "--signature", name});
}

std::vector<Visit> write_visits(const CliFolder& folder)
{
    enum class State { draft, shared, opened };
    std::vector<Visit> visits;
    for (const std::string purpose : {"coaching", "evaluation", "walkthrough", "peer", "calibration", "self"})
        for (const auto state : {State::shared, State::draft, State::opened}) {
            const bool is_shared = state != State::draft;
            Visit visit;
            visit.purpose = purpose;
            visit.is_shared = is_shared;
            visit.is_opened = state == State::opened;
            for (const auto& [kind, name] : kinds) visit.words[kind] = marker(visits.size(), name);
            auto json = visit_json();
            json["purpose"] = purpose;
            json["started_at"] = fmt::format("2026-10-05T{:02}:10:00", 8 + visits.size() % 10);
            json["evidence"][0]["text"] = "zebra " + visit.words[Kind::evidence];
            json["evidence"][1]["text"] = "zebra " + visit.words[Kind::private_line];
            json["strength"] = "zebra " + visit.words[Kind::strength];
            json["action_step"]["text"] = "zebra " + visit.words[Kind::step];
            folder.write("visit.json", json.dump());
            visit.id = folder.must_json({"--on", monday, "observe", "visit.json"}).at("id");
            if (is_shared) folder.must({"--on", monday, "share", visit.id});
            if (visit.is_opened) open_again(folder, visit, visits.size());
            if (state == State::shared) {
                folder.must({"--on", "2026-10-06", "debrief", visit.id, "--held-at", "2026-10-06T15:00", "--minutes",
                             "20", "--notes", "zebra " + visit.words[Kind::debrief]});
            }
            visits.push_back(std::move(visit));
        }
    return visits;
}

// What Ana sets and asks for hangs on no visit. Cora coaches her and is asked.
const std::string goal_word = "zqgoalqz";
const std::string reading_word = "zqreadingqz";
const std::string request_word = "zqrequestqz";

void write_own_side(const CliFolder& folder)
{
    const auto as_ana = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), {"--on", monday, "--as", "ana@school.example"});
        return folder.must_json(arguments);
    };
    const std::string goal = as_ana({"goal", "add", "zebra " + goal_word}).at("id");
    as_ana({"goal", "reading", goal, "14 of 26", "--note", "zebra " + reading_word});
    as_ana({"request", "add", "--observer", "Cora Coach", "--focus", "zebra " + request_word});
}

// Everything that one person gets out of the program, text and JSON, and the files it writes for them.
std::map<std::string, std::string> outputs(const CliFolder& folder, const Hat& hat, const std::vector<Visit>& visits)
{
    std::map<std::string, std::string> all;
    int file_number = 0;
    const auto call = [&](std::vector<std::string> arguments) {
        std::string name;
        for (const auto& argument : arguments) name += argument + " ";
        for (const bool as_json : {false, true}) {
            std::vector<std::string> whole{"--on", "2026-10-07", "--as", hat.as};
            if (as_json) whole.emplace_back("--json");
            whole.insert(whole.end(), arguments.begin(), arguments.end());
            const auto run = folder.at_school(whole);
            all[name + (as_json ? "(json)" : "")] = run.out + run.err;
        }
    };
    const auto write = [&](std::vector<std::string> arguments, const std::string& ending) {
        const auto file = fmt::format("{}{}{}", hat.as, ++file_number, ending);
        std::string name = "file of";
        for (const auto& argument : arguments) name += " " + argument;
        arguments.insert(arguments.begin(), {"--on", "2026-10-07", "--as", hat.as});
        for (auto& argument : arguments)
            if (argument == "FILE") argument = file;
        const auto run = folder.at_school(arguments);
        all[name] = run.out + run.err;
        if (!std::filesystem::exists(folder.path(file))) return;
        if (ending == ".pdf") {
            const auto text = folder.path(file).string() + ".txt";
            REQUIRE(std::system(fmt::format("pdftotext '{}' '{}'", folder.path(file).string(), text).c_str()) == 0);
            all[name] += folder.read(file + ".txt");
        }
        all[name] += folder.read(file);
    };
    for (const auto* command : {"today", "follow-ups", "cadence", "who-next", "follow-through", "wall"})
        call({command});
    call({"search", "zebra"});
    call({"plan", "list", "--all"});
    call({"rules", "list", "--all"});
    call({"groups", "list"});
    call({"rubric", "list"});
    call({"undo", "--help"});
    call({"sharing-agreement", "list"});
    call({"account", "list"});
    call({"unlock", "list"});
    call({"request", "list"});
    call({"policy", "show"});
    call({"rollover"});
    call({"rollover", "list"});
    call({"goal", "list"});
    call({"check"});
    for (const std::string person : {"ana@school.example", "ben@school.example"}) {
        call({"history", person});
        call({"goal", "list", person});
        call({"request", "list", person});
        call({"who-opened", person});
        write({"packet", "--teacher", person, "--out", "FILE"}, ".html");
        write({"packet", "--teacher", person, "--out", "FILE"}, ".pdf");
        write({"calendar", "export", "FILE", "--person", person}, ".ics");
    }
    write({"calendar", "export", "FILE"}, ".ics");
    for (const std::string person : {"ana@school.example", "ben@school.example"}) {
        const auto name = fmt::format("records-{}-{}", hat.as, person);
        const auto run = folder.at_school({"--on", "2026-10-07", "--as", hat.as, "records", person, "--out", name});
        auto& text = all["file of records " + person];
        text = run.out + run.err;
        if (!std::filesystem::exists(folder.path(name))) continue;
        for (const auto& entry : std::filesystem::directory_iterator(folder.path(name))) {
            const auto file = name + "/" + entry.path().filename().string();
            if (file.ends_with(".pdf"))
                REQUIRE(std::system(fmt::format("cd '{}' && pdftotext '{}'", folder.path("").string(), file).c_str()) ==
                        0);
            text += folder.read(file);
            if (file.ends_with(".pdf")) text += folder.read(file.substr(0, file.size() - 4) + ".txt");
        }
    }
    write({"export", "--jsonl", "FILE"}, ".jsonl");
    const auto book = std::string(hat.as) + ".xlsx";
    auto& sheets = all["file of sheets"];
    sheets = folder.at_school({"--on", "2026-10-07", "--as", hat.as, "export", "--xlsx", book}).err;
    REQUIRE(std::system(
                fmt::format("cd '{}' && python3 -m zipfile -e '{}' '{}-parts'", folder.path("").string(), book, book)
                    .c_str()) == 0);
    // Its author's private lines are in a folder of everything, so it is no "file of".
    auto& everything = all["folder of everything"];
    const auto out = std::string(hat.as) + "-everything";
    everything = folder.at_school({"--on", "2026-10-07", "--as", hat.as, "export", "--all", out}).err;
    for (const auto& [into, from] : {std::pair(&sheets, book + "-parts"), std::pair(&everything, out)}) {
        if (!std::filesystem::exists(folder.path(from))) continue;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path(from)))
            if (entry.is_regular_file())
                *into += folder.read(std::filesystem::relative(entry.path(), folder.path("")).string());
    }
    for (const auto& visit : visits) {
        call({"show", visit.id});
        call({"who-can-see", visit.id});
        if (visit.is_opened) call({"unlock", "show", visit.unlocking});
        write({"packet", visit.id, "--out", "FILE"}, ".html");
        write({"packet", visit.id, "--out", "FILE"}, ".pdf");
        write({"packet", visit.id, "--out", "FILE"}, ".eml");
    }
    return all;
}

}  // namespace

TEST_CASE("no word of a visit reaches a hat that may not read it, by any command, and each reaches those who may")
{
    CliFolder folder;
    folder.make_school();
    write_own_side(folder);
    folder.write("more.csv", staff_csv + more_staff);
    folder.must({"import", "roster", "more.csv"});
    const auto visits = write_visits(folder);
    int cells = 0;
    for (const auto& hat : hats) {
        const auto seen = outputs(folder, hat, visits);
        for (const auto& visit : visits)
            for (const auto& [kind, word] : visit.words) {
                if (kind == Kind::debrief && (!visit.is_shared || visit.is_opened)) continue;  // none was held
                ++cells;
                const bool allowed = may_read(hat.name, kind, visit.purpose, visit.is_shared);
                bool found = false;
                for (const auto& [command, text] : seen) {
                    if (text.find(word) == std::string::npos) continue;
                    found = true;
                    if (!allowed)
                        FAIL_CHECK(hat.name << " reads " << word << " (" << visit.purpose << ") in " << command);
                }
                if (allowed && !found) FAIL_CHECK(hat.name << " cannot read " << word << " (" << visit.purpose << ")");
            }
        for (const auto& [word, readers] : {std::pair(goal_word, std::set<std::string>{"author", "teacher"}),
                                            std::pair(reading_word, std::set<std::string>{"author", "teacher"}),
                                            std::pair(request_word, std::set<std::string>{"author", "teacher"})}) {
            ++cells;
            const bool found = std::ranges::any_of(
                seen, [&](const auto& output) { return output.second.find(word) != std::string::npos; });
            INFO(hat.name << " and " << word);
            CHECK(found == readers.contains(hat.name));
        }
        // Private lines leave in no file of anybody's, their author's included.
        for (const auto& [command, text] : seen)
            if (command.starts_with("file of"))
                for (const auto& visit : visits)
                    if (text.find(visit.words.at(Kind::private_line)) != std::string::npos)
                        FAIL_CHECK(command << " holds the private line of a " << visit.purpose << " visit");
    }
    fmt::print("the wall: {} hats, {} cells of hat, words, purpose and state\n", hats.size(), cells);
    CHECK(cells == 6 * (6 * 5 + 6 * 4 + 6 * 5 + 3));
}

TEST_CASE("a teacher learns no colleague's name, number or id from any command")
{
    CliFolder folder;
    folder.make_school();
    const auto visits = write_visits(folder);
    const Hat ben{"other teacher", "ben@school.example"};
    for (const auto& [command, text] : outputs(folder, ben, visits)) {
        INFO(command);
        for (const std::string name : {"Ana Ruiz", "Zoë", "Wójcik"})
            if (command.find("Ana") == std::string::npos) CHECK(text.find(name) == std::string::npos);
        // So short that the bytes of a file hold them by chance.
        for (const std::string number : {"T1", "T4"})
            if (!command.starts_with("file of")) CHECK(text.find(number) == std::string::npos);
        for (const auto& visit : visits)
            if (command.find(visit.id) == std::string::npos) CHECK(text.find(visit.id) == std::string::npos);
    }
    // An id that exists and one that does not are refused in the same words.
    const auto other_id = std::string("01a00000-0000-7000-8000-000000000000");
    auto known = folder.at_school({"--as", ben.as, "show", visits[0].id}).err;
    auto unknown = folder.at_school({"--as", ben.as, "show", other_id}).err;
    const auto without_id = [](std::string text, const std::string& id) {
        for (auto at = text.find(id); at != std::string::npos; at = text.find(id)) text.erase(at, id.size());
        return text;
    };
    CHECK(without_id(known, visits[0].id) == without_id(unknown, other_id));
}

TEST_CASE("in a file with accounts every command asks who is there")
{
    CliFolder folder;
    folder.make_school();
    folder.write("secret", "seven quiet corridors\n");
    folder.must({"account", "add", "principal@school.example", "--password-from", "secret"});
    for (const auto* command : {"today", "follow-ups", "cadence", "groups", "undo"})
        CHECK(folder
                  .at_school({command == std::string("groups") ? "rules" : command,
                              command == std::string("groups") ? "list" : "--json"})
                  .code == 1);
    for (const auto* way : {"--all", "--xlsx", "--jsonl"}) {
        CHECK(folder.at_school({"export", way, "out"}).code == 1);
        CHECK_FALSE(std::filesystem::exists(folder.path("out")));
    }
    CHECK(refused(folder.at_school({"--as", "principal@school.example", "today"})).find("accounts") !=
          std::string::npos);
    folder.write("wrong", "seven loud corridors\n");
    CHECK(refused(folder.at_school({"--as", "principal@school.example", "--password-file", "wrong", "today"}))
              .find("do not go together") != std::string::npos);
    folder.must({"--as", "principal@school.example", "--password-file", "secret", "cadence"});
}

TEST_CASE("an agreement on the command line opens the step to the principal until it is revoked")
{
    CliFolder folder;
    folder.make_school();
    folder.write("visit.json", visit_json().dump());
    const auto granted =
        folder.must_json({"--on", monday, "sharing-agreement", "grant", "ana@school.example", "--observer",
                          "coach@school.example", "--reader", "principal@school.example", "--extent", "steps",
                          "--teacher-signs", "Ana Ruiz", "--observer-signs", "Cora Coach"});
    CHECK(granted.at("state") == "in force");
    const auto history = [&](const char* day) {
        return folder.must({"--on", day, "--as", "principal@school.example", "history", "ana@school.example"});
    };
    const std::string id = folder.must_json({"--on", monday, "observe", "visit.json"}).at("id");
    folder.must({"--on", monday, "share", id});
    const auto shown = history("2026-10-07");
    CHECK(shown.find("restate another's reason") != std::string::npos);
    CHECK(shown.find("Open questions with wait time") == std::string::npos);
    const auto opened = folder.must_json({"--on", "2026-10-08", "who-opened", "ana@school.example"}).at("opened");
    CHECK(std::any_of(opened.begin(), opened.end(), [](const Json& row) { return row.at("who") == "Pat Principal"; }));
}
