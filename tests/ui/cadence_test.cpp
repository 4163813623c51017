// A principal's Monday by keyboard alone: the counts, the names behind them, the weeks, the follow-through.
#include <catch2/catch.hpp>

#include "tests/ui/surprises.hpp"
#include "tests/ui/test_window.hpp"
#include "throughline/query/cadence.hpp"
#include "throughline/query/schedule.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

constexpr std::int64_t week_us = 7LL * 24 * 60 * us_per_minute;

// A month ago Ana was visited, her debrief was never held; Ben was never visited. The principal owns the file.
void a_month_of_forgetting(TempWorkspace& school)
{
    const auto visit = school.start(school.teacher);
    must(school.workspace.execute(school.as_coach(), SetActionStep{visit, "Wait three seconds", {}, {}, {}}));
    must(school.workspace.execute(school.as_coach(), ShareObservation{visit}));
    must(school.workspace.execute(Actor::keeper(), SetOwner{school.leader}));
    school.clock->forward(4 * week_us);
}

}  // namespace

TEST_CASE("a principal's Monday: from the counts to the names, the weeks and the follow-through by keys alone")
{
    TestWindow window(a_month_of_forgetting);
    window.press('5', wxMOD_CONTROL);
    REQUIRE(wait_for([&] { return window.focused() == "2 past their cadence"; }));
    CHECK(window.frame->current_page_id() == PageId::cadence);
    window.picture("monday_counts");

    window.count_from_zero();
    window.press(WXK_RETURN);  // one key from the count to the names
    REQUIRE(wait_for([&] { return window.focused() == "Past their cadence"; }));
    CHECK(window.key_count() == 1);
    window.press('2', wxMOD_CONTROL | wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.focused() == "Debriefs not held in time"; }));
    window.press(WXK_RETURN);  // another's debrief: the teacher's page
    REQUIRE(wait_for([&] { return window.frame->current_page_id() == PageId::teacher; }));
    window.press(WXK_LEFT, wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.frame->current_page_id() == PageId::cadence; }));

    window.press('3', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.focused().find("Ben Okafor, overdue. Week of 2 Nov") == 0; }));
    window.press(WXK_DOWN);
    for (int week = 0; week < 4; ++week) window.press(WXK_LEFT);
    REQUIRE(wait_for([&] { return window.focused() == "Ana Ruiz, overdue. Week of 5 Oct: visited once"; }));
    window.picture("monday_weeks");

    window.press('4', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.focused() == "Follow-through"; }));
    window.picture("monday_follow_through");
    window.press('5', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.focused() == "Load"; }));
}

TEST_CASE("a principal plans two visits from who-next: P, a day, a time, Enter")
{
    TestWindow window(a_month_of_forgetting);
    const auto as_principal = [&](const auto& query) {
        auto workspace = must(Workspace::open(window.school.file, window.school.options()));
        return must(workspace.ask(Actor::as(window.school.leader), query));
    };
    window.press('5', wxMOD_CONTROL);
    REQUIRE(wait_for([&] { return window.focused() == "2 past their cadence"; }));
    window.press('2', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.focused() == "Who next"; }));
    for (const std::string time : {"9:30", "10"}) {
        expect_dialog([&](wxDialog&) {
            REQUIRE(wait_for([&] { return window.focused() == "Day"; }));
            window.type("thu");
            window.press(WXK_TAB);
            window.type(time);
            window.picture("plan");
            window.press(WXK_RETURN);
        });
        window.press('P');
        REQUIRE(wait_for([&] { return window.frame->status().find("Planned: a visit to") == 0; }));
        REQUIRE(wait_for([&] { return window.focused() == "Who next" || as_principal(WhoNext{}).empty(); }));
    }
    CHECK(as_principal(WhoNext{}).empty());
    Schedule week;
    week.from = *parse_date("2026-11-02");
    week.to = *parse_date("2026-11-08");
    int visits = 0;
    for (const auto& row : as_principal(week))
        visits += row.kind == ScheduleKind::visit && iso(row.on) == "2026-11-05" ? 1 : 0;
    CHECK(visits == 2);
    window.press('Z', wxMOD_CONTROL);  // one undo takes one plan back
    REQUIRE(wait_for([&] { return as_principal(WhoNext{}).size() == 1; }));
}

TEST_CASE("the weeks can be read as lists, and Left and Right walk along the counts")
{
    TestWindow window(a_month_of_forgetting);
    window.press('5', wxMOD_CONTROL);
    REQUIRE(wait_for([&] { return window.focused() == "2 past their cadence"; }));
    window.press(WXK_RIGHT);
    REQUIRE(wait_for([&] { return window.focused() == "1 debrief not held in time"; }));
    window.press(WXK_RIGHT);
    REQUIRE(wait_for([&] { return window.focused() == "1 step past its check day"; }));
    window.press(WXK_LEFT);
    REQUIRE(wait_for([&] { return window.focused() == "1 debrief not held in time"; }));
    window.press('T', wxMOD_CONTROL | wxMOD_SHIFT);
    REQUIRE(wait_for([&] { return window.focused() == "Teachers"; }));
    window.picture("weeks_as_lists");
    window.press('T', wxMOD_CONTROL | wxMOD_SHIFT);
    REQUIRE(wait_for([&] { return window.focused().find("Week of 2 Nov") != std::string::npos; }));
}

TEST_CASE("a teacher at the window is offered no Cadence page")
{
    TestWindow window(
        [](TempWorkspace& school) { must(school.workspace.execute(Actor::keeper(), SetOwner{school.teacher})); });
    CHECK_FALSE(window.frame->run_command("go.Cadence"));
}
