// A district's calendar file in the window: looked at before it is taken in, and one undo takes it back.
#include <csignal>
#include <fstream>
#include <iterator>

#include <sys/resource.h>
#include <catch2/catch.hpp>

#include "app/viewmodel/days_import_view_model.hpp"
#include "app/viewmodel/saved_file.hpp"
#include "tests/support/coached_school.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

std::filesystem::path file_with(const TempFolder& folder, const std::string& name, const std::string& text)
{
    std::ofstream(folder / name) << text;
    return folder / name;
}

}  // namespace

TEST_CASE("days of a file are shown before they are taken in, with what was guessed and what was refused")
{
    CoachedSchool window;
    const TempFolder folder;
    DaysImportViewModel days(*window.document);
    must(days.open(file_with(folder, "district.csv",
                             "date,to,kind,name\n2026-11-26,2026-11-27,holiday,Recess\n2026-12-01,,,Conferences\n"
                             "26.11.,,holiday,Wrong\n")));
    const auto table = days.table();
    REQUIRE(table.rows.size() == 2);
    CHECK(table.rows[0].cells[3] == "Recess");
    CHECK(table.rows[1].cells[2] == "Holiday, guessed");
    REQUIRE_FALSE(days.troubles().empty());
    CHECK(days.troubles()[0].find("district.csv, line 4: ") == 0);
    CHECK(window.ask(SchoolSettings{}).days.empty());

    CHECK(must(days.take_in()).find("3 days new") != std::string::npos);
    CHECK(window.ask(SchoolSettings{}).days.size() == 3);
    REQUIRE(window.document->undo());
    CHECK(window.ask(SchoolSettings{}).days.empty());
}

TEST_CASE("a file that is not there, and one that is no calendar, say so")
{
    CoachedSchool window;
    const TempFolder folder;
    DaysImportViewModel days(*window.document);
    CHECK_FALSE(days.open(folder / "gone.ics"));
    CHECK_FALSE(days.can_take_in());
}

TEST_CASE("the days off that are saved as a file are read back as they were")
{
    CoachedSchool window;
    const TempFolder folder;
    window.run(AddCalendarDays{*parse_date("2026-12-21"), *parse_date("2027-01-01"), DayKind::closing, "Break", {}});
    for (const auto* name : {"days.ics", "days.csv"}) {
        must(save_file(folder / name, must(school_days_file(*window.document, folder / name))));
        DaysImportViewModel days(*window.document);
        must(days.open(folder / name));
        CHECK(days.words() == "0 days new, 0 changed, 12 as before.");
    }
}

TEST_CASE("a file that cannot be written leaves the one that was there")
{
    const TempFolder folder;
    const auto file = folder / "list.csv";
    must(save_file(file, "before"));
    // As on a disk that is full after three bytes.
    ::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
    const rlimit three{3, before.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &three) == 0);
    const bool is_saved = save_file(file, "after").has_value();
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
    ::signal(SIGXFSZ, SIG_DFL);
    CHECK_FALSE(is_saved);
    CHECK(must(read_file(file, "a list")) == "before");
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), std::filesystem::directory_iterator()) ==
          1);
}
