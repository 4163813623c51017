// Importing a roster through the real command line.
#include <catch2/catch.hpp>

#include <sstream>

#include "tests/e2e/cli_run.hpp"

using namespace e2e;

namespace {

const std::string headings = "Name,Email,Role,School,Subject,Grade,Staff ID\n";

Json counts(int added, int changed, int unchanged, int deactivated)
{
    return {{"new", added},
            {"changed", changed},
            {"unchanged", unchanged},
            {"deactivated", deactivated},
            {"refused", Json::array()}};
}

Json import(const CliFolder& folder, const std::string& csv, bool dry_run = false)
{
    folder.write("import.csv", csv);
    std::vector<std::string> command{"--on", monday, "import", "roster", "import.csv"};
    if (dry_run) command.emplace_back("--dry-run");
    return folder.must_json(command);
}

// The audit trail also says that somebody imported a roster that changed nothing: left out of the comparison.
std::string without_audit(const std::string& dump)
{
    std::istringstream lines(dump);
    std::string kept;
    for (std::string line; std::getline(lines, line);)
        if (line.find("journal_command") == std::string::npos) kept += line + "\n";
    return kept;
}

}  // namespace

TEST_CASE("an import says how many are new, changed, unchanged and deactivated, and the same again changes nothing")
{
    CliFolder folder;
    folder.must({"new", "school.throughline", "--school", "Sample School", "--year-start", "2026-08-24", "--year-end",
                 "2027-06-18"});
    CHECK(import(folder, staff_csv) == counts(6, 0, 0, 0));
    const auto before = without_audit(dump(folder.path("school.throughline")));
    CHECK(import(folder, staff_csv) == counts(0, 0, 6, 0));
    CHECK((without_audit(dump(folder.path("school.throughline"))) == before));
}

TEST_CASE("a list in which most people are missing is taken in only if it is said to be the whole staff")
{
    CliFolder folder;
    folder.make_school();
    folder.write("one.csv", "Name,Email,Role,School,Staff ID\nNeu Ling,neu@school.example,Teacher,Sample School,T9\n");
    const auto before = dump(folder.path("school.throughline"));
    const auto run = folder.at_school({"import", "roster", "one.csv"});
    CHECK(run.code == 1);
    CHECK(run.err.find("--whole-staff") != std::string::npos);
    CHECK((dump(folder.path("school.throughline")) == before));
    CHECK(folder.must_json({"import", "roster", "one.csv", "--whole-staff"}).at("deactivated") == 6);
}

TEST_CASE("a dry run gives the same numbers and writes nothing")
{
    CliFolder folder;
    folder.must({"new", "school.throughline", "--school", "Sample School", "--year-start", "2026-08-24", "--year-end",
                 "2027-06-18"});
    const auto before = dump(folder.path("school.throughline"));
    CHECK(import(folder, staff_csv, true) == counts(6, 0, 0, 0));
    CHECK((dump(folder.path("school.throughline")) == before));
}

TEST_CASE("a person missing from a later import is deactivated with all records kept, and comes back by the next")
{
    CliFolder folder;
    folder.make_school();
    folder.write("visit.json", visit_json().dump());
    auto document = visit_json();
    document["teacher"] = "zoe@school.example";
    folder.write("visit.json", document.dump());
    folder.must({"--on", monday, "observe", "visit.json"});
    std::string without_zoe = staff_csv;
    const auto begin = without_zoe.find("Zoë");
    without_zoe.erase(begin, without_zoe.find('\n', begin) + 1 - begin);
    CHECK(import(folder, without_zoe) == counts(0, 0, 5, 1));
    const auto history = folder.must_json({"--on", monday, "history", "zoe@school.example"});
    CHECK(history.at("teacher").at("active") == false);
    CHECK(history.at("visits").size() == 1);
    const auto back = import(folder, staff_csv);
    CHECK(back.at("changed") == 1);
    CHECK(folder.must_json({"--on", monday, "history", "T4"}).at("teacher").at("active") == true);
}

TEST_CASE("one undo takes a whole import back")
{
    CliFolder folder;
    folder.make_school();
    folder.write("staff.csv", headings + "Nia New,nia@school.example,Teacher,Sample School,Music,6,T9\n");
    const auto changed = folder.must_json({"--on", monday, "import", "roster", "staff.csv", "--whole-staff"});
    CHECK(changed.at("new") == 1);
    CHECK(changed.at("deactivated") == 6);
    folder.must({"--on", monday, "undo"});
    CHECK(folder.must_json({"--on", monday, "history", "T1"}).at("teacher").at("active") == true);
    const auto gone = folder.at_school({"--on", monday, "history", "nia@school.example"});
    refused(gone);
    CHECK(folder.must_json({"check"}).at("findings").empty());
}

TEST_CASE("refused rows are named with file, line, column and reason, and the rest goes in (fault 22)")
{
    CliFolder folder;
    folder.must({"new", "school.throughline", "--school", "Sample School", "--year-start", "2026-08-24", "--year-end",
                 "2027-06-18"});
    const auto csv = headings +
                     "Ana Ruiz,ana@school.example,Teacher,Sample School,Math,6,T1\n"
                     "Ben Okafor,ben@school.example,Astronaut,Sample School,Math,6,T2\n"
                     ",,Teacher,Sample School,Math,6,T3\n";
    const auto result = import(folder, csv);
    CHECK(result.at("new") == 1);
    REQUIRE(result.at("refused").size() == 2);
    const auto role = result.at("refused").at(0);
    CHECK(role.at("file") == "import.csv");
    CHECK(role.at("line") == 3);
    CHECK(role.at("column") == 3);
    CHECK(role.at("reason").get<std::string>().find("Astronaut") != std::string::npos);
    CHECK(result.at("refused").at(1).at("line") == 4);
    std::vector<std::string> keys;
    for (const auto& item : result.items()) keys.push_back(item.key());
    CHECK(keys == std::vector<std::string>{"new", "changed", "unchanged", "deactivated", "refused"});
    const auto text = folder.must({"--on", monday, "import", "roster", "import.csv"});
    CHECK(text.find("import.csv:3:3: ") != std::string::npos);
}

TEST_CASE("a person whose row was refused is not taken for one who has left")
{
    CliFolder folder;
    folder.make_school();
    std::string spoiled = staff_csv;
    spoiled.replace(spoiled.find("ben@school.example,Teacher"), 26, "ben@school.example,Wizard");
    const auto result = import(folder, spoiled);
    CHECK(result.at("refused").size() == 1);
    CHECK(result.at("deactivated") == 0);
    CHECK(folder.must_json({"--on", monday, "history", "T2"}).at("teacher").at("active") == true);
}

TEST_CASE("a roster of which no row can be read is refused and deactivates nobody")
{
    CliFolder folder;
    folder.make_school();
    const auto before = dump(folder.path("school.throughline"));
    folder.write("import.csv", headings + "Ana Ruiz,ana@school.example,Wizard,Sample School,Math,6,T1\n");
    const auto run = folder.at_school({"--json", "import", "roster", "import.csv"});
    CHECK(run.code == 1);
    CHECK(run.json().at("refused").size() == 1);
    CHECK(run.json().at("deactivated") == 0);
    CHECK(run.err.starts_with("throughline-cli: "));
    folder.write("headings.csv", headings);
    CHECK(folder.at_school({"import", "roster", "headings.csv"}).code == 1);
    CHECK((dump(folder.path("school.throughline")) == before));
    refused(folder.at_school({"import", "roster", "nowhere.csv"}));
}
