// An unannounced visit never reaches its teacher beforehand: not in a list, a page, a file, a reminder or a refusal.
#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/support/planned_school.hpp"
#include "throughline/command/cadence.hpp"
#include "throughline/query/people.hpp"
#include "throughline/query/search.hpp"
#include "throughline/query/today.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

// Everything that an actor can be told about plans, in one text.
std::string everything_said(PlannedSchool& t, const Actor& actor, PersonId self)
{
    std::string said;
    const auto say_rows = [&](const std::vector<ScheduleRow>& rows) {
        for (const auto& row : rows) {
            said += row.id.text() + " " + row.teacher_name + " " + row.observer_name + " " + row.note + "\n";
            for (const auto& conflict : row.conflicts) said += conflict.words + "\n";
        }
    };
    const auto say_due = [&](const std::vector<FollowUp>& rows) {
        for (const auto& due : rows) said += due.words + (due.booking ? due.booking->text() : "") + "\n";
    };
    for (const auto& person : {std::optional<PersonId>{}, std::optional(self), std::optional(t.coach)}) {
        say_rows(t.schedule(actor, true, person));
        said += t.file(actor, person);
    }
    say_rows(must(t.workspace.ask(actor, Reminders{24 * 60})));
    say_due(must(t.workspace.ask(actor, FollowUps{})));
    const auto today = must(t.workspace.ask(actor, Today{}));
    say_rows(today.planned);
    for (const auto& next : today.who_next) said += next.reason + "\n";
    say_due(must(t.workspace.ask(actor, TeacherPage{self})).follow_ups);
    if (const auto cadence = t.workspace.ask(actor, Cadence{})) {
        for (const auto& row : cadence->people)
            if (row.teacher == self)
                for (const auto& entry : row.entries) said += entry.reason + (entry.booked_on ? "booked\n" : "\n");
        say_due(cadence->conferences);
    }
    return said;
}

std::string refusal(PlannedSchool& t, const Actor& actor, const auto& command)
{
    const auto done = t.workspace.execute(actor, command);
    REQUIRE_FALSE(done);
    return done.error().text();
}

}  // namespace

TEST_CASE("an unannounced visit is in no answer to its teacher, be they a leader or an observer besides")
{
    for (const auto& roles : {std::set{Role::teacher}, std::set{Role::teacher, Role::observer},
                              std::set{Role::teacher, Role::leader}, std::set{Role::teacher, Role::administrator}}) {
        PlannedSchool t;
        CadenceRule before;
        before.kind = RuleKind::conference_before;
        before.count = 2;
        must(t.workspace.execute(Actor::keeper(), SetCadenceRule{before}));
        const auto tia = t.add("Tia", "Tester", roles, "tia@school.example", "T9");
        const auto as_tia = Actor::as(tia);
        const auto silent = everything_said(t, as_tia, tia);
        auto plan = t.plan(tia, "2026-10-05T09:20:00");
        plan.booking.note = "quokka";
        plan.weekly_until = t.day("2026-10-12");
        const auto made = t.run(plan);
        CHECK(everything_said(t, as_tia, tia) == silent);
        // Not even by trying: the words are those for an id that nobody has.
        const BookingId unknown = *BookingId::parse("01999999-0000-7000-8000-000000000000");
        const auto told = [&](const BookingId& id) {
            auto text = refusal(t, as_tia, MoveBooking{id, t.at("2026-10-06T10:00:00"), {}, false}) +
                        refusal(t, as_tia, SkipBooking{id, "no", false}) +
                        refusal(t, as_tia, ChangeBooking{id, {}, true, {}}) +
                        refusal(t, as_tia, HoldConference{id, 10});
            for (auto at = text.find(id.text()); at != std::string::npos; at = text.find(id.text()))
                text.replace(at, id.text().size(), "ID");
            return text;
        };
        CHECK(told(made[0]) == told(unknown));
        CHECK_FALSE(t.workspace.ask(as_tia, ScheduleItem{any(made[0])}));
        if (roles.size() > 1) {
            FindConflicts question;
            question.teacher = t.other_teacher;
            question.observer = tia;
            question.starts_at = t.at("2026-10-05T09:20:00");
            CHECK(t.conflicts(question, as_tia).empty());
            question.observer.reset();
            question.teacher = tia;
            question.observer = roles.contains(Role::observer) ? std::optional<PersonId>{} : std::optional(t.coach);
            for (const auto& words : t.conflicts(question, as_tia)) CHECK(words.find("visit") == std::string::npos);
        }
        // The others are told.
        CHECK(t.schedule(t.as_coach(), true).size() == 2);
        CHECK(t.schedule(Actor::as(t.leader), true).size() == 2);
        CHECK(t.schedule(Actor::keeper(), true).size() == 2);
        CHECK(t.schedule(Actor::as(t.other_coach), true).empty());
        CHECK(t.schedule(Actor::as(t.other_teacher), true).empty());
    }
}

TEST_CASE("a file made for a teacher's calendar leaves their unannounced visits out, whoever makes it")
{
    PlannedSchool t;
    const auto secret = t.book(t.teacher, "2026-10-07T10:00:00");
    const auto open = t.book(t.teacher, "2026-10-08T10:00:00", true);
    for (const auto& actor : {t.as_coach(), Actor::as(t.leader), Actor::keeper()}) {
        const auto text = t.file(actor, t.teacher);
        CHECK(text.find(secret.text()) == std::string::npos);
        CHECK(text.find(open.text()) != std::string::npos);
        CHECK(text.find("Visit by Cora Coach") != std::string::npos);
        ScheduleFile one;
        one.schedule.person = t.teacher;
        one.only = any(secret);
        CHECK_FALSE(t.workspace.ask(actor, one));
    }
    CHECK(t.file(t.as_coach()).find(secret.text()) != std::string::npos);
    CHECK(t.file(t.as_coach(), t.coach).find(secret.text()) != std::string::npos);
}

TEST_CASE("a teacher sees announced visits, conferences and debriefs without notes and reasons")
{
    PlannedSchool t;
    const auto ana = Actor::as(t.teacher);
    auto plan = t.plan(t.teacher, "2026-10-07T10:00:00", true);
    plan.booking.note = "quokka";
    const auto visit = t.run(plan).front();
    const auto conference = t.book_conference(t.teacher, "2026-10-08T15:00:00");
    const auto rows = t.schedule(ana);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].id == any(visit));
    CHECK(rows[0].note.empty());
    CHECK(rows[1].id == any(conference));
    CHECK(must(t.workspace.ask(ana, FollowUps{})).size() == 2);
    t.run(SkipBooking{visit, "quokka is ill", false});
    CHECK(t.schedule(ana, true)[0].state == BookingState::skipped);
    CHECK(t.schedule(ana, true)[0].skip_reason.empty());
    CHECK(t.schedule(Actor::as(t.leader), true)[0].skip_reason == "quokka is ill");
    t.run(ChangeBooking{conference, {}, false, {}});
    CHECK(t.schedule(ana).size() == 1);
}

TEST_CASE("an unannounced visit that was made is its teacher's to know once it is shared")
{
    PlannedSchool t;
    const auto ana = Actor::as(t.teacher);
    const auto booking = t.book(t.teacher, "2026-10-05T10:00:00");
    const auto visit = t.start(t.teacher);
    CHECK(t.schedule(ana).empty());
    CHECK(t.row(booking, Actor::as(t.leader)).observation.is_nil());
    t.share(visit);
    CHECK(t.row(booking, ana).observation == visit);
    CHECK(t.row(booking, Actor::as(t.leader)).observation == visit);
}

TEST_CASE("nothing of what was written stands in a calendar file")
{
    PlannedSchool t;
    auto plan = t.plan(t.other_teacher, "2026-10-07T10:00:00", true);
    plan.booking.note = "quokka note";
    plan.booking.purpose = Purpose::evaluation;
    const auto skipped = t.run(plan).front();
    const auto visit = t.start(t.teacher);
    t.note(visit, "quokka line");
    must(t.workspace.execute(t.as_coach(), SetActionStep{visit, "quokka step", {}, t.day("2026-10-12"), {}}));
    must(t.workspace.execute(t.as_coach(), ChangeObservationText{visit, ObservationField::strength, "quokka", ""}));
    const auto debrief = t.share(visit);
    t.run(ChangeDebriefText{debrief, DebriefField::notes, "quokka notes", {}});
    t.run(SkipBooking{skipped, "quokka reason", false});
    for (const auto& actor : {t.as_coach(), Actor::as(t.leader), Actor::as(t.teacher), Actor::keeper()}) {
        const auto text = t.file(actor);
        CHECK(text.find("quokka") == std::string::npos);
        CHECK(text.find("evaluation") == std::string::npos);
        CHECK(text.find("CLASS:PRIVATE") != std::string::npos);
    }
    CHECK(t.file(t.as_coach()).find("STATUS:CANCELLED") != std::string::npos);
    CHECK(t.file(t.as_coach()).find("BEGIN:VTODO") != std::string::npos);
}

TEST_CASE("of what is due, the soonest few are the beginning of the whole list, whatever kinds it is made of")
{
    PlannedSchool t;
    for (int week = 0; week < 4; ++week) {
        const auto visit = t.start(week % 2 == 0 ? t.teacher : t.other_teacher);
        t.run(SetActionStep{visit, "Wait three seconds", {}, {}, {}});
        const auto debrief = t.share(visit);
        if (week == 1) {
            ChangeDebrief agreed;
            agreed.debrief = debrief;
            agreed.next_visit_on = std::optional(t.day("2026-11-20"));
            t.run(agreed);
            t.run(HoldDebrief{debrief, t.clock->now(), 10, {}});
        }
        t.clock->forward(7 * 24 * 60 * us_per_minute);
    }
    t.start(t.other_teacher);
    t.book(t.teacher, "2026-11-12T10:00:00", true);
    t.book_conference(t.other_teacher, "2026-11-18T10:00:00");
    for (const auto& actor : {t.as_coach(), Actor::keeper()}) {
        const auto told = [&](int count_max) {
            FollowUps asked;
            asked.count_max = count_max;
            std::vector<std::string> words;
            for (const auto& due : must(t.workspace.ask(actor, asked)))
                words.push_back(iso(due.due_on) + " " + due.teacher_name + ": " + due.words);
            return words;
        };
        const auto all = told(-1);
        REQUIRE(all.size() >= 10);
        for (std::size_t count = 1; count <= all.size(); ++count)
            CHECK(told(static_cast<int>(count)) ==
                  std::vector(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count)));
    }
}

TEST_CASE("asked for one kind, what is due is what the whole list has of it, for every reader")
{
    PlannedSchool t;
    CadenceRule before;
    before.kind = RuleKind::conference_before;
    before.count = 2;
    must(t.workspace.execute(Actor::keeper(), SetCadenceRule{before}));
    const auto visit = t.start(t.teacher);
    t.run(SetActionStep{visit, "Wait three seconds", {}, {}, {}});
    t.share(visit);
    t.start(t.other_teacher);
    t.book(t.teacher, "2026-10-07T10:00:00", true);
    t.book_conference(t.other_teacher, "2026-10-08T10:00:00");
    const auto told = [&](const Actor& actor, const std::set<FollowUpKind>& kinds) {
        FollowUps asked;
        asked.kinds = kinds;
        return must(t.workspace.ask(actor, asked));
    };
    for (const auto kind : {FollowUpKind::visit, FollowUpKind::debrief, FollowUpKind::step_check,
                            FollowUpKind::unshared_draft, FollowUpKind::conference}) {
        CHECK_FALSE(told(t.as_coach(), {kind}).empty());
        for (const auto& actor :
             {t.as_coach(), Actor::as(t.leader), Actor::as(t.teacher), Actor::as(t.other_teacher), Actor::keeper()}) {
            std::vector<std::string> of_all, of_kind;
            for (const auto& due : told(actor, {}))
                if (due.kind == kind) of_all.push_back(due.teacher_name + ": " + due.words);
            for (const auto& due : told(actor, {kind})) of_kind.push_back(due.teacher_name + ": " + due.words);
            CHECK(of_kind == of_all);
        }
    }
}
