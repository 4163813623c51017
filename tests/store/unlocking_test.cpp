// A shared visit is opened again by both, put right, and shared once more: what stays, who sees what, what never
// happens twice.
#include <catch2/catch.hpp>

#include "tests/support/temp_workspace.hpp"
#include "throughline/command/feedback.hpp"
#include "throughline/command/unlocking.hpp"
#include "throughline/command/wall.hpp"
#include "throughline/exchange/feedback_text.hpp"
#include "throughline/query/feedback.hpp"
#include "throughline/query/teacher.hpp"
#include "throughline/query/unlocking.hpp"
#include "throughline/query/wall.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

constexpr std::int64_t day_us = 24LL * 60 * us_per_minute;

// A coaching visit by Cora, who owns the file, to Ana: shared and answered, with last time's step checked in it.
struct Given : TempWorkspace {
    explicit Given(Purpose purpose = Purpose::coaching)
    {
        must(workspace.execute(Actor::keeper(), SetOwner{coach}));
        const auto first = start(teacher);
        run(SetActionStep{first, "Wait three seconds", {}, {}, {}});
        run(ShareObservation{first});
        earlier_step = *detail(first).step;
        clock->forward(7 * day_us);
        StartObservation begin;
        begin.teacher = teacher;
        begin.purpose = purpose;
        visit = run(begin);
        note(visit, "T: Who can explain?");
        note(visit, "quokka in private", true);
        run(RateIndicator{visit, "1a", Mark::level, 1});
        run(ChangeObservationText{visit, ObservationField::strength, "Open questions", {}});
        run(SetActionStep{visit, "Ask one student", {}, {}, {}});
        run(MarkPinnedStep{visit, StepResult::partly});
        shared = run(ShareObservation{visit});
        must(workspace.execute(Actor::as(teacher), Respond{visit, ResponseKind::acknowledged}));
        must(workspace.execute(Actor::as(teacher), Respond{visit, ResponseKind::reply, "It was room 12", {}}));
        clock->forward(day_us);
    }

    template <class Command>
    typename Command::Value run(const Command& command)
    {
        return must(workspace.execute(as_coach(), command)).value;
    }
    UnlockingId open()
    {
        const auto id = run(AskToUnlock{visit, "The wrong class is named", "Cora Coach"});
        CHECK(must(workspace.execute(Actor::as(teacher), SignUnlocking{id, teacher, "ana ruiz"})).value ==
              UnlockingState::open);
        return id;
    }
    std::vector<Unlockings::Row> seen_by(PersonId person)
    {
        return must(workspace.ask(Actor::as(person), Unlockings{visit}));
    }
    std::size_t checks_of(const ActionStep& step)
    {
        const auto row = must(workspace.ask(as_coach(), FindStep{any(step.id)}));
        return static_cast<std::size_t>(std::count_if(row.events.begin(), row.events.end(),
                                                      [](const StepEvent& event) { return event.result.has_value(); }));
    }

    ObservationId visit;
    ActionStep earlier_step;
    ShareObservation::Made shared;
};

}  // namespace

TEST_CASE("a visit is open again only when its teacher and its observer have both signed")
{
    Given g;
    const auto id = g.run(AskToUnlock{g.visit, "The wrong class is named"});
    CHECK(g.detail(g.visit).observation.state == ObservationState::shared);
    CHECK(g.seen_by(g.teacher).at(0).state == "waits for Ana Ruiz and Cora Coach");
    CHECK(g.run(SignUnlocking{id, g.coach, "Cora Coach"}) == UnlockingState::asked);
    CHECK(g.detail(g.visit).observation.state == ObservationState::shared);
    CHECK(g.seen_by(g.teacher).at(0).state == "waits for Ana Ruiz");
    CHECK_FALSE(g.workspace.execute(Actor::as(g.teacher), SignUnlocking{id, g.teacher, "A. Ruiz"}));
    CHECK_FALSE(g.workspace.execute(Actor::as(g.teacher), SignUnlocking{id, g.other_teacher, "Ben Okafor"}));
    CHECK_FALSE(g.workspace.execute(g.as_coach(), SignUnlocking{id, g.coach, "Cora Coach"}));
    must(g.workspace.execute(Actor::as(g.teacher), SignUnlocking{id, g.teacher, "Ana Ruiz"}));
    const auto opened = g.detail(g.visit);
    CHECK(opened.observation.state == ObservationState::draft);
    CHECK(opened.may_change);
    CHECK(opened.observation.id == g.visit);
    CHECK(opened.responses.size() == 2);
    CHECK(opened.debrief->id == g.shared.debrief);
    // It was given: nobody takes the opening back, and there is one at a time.
    CHECK_FALSE(g.workspace.undo(Actor::as(g.teacher)));
    CHECK_FALSE(g.workspace.execute(g.as_coach(), AskToUnlock{g.visit, "Once more"}));
}

TEST_CASE("only the two can ask, and they must say why")
{
    Given g;
    for (const auto person : {g.other_coach, g.other_teacher, g.leader}) {
        CHECK_FALSE(g.workspace.execute(Actor::as(person), AskToUnlock{g.visit, "Let me"}));
        CHECK(g.seen_by(person).empty());
    }
    CHECK(g.workspace.execute(g.as_coach(), AskToUnlock{g.visit, "  "}).error().code == ErrorCode::invalid);
    const auto id = must(g.workspace.execute(Actor::as(g.teacher), AskToUnlock{g.visit, "My class was 6b"})).value;
    CHECK(g.workspace.execute(g.as_coach(), AskToUnlock{g.visit, "Me too"}).error().code == ErrorCode::conflict);
    CHECK_FALSE(g.workspace.execute(Actor::as(g.leader), SignUnlocking{id, g.teacher, "Ana Ruiz"}));
    CHECK_FALSE(g.workspace.execute(Actor::as(g.leader), DeclineUnlocking{id}));
    CHECK(g.seen_by(g.coach).at(0).asked_by_name == "Ana Ruiz");
    // An unlocking that is not theirs and one that does not exist are refused in the same words.
    const auto known = g.workspace.execute(Actor::as(g.other_teacher), DeclineUnlocking{id});
    const auto unknown = g.workspace.execute(Actor::as(g.other_teacher), DeclineUnlocking{UnlockingId{}});
    CHECK(known.error().text() == unknown.error().text());
    g.run(DeclineUnlocking{id});
    CHECK(g.seen_by(g.teacher).at(0).unlocking.state == UnlockingState::declined);
    CHECK(g.detail(g.visit).observation.state == ObservationState::shared);
    CHECK_FALSE(g.workspace.execute(Actor::as(g.teacher), SignUnlocking{id, g.teacher, "Ana Ruiz"}));
    g.open();  // asked for anew
}

TEST_CASE("where people sign in, each signs for themselves")
{
    Given g;
    const auto id = g.run(AskToUnlock{g.visit, "Wrong class", "Cora Coach"});
    // On the coach's own computer the paper is signed by hand, and the coach copies the name.
    must(g.workspace.execute(g.as_coach(), SetPassword{g.coach, "seven quiet corridors"}));
    must(g.workspace.sign_in("coach@school.example", "seven quiet corridors"));
    CHECK(g.workspace.execute(g.as_coach(), SignUnlocking{id, g.teacher, "Ana Ruiz"}).error().code ==
          ErrorCode::not_allowed);
}

TEST_CASE("while it is open the teacher reads why, since when and what had been given, and no private line")
{
    Given g;
    g.open();
    g.run(ChangeObservationText{g.visit, ObservationField::strength, "Half a new sent", {}});
    g.note(g.visit, "a line that is not given yet");
    for (const auto person : {g.teacher, g.coach}) {
        const auto row = g.seen_by(person).at(0);
        CHECK(row.state == "open for correction since Tue 13 Oct");
        CHECK(row.unlocking.reason == "The wrong class is named");
        CHECK(row.unlocking.given.find("quokka") == std::string::npos);
        REQUIRE(row.given);
        CHECK(row.given->observation.strength == "Open questions");
        CHECK(row.given->step->text == "Ask one student");
        REQUIRE(row.given->evidence.size() == 1);
        CHECK(row.given->evidence[0].text == "T: Who can explain?");
        REQUIRE(row.given->ratings.size() == 1);
        CHECK(row.given->ratings[0] == Rating{"1a", Mark::level, 1});
        const auto text = plain_text(feedback_blocks(*row.given));
        CHECK(text.find("Wait three seconds (partly practised in this visit)") != std::string::npos);
        CHECK(text.find("Half a new") == std::string::npos);
    }
    CHECK_FALSE(g.workspace.ask(Actor::as(g.teacher), ObservationDetail{g.visit}));
    const auto rows = must(g.workspace.ask(Actor::as(g.teacher), MyFeedback{}));
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].visit.id == g.visit);
    CHECK(rows[0].opened_at);
    CHECK_FALSE(rows[0].is_new());
    CHECK(rows[0].visit.strength.empty());
    CHECK_FALSE(rows[1].opened_at);
    CHECK_FALSE(g.workspace.execute(Actor::as(g.teacher), Respond{g.visit, ResponseKind::reply, "Now?", {}}));
}

TEST_CASE("shared again there is one debrief, one step and one check, and the teacher sees that it changed")
{
    Given g;
    REQUIRE(g.checks_of(g.earlier_step) == 1);
    const auto before = g.detail(g.visit);
    g.open();
    g.clock->forward(day_us);
    g.run(ChangeObservationText{g.visit, ObservationField::strength, "Open questions to all", {}});
    g.run(SetActionStep{g.visit, "Ask two students", {}, {}, {}});
    const auto again = g.run(ShareObservation{g.visit});
    CHECK(again.debrief == g.shared.debrief);
    CHECK(again.debrief_due_on == g.shared.debrief_due_on);
    CHECK(again.step == g.shared.step);
    CHECK(g.checks_of(g.earlier_step) == 1);
    const auto after = g.detail(g.visit, Actor::as(g.teacher));
    CHECK(after.observation.state == ObservationState::shared);
    CHECK(after.observation.shared_at->us == before.observation.shared_at->us);
    CHECK(after.observation.acknowledged_at->us == before.observation.acknowledged_at->us);
    CHECK(after.observation.strength == "Open questions to all");
    CHECK(after.responses.size() == 2);
    CHECK(after.step->assigned_on == before.step->assigned_on);
    CHECK(after.step->check_on.has_value());
    const auto events = must(g.workspace.ask(g.as_coach(), FindStep{any(*again.step)})).events;
    REQUIRE(events.size() == 3);  // assigned, read, reworded
    CHECK(events.back().note == "Reworded; before: Ask one student");
    // The feedback itself says so from now on, in the window, in packets and messages.
    REQUIRE(after.openings.size() == 1);
    CHECK(after.openings[0].reason == "The wrong class is named");
    const auto said = plain_text(feedback_blocks(after));
    CHECK(said.find("Opened again on Tuesday, 13 October 2026 by agreement of both, and shared again on Wednesday, 14 "
                    "October 2026. Reason: The wrong class is named") != std::string::npos);
    const auto row = g.seen_by(g.teacher).at(0);
    CHECK(row.state == "shared again on Wed 14 Oct");
    CHECK(row.given->observation.strength == "Open questions");
    CHECK(must(g.workspace.ask(Actor::as(g.teacher), MyFeedback{})).at(0).is_changed());
    CHECK_FALSE(g.workspace.undo(g.as_coach()));
    const auto found = must(g.workspace.check()).findings;
    CHECK(found.empty());
    // And once more: it is no trouble to open it a second time.
    g.open();
    g.run(ShareObservation{g.visit});
    CHECK(g.seen_by(g.teacher).size() == 2);
    CHECK(g.checks_of(g.earlier_step) == 1);
}

TEST_CASE("what was shared once stays this teacher's, on its purpose and rubric, with its step")
{
    Given g;
    g.open();
    ChangeObservation purpose;
    purpose.observation = g.visit;
    purpose.purpose = Purpose::evaluation;
    CHECK(g.workspace.execute(g.as_coach(), purpose).error().code == ErrorCode::wrong_state);
    ChangeObservation rubric;
    rubric.observation = g.visit;
    rubric.rubric_version = must(g.workspace.ask(g.as_coach(), NewestRubric{"teach-primary"})).version;
    CHECK(g.workspace.execute(g.as_coach(), rubric).error().code == ErrorCode::wrong_state);
    CHECK_FALSE(g.workspace.execute(g.as_coach(), MoveObservation{g.visit, g.other_teacher}));
    CHECK_FALSE(g.workspace.execute(g.as_coach(), ArchiveObservation{g.visit}));
    CHECK_FALSE(g.workspace.execute(g.as_coach(), SetActionStep{g.visit, "", {}, {}, {}}));
    CHECK_FALSE(g.workspace.execute(g.as_coach(), MarkPinnedStep{g.visit, StepResult::mastered}));
    ChangeObservation minutes;
    minutes.observation = g.visit;
    minutes.minutes = 20;
    g.run(minutes);
    CHECK(g.detail(g.visit).observation.minutes == 20);
}

TEST_CASE("a step or a check that was not given before comes with the second sharing")
{
    Given g;
    const auto bare = g.start(g.teacher);
    g.run(ShareObservation{bare});
    const auto id = g.run(AskToUnlock{bare, "The step is missing"});
    g.run(SignUnlocking{id, g.coach, "Cora Coach"});
    g.run(SignUnlocking{id, g.teacher, "Ana Ruiz"});  // the owner copies the name from the paper
    const auto pinned = *g.detail(bare).pinned_step;
    REQUIRE(g.checks_of(pinned.step) == 0);
    g.run(MarkPinnedStep{bare, StepResult::practised});
    g.run(SetActionStep{bare, "Ask all", {}, {}, {}});
    const auto made = g.run(ShareObservation{bare});
    REQUIRE(made.step);
    CHECK(g.detail(bare).step->state == StepState::assigned);
    CHECK(g.checks_of(pinned.step) == 1);
}

TEST_CASE("of an opened evaluation its leader still reads what had been given, and other coaches nothing")
{
    Given g(Purpose::evaluation);
    g.open();
    const auto rows = g.seen_by(g.leader);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].given->observation.strength == "Open questions");
    CHECK(rows[0].unlocking.given.find("quokka") == std::string::npos);
    CHECK(rows[0].unlocking.given.find("room 12") == std::string::npos);
    CHECK(g.seen_by(g.other_coach).empty());
    CHECK(g.seen_by(g.other_teacher).empty());
    CHECK_FALSE(g.workspace.ask(Actor::as(g.leader), ObservationDetail{g.visit}));
    // That the leader looked is told to the teacher.
    const auto opened = must(g.workspace.ask(Actor::as(g.teacher), OpenedBy{g.teacher}));
    REQUIRE(opened.size() == 1);
    CHECK(opened[0].viewer_name == "Lee Park");
}
