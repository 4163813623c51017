// Backups, restore, recovery and repair through the command line, as somebody in trouble would use them.
#include <catch2/catch.hpp>

#include "tests/e2e/cli_run.hpp"
#include "throughline/command/person.hpp"
#include "throughline/connection.hpp"

using namespace e2e;
using namespace throughline;
namespace fs = std::filesystem;

namespace {

std::string make_visit(const CliFolder& folder)
{
    folder.write("visit.json", visit_json().dump());
    return folder.must_json({"--on", monday, "observe", "visit.json"}).at("id");
}

}  // namespace

TEST_CASE("what was lost after a backup is back after restore, and what was replaced is kept")
{
    CliFolder folder;
    folder.make_school();
    make_visit(folder);
    const auto made = folder.must_json({"backup"}).at("made").at(0);
    CHECK(folder.must_json({"backup", "--if-changed"}).at("made").empty());
    make_visit(folder);
    const std::string backup = made.at("file");
    const auto looked = folder.must_json({"restore", backup, "--look"});
    CHECK(looked.at("visits") == 1);
    CHECK(looked.at("last_visit_on") == monday);
    CHECK(folder.must_json({"check"}).at("observations") == 2);
    const auto restored = folder.must_json({"restore", backup});
    CHECK(folder.must_json({"check"}).at("observations") == 1);
    const std::string kept = restored.at("replaced_kept_as");
    REQUIRE(fs::exists(folder.path(kept)));
    CHECK(folder.run({"--json", "--workspace", kept, "check"}).json().at("observations") == 2);
}

TEST_CASE(
    "a file that is open elsewhere stays in place, and what is written there stays, also after a second connection")
{
    CliFolder folder;
    folder.make_school();
    const std::string backup = folder.must_json({"backup"}).at("made").at(0).at("file");
    const auto path = folder.path("school.throughline");
    auto open = Workspace::open(path);
    REQUIRE(open);
    REQUIRE(another(*open)({}));  // and it is closed again, as a worker's
    const auto said = refused(folder.at_school({"restore", backup}));
    CHECK(said.find("is open in another window or program") != std::string::npos);
    // Whoever closes a file last takes its log in and throws it away: another program must not think that it is the
    // last.
    folder.must({"check"});
    REQUIRE(fs::exists(path.string() + "-wal"));
    Person person;
    person.given_name = "Written";
    person.family_name = "Afterwards";
    person.roles = {Role::teacher};
    REQUIRE(open->execute({}, AddPerson{person}));
    folder.must({"history", "Written Afterwards"});
}

TEST_CASE("a workspace is not restored from itself")
{
    CliFolder folder;
    folder.make_school();
    const auto before = folder.snapshot();
    CHECK(refused(folder.at_school({"restore", "school.throughline"})).find("the workspace itself") !=
          std::string::npos);
    CHECK(folder.snapshot() == before);
}

TEST_CASE("a sealed backup opens with its passphrase only, also on another computer without the workspace")
{
    CliFolder folder;
    folder.make_school();
    make_visit(folder);
    folder.write("passphrase", "correct horse battery\n");
    folder.write("other", "another horse battery\n");
    folder.must({"backup", "away.throughline-sealed", "--passphrase-file", "passphrase"});
    CHECK(refused(folder.at_school({"restore", "away.throughline-sealed"})).find("is sealed") != std::string::npos);
    CHECK(refused(folder.at_school({"restore", "away.throughline-sealed", "--passphrase-file", "other"}))
              .find("does not open") != std::string::npos);
    const auto run = folder.run(
        {"--workspace", "new.throughline", "restore", "away.throughline-sealed", "--passphrase-file", "passphrase"});
    CHECK(run.code == 0);
    CHECK(folder.run({"--workspace", "new.throughline", "check"}).code == 0);
    refused(folder.at_school({"backup", "away.throughline-sealed"}));  // never over another file
}

TEST_CASE("a damaged file is recovered into a new one, with the list of what is lost; it is itself not touched")
{
    CliFolder folder;
    folder.make_school();
    for (int visit = 0; visit < 5; ++visit) make_visit(folder);
    auto bytes = folder.read("school.throughline");
    bytes.resize(bytes.size() * 9 / 10);
    folder.write("school.throughline", bytes);
    CHECK(refused(folder.at_school({"today"})).find("cut off") != std::string::npos);
    const auto run = folder.run({"--json", "recover", "school.throughline", "--out", "saved.throughline"});
    REQUIRE(run.code == 0);
    CHECK(run.json().at("whole") == false);
    CHECK_FALSE(run.json().at("losses").empty());
    CHECK(folder.run({"--workspace", "saved.throughline", "check"}).code == 0);
    CHECK(folder.read("school.throughline") == bytes);
    refused(folder.run({"recover", "school.throughline", "--out", "saved.throughline"}));
    refused(folder.run({"recover", "nothing.throughline", "--out", "saved2.throughline"}));
}

TEST_CASE("repair says what it mended and where the backup is")
{
    CliFolder folder;
    folder.make_school();
    folder.must({"--on", monday, "share", make_visit(folder)});
    const auto file = folder.path("school.throughline").string();
    REQUIRE(std::system(("sqlite3 '" + file + "' 'DELETE FROM debrief'").c_str()) == 0);
    CHECK(folder.at_school({"check"}).code == 1);
    const auto mended = folder.must_json({"check", "--repair"});
    CHECK(mended.at("mended").at(0) == "1 row of debrief came back from the journal");
    CHECK(fs::exists(mended.at("backup").get<std::string>()));
    CHECK(folder.at_school({"check"}).code == 0);
}

TEST_CASE("everything stands in a backup, so a teacher gets none, nor learns where they lie")
{
    CliFolder folder;
    folder.make_school();
    const auto before = folder.snapshot();
    for (const auto& command : std::vector<std::vector<std::string>>{
             {"backup"}, {"backup", "mine.throughline"}, {"backups"}, {"backup-plan"}, {"check", "--repair"}}) {
        auto as_teacher = command;
        as_teacher.insert(as_teacher.begin(), {"--as", "ana@school.example"});
        refused(folder.at_school(as_teacher));
    }
    CHECK_FALSE(fs::exists(folder.path("mine.throughline")));
    CHECK(folder.snapshot() == before);
}
