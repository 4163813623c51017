// The main job through the library's door, on a real file.
#include <catch2/catch.hpp>

#include "tests/support/temp_workspace.hpp"
#include "throughline/command/debrief.hpp"
#include "throughline/command/step.hpp"
#include "throughline/query/school.hpp"
#include "throughline/query/search.hpp"
#include "throughline/query/teacher.hpp"
#include "throughline/query/today.hpp"

using namespace throughline;
using namespace throughline::test;

TEST_CASE("a visit goes from the door to a mastered step, and the teacher's page tells it")
{
    TempWorkspace t;
    const auto visit = t.start_with(t.teacher, "teach-primary");
    t.note(visit, "Who can explain why?", false, {"6.1"});
    t.note(visit, "ask about grouping", true);
    must(t.workspace.execute(t.as_coach(), RateIndicator{visit, "6", Mark::level, 4}));
    must(t.workspace.execute(t.as_coach(), RateIndicator{visit, "2", Mark::not_observed, 0}));
    must(t.workspace.execute(t.as_coach(),
                             SetActionStep{visit, "Ask one student to restate another's reason", {"6"}, {}, {}}));
    must(t.workspace.execute(t.as_coach(),
                             ChangeObservationText{visit, ObservationField::strength, "Open questions", std::nullopt}));
    t.clock->forward(15 * us_per_minute);
    const auto made = must(t.workspace.execute(t.as_coach(), ShareObservation{visit})).value;
    REQUIRE(made.debrief_due_on == *parse_date("2026-10-07"));
    REQUIRE(made.check_on == *parse_date("2026-10-12"));
    REQUIRE(t.detail(visit).observation.minutes == 15);

    const auto today = must(t.workspace.ask(t.as_coach(), Today{}));
    REQUIRE(today.debriefs.size() == 1);
    REQUIRE(today.steps_to_check.size() == 1);
    REQUIRE(today.drafts.empty());

    t.clock->forward(60 * us_per_minute);
    must(t.workspace.execute(t.as_coach(), HoldDebrief{made.debrief, t.clock->now(), 20, "Agreed on the wording"}));
    t.clock->set(t.zone->instant(*parse_local_time("2026-10-12T10:00:00")));
    REQUIRE(must(t.workspace.execute(t.as_coach(), CheckStep{*made.step, StepResult::partly, "", {}})).value ==
            StepState::in_practice);
    REQUIRE(must(t.workspace.execute(t.as_coach(), CheckStep{*made.step, StepResult::mastered, "", {}})).value ==
            StepState::mastered);

    const auto page = must(t.workspace.ask(t.as_coach(), TeacherPage{t.teacher}));
    REQUIRE(page.visits.size() == 1);
    REQUIRE(page.visits[0].debriefed_at.has_value());
    REQUIRE(page.steps.size() == 1);
    REQUIRE(page.steps[0].events.size() == 3);
    REQUIRE(page.steps[0].step.state == StepState::mastered);
    REQUIRE(page.follow_ups.empty());
    REQUIRE(page.ratings.size() == 2);
    REQUIRE(must(t.workspace.check()).findings.empty());
}

TEST_CASE("a private line is seen by its author and by nobody else, wherever one looks")
{
    TempWorkspace t;
    const auto visit = t.start(t.teacher);
    t.note(visit, "zebra in the open");
    t.note(visit, "zebra in private", true);
    must(t.workspace.execute(t.as_coach(), ShareObservation{visit}));
    REQUIRE(t.detail(visit).evidence.size() == 2);
    REQUIRE(must(whole_search(t.workspace, t.as_coach(), Search{"zebra", 100})).size() == 2);
    for (const auto& actor : {Actor::as(t.teacher), Actor::keeper()}) {
        REQUIRE(t.detail(visit, actor).evidence.size() == 1);
        REQUIRE(must(whole_search(t.workspace, actor, Search{"zebra", 100})).size() == 1);
    }
    REQUIRE(must(t.workspace.ask(t.as_coach(), FeedbackPreview{visit})).evidence.size() == 1);
    REQUIRE(must(whole_search(t.workspace, Actor::as(t.leader), Search{"zebra", 100})).empty());
    REQUIRE(t.detail(visit, Actor::as(t.leader)).evidence.empty());
    REQUIRE(must(whole_search(t.workspace, Actor::as(t.other_coach), Search{"zebra", 100})).empty());
    REQUIRE_FALSE(t.workspace.ask(Actor::as(t.other_coach), ObservationDetail{visit}));
    REQUIRE_FALSE(t.workspace.ask(Actor::as(t.other_teacher), ObservationDetail{visit}));
}

TEST_CASE("a draft is its observer's alone until it is shared")
{
    TempWorkspace t;
    const auto visit = t.start(t.teacher);
    t.note(visit, "first line");
    for (const auto& actor : {Actor::as(t.teacher), Actor::as(t.leader), Actor::as(t.other_coach)}) {
        REQUIRE_FALSE(t.workspace.ask(actor, ObservationDetail{visit}));
        REQUIRE(must(t.workspace.ask(actor, Observations{})).empty());
        REQUIRE_FALSE(t.workspace.execute(actor, RateIndicator{visit, "1a", Mark::level, 2}));
    }
    REQUIRE(must(t.workspace.ask(t.as_coach(), Observations{})).size() == 1);
}

TEST_CASE("a shared visit is locked, and an amendment keeps the old words beside the new")
{
    TempWorkspace t;
    const auto visit = t.start(t.teacher);
    const auto line = t.note(visit, "as it was");
    must(t.workspace.execute(t.as_coach(),
                             ChangeObservationText{visit, ObservationField::strength, "old", std::nullopt}));
    must(t.workspace.execute(t.as_coach(), ShareObservation{visit}));
    REQUIRE(t.workspace.execute(t.as_coach(), RemoveEvidence{line}).error().code == ErrorCode::wrong_state);
    REQUIRE(t.workspace.execute(t.as_coach(), ShareObservation{visit}).error().code == ErrorCode::wrong_state);
    REQUIRE(t.workspace.undo(t.as_coach()).error().code == ErrorCode::wrong_state);
    REQUIRE_FALSE(t.workspace.execute(t.as_coach(), AmendObservation{visit, ObservationField::strength, "new", " "}));
    must(t.workspace.execute(t.as_coach(), AmendObservation{visit, ObservationField::strength, "new", "a slip"}));
    const auto seen = t.detail(visit, Actor::as(t.teacher));
    REQUIRE(seen.observation.strength == "new");
    REQUIRE(seen.amendments.size() == 1);
    REQUIRE(seen.amendments[0].old_text == "old");
    REQUIRE(seen.amendments[0].reason == "a slip");
}

TEST_CASE("undo takes back one command after the other, and redo brings them back")
{
    TempWorkspace t;
    const auto visit = t.start(t.teacher);
    const auto line = t.note(visit, "kept", false, {"1a"});
    must(t.workspace.execute(t.as_coach(), RateIndicator{visit, "1a", Mark::level, 2}));
    must(t.workspace.execute(t.as_coach(), RateIndicator{visit, "1a", Mark::level, 3}));
    must(t.workspace.execute(t.as_coach(), RemoveEvidence{line}));
    const auto state = [&] {
        const auto seen = t.detail(visit);
        return std::make_pair(seen.evidence.size(), seen.ratings.empty() ? 0 : seen.ratings[0].level);
    };
    REQUIRE(state() == std::make_pair(std::size_t{0}, 3));
    REQUIRE(must(t.workspace.ask(t.as_coach(), UndoState{})).undo_label == "Remove a line");
    must(t.workspace.undo(t.as_coach()));
    REQUIRE(state() == std::make_pair(std::size_t{1}, 3));
    REQUIRE(t.detail(visit).evidence[0].indicators == std::vector<std::string>{"1a"});
    must(t.workspace.undo(t.as_coach()));
    REQUIRE(state() == std::make_pair(std::size_t{1}, 2));
    must(t.workspace.redo(t.as_coach()));
    REQUIRE(state() == std::make_pair(std::size_t{1}, 3));
    must(t.workspace.undo(t.as_coach()));
    must(t.workspace.undo(t.as_coach()));
    REQUIRE(state() == std::make_pair(std::size_t{1}, 0));
    must(t.workspace.execute(t.as_coach(), RateIndicator{visit, "1a", Mark::level, 4}));
    REQUIRE_FALSE(t.workspace.redo(t.as_coach()));
    REQUIRE(must(t.workspace.check()).findings.empty());
}

TEST_CASE("undo is refused when somebody else has changed the row since")
{
    TempWorkspace t;
    const auto visit = t.start(t.teacher);
    must(t.workspace.execute(t.as_coach(),
                             ChangeObservationText{visit, ObservationField::strength, "mine", std::nullopt}));
    must(t.workspace.execute(Actor::keeper(),
                             ChangeObservationText{visit, ObservationField::strength, "theirs", std::nullopt}));
    const auto undone = t.workspace.undo(t.as_coach());
    REQUIRE(undone.error().code == ErrorCode::conflict);
    REQUIRE(t.detail(visit).observation.strength == "theirs");
}

TEST_CASE("fault 7: two windows on one record, the second save does not win silently")
{
    TempWorkspace t;
    const auto visit = t.start(t.teacher);
    auto second = must(Workspace::open(t.file, t.options()));
    must(t.workspace.execute(t.as_coach(), ChangeObservationText{visit, ObservationField::strength, "first", ""}));
    REQUIRE(second.changed_elsewhere());
    const auto refused =
        second.execute(t.as_coach(), ChangeObservationText{visit, ObservationField::strength, "second", ""});
    REQUIRE(refused.error().code == ErrorCode::conflict);
    REQUIRE(refused.error().text().find("first") != std::string::npos);
    REQUIRE(refused.error().text().find("second") != std::string::npos);
    must(second.keep_draft(t.as_coach(), any(visit), "strength", "second"));
    must(t.workspace.keep_draft(t.as_coach(), any(visit), "strength", "first again"));
    REQUIRE(must(second.ask(t.as_coach(), ObservationDetail{visit})).unsettled[0].text == "second");
    REQUIRE(t.detail(visit).unsettled[0].text == "first again");
}

TEST_CASE("a draft survives the session that typed it and comes back in its own visit")
{
    TempWorkspace t;
    const auto first = t.start(t.teacher);
    const auto second = t.start(t.other_teacher);
    must(t.workspace.keep_draft(t.as_coach(), any(first), "strength", "for Ana"));
    must(t.workspace.keep_draft(t.as_coach(), any(second), "strength", "for Ben"));
    must(t.workspace.keep_draft(t.as_coach(), any(first), "script_line", "t who can"));
    // The same process again is still running, so its drafts are nobody's to take.
    auto beside = must(Workspace::open(t.file, t.options()));
    REQUIRE(must(beside.recover_drafts()).empty());
}

TEST_CASE("limits count characters, not bytes: a text in any script may be as long")
{
    TempWorkspace t;
    const auto visit = t.start(t.teacher);
    const auto letters = [](std::size_t count) {
        std::string text;
        for (std::size_t at = 0; at < count; ++at) text += "\xe6\x97\xa5";  // one character, three bytes
        return text;
    };
    Evidence line;
    line.observation = visit;
    line.text = letters(evidence_chars_max);
    must(t.workspace.execute(t.as_coach(), AddEvidence{line}));
    line.text = letters(evidence_chars_max + 1);
    CHECK_FALSE(t.workspace.execute(t.as_coach(), AddEvidence{line}));
}
