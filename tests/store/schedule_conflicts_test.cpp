// What stands in the way of a plan: other plans, busy hours, classes, days without school.
#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/support/planned_school.hpp"
#include "throughline/command/cadence.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

using Words = std::vector<std::string>;

FindConflicts visit_at(const PlannedSchool& t, const std::string& time, int minutes = 15)
{
    FindConflicts question;
    question.teacher = t.teacher;
    question.starts_at = t.at(time);
    question.minutes = minutes;
    return question;
}

FindConflicts debrief_at(const PlannedSchool& t, const std::string& time)
{
    auto question = visit_at(t, time, 30);
    question.kind = ScheduleKind::debrief;
    return question;
}

ClassPeriod period(const std::string& title, int weekday, int begins, int ends, const std::string& letter = {})
{
    ClassPeriod made;
    made.title = title;
    made.weekday = weekday;
    made.week_letter = letter;
    made.begins_minute = begins;
    made.ends_minute = ends;
    return made;
}

std::string calendar(const std::string& events)
{
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Sample//EN\r\n" + events + "END:VCALENDAR\r\n";
}

std::string event(const std::string& uid, const std::string& from, const std::string& to)
{
    return "BEGIN:VEVENT\r\nUID:" + uid + "\r\nDTSTAMP:20261001T000000Z\r\nSUMMARY:Dentist\r\nDTSTART:" + from +
           "\r\nDTEND:" + to + "\r\nEND:VEVENT\r\n";
}

}  // namespace

TEST_CASE("other bookings, debriefs and conferences of either person stand in the way, and touching is not overlapping")
{
    PlannedSchool t;
    t.book(t.other_teacher, "2026-10-07T10:00:00");
    CHECK(t.conflicts(visit_at(t, "2026-10-07T10:10:00")) == Words{"You visit Ben Okafor, 10:00 to 10:15"});
    CHECK(t.conflicts(visit_at(t, "2026-10-07T10:15:00")).empty());
    CHECK(t.conflicts(visit_at(t, "2026-10-07T09:45:00")).empty());
    CHECK(t.conflicts(visit_at(t, "2026-10-07T09:46:00")).size() == 1);
    const auto debrief = t.share(t.start(t.other_teacher));
    t.run(PlanDebrief{debrief, t.at("2026-10-07T11:00:00"), {}});
    CHECK(t.conflicts(visit_at(t, "2026-10-07T11:20:00")) ==
          Words{"You meet Ben Okafor for a debrief, 11:00 to 11:30"});
    auto own = visit_at(t, "2026-10-07T11:20:00");
    own.except = any(debrief);
    CHECK(t.conflicts(own).empty());
    t.book_conference(t.teacher, "2026-10-08T08:00:00");
    CHECK(t.conflicts(visit_at(t, "2026-10-08T08:00:00")) == Words{"You meet Ana Ruiz for a conference, 8:00 to 8:30"});
}

TEST_CASE("of another observer's plan a coach learns that the teacher is booked, a leader by whom")
{
    PlannedSchool t;
    auto danas = t.plan(t.teacher, "2026-10-07T10:00:00");
    danas.booking.observer = t.other_coach;
    must(t.workspace.execute(Actor::as(t.leader), danas));
    CHECK(t.conflicts(visit_at(t, "2026-10-07T10:00:00")) == Words{"Ana Ruiz is booked already, 10:00 to 10:15"});
    CHECK(t.conflicts(visit_at(t, "2026-10-07T10:00:00"), Actor::as(t.leader)) ==
          Words{"Dana Cole visits Ana Ruiz, 10:00 to 10:15"});
}

TEST_CASE("a teacher's class stands in the way of a conversation and not of a visit; the observer's own of both")
{
    PlannedSchool t;
    t.run(SetClassPeriods{t.teacher, {period("Mathematics 4", 3, 540, 585)}});
    CHECK(t.conflicts(visit_at(t, "2026-10-07T09:10:00")).empty());
    CHECK(t.conflicts(debrief_at(t, "2026-10-07T09:10:00")) == Words{"Ana Ruiz teaches Mathematics 4, 9:00 to 9:45"});
    CHECK(t.conflicts(debrief_at(t, "2026-10-08T09:10:00")).empty());
    t.run(SetClassPeriods{t.coach, {period("", 3, 540, 585)}});
    CHECK(t.conflicts(visit_at(t, "2026-10-07T09:10:00")) == Words{"You teach a class, 9:00 to 9:45"});
    CHECK(t.conflicts(debrief_at(t, "2026-10-07T09:10:00")).size() == 2);
}

TEST_CASE("classes of week A do not count in week B, and none counts on a day without school")
{
    PlannedSchool t;
    const auto years = must(t.workspace.ask(Actor::keeper(), SchoolSettings{})).years;
    REQUIRE(years.size() == 1);
    must(t.workspace.execute(
        Actor::keeper(), ChangeSchoolYear{years[0].id, years[0].name, years[0].starts_on, years[0].ends_on, {}, 2}));
    // The year begins on Monday 31 August in week A; 5 October is the sixth week, B.
    t.run(SetClassPeriods{t.teacher, {period("Week A", 3, 540, 585, "A"), period("Week B", 3, 540, 585, "B")}});
    CHECK(t.conflicts(debrief_at(t, "2026-10-07T09:10:00")) == Words{"Ana Ruiz teaches Week B, 9:00 to 9:45"});
    CHECK(t.conflicts(debrief_at(t, "2026-10-14T09:10:00")) == Words{"Ana Ruiz teaches Week A, 9:00 to 9:45"});
    must(t.workspace.execute(
        Actor::keeper(), AddCalendarDays{t.day("2026-10-14"), t.day("2026-10-14"), DayKind::holiday, "Staff day", {}}));
    CHECK(t.conflicts(debrief_at(t, "2026-10-14T09:10:00")) == Words{"Wed 14 Oct is no school day: Staff day"});
    CHECK(t.conflicts(debrief_at(t, "2026-10-10T09:10:00")) == Words{"Sat 10 Oct is no school day"});
}

TEST_CASE("busy hours come from a calendar file, replace those before, and leave out what came from here")
{
    PlannedSchool t;
    const auto text =
        calendar(event("a@sample", "20261007T150000Z", "20261007T160000Z") +
                 event("b@sample", "20261008T150000Z", "20261008T160000Z") +
                 event("0192f3a4-5b6c-7d8e-9f00-112233445566@throughline", "20261009T150000Z", "20261009T160000Z") +
                 event("c@sample", "nonsense", "20261009T160000Z"));
    const ImportBusyTimes import{t.coach, text, t.day("2026-10-05"), t.day("2026-12-18")};
    const auto first = t.run(import);
    CHECK(first.added == 2);
    CHECK(first.dropped == 0);
    REQUIRE(first.refused.size() == 1);
    CHECK(first.refused[0].starts_with("line "));
    CHECK(t.conflicts(visit_at(t, "2026-10-07T10:30:00")) == Words{"You are busy from 10:00 to 11:00"});
    CHECK(t.conflicts(visit_at(t, "2026-10-09T10:30:00")).empty());
    CHECK(t.run(import).added == 0);
    const auto later =
        t.run(ImportBusyTimes{t.coach, calendar(event("b@sample", "20261008T150000Z", "20261008T160000Z")),
                              t.day("2026-10-05"), t.day("2026-12-18")});
    CHECK(later.dropped == 1);
    CHECK(later.added == 0);
    CHECK(t.conflicts(visit_at(t, "2026-10-07T10:30:00")).empty());
    must(t.workspace.undo(t.as_coach()));
    CHECK(t.conflicts(visit_at(t, "2026-10-07T10:30:00")).size() == 1);
    CHECK_FALSE(t.workspace.execute(Actor::as(t.other_coach), import));
    CHECK(t.workspace.execute(Actor::as(t.leader), import).has_value());
    const auto rubbish =
        t.workspace.execute(t.as_coach(), ImportBusyTimes{t.coach, "no calendar", import.from, import.to});
    REQUIRE_FALSE(rubbish);
    CHECK(rubbish.error().code == ErrorCode::bad_input);
}

TEST_CASE("when somebody is busy is for themselves and for who keeps the house to ask, by time")
{
    PlannedSchool t;
    t.run(ImportBusyTimes{t.coach,
                          calendar(event("b@sample", "20261008T150000Z", "20261008T160000Z") +
                                   event("a@sample", "20261006T230000Z", "20261007T160000Z")),
                          t.day("2026-10-05"), t.day("2026-12-18")});
    const BusyTimes wednesday{t.coach, t.day("2026-10-07"), t.day("2026-10-07")};
    const std::vector<BusyTimes::Span> over_night{{t.at("2026-10-06T18:00:00"), t.at("2026-10-07T11:00:00")}};
    CHECK(must(t.workspace.ask(t.as_coach(), wednesday)) == over_night);
    CHECK(must(t.workspace.ask(Actor::as(t.leader), wednesday)) == over_night);
    CHECK(must(t.workspace.ask(t.as_coach(), BusyTimes{t.coach, t.day("2026-10-05"), t.day("2026-10-09")})).size() ==
          2);
    CHECK(must(t.workspace.ask(t.as_coach(), BusyTimes{t.coach, t.day("2026-10-09"), t.day("2026-10-09")})).empty());
    for (const auto& other : {t.other_coach, t.teacher}) {
        const auto refused = t.workspace.ask(Actor::as(other), wednesday);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::not_allowed);
    }
}

TEST_CASE("a teacher's busy hours stand in the way of a conversation only, and leave stands in the way of all")
{
    PlannedSchool t;
    must(t.workspace.execute(
        Actor::as(t.teacher),
        ImportBusyTimes{t.teacher, calendar(event("a@sample", "20261007T150000Z", "20261007T160000Z")),
                        t.day("2026-10-05"), t.day("2026-12-18")}));
    CHECK(t.conflicts(visit_at(t, "2026-10-07T10:30:00")).empty());
    CHECK(t.conflicts(debrief_at(t, "2026-10-07T10:30:00")) == Words{"Ana Ruiz is busy from 10:00 to 11:00"});
    Excusal leave;
    leave.scope.kind = ScopeKind::person;
    leave.scope.person = t.teacher;
    leave.from = t.day("2026-10-08");
    leave.to = leave.from;
    leave.reason = "private matter";
    must(t.workspace.execute(Actor::keeper(), Excuse{leave}));
    CHECK(t.conflicts(visit_at(t, "2026-10-08T10:30:00")) == Words{"Ana Ruiz is excused on Thu 8 Oct"});
}

TEST_CASE("conflicts are shown in the schedule and refuse nothing, and a teacher is not shown them")
{
    PlannedSchool t;
    const auto first = t.book(t.teacher, "2026-10-07T10:00:00", true);
    const auto second = t.book(t.other_teacher, "2026-10-07T10:05:00", true);
    CHECK(t.row(first).conflicts.size() == 1);
    REQUIRE(t.row(second).conflicts.size() == 1);
    CHECK(t.row(second).conflicts[0].words == "You visit Ana Ruiz, 10:00 to 10:15");
    CHECK(t.schedule(t.as_coach())[1].conflicts.size() == 1);
    CHECK(t.row(second, Actor::as(t.leader)).conflicts.size() == 1);
    for (const auto& row : t.schedule(Actor::as(t.teacher))) CHECK(row.conflicts.empty());
    const auto asked = t.workspace.ask(Actor::as(t.teacher), visit_at(t, "2026-10-07T10:00:00"));
    REQUIRE_FALSE(asked);
    CHECK(asked.error().code == ErrorCode::not_allowed);
}

TEST_CASE("a teacher's classes are set as a whole, keep what stayed, and never lie on top of each other")
{
    PlannedSchool t;
    const auto maths = period("Mathematics 4", 1, 540, 585);
    t.run(SetClassPeriods{t.teacher, {maths, period("Art", 2, 540, 585)}});
    const auto before = must(t.workspace.ask(t.as_coach(), ClassPeriods{t.teacher}));
    REQUIRE(before.size() == 2);
    t.run(SetClassPeriods{t.teacher, {maths, period("Music", 2, 600, 645)}});
    const auto after = must(t.workspace.ask(Actor::as(t.teacher), ClassPeriods{t.teacher}));
    REQUIRE(after.size() == 2);
    CHECK(after[0].id == before[0].id);
    CHECK(after[1].title == "Music");
    must(t.workspace.undo(t.as_coach()));
    CHECK(must(t.workspace.ask(t.as_coach(), ClassPeriods{t.teacher})) == before);
    const auto refused = [&](const std::vector<ClassPeriod>& periods) {
        return !t.workspace.execute(t.as_coach(), SetClassPeriods{t.teacher, periods}).has_value();
    };
    CHECK(refused({maths, period("Other", 1, 580, 600)}));
    CHECK_FALSE(refused({period("A", 1, 540, 585, "A"), period("B", 1, 540, 585, "B")}));
    CHECK(refused({period("Saturday", 6, 540, 585)}));
    CHECK(refused({period("Backwards", 1, 585, 540)}));
    CHECK(refused({period("Letter", 1, 540, 585, "C")}));
    CHECK_FALSE(t.workspace.ask(Actor::as(t.other_teacher), ClassPeriods{t.teacher}));
    CHECK_FALSE(t.workspace.execute(Actor::as(t.other_teacher), SetClassPeriods{t.teacher, {}}));
}
