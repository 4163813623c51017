// A teacher's goals, own steps and requests: who gives them, who reads them, and how a visit takes up a request.
#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/support/temp_workspace.hpp"
#include "throughline/command/feedback.hpp"
#include "throughline/command/goal.hpp"
#include "throughline/command/schedule.hpp"
#include "throughline/command/visit_request.hpp"
#include "throughline/command/wall.hpp"
#include "throughline/query/goal.hpp"
#include "throughline/query/schedule.hpp"
#include "throughline/query/today.hpp"
#include "throughline/query/visit_request.hpp"
#include "throughline/report/html.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

constexpr std::int64_t day_us = 24LL * 60 * us_per_minute;

struct Owned : TempWorkspace {
    Owned() { must(workspace.execute(Actor::keeper(), SetOwner{coach})); }

    GoalId set(const std::string& text = "Every student explains", GoalKind kind = GoalKind::goal)
    {
        return must(workspace.execute(Actor::as(teacher),
                                      SetGoal{kind, {text, "students who explain", "8 of 26", "20 of 26", {"1a"}, {}}}))
            .value;
    }
    Goals::Seen seen_by(PersonId person) { return must(workspace.ask(Actor::as(person), Goals{teacher})); }
    VisitRequestId ask(const std::string& focus = "Who speaks?")
    {
        return must(workspace.execute(Actor::as(teacher), AskForVisit{coach, focus, "a morning"})).value;
    }
    VisitRequests::Row request_for(PersonId person)
    {
        const auto seen = must(workspace.ask(Actor::as(person), VisitRequests{}));
        REQUIRE(seen.rows.size() == 1);
        return seen.rows[0];
    }
    std::size_t requests_for(PersonId person)
    {
        return must(workspace.ask(Actor::as(person), VisitRequests{})).rows.size();
    }
    BookingId plan(bool announced, Purpose purpose = Purpose::coaching)
    {
        PlanBooking plan;
        plan.booking.teacher = teacher;
        plan.booking.observer = coach;
        plan.booking.purpose = purpose;
        plan.booking.starts_at = clock->now() + day_us;
        plan.booking.minutes = 15;
        plan.booking.announced = announced;
        return must(workspace.execute(as_coach(), plan)).value.front();
    }
};

}  // namespace

TEST_CASE("a teacher sets a goal and a step, measures, changes and closes them, and undoes it")
{
    Owned t;
    const auto goal = t.set();
    const auto step = t.set("Wait three seconds", GoalKind::step);
    must(t.workspace.execute(Actor::as(t.teacher), AddGoalReading{goal, "14 of 26", "after two weeks", {}}));
    must(t.workspace.execute(Actor::as(t.teacher), AddGoalReading{goal, "10 of 26", {}, *parse_date("2026-10-01")}));
    must(t.workspace.execute(Actor::as(t.teacher),
                             ChangeGoal{goal, {"Every student explains once a week", "m", "b", "t", {}, {}}}));
    must(t.workspace.execute(Actor::as(t.teacher), CloseGoal{step, GoalState::dropped}));
    auto seen = t.seen_by(t.teacher);
    CHECK(seen.may_change);
    REQUIRE(seen.rows.size() == 2);
    CHECK(seen.rows[0].goal.text == "Every student explains once a week");
    REQUIRE(seen.rows[0].readings.size() == 2);
    CHECK(seen.rows[0].readings[0].value == "10 of 26");
    CHECK(goal_measure_words(seen.rows[0].goal) == "measured by m, from b, to t");
    CHECK(seen.rows[1].goal.state == GoalState::dropped);
    CHECK(seen.rows[1].goal.closed_on == *parse_date("2026-10-05"));
    // What is closed stays as it was, until it is undone.
    CHECK_FALSE(t.workspace.execute(Actor::as(t.teacher), AddGoalReading{step, "1"}));
    must(t.workspace.undo(Actor::as(t.teacher)));
    CHECK(t.seen_by(t.teacher).rows[1].goal.state == GoalState::open);
    CHECK(must(t.workspace.check()).findings.empty());
}

TEST_CASE("a goal without words, a reading without a value or of tomorrow is refused")
{
    Owned t;
    CHECK_FALSE(t.workspace.execute(Actor::as(t.teacher), SetGoal{GoalKind::goal, {" "}}));
    CHECK_FALSE(t.workspace.execute(Actor::as(t.teacher), SetGoal{GoalKind::goal, {std::string(2'001, 'x')}}));
    const auto goal = t.set();
    CHECK_FALSE(t.workspace.execute(Actor::as(t.teacher), AddGoalReading{goal, ""}));
    CHECK_FALSE(t.workspace.execute(Actor::as(t.teacher), AddGoalReading{goal, "1", {}, *parse_date("2026-10-06")}));
    CHECK_FALSE(t.workspace.execute(Actor::as(t.teacher), CloseGoal{goal, GoalState::open}));
    CHECK(t.seen_by(t.teacher).rows.size() == 1);
}

TEST_CASE("nobody sets or closes a goal in a teacher's name, and a colleague's goal is not there at all")
{
    Owned t;
    const auto goal = t.set();
    for (const auto& actor : {Actor::keeper(), t.as_coach(), Actor::as(t.leader)}) {
        CHECK_FALSE(t.workspace.execute(actor, SetGoal{GoalKind::goal, {"For you"}}));
        CHECK_FALSE(t.workspace.execute(actor, CloseGoal{goal, GoalState::reached}));
        CHECK_FALSE(t.workspace.execute(actor, ChangeGoal{goal, {"Mine"}}));
    }
    const auto ben = Actor::as(t.other_teacher);
    const auto known = t.workspace.execute(ben, CloseGoal{goal, GoalState::reached}).error().message;
    const auto unknown = t.workspace.execute(ben, CloseGoal{GoalId{}, GoalState::reached}).error().message;
    CHECK(known == unknown);
    CHECK_FALSE(t.workspace.ask(ben, Goals{t.teacher}));
}

TEST_CASE("goals are read by coaches of the teacher, by agreement to everything, and by no other hat")
{
    Owned t;
    t.set();
    CHECK_FALSE(t.seen_by(t.coach).may_see);
    CHECK(t.seen_by(t.coach).rows.empty());
    must(t.workspace.execute(t.as_coach(), AssignCaseload{t.coach, t.teacher, true}));
    CHECK(t.seen_by(t.coach).rows.size() == 1);
    CHECK_FALSE(t.seen_by(t.coach).may_change);
    // An evaluation makes nobody a coach; a coaching visit does, once it is shared.
    for (const auto purpose : {Purpose::evaluation, Purpose::walkthrough, Purpose::coaching}) {
        StartObservation begin;
        begin.teacher = t.teacher;
        begin.purpose = purpose;
        const auto visit = must(t.workspace.execute(Actor::as(t.other_coach), begin)).value;
        CHECK_FALSE(t.seen_by(t.other_coach).may_see);
        must(t.workspace.execute(Actor::as(t.other_coach), ShareObservation{visit}));
        CHECK(t.seen_by(t.other_coach).may_see == (purpose == Purpose::coaching));
    }
    // The leader reads them under an agreement to everything, and to nothing less.
    for (const auto extent : {Extent::steps, Extent::feedback, Extent::everything}) {
        GrantSharing grant;
        grant.teacher = t.teacher;
        grant.observer = t.coach;
        grant.reader = t.leader;
        grant.extent = extent;
        grant.teacher_signature = "Ana Ruiz";
        grant.observer_signature = "Cora Coach";
        const auto agreement = must(t.workspace.execute(t.as_coach(), grant)).value;
        CHECK(t.seen_by(t.leader).may_see == (extent == Extent::everything));
        must(t.workspace.execute(t.as_coach(), RevokeSharing{agreement}));
        CHECK_FALSE(t.seen_by(t.leader).may_see);
    }
}

TEST_CASE("the year's packet holds the goals for those who read them, and for nobody else")
{
    Owned t;
    const auto goal = t.set("quokka goal");
    must(t.workspace.execute(Actor::as(t.teacher), AddGoalReading{goal, "14 of 26"}));
    const auto packet = [&](PersonId person) {
        MakePacket make;
        make.teacher = t.teacher;
        return report::as_html(must(t.workspace.execute(Actor::as(person), make)).value.document);
    };
    CHECK(packet(t.teacher).find("quokka goal") != std::string::npos);
    CHECK(packet(t.teacher).find("14 of 26") != std::string::npos);
    CHECK(packet(t.coach).find("quokka") == std::string::npos);
    must(t.workspace.execute(t.as_coach(), AssignCaseload{t.coach, t.teacher, true}));
    CHECK(packet(t.coach).find("quokka goal") != std::string::npos);
    CHECK(packet(t.leader).find("quokka") == std::string::npos);
}

TEST_CASE("a request is between the teacher and the observer who was asked")
{
    Owned t;
    const auto may_ask = must(t.workspace.ask(Actor::as(t.teacher), VisitRequests{})).may_ask;
    CHECK(may_ask.size() == 3);  // nobody coaches Ana yet: everybody who observes
    must(t.workspace.execute(t.as_coach(), AssignCaseload{t.coach, t.teacher, true}));
    CHECK(must(t.workspace.ask(Actor::as(t.teacher), VisitRequests{})).may_ask.size() == 1);
    const auto id = t.ask();
    CHECK(t.request_for(t.coach).request.focus == "Who speaks?");
    CHECK(t.request_for(t.teacher).state == "open");
    for (const auto person : {t.other_teacher, t.other_coach, t.leader}) CHECK(t.requests_for(person) == 0);
    CHECK_FALSE(t.workspace.execute(Actor::as(t.teacher), AskForVisit{t.other_teacher, "You?", {}}));
    CHECK_FALSE(t.workspace.execute(Actor::as(t.teacher), AskForVisit{t.coach, " ", {}}));
    CHECK_FALSE(t.workspace.execute(t.as_coach(), AskForVisit{t.other_coach, "Me", {}}));
    CHECK_FALSE(t.workspace.execute(Actor::as(t.leader), AnswerVisitRequest{id, "No"}));
    CHECK_FALSE(t.workspace.execute(t.as_coach(), AnswerVisitRequest{id, " "}));
    CHECK_FALSE(t.workspace.execute(t.as_coach(), WithdrawVisitRequest{id}));
    must(t.workspace.execute(t.as_coach(), AnswerVisitRequest{id, "After the tests"}));
    CHECK(t.request_for(t.teacher).request.answer == "After the tests");
    CHECK_FALSE(t.workspace.execute(Actor::as(t.teacher), WithdrawVisitRequest{id}));
}

TEST_CASE("a visit that is planned and begun takes up the request, and gives it back when it is called off")
{
    Owned t;
    t.ask();
    CHECK(must(t.workspace.ask(t.as_coach(), Today{})).requests.size() == 1);
    t.plan(true, Purpose::evaluation);
    CHECK(t.request_for(t.coach).request.state == VisitRequestState::open);
    const auto booking = t.plan(true);
    CHECK(t.request_for(t.teacher).state == "planned for Tue 6 Oct");
    CHECK(must(t.workspace.ask(t.as_coach(), Today{})).requests.empty());
    must(t.workspace.execute(t.as_coach(), SkipBooking{booking, "The coach is ill", false}));
    CHECK(t.request_for(t.teacher).state == "open");
    const auto visit = t.start(t.teacher);
    CHECK(t.request_for(t.coach).request.observation == visit);
    CHECK(t.request_for(t.teacher).state == "visited");
    CHECK_FALSE(t.request_for(t.teacher).request.observation);  // a draft is not the teacher's to know
    must(t.workspace.execute(t.as_coach(), MoveObservation{visit, t.other_teacher}));
    CHECK(t.request_for(t.teacher).state == "open");
    must(t.workspace.execute(t.as_coach(), MoveObservation{visit, t.teacher}));
    must(t.workspace.execute(t.as_coach(), ArchiveObservation{visit}));
    CHECK(t.request_for(t.teacher).state == "open");
    must(t.workspace.undo(t.as_coach()));
    CHECK(t.request_for(t.teacher).state == "visited");
    must(t.workspace.execute(t.as_coach(), ShareObservation{visit}));
    CHECK(t.request_for(t.teacher).request.observation == visit);
    CHECK(must(t.workspace.check()).findings.empty());
}

TEST_CASE("an unannounced visit that is planned for a request is not told to the teacher beforehand")
{
    Owned t;
    const auto id = t.ask();
    t.plan(false);
    CHECK(t.request_for(t.coach).request.state == VisitRequestState::planned);
    const auto seen = t.request_for(t.teacher);
    CHECK(seen.state == "open");
    CHECK_FALSE(seen.request.booking);
    CHECK_FALSE(seen.request.answered_at);
    must(t.workspace.execute(Actor::as(t.teacher), WithdrawVisitRequest{id}));
    CHECK(t.request_for(t.coach).state == "withdrawn");
}
