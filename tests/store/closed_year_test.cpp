// A school year is closed: what ends, what goes on, what stays readable, and who may open it again.
#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/support/every_table.hpp"
#include "tests/support/year_end.hpp"
#include "throughline/base/text.hpp"
#include "throughline/query/cadence.hpp"
#include "throughline/query/feedback.hpp"
#include "throughline/query/people.hpp"
#include "throughline/query/schedule.hpp"
#include "throughline/query/search.hpp"
#include "throughline/query/teacher.hpp"
#include "throughline/query/today.hpp"
#include "throughline/query/visit_request.hpp"

using namespace throughline;
using namespace throughline::test;
using Catch::Matchers::Contains;

namespace {

// All but the journal and who looked at what.
auto records_of(const std::filesystem::path& file)
{
    auto rows = rows_by_table(file);
    for (const auto* table : {"journal", "journal_command", "access", "sqlite_sequence"}) rows.erase(table);
    return rows;
}

std::size_t of_kind(const std::vector<FollowUp>& all, FollowUpKind kind)
{
    return static_cast<std::size_t>(std::ranges::count(all, kind, &FollowUp::kind));
}

}  // namespace

TEST_CASE("the plan of a year says what stands open in it and whose it is")
{
    YearEnd school;
    const auto plan = school.plan();
    CHECK(plan.year.name == "2026-27");
    CHECK_FALSE(plan.is_running);
    CHECK(plan.visits == 3);
    CHECK(spoken(plan.drafts) == "Cora Coach 1");
    CHECK(plan.opened_again.empty());
    CHECK(spoken(plan.debriefs) == "Cora Coach 2");
    CHECK(spoken(plan.bookings) == "Cora Coach 1");
    CHECK(plan.requests == 1);
    CHECK(plan.openings_asked == 1);
    CHECK(plan.steps == 1);
    CHECK(plan.next.name == "2027-28");
    CHECK(iso(plan.next.starts_on) == "2027-08-30");
    CHECK(iso(plan.next.ends_on) == "2028-06-09");
    CHECK_FALSE(plan.next_is_there);
    const auto words = words_of(plan, school.workspace.today());
    CHECK_THAT(join(words.against, " "), Contains("1 visit was never shared: Cora Coach 1."));
    CHECK_THAT(join(words.goes_on, " "), Contains("1 live action step goes on"));
}

TEST_CASE("who does not keep the house neither sees the plan nor closes a year")
{
    YearEnd school;
    for (const auto& person : {school.coach, school.teacher}) {
        CHECK(school.workspace.ask(Actor::as(person), RolloverPlan{}).error().code == ErrorCode::not_allowed);
        const auto closed = school.workspace.execute(Actor::as(person), CloseYear{school.year().id, {}, true});
        CHECK(closed.error().code == ErrorCode::not_allowed);
    }
}

TEST_CASE("a year with visits that were never shared is closed only when that is asked for")
{
    YearEnd school;
    const auto refused = school.workspace.execute(school.as_leader(), CloseYear{school.year().id});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::wrong_state);
    CHECK_THAT(refused.error().text(), Contains("1 visit was never shared: Cora Coach 1."));
    school.run(ShareObservation{school.draft});
    CHECK(school.workspace.execute(school.as_leader(), CloseYear{school.year().id}));
}

TEST_CASE("closing ends what waits with a reason, makes the next year, and one undo takes all of it back")
{
    YearEnd school;
    const auto before = records_of(school.file);
    const auto closed = school.close();
    CHECK(closed.bookings_skipped == 1);
    CHECK(closed.requests_declined == 2);
    CHECK(closed.steps_going_on == 1);
    REQUIRE(closed.made);
    CHECK(closed.made->name == "2027-28");
    const auto booking = must(school.workspace.ask(school.as_coach(), ScheduleItem{any(school.booking)}));
    CHECK(booking.state == BookingState::skipped);
    const auto requests = must(school.workspace.ask(school.as_teacher(), VisitRequests{})).rows;
    REQUIRE(requests.size() == 1);
    CHECK(requests[0].request.state == VisitRequestState::declined);
    CHECK_THAT(requests[0].request.answer, Contains("2026-27 was closed"));
    CHECK(must(school.workspace.ask(school.as_leader(), UndoState{})).undo_label == "Close the school year 2026-27");
    must(school.workspace.undo(school.as_leader()));
    CHECK(records_of(school.file) == before);
    must(school.workspace.redo(school.as_leader()));
    CHECK(school.detail(school.shared).closed_year == "2026-27");
}

TEST_CASE("the next year is the one that is there, or the one that is typed; another beside it is refused")
{
    YearEnd school;
    const auto id = school.year().id;
    const auto named = [](const char* first) {
        return CloseYear::NextYear{"27/28", *parse_date(first), *parse_date("2028-06-16")};
    };
    CHECK_FALSE(school.workspace.execute(school.as_leader(), CloseYear{id, named("2027-06-01"), true}));
    const auto closed = must(school.workspace.execute(school.as_leader(), CloseYear{id, named("2027-08-23"), true}));
    REQUIRE(closed.value.made);
    CHECK(closed.value.made->name == "27/28");
    school.begin_next_year();
    must(school.workspace.execute(school.as_leader(), ReopenYear{id, "A wrong day"}));
    CHECK(school.workspace.execute(school.as_leader(), CloseYear{id, named("2027-08-30"), true}).error().code ==
          ErrorCode::conflict);
    CHECK_FALSE(must(school.workspace.execute(school.as_leader(), CloseYear{id, {}, true})).value.made);
}

TEST_CASE("nothing of a closed year is due any more but its live steps")
{
    YearEnd school;
    const auto due_before = must(school.workspace.ask(school.as_coach(), FollowUps{}));
    CHECK(of_kind(due_before, FollowUpKind::debrief) == 2);
    CHECK(of_kind(due_before, FollowUpKind::unshared_draft) == 1);
    CHECK(of_kind(due_before, FollowUpKind::visit) == 1);
    school.close();
    for (const auto* when : {"2027-06-21T09:00:00", "2027-09-06T09:10:00"}) {
        school.go_to(when);
        const auto due = must(school.workspace.ask(school.as_coach(), FollowUps{}));
        CHECK(due.size() == 1);
        CHECK(of_kind(due, FollowUpKind::step_check) == 1);
        const auto today = must(school.workspace.ask(school.as_coach(), Today{}));
        CHECK(today.drafts.empty());
        CHECK(today.debriefs.empty());
        CHECK(today.requests.empty());
        CHECK(today.steps_to_check.size() == 1);
        const auto counts = must(school.workspace.ask(school.as_leader(), CadenceCounts{}));
        CHECK(counts.debriefs_late == 0);
        CHECK(counts.unshared_late == 0);
        CHECK(counts.steps_late == 1);
        const auto cadence = must(school.workspace.ask(school.as_leader(), Cadence{}));
        CHECK(cadence.debriefs.empty());
        CHECK(cadence.unshared.empty());
        CHECK(cadence.steps.size() == 1);
        CHECK(must(school.workspace.ask(school.as_coach(), TeacherPage{school.other_teacher})).follow_ups.empty());
    }
}

TEST_CASE("what was begun on the last day of a closed year is closed with it, be it the last closed year or not")
{
    YearEnd school;
    school.go_to("2027-06-11T09:10:00");
    school.run(ShareObservation{school.start(school.teacher)});
    school.go_to("2027-06-21T09:00:00");
    CHECK(of_kind(must(school.workspace.ask(school.as_coach(), FollowUps{})), FollowUpKind::debrief) == 3);
    school.close();
    school.go_to("2028-06-09T09:10:00");
    school.run(ShareObservation{school.start(school.teacher)});
    school.go_to("2028-06-20T09:10:00");
    const auto due = must(school.workspace.ask(school.as_coach(), FollowUps{}));
    CHECK(of_kind(due, FollowUpKind::debrief) == 1);
    const auto next = must(school.workspace.ask(Actor::keeper(), SchoolSettings{})).years.back();
    CHECK(iso(next.ends_on) == "2028-06-09");
    must(school.workspace.execute(school.as_leader(), CloseYear{next.id, {}, true}));
    CHECK(of_kind(must(school.workspace.ask(school.as_coach(), FollowUps{})), FollowUpKind::debrief) == 0);
    const auto visits = must(school.workspace.ask(school.as_coach(), Observations{}));
    CHECK(std::ranges::count(visits, "2027-28", &VisitRow::closed_year) == 1);
    CHECK(std::ranges::count(visits, "2026-27", &VisitRow::closed_year) == 4);
}

TEST_CASE("a closed year is found and read as before, and says that it is closed")
{
    YearEnd school;
    school.close();
    school.begin_next_year();
    for (const auto& [word, hits] : {std::pair("wombat", 1U), std::pair("quokka", 1U), std::pair("seconds", 1U)})
        CHECK(must(whole_search(school.workspace, school.as_coach(), Search{word})).size() == hits);
    for (const auto& actor : {school.as_coach(), school.as_leader(), school.as_teacher()}) {
        const auto visits = must(school.workspace.ask(actor, Observations{}));
        REQUIRE_FALSE(visits.empty());
        CHECK(std::ranges::all_of(visits, [](const VisitRow& row) { return row.closed_year == "2026-27"; }));
    }
    const auto page = must(school.workspace.ask(school.as_coach(), TeacherPage{school.teacher}));
    REQUIRE(page.visits.size() == 1);
    CHECK(page.visits[0].closed_year == "2026-27");
    CHECK(page.steps.size() == 1);
    const auto read = school.detail(school.shared);
    CHECK(read.evidence.size() == 2);
    CHECK(read.closed_year == "2026-27");
    const auto unshared = school.detail(school.draft);
    CHECK_FALSE(unshared.may_change);
    CHECK(unshared.evidence.size() == 1);
    CHECK_FALSE(school.workspace.ask(school.as_leader(), ObservationDetail{school.draft}));
    const auto made = must(school.workspace.execute(school.as_coach(), MakePacket{school.shared, {}}));
    CHECK_FALSE(made.value.file_name.empty());
}

TEST_CASE("teachers answer in a closed year, and a step that lives on is checked, moved and closed")
{
    YearEnd school;
    school.close();
    school.begin_next_year();
    const auto says = [&](const Respond& respond) { must(school.workspace.execute(school.as_teacher(), respond)); };
    says({school.shared, ResponseKind::acknowledged});
    says({school.shared, ResponseKind::reply, "Thank you", {}});
    must(school.workspace.execute(school.as_coach(), NoteMessagePrepared{school.shared}));
    school.run(MoveStepCheck{school.step, *parse_date("2027-09-10")});
    CHECK(school.run(CheckStep{school.step, StepResult::partly, "nearly", {}}) != StepState::mastered);
    must(school.workspace.undo(school.as_coach()));  // what came after the closing may be taken back
    const auto next = school.start(school.teacher);
    REQUIRE(school.detail(next).pinned_step);
    school.run(MarkPinnedStep{next, StepResult::mastered});
    school.run(ShareObservation{next});
    CHECK(school.detail(school.shared).step->state == StepState::mastered);
}

TEST_CASE("a step's words and what its history says from before stay when its year is closed")
{
    YearEnd school;
    school.run(CheckStep{school.step, StepResult::partly, {}, {}});
    school.close();
    const auto undone = school.workspace.undo(school.as_coach());
    REQUIRE_FALSE(undone);
    CHECK_THAT(undone.error().text(), Contains("2026-27 is closed"));
    CHECK_FALSE(school.workspace.execute(school.as_coach(), RewordStep{school.step, "Wait five seconds"}));
    CHECK(school.detail(school.shared).step->text == "Wait three seconds");
    // A refused undo leaves the file ready for the next command.
    school.begin_next_year();
    CHECK(school.workspace.execute(school.as_coach(), StartObservation{school.teacher, {}, {}, {}, {}}));
}

TEST_CASE("undo does not reach into a closed year")
{
    YearEnd school;
    school.run(RateIndicator{school.draft, "1a", Mark::level, 2});
    school.close();
    const auto before = records_of(school.file);
    const auto undone = school.workspace.undo(school.as_coach());
    REQUIRE_FALSE(undone);
    CHECK(undone.error().code == ErrorCode::wrong_state);
    CHECK_THAT(undone.error().text(), Contains("2026-27 is closed") && Contains("can open it again"));
    CHECK(records_of(school.file) == before);
}

TEST_CASE("a closed year is opened again with a reason by who leads, and then changes as before")
{
    YearEnd school;
    const auto id = school.year().id;
    CHECK_FALSE(school.workspace.execute(school.as_leader(), ReopenYear{id, "It is open"}));
    school.close();
    CHECK_FALSE(school.workspace.execute(school.as_coach(), ReopenYear{id, "I want to"}));
    CHECK_FALSE(school.workspace.execute(school.as_leader(), ReopenYear{id, "  \n "}));
    const auto opened =
        must(school.workspace.execute(school.as_leader(), ReopenYear{id, "Two ratings\nwere mixed up"}));
    CHECK(opened.label == "Open the school year 2026-27 again");
    school.run(RateIndicator{school.draft, "1a", Mark::level, 2});
    const auto of = [&](const Actor& actor) {
        for (const auto& row : must(school.workspace.ask(actor, SchoolYears{})))
            if (row.year.id == id) return row;
        FAIL("the year is gone");
        return SchoolYears::Row{};
    };
    REQUIRE(of(school.as_leader()).reopened.size() == 1);
    CHECK(of(school.as_leader()).reopened[0].reason == "Two ratings were mixed up");
    CHECK(of(school.as_leader()).reopened[0].by == "Lee Park");
    CHECK(of(school.as_coach()).reopened.empty());
}

TEST_CASE("what was typed and no record took up is kept beside the visit, announced once, for its author alone")
{
    YearEnd school;
    must(school.workspace.keep_draft(school.as_coach(), any(school.draft), "strength", "They begin at once"));
    CHECK_THAT(what_stands_against(school.plan()), Contains("1 text was typed and is part of no record yet"));
    school.close();
    // Somebody else closed it while the coach was typing: nothing of it is lost, and none of it becomes the record.
    must(school.workspace.keep_draft(school.as_coach(), any(school.draft), "strength", "They begin at once, all"));
    CHECK_FALSE(school.workspace.execute(
        school.as_coach(), ChangeObservationText{school.draft, ObservationField::strength, "They begin", {}}));
    school.open_again();
    const auto recovered = must(school.workspace.recover_drafts());
    REQUIRE(recovered.size() == 1);
    CHECK_FALSE(recovered[0].settled);
    CHECK_THAT(recovered[0].words, Contains("2026-27 is closed"));
    school.open_again();
    CHECK(must(school.workspace.recover_drafts()).empty());
    CHECK(school.detail(school.draft).observation.strength.empty());
    REQUIRE(school.detail(school.draft).unfinished.size() == 1);
    CHECK(school.detail(school.draft).unfinished[0].text == "They begin at once, all");
    must(school.workspace.execute(school.as_leader(), ReopenYear{school.year().id, "A draft"}));
    REQUIRE(must(school.workspace.recover_drafts()).size() == 1);
    CHECK(school.detail(school.draft).observation.strength == "They begin at once, all");
}

TEST_CASE("closing one school's year leaves the other schools' visits as they are")
{
    YearEnd school;
    RosterPerson eva;
    eva.given_name = "Eva";
    eva.family_name = "Lind";
    eva.staff_id = eva.source_id = "H1";
    eva.email = "eva@hill.example";
    eva.roles = {Role::teacher};
    eva.school_name = "Hill School";
    RosterFile file;
    file.people = {eva};
    must(school.workspace.execute(Actor::keeper(), ImportRoster{file}));
    const auto hill_teacher = must(school.workspace.ask(Actor::keeper(), ResolvePerson{"H1"}));
    const auto year = school.year();
    ChangeSchoolYear own{{}, "2026-27", *parse_date("2026-09-01"), *parse_date("2027-06-30"), hill_teacher.school, 1};
    const auto hills = must(school.workspace.execute(Actor::keeper(), own)).value;
    school.go_to("2027-06-29T09:10:00");
    const auto visit = school.start(hill_teacher.id);

    school.close();  // the general year: not Hill's
    CHECK(school.detail(visit).closed_year.empty());
    school.run(RateIndicator{visit, "1a", Mark::level, 2});
    CHECK_FALSE(school.workspace.execute(school.as_coach(), RateIndicator{school.draft, "1a", Mark::level, 2}));

    must(school.workspace.execute(school.as_leader(), ReopenYear{year.id, "The other way round"}));
    must(school.workspace.execute(school.as_leader(), CloseYear{hills, {}, true}));
    CHECK(school.detail(visit).closed_year == "2026-27");
    CHECK_FALSE(school.workspace.execute(school.as_coach(), RateIndicator{visit, "1a", Mark::level, 3}));
    school.run(RateIndicator{school.draft, "1a", Mark::level, 2});
}

TEST_CASE("a closed year keeps its days, and no school's own year takes its place")
{
    YearEnd school;
    const auto year = school.year();
    school.close();
    const auto change = [&](std::optional<SchoolYearId> id, std::optional<SchoolId> of) {
        return school.workspace.execute(
            Actor::keeper(), ChangeSchoolYear{id, "2026-27", year.starts_on, *parse_date("2027-06-04"), of, 1});
    };
    CHECK(change(year.id, {}).error().code == ErrorCode::wrong_state);
    const auto schools = must(school.workspace.ask(Actor::keeper(), SchoolSettings{})).schools;
    const auto own = change({}, schools.front().id);
    REQUIRE_FALSE(own);
    CHECK_THAT(own.error().text(), Contains("2026-27 is closed"));
    CHECK(school.detail(school.shared).closed_year == "2026-27");
}

TEST_CASE("two people who turn out to be one are merged over closed years, and the merging is taken back")
{
    YearEnd school;
    school.close();
    const auto before = records_of(school.file);
    must(school.workspace.execute(school.as_leader(), MergePeople{school.teacher, school.other_teacher}));
    CHECK(school.detail(school.shared).observation.teacher == school.other_teacher);
    CHECK_FALSE(school.workspace.execute(school.as_coach(), RateIndicator{school.draft, "1a", Mark::level, 2}));
    must(school.workspace.undo(school.as_leader()));
    CHECK(records_of(school.file) == before);
    must(school.workspace.redo(school.as_leader()));
    CHECK(school.detail(school.shared).observation.teacher == school.other_teacher);
}

TEST_CASE("a year that still runs is closed when it is named, and no visit is made in the rest of it")
{
    YearEnd school;
    school.go_to("2027-06-02T09:10:00");
    const auto plan = must(school.workspace.ask(school.as_leader(), RolloverPlan{school.year().id}));
    CHECK(plan.is_running);
    school.close();
    const auto begun = school.workspace.execute(school.as_coach(), StartObservation{school.teacher, {}, {}, {}, {}});
    REQUIRE_FALSE(begun);
    CHECK_THAT(begun.error().text(), Contains("2026-27 is closed"));
    CHECK(must(school.workspace.check()).findings.empty());
}
