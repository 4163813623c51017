// Damaged files: what comes back of them, and that nothing is lost without being said. And repair in place.
#include <SQLiteCpp/SQLiteCpp.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <random>
#include <set>

#include "tests/support/failing_disk.hpp"
#include "tests/support/temp_workspace.hpp"
#include "throughline/recover.hpp"
#include "throughline/repair.hpp"

using namespace throughline;
using namespace throughline::test;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t page = 4096;

struct Lived {  // a file with some days of work in it, closed
    TempWorkspace t;
    std::vector<ObservationId> visits;
    std::string bytes;

    Lived()
    {
        for (int day = 0; day < 12; ++day) {
            const auto visit = t.start_with(day % 2 == 0 ? t.teacher : t.other_teacher, "essential-practice-look-fors");
            for (int line = 0; line < 40; ++line)
                t.note(visit, "Line " + std::to_string(line) + " of day " + std::to_string(day) + std::string(80, '.'));
            must(t.workspace.execute(t.as_coach(),
                                     ChangeObservationText{visit, ObservationField::strength, "Clear", {}}));
            if (day % 3 != 0) must(t.workspace.execute(t.as_coach(), ShareObservation{visit}));
            visits.push_back(visit);
            t.clock->forward(24 * 60 * us_per_minute);
        }
        {
            Workspace gone = std::move(t.workspace);
        }
        std::ifstream stream(t.file, std::ios::binary);
        bytes = {std::istreambuf_iterator<char>(stream), {}};
    }
    void write(const std::string& what) const { std::ofstream(t.file, std::ios::binary) << what; }
    [[nodiscard]] fs::path out() const { return t.folder / "saved.throughline"; }
};

std::int64_t rows(const fs::path& file, const std::string& table)
{
    SQLite::Database database(file.string(), SQLite::OPEN_READONLY);
    return database.execAndGet("SELECT count(*) FROM " + table).getInt64();
}

// The first page of the table's own b-tree, from 1.
std::size_t root_page(const fs::path& file, const std::string& table)
{
    SQLite::Database database(file.string(), SQLite::OPEN_READONLY);
    return static_cast<std::size_t>(
        database.execAndGet("SELECT rootpage FROM sqlite_schema WHERE name = '" + table + "'").getInt64());
}

// Counted from 0.
std::set<std::size_t> schema_pages(const fs::path& file)
{
    SQLite::Database database(file.string(), SQLite::OPEN_READONLY);
    SQLite::Statement query(database, "SELECT pageno - 1 FROM dbstat WHERE name = 'sqlite_schema'");
    std::set<std::size_t> pages;
    while (query.executeStep()) pages.insert(static_cast<std::size_t>(query.getColumn(0).getInt64()));
    return pages;
}

// Where a debrief's row was hit and its journal entry too, nothing is left of it, and `check` goes on saying so.
void require_in_order(const Lived& lived, const fs::path& file, std::int64_t debriefs_lost = 0)
{
    auto saved = must(Workspace::open(file, lived.t.options()));
    auto report = must(saved.check());
    const auto without_debrief = std::erase_if(report.findings, [](const CheckFinding& finding) {
        return finding.text.find("was shared and has no debrief planned") != std::string::npos;
    });
    CHECK(static_cast<std::int64_t>(without_debrief) <= debriefs_lost);
    for (const auto& finding : report.findings) UNSCOPED_INFO(finding.place << ": " << finding.text);
    REQUIRE(report.findings.empty());
}

}  // namespace

TEST_CASE("of a file that is in order everything is saved")
{
    const Lived lived;
    const auto report = must(recover_workspace(lived.t.file, lived.out()));
    CHECK(report.is_whole());
    CHECK(report.left_out.empty());
    for (const auto* table : {"observation", "evidence", "journal", "journal_command", "person", "rubric_version"})
        CHECK(rows(lived.out(), table) == rows(lived.t.file, table));
    require_in_order(lived, lived.out());
}

TEST_CASE("a table whose first page is destroyed comes back from the journal")
{
    const Lived lived;
    const auto table = GENERATE(std::string("observation"), std::string("evidence"), std::string("person"));
    const auto before = rows(lived.t.file, table);
    auto bytes = lived.bytes;
    const auto at = (root_page(lived.t.file, table) - 1) * page;
    std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), page, '\0');
    lived.write(bytes);
    const auto report = must(recover_workspace(lived.t.file, lived.out()));
    INFO(table);
    CHECK(report.is_whole());  // nothing is called lost that came back
    CHECK(rows(lived.out(), table) == before);
    CHECK(report.saved_words().ends_with(", 12 visits among them"));
    require_in_order(lived, lived.out());
    CHECK(rows(lived.out(), "evidence") == 480);
}

TEST_CASE("a destroyed part whose words were erased from the journal is called lost")
{
    const Lived lived;
    {
        SQLite::Database database(lived.t.file.string(), SQLite::OPEN_READWRITE);
        database.exec("UPDATE journal SET old = NULL, new = NULL WHERE noun = 'evidence' AND seq % 2 = 0");
    }
    std::ifstream stream(lived.t.file, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    const auto at = (root_page(lived.t.file, "evidence") - 1) * page;
    std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), page, '\0');
    lived.write(bytes);
    const auto report = must(recover_workspace(lived.t.file, lived.out()));
    CHECK_FALSE(report.is_whole());
    CHECK(report.losses.at(0) == "a part of the table evidence could not be read");
}

TEST_CASE("a new file that cannot be written in full is no recovery, whichever write fails")
{
    const Lived lived;
    int failures = 0;
    for (int number = 1; number < 60; number += 4) {
        INFO("write " << number);
        FailingDisk disk;
        disk.fail_write(number);
        const auto report = recover_workspace(lived.t.file, lived.out());
        if (!report) {
            ++failures;
            CHECK_FALSE(fs::exists(lived.out()));
            continue;
        }
        CHECK(rows(lived.out(), "observation") == 12);
        CHECK(rows(lived.out(), "evidence") == 480);
        fs::remove(lived.out());
    }
    CHECK(failures > 0);
}

TEST_CASE("a file that is cut off yields what lies before, with the list of what does not")
{
    const Lived lived;
    lived.write(lived.bytes.substr(0, lived.bytes.size() / page * 4 / 5 * page));
    CHECK(Workspace::open(lived.t.file).error().code == ErrorCode::damaged);
    const auto report = must(recover_workspace(lived.t.file, lived.out()));
    CHECK_FALSE(report.is_whole());
    CHECK(rows(lived.out(), "observation") > 0);
    require_in_order(lived, lived.out());
}

TEST_CASE("a header that was overwritten is written anew")
{
    const Lived lived;
    auto bytes = lived.bytes;
    std::fill_n(bytes.begin(), 40, 'x');
    lived.write(bytes);
    const auto report = must(recover_workspace(lived.t.file, lived.out()));
    CHECK(rows(lived.out(), "evidence") == 480);
    require_in_order(lived, lived.out());
}

TEST_CASE("whatever pages are hit, the saved file is in order, and a lost line is never lost silently")
{
    const Lived lived;
    std::mt19937 random(6);
    const auto pages = lived.bytes.size() / page;
    const auto debriefs = rows(lived.t.file, "debrief");
    const auto says_what_is_there = schema_pages(lived.t.file);
    REQUIRE(says_what_is_there.contains(0));
    int saved_count = 0;
    for (int round = 0; round < 40; ++round) {
        auto bytes = lived.bytes;
        const auto hits = 1 + random() % 6;
        for (std::size_t hit = 0; hit < hits; ++hit) {
            std::size_t hit_page = 0;  // counted from 0
            // What says which tables there are is for the test below: nothing can be read without it.
            while (says_what_is_there.contains(hit_page) || says_what_is_there.contains(hit_page + 1))
                hit_page = 1 + random() % (pages - 1);
            const auto at = hit_page * page + (random() % 3 == 0 ? random() % page : 0);
            const auto count = std::min(bytes.size() - at, random() % 2 == 0 ? page : 200 + random() % 800);
            for (std::size_t byte = 0; byte < count; ++byte) bytes[at + byte] = static_cast<char>(random());
        }
        lived.write(bytes);
        std::error_code none;
        fs::remove(lived.out(), none);
        const auto report = must(recover_workspace(lived.t.file, lived.out()));
        ++saved_count;
        INFO("round " << round << ", " << hits << " hits");
        const auto debriefs_lost = debriefs - rows(lived.out(), "debrief");
        require_in_order(lived, lived.out(), debriefs_lost);
        CHECK((debriefs_lost == 0 || !report.is_whole()));
        const bool is_complete = rows(lived.out(), "evidence") == 480 && rows(lived.out(), "observation") == 12;
        CHECK((is_complete || !report.is_whole()));
        std::ifstream untouched(lived.t.file, std::ios::binary);
        CHECK(std::string(std::istreambuf_iterator<char>(untouched), {}) == bytes);
    }
    CHECK(saved_count == 40);
}

TEST_CASE("of a file whose first page is gone nothing is pretended")
{
    const Lived lived;
    auto bytes = lived.bytes;
    std::fill_n(bytes.begin(), page, '\0');
    lived.write(bytes);
    CHECK(recover_workspace(lived.t.file, lived.out()).error().code == ErrorCode::damaged);
    CHECK_FALSE(fs::exists(lived.out()));
}

TEST_CASE("repair backs up first, brings back rows from the journal and says what it did")
{
    const Lived lived;
    {
        SQLite::Database database(lived.t.file.string(), SQLite::OPEN_READWRITE);
        database.exec("PRAGMA foreign_keys = OFF");
        database.exec("DELETE FROM debrief");  // another program's hand
        database.exec("UPDATE observation SET minutes = 44 WHERE state = 'draft'");
        database.exec("INSERT INTO evidence_search (evidence_search) VALUES ('delete-all')");
    }
    auto before = must(Workspace::open(lived.t.file, lived.t.options()));
    const auto found = must(before.check()).findings;
    CHECK(found.size() >= 8 + 4 + 1);
    const auto report = must(repair_workspace(lived.t.file, *lived.t.clock, *lived.t.zone));
    CHECK(report.after.findings.empty());
    CHECK(fs::exists(report.backup.file));
    CHECK(rows(report.backup.file, "debrief") == 0);
    CHECK(rows(lived.t.file, "debrief") == 8);
    CHECK_FALSE(report.mended.empty());
    // What another program wrote stands, and the journal says so.
    CHECK(must(before.ask(lived.t.as_coach(), ObservationDetail{lived.visits[0]})).observation.minutes == 44);
}

TEST_CASE("rows that belong to something lost are taken out into a file, not thrown away")
{
    const Lived lived;
    {
        SQLite::Database database(lived.t.file.string(), SQLite::OPEN_READWRITE);
        database.exec("PRAGMA foreign_keys = OFF");
        database.exec(
            "INSERT INTO evidence SELECT number + 100000, randomblob(16), randomblob(16), elapsed_ms, noted_at, "
            "speaker, kind, 'a line of nowhere', indicators, is_private, amount, out_of FROM evidence LIMIT 3");
    }
    const auto report = must(repair_workspace(lived.t.file, *lived.t.clock, *lived.t.zone));
    CHECK(report.after.findings.empty());
    REQUIRE_FALSE(report.left_out.empty());
    std::ifstream left_out(report.left_out);
    std::string line;
    int lines = 0;
    for (; std::getline(left_out, line); ++lines) CHECK(line.find("a line of nowhere") != std::string::npos);
    CHECK(lines == 3);
}

TEST_CASE("a file that is in order is not changed by repair, but for its indexes")
{
    const Lived lived;
    const auto journal_before = rows(lived.t.file, "journal");
    const auto report = must(repair_workspace(lived.t.file, *lived.t.clock, *lived.t.zone));
    CHECK(report.mended.empty());
    CHECK(report.after.findings.empty());
    CHECK(rows(lived.t.file, "journal") == journal_before);
}
