// The Growth page by keyboard alone: a teacher with few and with many visits, the table, how it was computed, the
// school's map cell by cell, and the way there from the teacher's page.
#include <algorithm>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <wx/dialog.h>

#include "tests/ui/surprises.hpp"
#include "tests/ui/test_window.hpp"
#include "throughline/command/feedback.hpp"
#include "throughline/query/growth.hpp"
#include "throughline/query/wall.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

constexpr std::int64_t day_us = 24LL * 60 * us_per_minute;

void visit(TempWorkspace& school, const PersonId& of, int level, bool with_step)
{
    const auto made = school.start_with(of, "essential-practice-look-fors");
    for (const auto* code : {"1a", "1b", "2", "3a", "4a"})
        must(school.workspace.execute(
            school.as_coach(),
            RateIndicator{made, code, Mark::level, std::clamp(level + (code[1] == 'b' ? 1 : 0), 1, 4)}));
    if (with_step)
        must(school.workspace.execute(school.as_coach(), SetActionStep{made, "Wait three seconds", {}, {}, {}}));
    must(school.workspace.execute(school.as_coach(), ShareObservation{made}));
}

// Ana is visited so often over twenty-four weeks, six others every other week; the coach owns the file.
void school_with(TempWorkspace& school, int visits)
{
    std::vector<PersonId> others{school.other_teacher};
    for (int number = 3; number <= 7; ++number)
        others.push_back(
            school.add("Sample", fmt::format("Teacher {}", number), {Role::teacher}, {}, fmt::format("S{}", number)));
    constexpr int days = 168;
    int made = 0;
    for (int day = 0; day < days; ++day) {
        if (made < visits && day * visits >= made * days) {
            visit(school, school.teacher, 1 + 3 * made / std::max(1, visits - 1), made % 4 == 0);
            ++made;
        }
        if (day % 14 == 0)
            for (std::size_t at = 0; at < others.size(); ++at)
                visit(school, others[at], 2 + static_cast<int>((at + static_cast<std::size_t>(day / 14)) % 2), false);
        school.clock->forward(day_us);
    }
}

void open_growth_of_ana(TestWindow& window)
{
    window.frame->open_teacher(window.school.teacher);
    REQUIRE(wait_for([&] { return window.frame->current_page_id() == PageId::teacher; }));
    let_pass(100);
    window.press('G', wxMOD_CONTROL | wxMOD_SHIFT);
    REQUIRE(wait_for([&] { return window.frame->current_page_id() == PageId::growth; }));
    REQUIRE(wait_for([&] { return window.focused() == "What matters more than a line"; }));
}

}  // namespace

TEST_CASE("three, eight and thirty visits: from the teacher's page to the picture, the table and the reasons by keys")
{
    const int visits = GENERATE(3, 8, 30);
    TestWindow window([visits](TempWorkspace& school) { school_with(school, visits); });
    open_growth_of_ana(window);
    window.picture(fmt::format("growth_{}_visits", visits));
    std::string said;
    expect_dialog([&](wxDialog& dialog) {
        REQUIRE(wait_for([&] { return window.focused() == "How was this computed"; }));
        said = dialog.GetTitle().ToStdString();
        window.picture(fmt::format("growth_{}_how", visits));
        window.press(WXK_ESCAPE);
    });
    window.press('H', wxMOD_CONTROL | wxMOD_SHIFT);
    CHECK(wait_for([&] { return said == "How was this computed"; }));
    window.press('T', wxMOD_CONTROL | wxMOD_SHIFT);
    REQUIRE(wait_for([&] { return window.focused() == "Growth of Ana Ruiz"; }));
    window.picture(fmt::format("growth_{}_table", visits));
    window.press('T', wxMOD_CONTROL);
    CHECK(wait_for([&] { return window.frame->current_page_id() == PageId::teacher; }));
    TeacherGrowth asked;
    asked.teacher = window.school.teacher;
    CHECK(window.ask(asked).visits.size() == static_cast<std::size_t>(visits));
}

TEST_CASE("the school's map is walked by arrows and says each cell; reliability is two lists and words")
{
    TestWindow window([](TempWorkspace& school) { school_with(school, 8); });
    window.press('G', wxMOD_CONTROL);
    REQUIRE(wait_for([&] { return window.frame->current_page_id() == PageId::growth; }));
    REQUIRE(wait_for([&] { return window.focused() == "Teacher"; }));  // nobody is looked at who was not chosen
    window.picture("growth_nobody_chosen");
    window.press('2', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.focused().find("1a Community, October: ") == 0; }));
    window.press(WXK_RIGHT);
    REQUIRE(wait_for([&] { return window.focused().find("1a Community, November: ") == 0; }));
    window.press(WXK_DOWN);
    REQUIRE(wait_for([&] { return window.focused().find("1b Engagement, November: ") == 0; }));
    CHECK(window.focused().find("visits") != std::string::npos);
    window.picture("growth_school");
    window.press('T', wxMOD_CONTROL | wxMOD_SHIFT);
    REQUIRE(wait_for([&] { return window.focused() == "Rows of the rubric by month"; }));
    window.press('3', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.focused() == "What ratings vary by"; }));
    window.picture("growth_reliability");
}

TEST_CASE("the year on a teacher's page has the same picture, table and reasons, and is looked at only when it is open")
{
    TestWindow window([](TempWorkspace& school) { school_with(school, 8); });
    const auto looks = [&] {
        const auto rows =
            must(window.school.workspace.ask(Actor::as(window.school.teacher), OpenedBy{window.school.teacher}));
        return std::ranges::count_if(rows,
                                     [](const auto& row) { return row.what.find("growth") != std::string::npos; });
    };
    const auto before = looks();
    window.frame->open_teacher(window.school.teacher);
    REQUIRE(wait_for([&] { return window.frame->current_page_id() == PageId::teacher; }));
    let_pass(100);
    CHECK(looks() == before);
    window.press('6', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.focused() == "What matters more than a line"; }));
    CHECK(looks() == before + 1);
    window.picture("teacher_year");
    window.press('T', wxMOD_CONTROL | wxMOD_SHIFT);
    REQUIRE(wait_for([&] { return window.focused() == "Growth of Ana Ruiz"; }));
    window.picture("teacher_year_table");
    // Enter on a row of a visit opens it; the first rows are of no visit.
    for (int row = 0; row < 3; ++row) window.press(WXK_DOWN);
    window.press(WXK_RETURN);
    CHECK(wait_for([&] { return window.frame->current_page_id() != PageId::teacher; }));
}

TEST_CASE("a teacher's own window has their year and no school")
{
    TestWindow window([](TempWorkspace& school) {
        school_with(school, 3);
        must(school.workspace.execute(Actor::keeper(), SetOwner{school.teacher}));
    });
    window.press('G', wxMOD_CONTROL);
    REQUIRE(wait_for([&] { return window.focused() == "What matters more than a line"; }));
    CHECK_FALSE(window.frame->run_command("growth.school"));
    window.picture("growth_own");
}
