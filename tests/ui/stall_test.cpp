// Long work leaves the window alive: nothing that takes long holds its thread for more than a few frames.
#include <fstream>
#include <optional>
#include <thread>

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "tests/support/stall_watch.hpp"
#include "tests/ui/surprises.hpp"
#include "tests/ui/test_window.hpp"
#include "throughline/sample.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

constexpr double stall_ms_max = 50;

// A school's year: what is done to it takes from a tenth of a second to some seconds.
std::filesystem::path year_of_a_school(const TempFolder& folder)
{
    const auto file = folder / "year.throughline";
    SampleSize size;
    size.today = *parse_date("2026-10-05");
    must(write_sample(file, size));
    return file;
}

std::filesystem::path sheet_of(const TempFolder& folder, int rows)
{
    const auto file = folder / "visits.csv";
    std::ofstream sheet(file);
    sheet << "Teacher,Date,1a Community,Glow,Notes\n";
    for (int row = 0; row < rows; ++row)
        sheet << fmt::format("Ana Ruiz,{}/{}/2025 {}:{:02},Mostly,Asks why {},\"line {}\nanother\"\n", row % 12 + 1,
                             row % 28 + 1, 8 + row / 60 % 8, row % 60, row, row);
    return file;
}

template <class Work>
void check_alive(const char* name, Work work)
{
    let_pass(100);
    StallWatch watch;
    work();
    const double longest = watch.longest_ms();
    INFO(name << " held the window's thread for " << longest << " ms");
    CHECK(longest < stall_ms_max);
    if (std::getenv("THROUGHLINE_SAY_STALLS")) fmt::print("{}: {:.1f} ms\n", name, longest);
}

}  // namespace

TEST_CASE("a thread that is held is seen to be held")
{
    const TestWindow window;
    StallWatch watch;
    let_pass(60);
    std::this_thread::sleep_for(std::chrono::milliseconds(80));
    let_pass(20);
    CHECK(watch.longest_ms() > 75);
}

TEST_CASE("opening, exporting, checking and backing up a school's year leave the window alive")
{
    TestWindow window;
    const auto file = year_of_a_school(window.school.folder);
    auto& frame = *window.frame;
    REQUIRE(frame.open_file(file));
    let_pass(300);
    check_alive("export everything", [&] { frame.export_everything(window.school.folder / "out"); });
    CHECK(std::filesystem::exists(window.school.folder / "out" / "manifest.txt"));
    for (const auto* name : {"visits.xlsx", "visits.jsonl"})
        check_alive(name, [&] { frame.export_visits(window.school.folder / name); });
    check_alive("check", [&] { CHECK(frame.run_command("file.check")); });
    check_alive("back up", [&] { CHECK(frame.back_up_now()); });
}

TEST_CASE("taking in two thousand visits from a sheet leaves the window alive")
{
    TestWindow window;
    const auto sheet = sheet_of(window.school.folder, 2'000);
    // The dialog itself comes up as any other does: before and after it nothing may hold the window.
    std::optional<StallWatch> reading(std::in_place);
    double longest_reading = 0;
    std::optional<StallWatch> taking_in;
    expect_dialog([&](wxDialog&) {
        REQUIRE(wait_for([&] { return window.focused() == "Columns"; }));
        longest_reading = reading->longest_ms();
        window.press('I', wxMOD_ALT);
        taking_in.emplace();
    });
    window.frame->import_observations(sheet);
    const double longest_taking = taking_in->longest_ms();
    INFO("held for " << longest_reading << " ms while reading, " << longest_taking << " ms while taking in");
    CHECK(longest_reading < stall_ms_max);
    CHECK(longest_taking < stall_ms_max);
    CHECK(window.frame->status().find("2000 new visits") != std::string::npos);
    REQUIRE(wait_for([&] { return window.frame->IsActive(); }));
    check_alive("undo", [&] { CHECK(window.frame->run_command("edit.undo")); });
}
