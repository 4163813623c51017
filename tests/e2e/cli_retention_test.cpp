// How long records are kept, taking out what is due, and erasing a person, as somebody does it in a terminal.
#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/e2e/cli_run.hpp"

using namespace e2e;
namespace fs = std::filesystem;

namespace {

constexpr auto wait_time = "restate another's reason";  // the step of visit_json
const std::string years_later = "2033-07-01";
const std::string monday_of_2015 = "2015-10-05";

std::string make_shared_visit(const CliFolder& folder)
{
    folder.write("visit.json", visit_json().dump());
    const std::string id = folder.must_json({"--on", monday, "observe", "visit.json"}).at("id");
    folder.must({"--on", monday, "share", id});
    return id;
}

void close_steps(const CliFolder& folder, const std::string& day)
{
    const auto file = folder.path("school.throughline").string();
    const auto sql = "UPDATE action_step SET state = 'mastered', closed_on = '" + day +
                     "'; UPDATE journal SET new = json_set(new, '$.state', 'mastered', '$.closed_on', '" + day +
                     "') WHERE noun = 'action_step'";
    REQUIRE(std::system(("sqlite3 '" + file + "' \"" + sql + "\"").c_str()) == 0);
}

// A year that is long over, with one visit. Its id.
std::string make_school_of_2015(const CliFolder& folder)
{
    folder.write("staff.csv", staff_csv);
    folder.must({"--on", monday_of_2015, "new", "school.throughline", "--school", "Sample School", "--year-start",
                 "2015-08-24", "--year-end", "2016-06-17"});
    folder.must({"--on", monday_of_2015, "import", "roster", "staff.csv"});
    auto visit = visit_json();
    visit["started_at"] = monday_of_2015 + "T09:10:00";
    visit["action_step"]["check_on"] = "2015-10-12";
    folder.write("visit.json", visit.dump());
    const std::string id = folder.must_json({"--on", monday_of_2015, "observe", "visit.json"}).at("id");
    folder.must({"--on", monday_of_2015, "share", id});
    close_steps(folder, "2015-10-20");
    return id;
}

bool is_in_file(const CliFolder& folder, const std::string& words)
{
    auto bytes = folder.read("school.throughline");
    if (fs::exists(folder.path("school.throughline-wal"))) bytes += folder.read("school.throughline-wal");
    return bytes.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("rules are set, looked at and applied: what was due is gone from the file, and a certificate says so")
{
    CliFolder folder;
    const auto id = make_school_of_2015(folder);
    REQUIRE(is_in_file(folder, wait_time));
    CHECK(folder.must({"retention", "show"}).find("for ever") != std::string::npos);
    folder.must({"retention", "set", "coaching-visits", "5"});
    CHECK(folder.must_json({"--on", "2016-11-02", "retention", "preview"}).at("due") == 0);
    refused(folder.at_school({"--on", "2016-11-02", "retention", "apply", "--yes"}));
    const auto preview = folder.must_json({"retention", "preview"});
    CHECK(preview.at("due") == 1);
    CHECK(preview.at("rows").at(0).at("year") == "2015-16");
    // Without --yes it is a preview.
    CHECK(folder.must({"retention", "apply"}).find("--yes") != std::string::npos);
    folder.must({"show", id});
    const auto done = folder.must_json({"retention", "apply", "--yes"});
    const std::string backup = done.at("backups").at(0);
    CHECK(fs::exists(backup));
    CHECK_FALSE(is_in_file(folder, wait_time));
    refused(folder.at_school({"show", id}));
    CHECK(folder.must({"check"}).find("In order") != std::string::npos);
    const std::string certificate = done.at("certificate");
    CHECK(folder.must_json({"retention", "certificates"}).at("certificates").size() == 1);
    const auto shown = folder.must_json({"retention", "certificate", certificate});
    CHECK(shown.at("list_fits_journal") == true);
    CHECK(shown.at("backups").at(0) == backup);
    for (const auto* name : {"c.txt", "c.json", "c.html", "c.pdf"}) {
        folder.must({"retention", "certificate", certificate, "--out", name});
        CHECK(folder.read(name).size() > 300);
        CHECK(folder.read(name).find(wait_time) == std::string::npos);
    }
    refused(folder.at_school({"retention", "certificate", certificate, "--out", "c.txt"}));
    const auto copies = folder.must_json({"retention", "remove-backups", certificate}).at("copies").size();
    CHECK(copies >= 1);
    CHECK(fs::exists(backup));
    CHECK(folder.must_json({"retention", "remove-backups", certificate, "--yes"}).at("removed") == copies);
    CHECK_FALSE(fs::exists(backup));
    folder.must({"retention", "wipe"});
}

TEST_CASE("a day to come may be looked at, but nothing is taken out before it has come")
{
    CliFolder folder;
    make_school_of_2015(folder);
    folder.must({"retention", "set", "coaching-visits", "90"});
    CHECK(folder.must_json({"--on", "2110-07-01", "retention", "preview"}).at("due") == 1);
    const auto before = folder.snapshot();
    const auto why = refused(folder.at_school({"--on", "2110-07-01", "retention", "apply", "--yes"}));
    CHECK(why.find("2110-07-01 is still to come") != std::string::npos);
    CHECK(folder.snapshot() == before);
}

TEST_CASE("a hold keeps everything until it is lifted, and both are in the list")
{
    CliFolder folder;
    folder.make_school();
    make_shared_visit(folder);
    close_steps(folder, "2026-10-20");
    folder.must({"retention", "set", "coaching-visits", "5"});
    const std::string hold =
        folder.must_json({"retention", "hold", "ana@school.example", "--reason", "Case 12"}).at("id");
    CHECK(folder.must_json({"--on", years_later, "retention", "preview"}).at("due") == 0);
    refused(folder.at_school({"erase", "ana@school.example", "--reason", "Request 3", "--yes"}));
    folder.must({"retention", "lift", hold});
    refused(folder.at_school({"retention", "lift", hold}));
    CHECK(folder.must_json({"--on", years_later, "retention", "preview"}).at("due") == 1);
    CHECK(folder.must({"retention", "holds"}).find("Case 12") != std::string::npos);
    refused(folder.at_school({"retention", "hold", "--reason", "whose?"}));
    refused(folder.at_school({"retention", "hold", "ana@school.example"}), 2);
    refused(folder.at_school({"retention", "set", "visits", "5"}), 2);
    refused(folder.at_school({"retention", "set", "coaching-visits", "101"}), 2);
    refused(folder.at_school({"retention", "set", "calibration", "5", "--from", "separation"}));
}

TEST_CASE("an erased teacher's name and words are gone from the file, and a roster makes a new person of them")
{
    CliFolder folder;
    folder.make_school();
    const auto id = make_shared_visit(folder);
    const auto shown = folder.must_json({"erase", "ana@school.example"});
    CHECK(shown.at("visits_kept") == 1);
    CHECK(is_in_file(folder, "ana@school.example"));
    refused(folder.at_school({"erase", "ana@school.example", "--reason", "Ruiz asked", "--yes"}));
    folder.must({"--on", "2026-10-09", "erase", "ana@school.example", "--reason", "Request 3", "--yes"});
    for (const auto* words : {"ana@school.example", wait_time}) {
        INFO(words);
        CHECK_FALSE(is_in_file(folder, words));
    }
    const auto visit = folder.must({"show", id});
    CHECK(visit.find("Erased person ") != std::string::npos);
    CHECK(folder.must({"check"}).find("In order") != std::string::npos);
    folder.must({"--on", "2026-10-10", "import", "roster", "staff.csv"});
    CHECK(folder.must_json({"history", "ana@school.example"}).at("visits").empty());
}

TEST_CASE("a coach or a teacher reads the rules; previews, holds, certificates and erasing are refused")
{
    CliFolder folder;
    folder.make_school();
    make_shared_visit(folder);
    const auto before = folder.snapshot();
    for (const std::string who : {"coach@school.example", "ana@school.example"}) {
        CHECK(folder.at_school({"--as", who, "retention", "show"}).code == 0);
        for (const auto& command : std::vector<std::vector<std::string>>{
                 {"retention", "preview"},
                 {"retention", "apply", "--yes"},
                 {"retention", "set", "goals", "1"},
                 {"retention", "hold", "--everybody", "--reason", "mine"},
                 {"retention", "holds"},
                 {"retention", "certificates"},
                 {"retention", "wipe"},
                 {"erase", who == "ana@school.example" ? who : "principal@school.example", "--reason", "Request 3",
                  "--yes"}}) {
            auto arguments = command;
            arguments.insert(arguments.begin(), {"--as", who});
            refused(folder.at_school(arguments));
        }
    }
    CHECK(folder.snapshot() == before);
}
