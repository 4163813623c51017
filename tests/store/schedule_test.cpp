// Planning, moving, repeating and calling off.
#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/support/planned_school.hpp"

using namespace throughline;
using namespace throughline::test;

TEST_CASE("fault 18: moving a visit keeps its id, its notes and its links")
{
    PlannedSchool t;
    auto wanted = t.plan(t.teacher, "2026-10-07T10:00:00", true);
    wanted.booking.note = "bring the exit tickets";
    wanted.booking.purpose = Purpose::walkthrough;
    wanted.weekly_until = t.day("2026-10-21");
    const auto made = t.run(wanted);
    REQUIRE(made.size() == 3);
    const auto before = t.row(made[0]);
    t.run(MoveBooking{made[0], t.at("2026-10-08T11:30:00"), 25, false});
    const auto after = t.row(made[0]);
    CHECK(after.starts_at == t.at("2026-10-08T11:30:00"));
    CHECK(after.on == t.day("2026-10-08"));
    CHECK(after.minutes == 25);
    CHECK(after.id == before.id);
    CHECK(after.note == "bring the exit tickets");
    CHECK(after.purpose == Purpose::walkthrough);
    CHECK(after.announced);
    CHECK(after.series == before.series);
    CHECK(after.sequence > before.sequence);
    CHECK(t.row(made[1]).starts_at == t.at("2026-10-14T10:00:00"));
}

TEST_CASE("fault 18: moving a conference keeps the visit that it is about, and moving a debrief its notes")
{
    PlannedSchool t;
    const auto visit = t.start(t.teacher);
    const auto debrief = t.share(visit);
    auto wanted = t.plan(t.teacher, "2026-10-07T15:00:00");
    wanted.booking.kind = BookingKind::conference;
    wanted.booking.observation = visit;
    const auto conference = t.run(wanted).front();
    t.run(MoveBooking{conference, t.at("2026-10-09T15:00:00"), {}, false});
    CHECK(t.row(conference).observation == visit);
    t.run(ChangeDebriefText{debrief, DebriefField::notes, "ask about groups", {}});
    t.run(PlanDebrief{debrief, t.at("2026-10-06T14:00:00"), {}});
    t.run(PlanDebrief{debrief, t.at("2026-10-07T14:00:00"), {}});
    const auto moved = must(t.workspace.ask(t.as_coach(), ScheduleItem{any(debrief)}));
    CHECK(moved.starts_at == t.at("2026-10-07T14:00:00"));
    CHECK(moved.observation == visit);
    CHECK(must(t.workspace.ask(t.as_coach(), DebriefDetail{any(debrief)})).debrief.notes == "ask about groups");
}

TEST_CASE("a time that has passed is refused, one that has just passed is not, nor one outside the school year taken")
{
    PlannedSchool t("2026-10-05T09:10:30");
    CHECK(t.workspace.execute(t.as_coach(), t.plan(t.teacher, "2026-10-05T09:10:00")).has_value());
    const auto past = t.workspace.execute(t.as_coach(), t.plan(t.teacher, "2026-10-05T09:09:00"));
    REQUIRE_FALSE(past);
    CHECK(past.error().text() == "Mon 5 Oct, 9:09 has passed. Choose a time to come.");
    const auto summer = t.workspace.execute(t.as_coach(), t.plan(t.teacher, "2027-07-05T10:00:00"));
    REQUIRE_FALSE(summer);
    CHECK(summer.error().text().find("outside the school year") != std::string::npos);
    const auto booking = t.book(t.teacher, "2026-10-06T10:00:00");
    CHECK_FALSE(t.workspace.execute(t.as_coach(), MoveBooking{booking, t.at("2026-10-02T10:00:00"), {}, false}));
    CHECK_FALSE(t.workspace.execute(t.as_coach(), MoveBooking{booking, t.at("2027-07-02T10:00:00"), {}, false}));
    CHECK(t.row(booking).starts_at == t.at("2026-10-06T10:00:00"));
}

TEST_CASE("a weekly visit is planned on school days only, at the same time by the clock, and moves as a whole")
{
    PlannedSchool t;
    must(t.workspace.execute(
        Actor::keeper(), AddCalendarDays{t.day("2026-10-14"), t.day("2026-10-14"), DayKind::holiday, "Staff day", {}}));
    auto wanted = t.plan(t.teacher, "2026-10-07T10:00:00");
    wanted.weekly_until = t.day("2026-10-28");
    const auto made = t.run(wanted);
    REQUIRE(made.size() == 3);
    CHECK(t.row(made[1]).starts_at == t.at("2026-10-21T10:00:00"));
    CHECK(t.row(made[0]).series == t.row(made[2]).series);
    t.run(MoveBooking{made[1], t.at("2026-10-22T09:30:00"), 20, true});
    CHECK(t.row(made[0]).starts_at == t.at("2026-10-07T10:00:00"));
    CHECK(t.row(made[1]).starts_at == t.at("2026-10-22T09:30:00"));
    CHECK(t.row(made[2]).starts_at == t.at("2026-10-29T09:30:00"));
    CHECK(t.row(made[2]).minutes == 20);
    t.run(SkipBooking{made[1], "testing week", true});
    CHECK(t.row(made[0]).state == BookingState::planned);
    CHECK(t.row(made[2]).state == BookingState::skipped);
    CHECK(t.row(made[2]).skip_reason == "testing week");
}

TEST_CASE("a weekly visit keeps its time by the clock over the end of summer time")
{
    TempFolder folder;
    const auto zone = named_time_zone("America/New_York");
    REQUIRE(zone);
    const auto at = [&](const char* time) { return zone->instant(*parse_local_time(time)); };
    const WorkspaceOptions options{std::make_shared<HandClock>(at("2026-10-19T08:00:00")), zone, nullptr};
    auto workspace = must(Workspace::create(
        folder / "school.throughline", {"Test School", *parse_date("2026-08-31"), *parse_date("2027-06-11")}, options));
    const auto add = [&](const char* name, Role role) {
        Person person;
        person.family_name = name;
        person.roles = {role};
        return must(workspace.execute(Actor::keeper(), AddPerson{person})).value;
    };
    PlanBooking plan;
    plan.booking.teacher = add("Ruiz", Role::teacher);
    plan.booking.observer = add("Coach", Role::observer);
    plan.booking.starts_at = at("2026-10-30T09:10:00");
    plan.weekly_until = parse_date("2026-11-06");
    const auto made = must(workspace.execute(Actor::keeper(), plan)).value;
    REQUIRE(made.size() == 2);
    const auto second = must(workspace.ask(Actor::keeper(), ScheduleItem{any(made[1])}));
    CHECK(second.starts_at == at("2026-11-06T09:10:00"));
    CHECK(*second.starts_at - at("2026-10-30T09:10:00") == 7 * 24 * 60 * us_per_minute + 60 * us_per_minute);
}

TEST_CASE("a teacher on leave is left out of the weeks that repeat")
{
    PlannedSchool t;
    Excusal leave;
    leave.scope.kind = ScopeKind::person;
    leave.scope.person = t.teacher;
    leave.from = t.day("2026-10-12");
    leave.to = t.day("2026-10-16");
    leave.reason = "leave";
    must(t.workspace.execute(Actor::keeper(), Excuse{leave}));
    auto wanted = t.plan(t.teacher, "2026-10-07T10:00:00");
    wanted.weekly_until = t.day("2026-10-21");
    CHECK(t.run(wanted).size() == 2);
}

TEST_CASE("an observer plans for themselves, who keeps the house for anybody, and the keeper says for whom")
{
    PlannedSchool t;
    auto for_dana = t.plan(t.teacher, "2026-10-07T10:00:00");
    for_dana.booking.observer = t.other_coach;
    const auto refused = t.workspace.execute(t.as_coach(), for_dana);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::not_allowed);
    CHECK(t.workspace.execute(Actor::as(t.leader), for_dana).has_value());
    CHECK_FALSE(t.workspace.execute(Actor::as(t.teacher), t.plan(t.other_teacher, "2026-10-07T10:00:00")));
    const auto nobody = t.workspace.execute(Actor::keeper(), t.plan(t.teacher, "2026-10-08T10:00:00"));
    REQUIRE_FALSE(nobody);
    CHECK(nobody.error().code == ErrorCode::wrong_state);
    must(t.workspace.execute(Actor::keeper(), SetOwner{t.coach}));
    const auto owners = must(t.workspace.execute(Actor::keeper(), t.plan(t.teacher, "2026-10-08T10:00:00"))).value;
    CHECK(t.row(owners.front()).observer == t.coach);
}

TEST_CASE("only its observer or who keeps the house moves, changes or skips a plan, and a note is its observer's")
{
    PlannedSchool t;
    const auto booking = t.book(t.teacher, "2026-10-07T10:00:00", true);
    const auto refused = [&](const Actor& actor, const auto& command) {
        const auto done = t.workspace.execute(actor, command);
        REQUIRE_FALSE(done);
        return done.error().code;
    };
    const auto dana = Actor::as(t.other_coach);
    const auto ana = Actor::as(t.teacher);
    CHECK(refused(dana, MoveBooking{booking, t.at("2026-10-08T10:00:00"), {}, false}) == ErrorCode::not_found);
    CHECK(refused(ana, MoveBooking{booking, t.at("2026-10-08T10:00:00"), {}, false}) == ErrorCode::not_allowed);
    CHECK(refused(ana, SkipBooking{booking, "no", false}) == ErrorCode::not_allowed);
    CHECK(refused(Actor::as(t.leader), ChangeBooking{booking, "a note", {}, {}}) == ErrorCode::not_allowed);
    must(t.workspace.execute(Actor::as(t.leader), ChangeBooking{booking, {}, {}, Purpose::walkthrough}));
    CHECK(t.row(booking).purpose == Purpose::walkthrough);
    t.run(ChangeBooking{booking, "a note", {}, {}});
    CHECK(t.row(booking).note == "a note");
    CHECK(t.row(booking, Actor::as(t.leader)).note.empty());
    CHECK(t.row(booking, ana).note.empty());
}

TEST_CASE("a visit that is started takes up its plan, and undo gives the plan back")
{
    PlannedSchool t;
    const auto other_purpose = t.run([&] {
        auto plan = t.plan(t.teacher, "2026-10-05T09:30:00");
        plan.booking.purpose = Purpose::walkthrough;
        return plan;
    }());
    const auto later = t.book(t.teacher, "2026-10-05T14:00:00", true);
    const auto elsewhere = t.book(t.other_teacher, "2026-10-05T09:10:00");
    const auto visit = t.start(t.teacher);
    CHECK(t.row(later).state == BookingState::done);
    CHECK(t.row(later).observation == visit);
    CHECK(t.row(other_purpose.front()).state == BookingState::planned);
    CHECK(t.row(elsewhere).state == BookingState::planned);
    CHECK(t.detail(visit).observation.announced == true);
    must(t.workspace.undo(t.as_coach()));
    CHECK(t.row(later).state == BookingState::planned);
    CHECK(t.row(later).observation.is_nil());
    CHECK(must(t.workspace.check()).findings.empty());
}

TEST_CASE("a draft that is put away or moved to another teacher opens its plan again")
{
    PlannedSchool t;
    const auto booking = t.book(t.teacher, "2026-10-05T10:00:00", true);
    const auto of_ben = t.book(t.other_teacher, "2026-10-05T11:00:00");
    const auto visit = t.start(t.teacher);
    t.run(MoveObservation{visit, t.other_teacher});
    CHECK(t.row(booking).state == BookingState::planned);
    CHECK(t.row(of_ben).observation == visit);
    CHECK(t.detail(visit).observation.announced == false);
    t.run(ArchiveObservation{visit});
    CHECK(t.row(of_ben).state == BookingState::planned);
    must(t.workspace.undo(t.as_coach()));
    CHECK(t.row(of_ben).state == BookingState::done);
    CHECK(t.row(of_ben).observation == visit);
    CHECK(must(t.workspace.check()).findings.empty());
}

TEST_CASE("each way to plan, move, change, skip and hold can be undone and done again, and the sequence only rises")
{
    PlannedSchool t;
    const auto booking = t.book_conference(t.teacher, "2026-10-05T10:00:00");
    int sequence = t.row(booking).sequence;
    CHECK(sequence == 0);
    const auto there_and_back = [&](const auto& command, const auto& is_done) {
        const auto before = t.row(booking);
        REQUIRE_FALSE(is_done(before));
        t.run(command);
        CHECK(is_done(t.row(booking)));
        must(t.workspace.undo(t.as_coach()));
        auto after = t.row(booking);
        CHECK_FALSE(is_done(after));
        CHECK(after.starts_at == before.starts_at);
        CHECK(after.state == before.state);
        CHECK(after.note == before.note);
        must(t.workspace.redo(t.as_coach()));
        CHECK(is_done(t.row(booking)));
        must(t.workspace.undo(t.as_coach()));
        after = t.row(booking);
        CHECK(after.sequence == sequence + 4);
        sequence = after.sequence;
    };
    const auto noon = t.at("2026-10-06T12:00:00");
    there_and_back(MoveBooking{booking, noon, {}, false},
                   [&](const ScheduleRow& row) { return row.starts_at == noon; });
    there_and_back(ChangeBooking{booking, "note", {}, {}}, [](const ScheduleRow& row) { return row.note == "note"; });
    there_and_back(SkipBooking{booking, "ill", false},
                   [](const ScheduleRow& row) { return row.state == BookingState::skipped; });
    there_and_back(HoldConference{booking, 40}, [](const ScheduleRow& row) { return row.state == BookingState::done; });
    while (must(t.workspace.ask(t.as_coach(), UndoState{})).undo_label != "") must(t.workspace.undo(t.as_coach()));
    CHECK_FALSE(t.workspace.ask(t.as_coach(), ScheduleItem{any(booking)}));
    CHECK(must(t.workspace.check()).findings.empty());
}

TEST_CASE("what was skipped keeps its reason, needs one, and is not planned any further")
{
    PlannedSchool t;
    const auto booking = t.book(t.teacher, "2026-10-07T10:00:00");
    const auto without = t.workspace.execute(t.as_coach(), SkipBooking{booking, "  ", false});
    REQUIRE_FALSE(without);
    CHECK(without.error().code == ErrorCode::invalid);
    t.run(SkipBooking{booking, " field trip ", false});
    CHECK(t.schedule(t.as_coach()).empty());
    const auto rows = t.schedule(t.as_coach(), true);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].skip_reason == "field trip");
    CHECK_FALSE(t.workspace.execute(t.as_coach(), MoveBooking{booking, t.at("2026-10-08T10:00:00"), {}, false}));
    CHECK(t.start(t.teacher) != ObservationId{});
    CHECK(t.row(booking).state == BookingState::skipped);
}

TEST_CASE("a debrief that is skipped is not due any more, and comes back when it is planned again")
{
    PlannedSchool t;
    const auto debrief = t.share(t.start(t.teacher));
    const auto due = [&] {
        return std::ranges::count(must(t.workspace.ask(t.as_coach(), FollowUps{})), FollowUpKind::debrief,
                                  &FollowUp::kind);
    };
    CHECK(due() == 1);
    t.run(SkipDebrief{debrief, "talked in the corridor"});
    CHECK(due() == 0);
    auto row = must(t.workspace.ask(t.as_coach(), ScheduleItem{any(debrief)}));
    CHECK(row.state == BookingState::skipped);
    CHECK(row.skip_reason == "talked in the corridor");
    must(t.workspace.undo(t.as_coach()));
    CHECK(due() == 1);
    t.run(SkipDebrief{debrief, "again"});
    t.run(PlanDebrief{debrief, t.at("2026-10-06T15:00:00"), {}});
    CHECK(due() == 1);
    row = must(t.workspace.ask(t.as_coach(), ScheduleItem{any(debrief)}));
    CHECK(row.state == BookingState::planned);
}

TEST_CASE("the schedule holds bookings, debriefs and step checks by time, those without a time last on their day")
{
    PlannedSchool t;
    const auto visit = t.start(t.teacher);
    must(t.workspace.execute(t.as_coach(), SetActionStep{visit, "wait five seconds", {}, t.day("2026-10-07"), {}}));
    const auto debrief = t.share(visit);
    t.book(t.other_teacher, "2026-10-07T13:00:00");
    t.book_conference(t.teacher, "2026-10-07T08:00:00");
    const auto rows = t.schedule(t.as_coach());
    REQUIRE(rows.size() == 4);
    CHECK(rows[0].kind == ScheduleKind::conference);
    CHECK(rows[1].kind == ScheduleKind::visit);
    CHECK(rows[2].kind == ScheduleKind::debrief);
    CHECK_FALSE(rows[2].starts_at);
    CHECK(rows[3].kind == ScheduleKind::step_check);
    t.run(PlanDebrief{debrief, t.at("2026-10-06T15:00:00"), {}});
    CHECK(t.schedule(t.as_coach())[0].id == any(debrief));
    t.run(HoldDebrief{debrief, t.at("2026-10-05T15:00:00"), 20, {}});
    const auto held = t.schedule(t.as_coach())[0];
    CHECK(held.id == any(debrief));
    CHECK(held.state == BookingState::done);
    CHECK(held.minutes == 20);
}

TEST_CASE("today lists what the actor has planned for the day, and reminders what begins soon or is due")
{
    PlannedSchool t;
    const auto soon = t.book(t.teacher, "2026-10-05T09:15:00");
    const auto afternoon = t.book(t.other_teacher, "2026-10-05T14:00:00");
    t.book(t.other_teacher, "2026-10-06T14:00:00");
    auto danas = t.plan(t.teacher, "2026-10-05T09:16:00");
    danas.booking.observer = t.other_coach;
    must(t.workspace.execute(Actor::as(t.leader), danas));
    const auto planned = must(t.workspace.ask(t.as_coach(), Today{})).planned;
    REQUIRE(planned.size() == 2);
    CHECK(planned[0].id == any(soon));
    CHECK(planned[1].id == any(afternoon));
    const auto reminders = must(t.workspace.ask(t.as_coach(), Reminders{10}));
    REQUIRE(reminders.size() == 1);
    CHECK(reminders[0].id == any(soon));
    t.start(t.teacher);
    CHECK(must(t.workspace.ask(t.as_coach(), Reminders{10})).empty());
    const auto due = t.share(t.start(t.other_teacher));
    t.clock->set(t.at("2026-10-07T08:00:00"));
    const auto on_the_day = must(t.workspace.ask(t.as_coach(), Reminders{10}));
    REQUIRE(on_the_day.size() == 1);
    CHECK(on_the_day[0].id == any(due));
}
