// Keeping records in the window, by keys: a rule with undo, a hold, taking out what is due, and erasing a person.
#include <catch2/catch.hpp>

#include "tests/ui/surprises.hpp"
#include "tests/ui/test_window.hpp"
#include "throughline/command/retention.hpp"
#include "throughline/command/step.hpp"
#include "throughline/query/people.hpp"
#include "throughline/query/retention.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

constexpr std::int64_t year_us = 366LL * 24 * 60 * us_per_minute;

// The principal owns the file; Ana was visited seven years ago.
void years_ago(TempWorkspace& school)
{
    const auto visit = school.start(school.teacher);
    school.note(visit, "quokkaline of long ago");
    must(school.workspace.execute(school.as_coach(), ShareObservation{visit}));
    must(school.workspace.execute(Actor::keeper(), SetOwner{school.leader}));
    school.clock->forward(7 * year_us);
}

struct KeepingWindow : TestWindow {
    KeepingWindow() : TestWindow(years_ago) {}

    void go_to_keeping()
    {
        REQUIRE(frame->run_command("go.Settings"));
        REQUIRE(wait_for([&] { return focused() == "Year"; }));
        let_pass(100);  // the menus, and with them the page's keys, are built when nothing else waits
        press('8', wxMOD_ALT);
        REQUIRE(wait_for([&] { return focused() == "Kinds of records"; }));
        let_pass(100);
    }
    template <class Query>
    typename Query::Answer as_principal(const Query& query)
    {
        auto workspace = must(Workspace::open(school.file, school.options()));
        return must(workspace.ask(Actor::as(school.leader), query));
    }
};

}  // namespace

TEST_CASE("a rule is set by keys and taken back by undo")
{
    KeepingWindow window;
    window.go_to_keeping();
    window.picture("keeping");
    expect_dialog([&](wxDialog&) {
        REQUIRE(wait_for([&] { return window.focused() == "Kept"; }));
        window.press(WXK_DOWN);
        window.picture("keeping_rule");
        window.press(WXK_RETURN);
    });
    window.press(WXK_RETURN);  // the first kind: coaching visits
    REQUIRE(wait_for([&] { return window.as_principal(Retention{})[0].rule.has_value(); }));
    CHECK(window.as_principal(Retention{})[0].rule->years == 7);
    REQUIRE(wait_for([&] { return window.frame->IsActive(); }));
    let_pass(100);
    window.press('Z', wxMOD_CONTROL);
    REQUIRE(wait_for([&] { return !window.as_principal(Retention{})[0].rule.has_value(); }));
}

TEST_CASE("what is due is looked at, and goes when its number was typed; a hold keeps it before that")
{
    KeepingWindow window;
    {
        auto other = must(Workspace::open(window.school.file, window.school.options()));
        must(other.execute(Actor::as(window.school.leader),
                           SetRetention{RecordKind::script_lines, 5, CountedFrom::year_end}));
    }
    window.go_to_keeping();
    expect_dialog([&](wxDialog&) {
        let_pass(200);
        expect_dialog([&](wxDialog&) {
            REQUIRE(wait_for([&] { return window.focused() == "Whose records"; }));
            window.type("T1");
            window.press(WXK_TAB);
            window.type("Case 12");
            window.picture("keeping_hold");
            window.press(WXK_RETURN);
        });
        window.press('P', wxMOD_ALT);
        REQUIRE(wait_for([&] { return window.as_principal(LegalHolds{}).size() == 1; }));
        let_pass(200);
        window.picture("keeping_holds");
        window.press(WXK_ESCAPE);
    });
    window.press('O', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.as_principal(LegalHolds{}).size() == 1 && window.frame->IsActive(); }));
    CHECK(window.as_principal(RetentionPreview{}).due == 0);
    {
        auto other = must(Workspace::open(window.school.file, window.school.options()));
        must(other.execute(Actor::as(window.school.leader), LiftHold{window.as_principal(LegalHolds{}).at(0).hold.id}));
    }
    let_pass(200);
    expect_dialog([&](wxDialog&) {
        let_pass(300);
        window.picture("keeping_due");
        window.press(WXK_RETURN);  // nothing typed: nothing happens
        let_pass(100);
        window.type("1");
        let_pass(100);
        window.press(WXK_RETURN);
    });
    window.press('L', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.as_principal(Certificates{}).size() == 1 && window.frame->IsActive(); }));
    let_pass(300);
    window.picture("keeping_done");
    expect_dialog([&](wxDialog&) {
        let_pass(300);
        window.picture("keeping_certificate");
        window.press(WXK_ESCAPE);
    });
    window.press('R', wxMOD_ALT);
    let_pass(300);
}

TEST_CASE("a person is erased from the roster once reason and name were typed")
{
    KeepingWindow window;
    REQUIRE(window.frame->run_command("go.Roster"));
    REQUIRE(wait_for([&] { return window.focused() == "Filter"; }));
    let_pass(100);
    window.type("ruiz");
    let_pass(100);
    window.press(WXK_DOWN);
    REQUIRE(wait_for([&] { return window.focused() == "People"; }));
    let_pass(200);
    window.picture("keeping_roster");
    expect_dialog([&](wxDialog&) {
        REQUIRE(wait_for([&] { return window.focused() == "Reason, without the name"; }));
        window.type("Request 17");
        window.press(WXK_TAB);
        window.type("Ana Ruiz");
        let_pass(100);
        window.picture("keeping_erase");
        window.press(WXK_RETURN);
    });
    window.press('P', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.as_principal(Certificates{}).size() == 1; }));
    const auto visit = window.as_principal(Observations{});
    REQUIRE(visit.size() == 1);
    CHECK(visit[0].teacher_name.find("Erased person") == 0);
    let_pass(200);
    window.picture("keeping_erased");
}
