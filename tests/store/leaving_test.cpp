// export_all and import_workspace: nothing lost, nothing more than the wall lets through, nothing half written.
#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <nlohmann/json.hpp>

#include "core/base/digest.hpp"
#include "core/store/dictionary.hpp"
#include "tests/support/every_table.hpp"
#include "tests/support/temp_workspace.hpp"
#include "throughline/command/feedback.hpp"
#include "throughline/command/retention.hpp"
#include "throughline/command/wall.hpp"
#include "throughline/leaving.hpp"
#include "throughline/query/wall.hpp"
#include "throughline/sample.hpp"

using namespace throughline;
using namespace throughline::test;

namespace fs = std::filesystem;

namespace {

std::string bytes_of(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void write(const fs::path& file, const std::string& bytes)
{
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    stream << bytes;
}

fs::path sample_without_owner(const TempFolder& folder)
{
    SampleSize size;
    size.teachers_per_school = 8;
    size.observers_per_school = 2;
    size.today = Date(2026, 10, 12);
    const auto file = folder / "sample.throughline";
    must(write_sample(file, size));
    SQLite::Database database(file.string(), SQLite::OPEN_READWRITE);
    database.exec("DELETE FROM setting WHERE name = 'owner'");
    return file;
}

// The manifest again as it should be, for files that a test changed on purpose.
void write_manifest(const fs::path& folder)
{
    std::istringstream old(bytes_of(folder / "manifest.txt"));
    std::string manifest;
    for (std::string line; std::getline(old, line);) {
        RunningDigest digest;
        digest.add(bytes_of(folder / line.substr(66)));
        manifest += digest.hexadecimal() + "  " + line.substr(66) + "\n";
    }
    write(folder / "manifest.txt", manifest);
}

void replace_in(const fs::path& file, const std::string& from, const std::string& to)
{
    auto bytes = bytes_of(file);
    const auto at = bytes.find(from);
    REQUIRE(at != std::string::npos);
    bytes.replace(at, from.size(), to);
    write(file, bytes);
}

std::vector<std::string> names_in(const fs::path& folder)
{
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

// Of a table without commas or quotes in its last cells.
void drop_last_columns(const fs::path& file, int count)
{
    std::istringstream lines(bytes_of(file));
    std::string kept;
    for (std::string line; std::getline(lines, line);) {
        const bool has_return = line.ends_with('\r');
        for (int i = 0; i < count; ++i) line.resize(line.rfind(','));
        kept += line + (has_return ? "\r\n" : "\n");
    }
    write(file, kept);
}

void drop_everywhere(const fs::path& file, const std::string& words)
{
    auto bytes = bytes_of(file);
    REQUIRE(bytes.find(words) != std::string::npos);
    for (auto at = bytes.find(words); at != std::string::npos; at = bytes.find(words)) bytes.erase(at, words.size());
    write(file, bytes);
}

std::int64_t rows_of(const Leaving& left, std::string_view table)
{
    for (const auto& each : left.tables)
        if (each.table == table) return each.rows;
    return -1;
}

}  // namespace

TEST_CASE("a workspace with every table filled is the same after export and import, table by table")
{
    const TempFolder folder;
    const auto file = sample_without_owner(folder);
    fill_every_table(file);
    {
        // Accounts would ask for a password, and do not leave: see below.
        SQLite::Database database(file.string(), SQLite::OPEN_READWRITE);
        database.exec("DELETE FROM account");
    }
    Leaving left;
    {
        auto workspace = must(Workspace::open(file));
        left = must(export_all(workspace, Actor::keeper(), folder / "out"));
    }
    CHECK(left.is_whole);
    const auto arrived = must(import_workspace(folder / "out", folder / "again.throughline"));
    CHECK(arrived.is_whole);
    auto before = rows_by_table(file);
    const auto after = rows_by_table(folder / "again.throughline");
    CHECK(before.erase("student_name") == 1);
    REQUIRE(before.size() + 1 == after.size());
    std::erase_if(before["setting"], [](const std::string& row) { return row.find("student_name_key") != row.npos; });
    for (const auto& [table, rows] : before) {
        INFO(table);
        CHECK((table == "account" || !rows.empty()));
        const bool is_same = rows == after.at(table);
        CHECK(is_same);
    }
    CHECK(rows_of(left, "evidence") == static_cast<std::int64_t>(before["evidence"].size()));

    auto again = must(Workspace::open(folder / "again.throughline"));
    const auto report = must(again.check());
    // Rows that the test wrote past the journal, and two drafts of nothing, are found in both.
    auto original = must(Workspace::open(file));
    const auto findings = must(original.check()).findings;
    REQUIRE(report.findings.size() == findings.size());
    for (std::size_t i = 0; i < findings.size(); ++i) CHECK(report.findings[i].text == findings[i].text);
    struct stat status {};
    REQUIRE(::stat((folder / "again.throughline").c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
}

TEST_CASE("undo goes on in an imported workspace where it left off")
{
    TempWorkspace school;
    const auto visit = school.start(school.teacher);
    school.note(visit, "café \x01 \x7f / \\ \" line\nline", false);
    must(export_all(school.workspace, Actor::keeper(), school.folder / "out"));
    must(import_workspace(school.folder / "out", school.folder / "again.throughline"));
    auto again = must(Workspace::open(school.folder / "again.throughline", school.options()));
    CHECK(must(again.check()).findings.empty());
    must(again.undo(school.as_coach()));
    CHECK(must(again.ask(school.as_coach(), ObservationDetail{visit})).evidence.empty());
    must(again.redo(school.as_coach()));
    CHECK(must(again.ask(school.as_coach(), ObservationDetail{visit})).evidence.size() == 1);
}

TEST_CASE("what a spreadsheet would run as a formula is guarded in the exported tables")
{
    const TempFolder folder;
    const auto file = sample_without_owner(folder);
    fill_every_table(file);
    {
        SQLite::Database database(file.string(), SQLite::OPEN_READWRITE);
        database.exec("DELETE FROM account");
    }
    auto workspace = must(Workspace::open(file));
    must(export_all(workspace, Actor::keeper(), folder / "out"));
    const auto text = bytes_of(folder / "out" / "evidence.csv");
    CHECK(text.find(",'=cmd") != std::string::npos);
    CHECK(text.find(",=") == std::string::npos);
    CHECK(text.find("\"=") == std::string::npos);
    CHECK(text.find(",@") == std::string::npos);
    for (const auto& entry : fs::recursive_directory_iterator(folder / "out"))
        if (entry.is_regular_file()) CHECK(bytes_of(entry.path()).find("SECRET OF THE FILE") == std::string::npos);
}

TEST_CASE("an export says in its dictionary what every column of it means")
{
    TempWorkspace school;
    must(export_all(school.workspace, Actor::keeper(), school.folder / "out"));
    const auto dictionary = bytes_of(school.folder / "out" / "dictionary.csv");
    for (const auto& table : store::newest_tables()) {
        if (table.name == "account" || table.name == "student_name") continue;
        INFO(table.name);
        CHECK_FALSE(table.meaning.empty());
        for (const auto& column : table.columns) {
            INFO(column.name);
            CHECK(dictionary.find(table.name + "," + column.name + ",") != std::string::npos);
            CHECK_FALSE(column.meaning.empty());
        }
        CHECK(file_format_text().find("## " + table.name + "\n") != std::string::npos);
    }
    CHECK(dictionary.find("observation,teacher_id,id,no,person,") != std::string::npos);
}

TEST_CASE("an altered, incomplete or foreign folder is refused by file, line and column, and leaves nothing")
{
    TempWorkspace school;
    const auto visit = school.start(school.teacher);
    school.note(visit, "asks a question");
    const auto out = school.folder / "out";
    const auto made = school.folder / "again.throughline";
    must(export_all(school.workspace, Actor::keeper(), out));
    const auto before = names_in(school.folder.path());
    const auto refusal = [&] {
        const auto arrived = import_workspace(out, made);
        REQUIRE_FALSE(arrived);
        CHECK(names_in(school.folder.path()) == before);
        return arrived.error().text();
    };
    SECTION("a changed file")
    {
        replace_in(out / "person.csv", "Ruiz", "Riuz");
        CHECK(refusal().find("person.csv: The file is not as it was exported") == 0);
    }
    SECTION("a missing file")
    {
        fs::remove(out / "rating.csv");
        CHECK(refusal().find("rating.csv: The file is missing") == 0);
    }
    SECTION("a value that is none, with the place")
    {
        replace_in(out / "evidence.csv", "asks", "\"ask\nss");
        replace_in(out / "evidence.csv", "question", "question\"");
        replace_in(out / "evidence.csv", visit.text(), "nonsense");
        write_manifest(out);
        CHECK(refusal() == "evidence.csv, line 2, observation_id: \"nonsense\" is no id.");
    }
    SECTION("a row that names one that is not there")
    {
        replace_in(out / "evidence.csv", visit.text(), "01920000-0000-7000-8000-000000000001");
        write_manifest(out);
        CHECK(refusal().find("evidence.csv, observation_id: 01920000-0000-7000-8000-000000000001 is named") == 0);
    }
    SECTION("a column that is not ours")
    {
        replace_in(out / "person.csv", "family_name", "last_name");
        write_manifest(out);
        CHECK(refusal() == "person.csv, line 1: Column 3 is \"last_name\" and should be family_name.");
    }
    SECTION("a row less")
    {
        auto bytes = bytes_of(out / "evidence.csv");
        bytes.resize(bytes.rfind("\r\n", bytes.size() - 3) + 2);
        write(out / "evidence.csv", bytes);
        write_manifest(out);
        CHECK(refusal() == "evidence.csv: The file has 0 rows of evidence and should have 1.");
    }
    SECTION("a journal line that is no JSON")
    {
        replace_in(out / "journal.jsonl", "}}\n", "}\n");
        write_manifest(out);
        CHECK(refusal() == "journal.jsonl, line 1: the line is no JSON.");
    }
    SECTION("a folder of something else")
    {
        fs::remove(out / "manifest.txt");
        CHECK(refusal().find("is no exported workspace") != std::string::npos);
    }
    SECTION("a newer program's")
    {
        replace_in(out / "export.json", "\"schema_version\": ", "\"schema_version\": 9");
        write_manifest(out);
        CHECK(refusal().find("Install the newer program") != std::string::npos);
    }
    SECTION("a rubric's path that leads out of the folder")
    {
        replace_in(out / "rubric_version.csv", "rubrics/", "../rubrics/");
        write_manifest(out);
        CHECK(refusal().find("There is no rubric file") != std::string::npos);
    }
    SECTION("a file that is there already")
    {
        CHECK(import_workspace(out, school.file).error().code == ErrorCode::conflict);
        CHECK(must(school.workspace.check()).findings.empty());
    }
}

TEST_CASE("a folder from an older file arrives in that version and is brought up to this one")
{
    TempWorkspace school;
    school.note(school.start(school.teacher), "asks a question");
    const auto out = school.folder / "out";
    must(export_all(school.workspace, Actor::keeper(), out));
    // As a program of version 6 would have written it: before the tables of step 7, tables and columns of step 8.
    const auto is_younger = [](const std::string& table) {
        return table.starts_with("calibration") || table == "retention_rule" || table == "legal_hold" ||
               table == "purge";
    };
    drop_last_columns(out / "person.csv", 1);
    drop_last_columns(out / "school_year.csv", 2);
    drop_everywhere(out / "journal.jsonl", ",\"erased_at\":null");
    auto about = nlohmann::ordered_json::parse(bytes_of(out / "export.json"));
    about["schema_version"] = 6;
    auto tables = nlohmann::ordered_json::array();
    for (const auto& table : about["tables"])
        if (is_younger(table["table"].get<std::string>()))
            fs::remove(out / table["file"].get<std::string>());
        else
            tables.push_back(table);
    about["tables"] = tables;
    write(out / "export.json", about.dump());
    std::istringstream lines(bytes_of(out / "manifest.txt"));
    std::string manifest;
    for (std::string line; std::getline(lines, line);)
        if (!is_younger(fs::path(line.substr(66)).stem().string())) manifest += line + "\n";
    write(out / "manifest.txt", manifest);
    write_manifest(out);
    must(import_workspace(out, school.folder / "again.throughline"));
    auto again = must(Workspace::open(school.folder / "again.throughline", school.options()));
    CHECK(must(again.check()).findings.empty());
    CHECK(must(again.check()).evidence_count == 1);
    CHECK(names_in(school.folder.path()) ==
          std::vector<std::string>{"again.throughline", "again.throughline-shm", "again.throughline-wal", "out",
                                   "school.throughline", "school.throughline-shm", "school.throughline-wal"});
}

TEST_CASE("an export goes into no folder that is there, and a stop leaves nothing behind")
{
    TempWorkspace school;
    fs::create_directory(school.folder / "out");
    const auto before = names_in(school.folder.path());
    CHECK(export_all(school.workspace, Actor::keeper(), school.folder / "out").error().code == ErrorCode::conflict);
    std::stop_source source;
    source.request_stop();
    const auto stopped = export_all(school.workspace, Actor::keeper(), school.folder / "new", {{}, source.get_token()});
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().code == ErrorCode::cancelled);
    CHECK(names_in(school.folder.path()) == before);
    std::int64_t rows = 0;
    const auto watch = LeavingWatch{[&](const LeavingProgress& now) { rows = now.rows_done; }, {}};
    const auto left = must(export_all(school.workspace, Actor::keeper(), school.folder / "new", watch));
    CHECK(rows_of(left, "person") == 5);
}

TEST_CASE("only what the wall shows somebody leaves with them, and that it left is kept")
{
    TempWorkspace school;
    auto& workspace = school.workspace;
    const auto shared = school.start(school.teacher);
    school.note(shared, "seen by all who may");
    school.note(shared, "MINE ALONE", true);
    must(workspace.execute(school.as_coach(),
                           ChangeObservationText{shared, ObservationField::strength, "Asks well", {}}));
    must(workspace.execute(school.as_coach(), ShareObservation{shared}));
    const auto draft = school.start(school.other_teacher);
    school.note(draft, "UNFINISHED");
    must(workspace.execute(Actor::keeper(), SetOwner{school.other_coach}));

    SECTION("a teacher, and a coach who keeps nothing, may not")
    {
        for (const auto& person : {school.teacher, school.coach})
            CHECK(export_all(workspace, Actor::as(person), school.folder / "out").error().code ==
                  ErrorCode::not_allowed);
    }
    SECTION("a leader takes that coaching took place, without a word of it")
    {
        const auto left = must(export_all(workspace, Actor::as(school.leader), school.folder / "out"));
        CHECK_FALSE(left.is_whole);
        CHECK(rows_of(left, "observation") == 1);
        CHECK(rows_of(left, "evidence") == 0);
        for (const auto& entry : fs::recursive_directory_iterator(school.folder / "out")) {
            if (!entry.is_regular_file()) continue;
            const auto bytes = bytes_of(entry.path());
            for (const auto* words : {"seen by all", "MINE ALONE", "Asks well", "UNFINISHED"}) {
                INFO(entry.path() << " holds " << words);
                CHECK(bytes.find(words) == std::string::npos);
            }
        }
        must(import_workspace(school.folder / "out", school.folder / "part.throughline"));
        auto part = must(Workspace::open(school.folder / "part.throughline", school.options()));
        for (const auto& finding : must(part.check()).findings) FAIL_CHECK(finding.place << ": " << finding.text);
    }
    SECTION("a leader who merges two people, and undoes it, takes none of their words along")
    {
        must(workspace.execute(Actor::as(school.leader), MergePeople{school.teacher, school.other_teacher}));
        must(workspace.undo(Actor::as(school.leader)));
        must(export_all(workspace, Actor::as(school.leader), school.folder / "out"));
        const auto journal = bytes_of(school.folder / "out" / "journal.jsonl");
        CHECK(journal.find("MergePeople") != std::string::npos);
        for (const auto* words : {"seen by all", "MINE ALONE", "Asks well", "UNFINISHED"}) {
            INFO(words);
            CHECK(journal.find(words) == std::string::npos);
        }
        must(import_workspace(school.folder / "out", school.folder / "part.throughline"));
        auto part = must(Workspace::open(school.folder / "part.throughline", school.options()));
        for (const auto& finding : must(part.check()).findings) FAIL_CHECK(finding.place << ": " << finding.text);
    }
    SECTION("the owner who coaches takes their own, private lines and drafts included")
    {
        must(workspace.execute(Actor::keeper(), SetOwner{school.coach}));
        PlaceHold hold;
        hold.person = school.teacher;
        hold.reason = "Case 12";
        must(workspace.execute(school.as_coach(), hold));
        const auto left = must(export_all(workspace, school.as_coach(), school.folder / "out"));
        CHECK(rows_of(left, "evidence") == 3);
        CHECK(rows_of(left, "legal_hold") == 1);  // as the window shows it to them
        const auto bytes = bytes_of(school.folder / "out" / "evidence.csv");
        CHECK(bytes.find("MINE ALONE") != std::string::npos);
        CHECK(bytes.find("UNFINISHED") != std::string::npos);
        must(import_workspace(school.folder / "out", school.folder / "part.throughline"));
        auto part = must(Workspace::open(school.folder / "part.throughline", school.options()));
        for (const auto& finding : must(part.check()).findings) FAIL_CHECK(finding.place << ": " << finding.text);
        CHECK(must(part.ask(school.as_coach(), ObservationDetail{shared})).evidence.size() == 2);
    }
    SECTION("the keeper's export of somebody's record is kept for them to see")
    {
        {
            SQLite::Database database(school.file.string(), SQLite::OPEN_READWRITE);
            database.exec("DELETE FROM setting WHERE name = 'owner'");
        }
        must(export_all(workspace, Actor::keeper(), school.folder / "out"));
        CHECK(bytes_of(school.folder / "out" / "evidence.csv").find("MINE ALONE") != std::string::npos);
        const auto opened = must(workspace.ask(Actor::as(school.teacher), OpenedBy{school.teacher, 10}));
        REQUIRE_FALSE(opened.empty());
    }
}
