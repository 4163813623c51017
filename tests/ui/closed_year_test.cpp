// A school year is closed in the window by keys; its visits are read and not changed, and undo opens it again.
#include <catch2/catch.hpp>

#include "tests/ui/surprises.hpp"
#include "tests/ui/test_window.hpp"
#include "throughline/command/school_year.hpp"
#include "throughline/query/school.hpp"
#include "throughline/query/school_year.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

ObservationId shared_visit;
ObservationId unshared_visit;

// Cora, whose file it is, shared one visit and left another; it is summer.
void at_the_years_end(TempWorkspace& school)
{
    shared_visit = school.start(school.teacher);
    school.note(shared_visit, "T: Who can explain?", false, {"1a"});
    must(school.workspace.execute(
        school.as_coach(),
        ChangeObservationText{shared_visit, ObservationField::strength, "Open questions with wait time", {}}));
    must(school.workspace.execute(school.as_coach(), SetActionStep{shared_visit, "Wait three seconds", {}, {}, {}}));
    must(school.workspace.execute(school.as_coach(), ShareObservation{shared_visit}));
    unshared_visit = school.start(school.other_teacher);
    school.note(unshared_visit, "S: I am not done", false, {});
    school.clock->set(school.zone->instant(*parse_local_time("2027-07-05T09:00:00")));
}

void with_the_year_closed(TempWorkspace& school)
{
    at_the_years_end(school);
    const auto year = must(school.workspace.ask(Actor::keeper(), SchoolSettings{})).years.front().id;
    must(school.workspace.execute(Actor::keeper(), CloseYear{year, {}, true}));
}

bool is_closed(TestWindow& window)
{
    for (const auto& row : window.ask(SchoolYears{}))
        if (row.year.name == "2026-27") return row.closed_at.has_value();
    return false;
}

}  // namespace

TEST_CASE("a year is closed by keys once its drafts are agreed to, and undo opens it again")
{
    TestWindow window(at_the_years_end);
    REQUIRE(window.frame->run_command("go.Settings"));
    REQUIRE(wait_for([&] { return window.focused() == "Year"; }));
    let_pass(100);
    expect_dialog([&](wxDialog&) {
        REQUIRE(wait_for([&] { return window.focused() == "What closing it means"; }));
        window.picture("close_year");
        window.press('W', wxMOD_ALT);  // the drafts; Enter does nothing before
        let_pass(100);
        window.picture("close_year_agreed");
        window.press(WXK_RETURN);
    });
    REQUIRE(window.frame->run_command("settings.close_year"));
    REQUIRE(wait_for([&] { return is_closed(window); }));
    CHECK(window.ask(SchoolYears{}).size() == 2);
    REQUIRE(wait_for([&] { return window.frame->IsActive(); }));
    let_pass(200);
    window.picture("settings_years");
    window.press('Z', wxMOD_CONTROL);
    REQUIRE(wait_for([&] { return !is_closed(window); }));
    CHECK(window.ask(SchoolYears{}).size() == 1);
}

TEST_CASE("a closed year is opened again by keys, with a reason")
{
    TestWindow window(with_the_year_closed);
    REQUIRE(window.frame->run_command("go.Settings"));
    REQUIRE(wait_for([&] { return window.focused() == "Year" || window.focused() == "All school years"; }));
    let_pass(100);
    for (int tabs = 0; tabs < 12 && window.focused() != "All school years"; ++tabs) {
        window.press(WXK_TAB);
        let_pass(30);
    }
    REQUIRE(window.focused() == "All school years");
    window.press(WXK_END);
    let_pass(100);
    expect_dialog([&](wxDialog&) {
        REQUIRE(wait_for([&] { return window.focused() == "Why is it opened again?"; }));
        window.picture("reopen_year");
        window.type("A rating was wrong");
        window.press(WXK_RETURN);
    });
    REQUIRE(window.frame->run_command("settings.reopen_year"));
    REQUIRE(wait_for([&] { return !is_closed(window); }));
}

TEST_CASE("typing and rating in a closed visit changes nothing, and the page says why in one sentence")
{
    TestWindow window(with_the_year_closed);
    window.frame->open_observation(unshared_visit);
    REQUIRE(wait_for([&] { return window.frame->IsActive(); }));
    let_pass(300);
    window.picture("closed_draft");
    const auto before = window.ask(ObservationDetail{unshared_visit});
    CHECK_FALSE(before.may_change);
    window.type("late words");
    window.press(WXK_RETURN);
    window.press('2', wxMOD_ALT);
    let_pass(150);
    window.press('3');
    window.press(WXK_F2);
    window.press(WXK_F7);
    window.press(WXK_RETURN, wxMOD_CONTROL);
    let_pass(300);
    window.picture("closed_draft_ratings");
    const auto after = window.ask(ObservationDetail{unshared_visit});
    CHECK(after.evidence.size() == before.evidence.size());
    CHECK(after.ratings.empty());
    CHECK(after.unfinished.empty());
    CHECK(after.observation.state == ObservationState::draft);

    window.frame->open_observation(shared_visit);
    let_pass(300);
    window.picture("closed_shared");
    CHECK_FALSE(window.frame->run_command("observe.amend"));
    REQUIRE(window.frame->run_command("go.Observations"));
    let_pass(300);
    window.picture("observations_closed");
    REQUIRE(window.frame->run_command("go.Today"));
    let_pass(300);
    window.picture("today_after_closing");
}
