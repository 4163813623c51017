// What is said of files that cannot be opened; each is left byte for byte as it was.
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <sstream>

#include <SQLiteCpp/SQLiteCpp.h>

#include "core/store/database.hpp"
#include "core/store/open_file.hpp"
#include "tests/support/temp_workspace.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

std::string bytes_of(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream all;
    all << stream.rdbuf();
    return all.str();
}

void write_file(const std::filesystem::path& file, const std::string& bytes)
{
    std::ofstream(file, std::ios::binary) << bytes;
}

Error refusal(const std::filesystem::path& file)
{
    const bool is_file = std::filesystem::is_regular_file(file);
    const auto before = is_file ? bytes_of(file) : std::string();
    auto opened = Workspace::open(file);
    REQUIRE_FALSE(opened);
    if (is_file) CHECK(bytes_of(file) == before);
    CHECK_FALSE(std::filesystem::exists(file.string() + "-wal"));
    return opened.error();
}

// A closed workspace's bytes.
std::string workspace_bytes(const TempFolder& folder)
{
    const auto file = folder / "good.throughline";
    {
        auto made = must(Workspace::create(file, {"S", *parse_date("2026-08-31"), *parse_date("2027-06-11")}));
    }
    return bytes_of(file);
}

}  // namespace

TEST_CASE("a file that cannot be opened says why, each fault in its own words, and is left as it was")
{
    TempFolder folder;
    const auto good = workspace_bytes(folder);
    std::set<std::string> messages;
    const auto expect = [&](ErrorCode code, const std::string& name, const std::string& bytes) {
        INFO(name);
        write_file(folder / name, bytes);
        const auto error = refusal(folder / name);
        CHECK(error.code == code);
        CHECK(error.text().find(name) != std::string::npos);
        CHECK(messages.insert(error.message).second);
    };
    CHECK(refusal(folder / "missing.throughline").code == ErrorCode::not_found);
    CHECK(refusal(folder.path()).code == ErrorCode::not_a_workspace);
    expect(ErrorCode::not_a_workspace, "empty.throughline", "");
    expect(ErrorCode::not_a_workspace, "letter.throughline", std::string(5000, 'x'));
    auto other = good;
    other.replace(68, 4, std::string(4, '\0'));
    expect(ErrorCode::not_a_workspace, "another_program.throughline", other);
    auto newer = good;
    newer[63] = 99;
    expect(ErrorCode::too_new, "newer.throughline", newer);
    expect(ErrorCode::damaged, "half.throughline", good.substr(0, good.size() / 2));
    expect(ErrorCode::damaged, "header_cut.throughline", good.substr(0, 40));
    auto scribbled = good;
    scribbled.replace(100, 2000, std::string(2000, '\x55'));
    expect(ErrorCode::damaged, "scribbled.throughline", scribbled);
    write_file(folder / "read_only.throughline", good);
    ::chmod((folder / "read_only.throughline").c_str(), 0444);
    CHECK(refusal(folder / "read_only.throughline").code == ErrorCode::read_only);
}

TEST_CASE("a newer file is refused by naming the version that it needs")
{
    TempFolder folder;
    auto newer = workspace_bytes(folder);
    newer[63] = 99;
    write_file(folder / "newer.throughline", newer);
    REQUIRE(refusal(folder / "newer.throughline").text().find("99") != std::string::npos);
}

TEST_CASE("network file systems are told from local ones")
{
    REQUIRE(store::is_network_file_system(0x6969));      // NFS
    REQUIRE(store::is_network_file_system(0xff534d42));  // CIFS
    REQUIRE(store::is_network_file_system(static_cast<int>(0xff534d42)));
    REQUIRE_FALSE(store::is_network_file_system(0xef53));      // ext4
    REQUIRE_FALSE(store::is_network_file_system(0x01021994));  // tmpfs
}

TEST_CASE("while another program writes, a command says so and works once that program is done")
{
    TempWorkspace t;
    const auto visit = t.start(t.teacher);
    SQLite::Database other(t.file.string(), SQLite::OPEN_READWRITE);
    other.exec("BEGIN IMMEDIATE");
    const auto refused = t.workspace.execute(t.as_coach(), RateIndicator{visit, "1a", Mark::level, 2});
    REQUIRE(refused.error().code == ErrorCode::locked);
    REQUIRE(t.detail(visit).ratings.empty());
    other.exec("ROLLBACK");
    must(t.workspace.execute(t.as_coach(), RateIndicator{visit, "1a", Mark::level, 2}));
}

TEST_CASE("a workspace is made whole or not at all, for its owner's eyes only, and never over another file")
{
    TempFolder folder;
    const NewSchool school{"S", *parse_date("2026-08-31"), *parse_date("2027-06-11")};
    write_file(folder / "mine.txt", "keep me");
    REQUIRE(Workspace::create(folder / "mine.txt", school).error().code == ErrorCode::conflict);
    REQUIRE(bytes_of(folder / "mine.txt") == "keep me");
    REQUIRE_FALSE(Workspace::create(folder / "bad.throughline", {"S", school.year_ends_on, school.year_starts_on}));
    REQUIRE_FALSE(std::filesystem::exists(folder / "bad.throughline"));
    REQUIRE(Workspace::create(folder / "no" / "such.throughline", school).error().code == ErrorCode::not_found);
    {
        auto made = must(Workspace::create(folder / "good.throughline", school));
    }
    struct stat status {};
    REQUIRE(::stat((folder / "good.throughline").c_str(), &status) == 0);
    REQUIRE((status.st_mode & 0777) == 0600);
    std::size_t files = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder.path())) ++files;
    REQUIRE(files == 2);
}

TEST_CASE("a backup is a whole workspace, made while the file is in use, and never over another file")
{
    TempWorkspace t;
    const auto visit = t.start(t.teacher);
    t.note(visit, "in the backup");
    must(t.workspace.back_up(t.folder / "copy.throughline"));
    REQUIRE(t.workspace.back_up(t.folder / "copy.throughline").error().code == ErrorCode::conflict);
    t.note(visit, "after the backup");
    auto copy = must(Workspace::open(t.folder / "copy.throughline", t.options()));
    REQUIRE(must(copy.ask(t.as_coach(), ObservationDetail{visit})).evidence.size() == 1);
    REQUIRE(must(copy.check()).findings.empty());
}

TEST_CASE("an older file is copied beside itself, then brought up to date in one transaction")
{
    TempFolder folder;
    const auto file = folder / "old.throughline";
    {
        // What a program before version 1 would have left: the right kind of file, without tables.
        SQLite::Database old(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        old.exec("PRAGMA application_id = " + std::to_string(store::application_id));
        old.exec("PRAGMA user_version = 0");
        old.exec("CREATE TABLE left_over (word TEXT)");
        old.exec("INSERT INTO left_over VALUES ('kept')");
    }
    auto opened = Workspace::open(file);
    REQUIRE(opened);
    REQUIRE(must(opened->check()).findings.empty());
    const auto copy =
        folder / ("old.before-version-" + std::to_string(store::newest_schema_version()) + ".throughline");
    SQLite::Database kept(copy.string());
    REQUIRE(kept.execAndGet("SELECT word FROM left_over").getString() == "kept");
    REQUIRE(kept.execAndGet("PRAGMA user_version").getInt() == 0);
}

TEST_CASE("a step that fails leaves the old file as it was")
{
    TempFolder folder;
    const auto file = folder / "old.throughline";
    {
        SQLite::Database old(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        old.exec("PRAGMA application_id = " + std::to_string(store::application_id));
        old.exec("CREATE TABLE rating (in_the TEXT)");  // the first step makes one too, late
    }
    const auto before = bytes_of(file);
    REQUIRE_FALSE(Workspace::open(file));
    REQUIRE(bytes_of(file) == before);
}

TEST_CASE("a file that was brought up to date and whose log is still to be taken in opens as what it is")
{
    TempFolder folder;
    const auto file = folder / "version_1.throughline";
    std::filesystem::copy_file(THROUGHLINE_SOURCE_DIR "/tests/data/workspace/version_1.throughline", file);
    // A reader keeps the log from being taken in, as a kill would.
    SQLite::Database reader(file.string(), SQLite::OPEN_READONLY);
    reader.exec("BEGIN");
    SQLite::Statement(reader, "SELECT count(*) FROM person").executeStep();
    must(Workspace::open(file).map([](const Workspace&) {}));
    CHECK(must(store::inspect_file(file)).schema_version == store::newest_schema_version());
    auto again = must(Workspace::open(file));
    CHECK(must(again.check()).findings.empty());
}
