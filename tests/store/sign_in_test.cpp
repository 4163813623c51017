// A shared computer: nobody acts before signing in, and then only as themselves.
#include <catch2/catch.hpp>

#include "tests/support/temp_workspace.hpp"
#include "throughline/command/wall.hpp"
#include "throughline/query/people.hpp"
#include "throughline/query/school.hpp"
#include "throughline/query/wall.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

constexpr std::int64_t second_us = 1'000'000;
const std::string lees_password = "seven quiet corridors";
const std::string anas_password = "purple chalk and rain";

// Lee, a leader, has set accounts for himself and for Ana, a teacher.
struct SharedComputer : TempWorkspace {
    SharedComputer()
    {
        must(workspace.execute(Actor::as(leader), SetPassword{leader, lees_password}));
        must(workspace.execute(Actor::as(leader), SetPassword{teacher, anas_password}));
        workspace.sign_out();
    }
};

}  // namespace

TEST_CASE("in a file with accounts nothing is done and nothing is told before signing in")
{
    SharedComputer t;
    CHECK(t.workspace.needs_sign_in());
    for (const auto& actor : {Actor::keeper(), Actor::as(t.leader), Actor::as(t.coach)}) {
        CHECK_FALSE(t.workspace.ask(actor, Roster{}));
        CHECK_FALSE(t.workspace.ask(actor, SchoolSettings{}));
        CHECK_FALSE(t.workspace.execute(actor, StartObservation{t.teacher, {}, {}, {}, {}}));
        CHECK_FALSE(t.workspace.undo(actor));
    }
    const auto in = must(t.workspace.sign_in("lee@school.example", lees_password));
    CHECK(in.person.id == t.leader);
    CHECK_FALSE(in.must_change);
    CHECK_FALSE(t.workspace.needs_sign_in());
    CHECK(t.workspace.ask(Actor::as(t.leader), Roster{}));
    CHECK_FALSE(t.workspace.ask(Actor::keeper(), Roster{}));
    CHECK_FALSE(t.workspace.ask(Actor::as(t.teacher), Roster{}));
    t.workspace.sign_out();
    CHECK_FALSE(t.workspace.ask(Actor::as(t.leader), Roster{}));
}

TEST_CASE("a second program on the file must sign in by itself")
{
    SharedComputer t;
    must(t.workspace.sign_in("Lee Park", lees_password));
    auto other = must(Workspace::open(t.file, t.options()));
    CHECK(other.needs_sign_in());
    CHECK_FALSE(other.ask(Actor::as(t.leader), Roster{}));
}

TEST_CASE("a wrong password and an unknown name are refused in the same words")
{
    SharedComputer t;
    const auto wrong = t.workspace.sign_in("ana@school.example", "not this one at all");
    const auto unknown = t.workspace.sign_in("nobody@school.example", "not this one at all");
    const auto without = t.workspace.sign_in("ben@school.example", "not this one at all");  // no account
    REQUIRE_FALSE(wrong);
    REQUIRE_FALSE(unknown);
    REQUIRE_FALSE(without);
    CHECK(wrong.error().text() == unknown.error().text());
    CHECK(wrong.error().text() == without.error().text());
}

TEST_CASE("after five wrong tries even the right password waits, longer each time")
{
    SharedComputer t;
    for (int tried = 0; tried < 5; ++tried) CHECK_FALSE(t.workspace.sign_in("Ana Ruiz", "wrong wrong wrong"));
    const auto closed = t.workspace.sign_in("Ana Ruiz", anas_password);
    REQUIRE_FALSE(closed);
    CHECK(closed.error().text().find("Try again in 30 seconds") != std::string::npos);
    t.clock->forward(31 * second_us);
    CHECK_FALSE(t.workspace.sign_in("Ana Ruiz", "wrong wrong wrong"));
    t.clock->forward(31 * second_us);
    CHECK_FALSE(t.workspace.sign_in("Ana Ruiz", anas_password));  // now a minute
    t.clock->forward(31 * second_us);
    const auto in = must(t.workspace.sign_in("Ana Ruiz", anas_password));
    CHECK(in.must_change);                                                              // Lee set it
    CHECK(must(t.workspace.sign_in("Lee Park", lees_password)).person.id == t.leader);  // others are not kept waiting
}

TEST_CASE("one changes one's own password; another's is reset only by who keeps the house, without learning it")
{
    SharedComputer t;
    must(t.workspace.sign_in("Ana Ruiz", anas_password));
    const auto ana = Actor::as(t.teacher);
    CHECK_FALSE(t.workspace.execute(ana, SetPassword{t.leader, "a new one for lee"}));
    CHECK_FALSE(t.workspace.execute(ana, DisableAccount{t.leader}));
    CHECK_FALSE(t.workspace.ask(ana, Accounts{}));
    must(t.workspace.execute(ana, SetPassword{t.teacher, "my own words for it"}));
    t.workspace.sign_out();
    CHECK_FALSE(t.workspace.sign_in("Ana Ruiz", anas_password));
    CHECK_FALSE(must(t.workspace.sign_in("Ana Ruiz", "my own words for it")).must_change);
}

TEST_CASE("weak passwords are refused with a reason, and the first account is one that can reset the others")
{
    TempWorkspace t;
    CHECK_FALSE(t.workspace.execute(Actor::keeper(), SetPassword{t.teacher, anas_password}));
    CHECK_FALSE(t.workspace.execute(Actor::keeper(), SetPassword{t.leader, "short"}));
    CHECK(password_hint("short").words == "too short: 5 of 10 letters");
    CHECK(password_hint("aaaaaaaaaaaaaaaaaaaa").strength == Strength::weak);
    CHECK(password_hint("schulhof-im-regen").strength == Strength::good);
    CHECK_FALSE(t.workspace.needs_sign_in());
    must(t.workspace.execute(Actor::keeper(), SetPassword{t.leader, lees_password}));
    CHECK(t.workspace.needs_sign_in());
}

TEST_CASE("a disabled account does not sign in, and the last that can reset passwords stays")
{
    SharedComputer t;
    must(t.workspace.sign_in("Lee Park", lees_password));
    CHECK_FALSE(t.workspace.execute(Actor::as(t.leader), DisableAccount{t.leader}));
    must(t.workspace.execute(Actor::as(t.leader), DisableAccount{t.teacher}));
    t.workspace.sign_out();
    CHECK_FALSE(t.workspace.sign_in("Ana Ruiz", anas_password));
}

TEST_CASE("what was typed and not kept waits for its author on a shared computer")
{
    TempWorkspace t;
    const auto visit = t.start(t.teacher);
    must(t.workspace.keep_draft(t.as_coach(), any(visit), "strength", "waits for Cora"));
    must(t.workspace.execute(Actor::keeper(), SetPassword{t.leader, lees_password}));
    CHECK_FALSE(t.workspace.keep_draft(t.as_coach(), any(visit), "strength", "not any more"));
    auto other = must(Workspace::open(t.file, t.options()));
    must(other.sign_in("Lee Park", lees_password));
    CHECK(must(other.recover_drafts()).empty());
}

TEST_CASE("a half line comes back when a file is closed and opened again in the same program")
{
    TempWorkspace t;
    const auto visit = t.start(t.teacher);
    must(t.workspace.keep_draft(t.as_coach(), any(visit), "script_line", "half a line"));
    {
        const auto gone = std::move(t.workspace);
    }
    auto again = must(Workspace::open(t.file, t.options()));
    const auto back = must(again.recover_drafts());
    REQUIRE(back.size() == 1);
    CHECK(back[0].text == "half a line");
    CHECK(must(again.ask(t.as_coach(), ObservationDetail{visit})).unsettled.size() == 1);
}
