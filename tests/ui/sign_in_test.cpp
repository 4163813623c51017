// A shared computer: who is there is asked before anything is shown, again after Lock, and nothing typed is lost.
#include <catch2/catch.hpp>

#include "tests/support/slowness.hpp"
#include "tests/support/stall_watch.hpp"
#include "tests/ui/surprises.hpp"
#include "tests/ui/test_window.hpp"
#include "throughline/command/wall.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

const std::string password = "seven quiet corridors";

// Lee has given himself and the coach accounts; the coach has chosen her own password since.
void with_accounts(TempWorkspace& school)
{
    must(school.workspace.execute(Actor::as(school.leader), SetPassword{school.leader, password}));
    must(school.workspace.execute(Actor::as(school.leader), SetPassword{school.coach, "for the time being"}));
    school.workspace.sign_out();
    must(school.workspace.sign_in("Cora Coach", "for the time being"));
    must(school.workspace.execute(school.as_coach(), SetPassword{school.coach, password}));
}

}  // namespace

TEST_CASE("nothing is shown before signing in; a wrong password says so, the right one opens Today")
{
    TestWindow* shown = nullptr;
    TestWindow window(
        [&](TempWorkspace& school) {
            with_accounts(school);
            expect_dialog([&](wxDialog&) {
                REQUIRE(wait_for([&] { return shown->focused() == "E-mail or full name"; }));
                CHECK_FALSE(shown->frame->has_document());
                shown->type("Cora Coach");
                shown->press(WXK_TAB);
                shown->type("seven loud corridors");
                shown->press(WXK_RETURN);
                StallWatch watch;
                REQUIRE(wait_for([&] { return shown->focused() == "Password"; }));
                let_pass(1000);
                CHECK(watch.longest_ms() < 50 * slowness());
                shown->picture("sign_in_refused");
                shown->type(password);
                shown->press(WXK_RETURN);
            });
        },
        &shown);
    REQUIRE(wait_for([&] { return window.frame->has_document(); }));
    CHECK(window.frame->current_page_id() == PageId::today);
    window.picture("signed_in");
}

TEST_CASE("Lock asks who is there, and the half line that was being typed waits in its visit")
{
    TestWindow* shown = nullptr;
    ObservationId visit;
    const auto sign_in_again = [&](wxDialog&) {
        REQUIRE(wait_for([&] { return shown->focused() == "E-mail or full name"; }));
        shown->type("coach@school.example");
        shown->press(WXK_TAB);
        shown->type(password);
        shown->press(WXK_RETURN);
    };
    TestWindow window(
        [&](TempWorkspace& school) {
            visit = school.start(school.teacher);
            with_accounts(school);
            expect_dialog(sign_in_again);
        },
        &shown);
    REQUIRE(wait_for([&] { return window.frame->has_document(); }));
    REQUIRE(wait_for([&] { return window.frame->IsActive(); }));
    window.frame->open_observation(visit);
    REQUIRE(wait_for([&] { return window.frame->current_page_id() == PageId::observe; }));
    REQUIRE(wait_for([&] { return window.focused() == "What you see and hear"; }));
    window.type("half a line");
    let_pass(500);
    window.picture("before_lock");
    let_pass(400);
    expect_dialog(sign_in_again);
    REQUIRE(window.frame->run_command("file.lock"));
    REQUIRE(wait_for([&] { return window.frame->has_document() && window.frame->current_page_id() == PageId::today; }));
    REQUIRE(wait_for([&] { return window.frame->IsActive(); }));
    window.frame->open_observation(visit);
    REQUIRE(wait_for([&] { return window.frame->current_page_id() == PageId::observe; }));
    REQUIRE(wait_for([&] { return window.focused() == "What you see and hear"; }));
    window.picture("after_lock");
    window.press(WXK_RETURN);
    let_pass(400);
    auto other = must(Workspace::open(window.school.file, window.school.options()));
    must(other.sign_in("coach@school.example", password));
    const auto detail = must(other.ask(window.school.as_coach(), ObservationDetail{visit}));
    REQUIRE(detail.evidence.size() == 1);
    CHECK(detail.evidence[0].text == "half a line");
}
