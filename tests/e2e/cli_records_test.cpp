// A records request: one person's whole record as a folder that can be checked.
#include <cstdlib>

#include <fmt/format.h>
#include <sys/stat.h>
#include <catch2/catch.hpp>

#include "tests/e2e/cli_run.hpp"
#include "tests/support/html_rules.hpp"
#include "tests/support/pdf_rules.hpp"

using namespace e2e;

TEST_CASE("a record is handed over with every file that its manifest names, and nobody else may read it")
{
    CliFolder folder;
    folder.make_school();
    auto visit = visit_json();
    visit["strength"] = "=HYPERLINK(\"http://x\")";  // no spreadsheet may run it
    folder.write("visit.json", visit.dump());
    const std::string id = folder.must_json({"--on", monday, "observe", "visit.json"}).at("id");
    folder.must({"--on", monday, "share", id});
    const auto made = folder.must_json(
        {"--on", "2026-10-07", "--as", "ana@school.example", "records", "ana@school.example", "--out", "record"});
    CHECK(made.at("visits") == 1);
    CHECK(made.at("files").size() == 17);
    CHECK(std::system(fmt::format("cd '{}' && sha256sum --quiet --check manifest.txt", folder.path("record").string())
                          .c_str()) == 0);
    struct stat status {};
    REQUIRE(::stat(folder.path("record").c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0700);
    for (const auto& fault : throughline::test::html_faults(folder.read("record/record.html"))) FAIL_CHECK(fault);
    for (const auto& fault : throughline::test::pdf_faults(folder.read("record/record.pdf"))) FAIL_CHECK(fault);
    CHECK(folder.read("record/visits.csv").find("\"'=HYPERLINK") != std::string::npos);
    CHECK(folder.read("record/ratings.csv").find("Own level") == std::string::npos);
    CHECK(folder.read("record/journal.csv").find("Share") != std::string::npos);
    for (const auto& [name, bytes] : folder.snapshot()) CHECK(bytes.find("ask about grouping") != 0);
    CHECK(folder.read("record/evidence.csv").find("ask about grouping") == std::string::npos);
}

TEST_CASE("a leader's copy has coaching by date only, and the teacher sees that it was made")
{
    CliFolder folder;
    folder.make_school();
    folder.write("visit.json", visit_json().dump());
    const std::string id = folder.must_json({"--on", monday, "observe", "visit.json"}).at("id");
    folder.must({"--on", monday, "share", id});
    const auto made = folder.must_json(
        {"--on", "2026-10-07", "--as", "principal@school.example", "records", "ana@school.example", "--out", "record"});
    CHECK(made.at("visits") == 0);
    CHECK(made.at("visits_by_date_only") == 1);
    CHECK(folder.read("record/visits.csv").find("between coach and teacher") != std::string::npos);
    const auto opened = folder.must_json({"--as", "ana@school.example", "who-opened", "ana@school.example"});
    CHECK(opened.dump().find("the whole record, as files") != std::string::npos);
    refused(folder.at_school({"--as", "ben@school.example", "records", "ana@school.example", "--out", "other"}));
    CHECK_FALSE(std::filesystem::exists(folder.path("other")));
    refused(folder.at_school({"--as", "ana@school.example", "records", "ana@school.example", "--out", "record"}));
}
