// What happens to a coach's words when the disk or the clock goes wrong: they stay on screen, and are saved as soon as
// it can be.
#include <catch2/catch.hpp>

#include "tests/support/failing_disk.hpp"
#include "tests/ui/test_window.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

constexpr const char* input_name = "What you see and hear";

// A visit is open, its first line is on disk and the second one is being typed.
void begin(TestWindow& window)
{
    window.press(WXK_RETURN);
    REQUIRE(wait_for([&] { return window.focused() == input_name; }));
    window.type("first line");
    window.press(WXK_RETURN);
    let_pass(400);
}

std::vector<std::string> drafts_in(TestWindow& window)
{
    std::vector<std::string> texts;
    const auto visits = window.ask(Observations{});
    auto workspace = must(Workspace::open(window.school.file, window.school.options()));
    window.frame->close_file();
    for (const auto& draft : must(workspace.recover_drafts())) texts.push_back(draft.text);
    return texts;
}

std::size_t lines_in(TestWindow& window)
{
    const auto visits = window.ask(Observations{});
    REQUIRE(visits.size() == 1);
    return window.ask(ObservationDetail{visits.front().id}).evidence.size();
}

}  // namespace

TEST_CASE("a full disk is said while typing goes on, and what was typed is saved once there is space")
{
    FailingDisk disk;
    TestWindow window;
    begin(window);
    disk.fill_after(0);
    window.type("second");
    REQUIRE(wait_for([&] { return window.frame->notice().find("disk is full") != std::string::npos; }));
    window.picture("disk_full");
    window.type(" line");
    CHECK(window.focused() == input_name);
    window.press(WXK_RETURN);  // the line cannot be added; it stays in the field
    let_pass(300);
    CHECK(lines_in(window) == 1);
    disk.free_space();
    let_pass(2'500);  // it is tried again by itself
    CHECK(window.frame->document().save_text().find("Saved") == 0);
    CHECK(drafts_in(window) == std::vector<std::string>{"second line"});
}

TEST_CASE("a drive that is pulled out and put back loses no word, and the visit goes on where it was")
{
    FailingDisk disk;
    TestWindow window;
    begin(window);
    disk.unplug();
    window.type("second line");
    REQUIRE(wait_for([&] { return window.frame->notice().find("drive is connected") != std::string::npos; }));
    window.picture("drive_away");
    CHECK(window.focused() == input_name);
    disk.plug_in();
    REQUIRE(wait_for([&] { return window.frame->document().save_text().find("Saved") == 0; }));
    CHECK(window.frame->notice().empty());
    window.press(WXK_RETURN);
    REQUIRE(wait_for([&] { return lines_in(window) == 2; }));
    CHECK(must(must(Workspace::open(window.school.file, window.school.options())).check()).findings.empty());
}

TEST_CASE("a wall clock that jumps back a day and a night's sleep cost no line and no place")
{
    TestWindow window;
    begin(window);
    constexpr std::int64_t hour_us = 3'600'000'000;
    window.school.clock->shift_wall(-24 * hour_us);
    window.type("after the jump");
    window.press(WXK_RETURN);
    REQUIRE(wait_for([&] { return lines_in(window) == 2; }));
    window.school.clock->forward(33 * hour_us);
    window.type("after the night");
    window.press(WXK_RETURN);
    REQUIRE(wait_for([&] { return lines_in(window) == 3; }));
    const auto visits = window.ask(Observations{});
    const auto lines = window.ask(ObservationDetail{visits.front().id}).evidence;
    CHECK(lines[0].text == "first line");
    CHECK(lines[1].text == "after the jump");
    CHECK(lines[2].text == "after the night");
}
