// Calibration sessions: blind while they are open, honest when they are closed, and never part of a teacher's record.
#include <catch2/catch.hpp>

#include "tests/support/temp_workspace.hpp"
#include "throughline/command/calibration.hpp"
#include "throughline/query/calibration.hpp"
#include "throughline/query/growth.hpp"
#include "throughline/query/search.hpp"
#include "throughline/query/teacher.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

const std::vector<std::string> codes{"1a", "1b", "2", "3a", "3b", "4a", "4b", "5a", "5b"};

struct Calibrating : TempWorkspace {
    Calibrating() : version(must(workspace.ask(Actor::keeper(), NewestRubric{"essential-practice-look-fors"})).version)
    {
        must(workspace.execute(Actor::keeper(), SetOwner{coach}));
    }

    CalibrationId open(std::vector<PersonId> raters)
    {
        OpenCalibration command;
        command.title = "October: fractions video";
        command.lesson = "shelf 3";
        command.rubric_version = version;
        command.raters = std::move(raters);
        return must(workspace.execute(Actor::as(leader), command)).value;
    }
    void rate(CalibrationId session, PersonId who, const std::string& code, int level)
    {
        must(workspace.execute(Actor::as(who), RateInCalibration{session, code, Mark::level, level}));
    }
    // A digit for each row: its level; 'n' not observed, 'a' not applicable, '.' blank.
    void rate_all(CalibrationId session, PersonId who, const std::string& levels)
    {
        for (std::size_t i = 0; i < levels.size(); ++i) {
            if (levels[i] == '.') continue;
            RateInCalibration one{session, codes[i], Mark::level, levels[i] - '0'};
            if (levels[i] == 'n') one.mark = Mark::not_observed;
            if (levels[i] == 'a') one.mark = Mark::not_applicable;
            if (*one.mark != Mark::level) one.level = 0;
            must(workspace.execute(Actor::as(who), one));
        }
    }
    bool submit(CalibrationId session, PersonId who)
    {
        return must(workspace.execute(Actor::as(who), SubmitCalibration{session})).value;
    }
    CalibrationMeeting::Meeting meeting(CalibrationId session, Actor actor)
    {
        return must(workspace.ask(actor, CalibrationMeeting{session}));
    }
    // A closed session of two with the same master ratings on every row.
    CalibrationId closed(const std::string& by_coach, const std::string& by_other, const std::string& master)
    {
        const auto session = open({coach, other_coach});
        for (std::size_t i = 0; i < master.size(); ++i)
            must(workspace.execute(
                Actor::as(leader),
                SetReference{session, RatingSource::master, codes[i], Mark::level, master[i] - '0', {}}));
        rate_all(session, coach, by_coach);
        rate_all(session, other_coach, by_other);
        submit(session, coach);
        CHECK(submit(session, other_coach));
        return session;
    }

    RubricVersionId version;
};

}  // namespace

TEST_CASE("while a session is open nobody gets another's ratings, whoever they are, and all get them at the end")
{
    Calibrating t;
    const auto session = t.open({t.coach, t.other_coach});
    t.rate_all(session, t.coach, "123412341");
    t.rate_all(session, t.other_coach, "111111111");
    CHECK_FALSE(t.submit(session, t.coach));
    for (const auto& actor : {Actor::keeper(), Actor::as(t.coach), Actor::as(t.other_coach), Actor::as(t.leader)}) {
        const auto seen = t.meeting(session, actor);
        CHECK(seen.observers.empty());
        CHECK(seen.rows.empty());
        CHECK(seen.scales.empty());
        CHECK(seen.waiting == std::vector<std::string>{"Dana Cole"});
        if (const auto history = t.workspace.ask(actor, CalibrationHistory{t.coach})) CHECK(history->sessions.empty());
    }
    // Their own sheet holds their own ratings and nobody else's.
    const auto sheet = must(t.workspace.ask(Actor::as(t.other_coach), CalibrationSheet{session}));
    for (const auto& row : sheet.rows) CHECK(row.level == 1);
    CHECK(sheet.marked == 9);
    // Who leads without rating has the sheet of the master ratings.
    const auto master = must(t.workspace.ask(Actor::as(t.leader), CalibrationSheet{session}));
    CHECK(master.is_master);
    CHECK(master.marked == 0);

    CHECK(t.submit(session, t.other_coach));
    const auto seen = t.meeting(session, Actor::as(t.coach));
    REQUIRE(seen.observers.size() == 2);
    CHECK(seen.rows[3].apart == 3);
    CHECK(seen.rows[3].differs);
    CHECK_FALSE(seen.rows[0].differs);
}

TEST_CASE("teachers and observers who take no part never learn of a session")
{
    Calibrating t;
    const auto session = t.closed("222222222", "222222222", "222222222");
    const auto outsider = t.add("Eve", "Stone", {Role::observer}, "eve@school.example", "C3");
    for (const auto& person : {t.teacher, outsider}) {
        CHECK(must(t.workspace.ask(Actor::as(person), CalibrationSessions{})).empty());
        CHECK_FALSE(t.workspace.ask(Actor::as(person), CalibrationMeeting{session}));
        CHECK_FALSE(t.workspace.ask(Actor::as(person), CalibrationHistory{t.coach}));
    }
    CHECK(must(t.workspace.ask(Actor::as(t.leader), CalibrationHistory{t.coach})).sessions.size() == 1);
    CHECK(must(t.workspace.ask(Actor::as(t.coach), CalibrationHistory{})).sessions.size() == 1);
    CHECK_FALSE(t.workspace.ask(Actor::as(t.other_coach), CalibrationHistory{t.coach}));
}

TEST_CASE("who has submitted can take nothing back, also not with Undo once the others are seen")
{
    Calibrating t;
    const auto session = t.open({t.coach, t.other_coach});
    t.rate_all(session, t.coach, "123");
    t.rate_all(session, t.other_coach, "321");
    t.submit(session, t.coach);
    CHECK(t.workspace.execute(t.as_coach(), RateInCalibration{session, "1a", Mark::level, 4}).error().code ==
          ErrorCode::wrong_state);
    CHECK_FALSE(t.workspace.undo(t.as_coach()));
    t.submit(session, t.other_coach);
    CHECK_FALSE(t.workspace.undo(t.as_coach()));
    CHECK_FALSE(t.workspace.undo(Actor::as(t.other_coach)));
    CHECK_FALSE(t.workspace.undo(Actor::keeper()));
    CHECK(t.meeting(session, t.as_coach()).rows[0].cells[0].level == 1);
}

TEST_CASE("who had not submitted when the leader closed is not in, and their Undo changes nothing that is compared")
{
    Calibrating t;
    const auto session = t.open({t.coach, t.other_coach});
    t.rate_all(session, t.coach, "123");
    t.rate_all(session, t.other_coach, "321");
    CHECK_FALSE(t.workspace.execute(Actor::as(t.leader), CloseCalibration{session}));  // nobody is in
    t.submit(session, t.coach);
    CHECK_FALSE(t.workspace.execute(t.as_coach(), CloseCalibration{session}));  // not theirs to close
    must(t.workspace.execute(Actor::as(t.leader), CloseCalibration{session}));
    const auto before = t.meeting(session, Actor::as(t.other_coach));
    REQUIRE(before.observers.size() == 1);
    CHECK(before.observers[0].name == "Cora Coach");
    CHECK(before.waiting == std::vector<std::string>{"Dana Cole"});
    must(t.workspace.undo(Actor::as(t.other_coach)));
    CHECK(t.meeting(session, Actor::as(t.other_coach)).observers.size() == 1);
    CHECK_FALSE(t.workspace.execute(Actor::as(t.other_coach), SubmitCalibration{session}));
}

TEST_CASE("a leader who rates submits first, closes then, and does not enter master ratings before")
{
    Calibrating t;
    const auto session = t.open({t.leader, t.coach});
    t.rate_all(session, t.leader, "123");
    t.rate_all(session, t.coach, "123");
    t.submit(session, t.coach);
    const auto as_leader = Actor::as(t.leader);
    CHECK_FALSE(t.workspace.execute(as_leader, CloseCalibration{session}));
    CHECK_FALSE(t.workspace.execute(as_leader, SetReference{session, RatingSource::master, "1a", Mark::level, 2, {}}));
    CHECK(t.submit(session, t.leader));
    must(t.workspace.execute(as_leader, SetReference{session, RatingSource::master, "1a", Mark::level, 2, "seen"}));
    CHECK(t.meeting(session, as_leader).rows[0].master->words == "seen");
}

TEST_CASE("an observer passes with 80 % of the rows within one level of the master, and the pass has an end")
{
    Calibrating t;
    //                              master 222222222
    const auto session = t.closed("232123212", "444442222", "222222222");
    const auto seen = t.meeting(session, Actor::as(t.leader));
    CHECK(seen.reference == ReferenceKind::master);
    CHECK(seen.observers[0].words == "9 of 9 within one level: passed");
    CHECK(*seen.observers[0].valid_until == *parse_date("2027-10-05"));
    CHECK(seen.observers[1].words == "4 of 9 within one level: not passed");
    CHECK_FALSE(seen.observers[1].valid_until);
    REQUIRE(seen.observers[1].difference);
    CHECK(seen.observers[1].difference->value == Approx(10.0 / 9));
    const auto history = must(t.workspace.ask(t.as_coach(), CalibrationHistory{}));
    CHECK(history.standings.at(0).is_valid);
    t.clock->forward(400LL * 24 * 60 * us_per_minute);
    const auto later = must(t.workspace.ask(t.as_coach(), CalibrationHistory{}));
    CHECK_FALSE(later.standings.at(0).is_valid);
}

TEST_CASE("without master or agreed ratings differences are from the group's middle, and nobody passes or fails")
{
    Calibrating t;
    const auto session = t.open({t.coach, t.other_coach});
    t.rate_all(session, t.coach, "333333333");
    t.rate_all(session, t.other_coach, "222222222");
    t.submit(session, t.coach);
    t.submit(session, t.other_coach);
    auto seen = t.meeting(session, t.as_coach());
    CHECK(seen.reference == ReferenceKind::middle);
    CHECK(seen.observers[0].difference->value == Approx(0.5));
    CHECK(seen.observers[1].difference->value == Approx(-0.5));
    CHECK(seen.observers[0].held.outcome == analysis::PassOutcome::no_reference);
    must(t.workspace.execute(Actor::as(t.leader),
                             SetReference{session, RatingSource::consensus, "1a", Mark::level, 3, "agreed"}));
    seen = t.meeting(session, t.as_coach());
    CHECK(seen.reference == ReferenceKind::consensus);
    CHECK(seen.observers[0].held.outcome == analysis::PassOutcome::not_enough_rows);
    CHECK(seen.observers[1].difference->value == Approx(-1.0));
}

TEST_CASE("not observed, not applicable and blank never become numbers")
{
    Calibrating t;
    const auto session = t.closed("n22n.2222", "222222222", "222222222");
    const auto seen = t.meeting(session, t.as_coach());
    CHECK(seen.scales.at(0).rows.ratings.units() == 9);
    REQUIRE(seen.scales.at(0).pairs.size() == 1);
    CHECK(seen.scales[0].pairs[0].exact->n == 6);
    CHECK(seen.scales[0].pairs[0].exact->value == Approx(1.0));
    CHECK(*seen.rows[0].middle == 2);  // of the one level there is
    CHECK(seen.observers[0].held.without_level == 3);
    CHECK(seen.observers[0].difference->n == 6);
    CHECK(seen.rows[0].differs);
}

TEST_CASE("rows on different scales are compared each by itself")
{
    Calibrating t;
    OpenCalibration command;
    command.title = "Whole rubric";
    command.rubric_version = must(t.workspace.ask(t.as_coach(), NewestRubric{"teach-primary"})).version;
    command.form_id = "complete";
    command.raters = {t.coach, t.other_coach};
    const auto session = must(t.workspace.execute(Actor::as(t.leader), command)).value;
    for (const auto& who : {t.coach, t.other_coach})
        for (const auto& [code, level] : {std::pair("0.1", 2), std::pair("1", 5), std::pair("1.1", 3)})
            t.rate(session, who, code, level);
    must(t.workspace.execute(t.as_coach(), RateInCalibration{session, "1.3", Mark::not_applicable, 0}));
    must(t.workspace.execute(Actor::as(t.other_coach), RateInCalibration{session, "1.3", Mark::level, 1}));
    t.submit(session, t.coach);
    t.submit(session, t.other_coach);
    const auto seen = t.meeting(session, t.as_coach());
    REQUIRE(seen.scales.size() == 3);
    // On row 1.3 one of the two found that it does not apply: there is a level there, and no pair.
    for (const auto& scale : seen.scales) {
        REQUIRE(scale.pairs.size() == 1);
        CHECK(scale.pairs[0].exact->n == 1);
    }
}

TEST_CASE("a session's ratings are in nobody's record, search or growth")
{
    Calibrating t;
    const auto session = t.open({t.coach, t.other_coach});
    t.rate_all(session, t.coach, "123");
    must(t.workspace.execute(t.as_coach(), ChangeCalibrationWords{session, "1a", "wombat words", {}}));
    t.rate_all(session, t.other_coach, "321");
    t.submit(session, t.coach);
    t.submit(session, t.other_coach);
    CHECK(must(whole_search(t.workspace, t.as_coach(), Search{"wombat", 100})).empty());
    CHECK(must(t.workspace.ask(t.as_coach(), TeacherPage{t.teacher})).visits.empty());
    CHECK(must(t.workspace.ask(t.as_coach(), TeacherGrowth{t.teacher, {}, {}, {}, true})).visits.empty());
    CHECK(t.meeting(session, Actor::as(t.other_coach)).rows[0].cells[0].words == "wombat words");
}

TEST_CASE("a draft of words in a session comes back after a crash to its writer's sheet")
{
    Calibrating t;
    const auto session = t.open({t.coach, t.other_coach});
    must(t.workspace.keep_draft(t.as_coach(), any(session), words_field("1a"), "half a sentence"));
    CHECK_FALSE(t.workspace.keep_draft(Actor::as(t.teacher), any(session), words_field("1a"), "not mine"));
    CHECK_FALSE(t.workspace.keep_draft(t.as_coach(), any(session), "title", "no such field"));
    t.open_again();
    const auto drafts = must(t.workspace.recover_drafts());
    REQUIRE(drafts.size() == 1);
    CHECK(drafts[0].settled);
    CHECK(drafts[0].words.starts_with("Words on 1a, October: fractions video: typed"));
    CHECK(must(t.workspace.ask(t.as_coach(), CalibrationSheet{session})).rows[0].words == "half a sentence");
}

TEST_CASE("two shared records of one visit pair up, for these two alone")
{
    Calibrating t;
    const auto record = [&](PersonId who, int minutes_later, Purpose purpose, const std::string& levels) {
        t.clock->forward(minutes_later * us_per_minute);
        StartObservation begin;
        begin.teacher = t.teacher;
        begin.purpose = purpose;
        begin.rubric_version = t.version;
        const auto visit = must(t.workspace.execute(Actor::as(who), begin)).value;
        for (std::size_t i = 0; i < levels.size(); ++i)
            must(t.workspace.execute(Actor::as(who), RateIndicator{visit, codes[i], Mark::level, levels[i] - '0'}));
        Evidence line;
        line.observation = visit;
        line.text = "tagged line";
        line.indicators = {"1a"};
        must(t.workspace.execute(Actor::as(who), AddEvidence{line}));
        line.text = "private line";
        line.is_private = true;
        must(t.workspace.execute(Actor::as(who), AddEvidence{line}));
        return visit;
    };
    const auto pairs_of = [&](PersonId who) { return must(t.workspace.ask(Actor::as(who), JointVisits{})).size(); };
    const auto first = record(t.coach, 0, Purpose::coaching, "123412341");
    const auto second = record(t.other_coach, 20, Purpose::coaching, "122412343");
    must(t.workspace.execute(t.as_coach(), ShareObservation{first}));
    CHECK(pairs_of(t.coach) == 0);  // the other's is a draft
    must(t.workspace.execute(Actor::as(t.other_coach), ShareObservation{second}));
    CHECK(pairs_of(t.coach) == 1);
    CHECK(pairs_of(t.other_coach) == 1);
    CHECK(pairs_of(t.leader) == 0);  // coaching: its ratings are not a leader's to read
    CHECK(pairs_of(t.teacher) == 0);
    // A minute too late, and an evaluation in the same room, are no pairs.
    const auto late = record(t.other_coach, 1, Purpose::coaching, "1");
    must(t.workspace.execute(Actor::as(t.other_coach), ShareObservation{late}));
    const auto evaluated = record(t.leader, 0, Purpose::evaluation, "1");
    must(t.workspace.execute(Actor::as(t.leader), ShareObservation{evaluated}));
    CHECK(pairs_of(t.coach) == 1);
    CHECK(pairs_of(t.leader) == 0);

    const auto session = must(t.workspace.execute(t.as_coach(), OpenJointCalibration{first, second, {}, {}})).value;
    CHECK_FALSE(t.workspace.execute(Actor::as(t.other_coach), OpenJointCalibration{first, second, {}, {}}));
    const auto seen = t.meeting(session, Actor::as(t.other_coach));
    REQUIRE(seen.observers.size() == 2);
    CHECK(seen.scales.at(0).pairs.at(0).exact->value == Approx(7.0 / 9));
    CHECK(seen.rows[0].cells[0].words == "tagged line");
    CHECK_FALSE(t.workspace.ask(Actor::as(t.leader), CalibrationMeeting{session}));
    CHECK(must(t.workspace.ask(Actor::as(t.leader), CalibrationSessions{})).empty());
    CHECK(must(t.workspace.ask(Actor::as(t.leader), CalibrationHistory{t.coach})).sessions.empty());
    CHECK(must(t.workspace.ask(t.as_coach(), JointVisits{})).at(0).calibration == session);
}

TEST_CASE("Undo takes back an opened session, a rating and what the group decided")
{
    Calibrating t;
    const auto session = t.open({t.coach, t.other_coach});
    t.rate(session, t.coach, "1a", 3);
    const auto undone = must(t.workspace.undo(t.as_coach()));
    CHECK(undone.label == "Rate 1a in a calibration session");
    CHECK(must(t.workspace.ask(t.as_coach(), CalibrationSheet{session})).marked == 0);
    t.rate(session, t.coach, "1a", 3);
    t.rate(session, t.other_coach, "1a", 2);
    t.submit(session, t.coach);
    t.submit(session, t.other_coach);
    const auto as_leader = Actor::as(t.leader);
    CHECK(t.workspace.execute(Actor::as(t.teacher), KeepDecisions{session, "x", {}}).error().code ==
          ErrorCode::not_found);
    must(t.workspace.execute(as_leader, KeepDecisions{session, "Look at the board first.", ""}));
    CHECK(t.workspace.execute(t.as_coach(), KeepDecisions{session, "Other words.", ""}).error().code ==
          ErrorCode::conflict);
    must(t.workspace.undo(as_leader));
    CHECK(t.meeting(session, as_leader).session.notes.empty());
    CHECK_FALSE(t.workspace.undo(as_leader));  // the opened session: others have rated in it since
}

TEST_CASE("an opened session is taken back until somebody rates in it, and the refusal says what to do instead")
{
    Calibrating t;
    const auto as_leader = Actor::as(t.leader);
    t.open({t.coach, t.other_coach});
    must(t.workspace.undo(as_leader));
    CHECK(must(t.workspace.ask(as_leader, CalibrationSessions{})).empty());

    const auto session = t.open({t.coach, t.other_coach});
    const bool is_submitted = GENERATE(false, true);
    t.rate(session, t.coach, "1a", 3);
    if (is_submitted) t.submit(session, t.coach);
    const auto refused = t.workspace.undo(as_leader);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::conflict);
    CHECK(refused.error().text() ==
          "This cannot be taken back any more: others are already rating in this calibration session. Close it "
          "instead, or take out who has not begun.");
    CHECK(must(t.workspace.ask(as_leader, CalibrationSessions{})).size() == 1);
    CHECK(must(t.workspace.ask(t.as_coach(), CalibrationSheet{session})).marked == 1);
}

TEST_CASE("a session is refused without a title, rows, an observer, or with a rule nobody could mean")
{
    Calibrating t;
    OpenCalibration command;
    command.rubric_version = t.version;
    CHECK_FALSE(t.workspace.execute(t.as_coach(), command));
    command.title = "A lesson";
    command.pass.percent = 101;
    CHECK_FALSE(t.workspace.execute(t.as_coach(), command));
    command.pass = {};
    command.form_id = "no such form";
    CHECK_FALSE(t.workspace.execute(t.as_coach(), command));
    command.form_id.clear();
    command.raters = {t.teacher};
    CHECK_FALSE(t.workspace.execute(t.as_coach(), command));
    command.raters = {t.coach};
    CHECK_FALSE(t.workspace.execute(Actor::as(t.teacher), command));
    must(t.workspace.execute(t.as_coach(), command));
    CHECK(must(t.workspace.ask(t.as_coach(), CalibrationSessions{})).size() == 1);
}
