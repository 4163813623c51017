// Importing visits: row by row before anything is written, in one command, and nothing set going for years gone by.
#include <fstream>

#include "tests/support/temp_workspace.hpp"
#include "throughline/command/visit_import.hpp"
#include "throughline/query/people.hpp"
#include "throughline/query/teacher.hpp"
#include "throughline/query/today.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

VisitFile file_of(const TempWorkspace& school, const std::string& text, bool is_shared = true)
{
    std::ofstream(school.folder / "visits.csv", std::ios::binary) << text;
    const auto found = must(school.workspace.ask(school.as_coach(), NewestRubric{"essential-practice-look-fors"}));
    const auto sheet = must(read_visit_sheet(school.folder / "visits.csv"));
    auto mapping = guess_visit_mapping(sheet, found.rubric);
    mapping.is_shared = is_shared;
    return must(read_visits(sheet, mapping, found.rubric));
}

const std::string year =
    "Teacher,Date,Time,Minutes,Notes,Glow,Grow,Action step,Check back\n"
    "T1,10/6/2025,9:10 AM,15,\"first\nsecond\",Asks why,Wait time,Wait three seconds,10/13/2025\n"
    "\"Okafor, Ben\",10/7/2025,,20,saw a lesson,Clear aim,,,\n"
    "nobody,10/8/2025,,,,,,,\n"
    "ana@school.example,10/1/2026,,15,now,Good,,Try again,10/30/2026\n"
    "T1,12/1/2026,,15,later,,,,\n";

}  // namespace

TEST_CASE("fault 22: an import of visits says of each row what it would be, and writes nothing before it is asked to")
{
    TempWorkspace school;
    const auto file = file_of(school, year);
    const auto plan = must(school.workspace.ask(school.as_coach(), PlanVisitImport{file}));
    CHECK(plan.added == 3);
    CHECK(plan.known == 0);
    REQUIRE(plan.refused.size() == 2);
    CHECK(plan.refused[0].line == 5);
    CHECK(plan.refused[0].reason.find("nobody") != std::string::npos);
    CHECK(plan.refused[1].reason.find("still to come") != std::string::npos);
    CHECK(plan.rows[0].teacher_name == "Ana Ruiz");
    CHECK(plan.rows[0].words == "2 lines, a strength, a growth area, an action step");
    CHECK(must(school.workspace.ask(school.as_coach(), TeacherPage{school.teacher})).visits.empty());
}

TEST_CASE("a day of long ago, and a visit that stands twice in a sheet, are pointed out before they are taken in")
{
    TempWorkspace school;
    const auto plan = must(school.workspace.ask(
        school.as_coach(), PlanVisitImport{file_of(school,
                                                   "Teacher,Date,Time\nT1,10/5/2026,9:10\nT1,10/6/1926,9:10\n"
                                                   "T1,10/5/2026,9:10\nT1,10/5/2026,9:30\n")}));
    REQUIRE(plan.rows.size() == 4);
    CHECK(plan.added == 4);
    CHECK(plan.remarked == 2);
    CHECK(plan.rows[0].remark.empty());
    CHECK(plan.rows[1].remark == "1926-10-06 is long before the first school year of this file");
    CHECK(plan.outside_years == 1);
    CHECK(plan.rows[2].remark == "the same teacher, observer and time as line 2");
    CHECK(plan.rows[3].remark.empty());
}

TEST_CASE("imported visits are the teacher's history, are undone at once, and a second import brings nothing twice")
{
    TempWorkspace school;
    const auto file = file_of(school, year);
    const auto done = must(school.workspace.execute(school.as_coach(), ImportVisits{file}));
    CHECK(done.label == "Import observations");
    CHECK(done.value.added == 3);
    const auto page = must(school.workspace.ask(school.as_coach(), TeacherPage{school.teacher}));
    REQUIRE(page.visits.size() == 2);
    CHECK(must(school.workspace.check()).findings.empty());
    const auto visit = school.detail(page.visits[1].id);
    CHECK(visit.observation.state == ObservationState::shared);
    CHECK(visit.observation.strength == "Asks why");
    CHECK(visit.evidence.size() == 2);
    CHECK(iso(school.zone->local(visit.observation.started_at)) == "2025-10-06T09:10:00");

    const auto again = must(school.workspace.ask(school.as_coach(), PlanVisitImport{file}));
    CHECK(again.added == 0);
    CHECK(again.known == 3);
    must(school.workspace.undo(school.as_coach()));
    CHECK(must(school.workspace.ask(school.as_coach(), TeacherPage{school.teacher})).visits.empty());
    must(school.workspace.redo(school.as_coach()));
    CHECK(must(school.workspace.ask(school.as_coach(), TeacherPage{school.teacher})).visits.size() == 2);
    CHECK(must(school.workspace.check()).findings.empty());
}

TEST_CASE("two rows that say the same are two visits, and a third added later is one more")
{
    TempWorkspace school;
    const std::string twice = "Teacher,Date\nT1,10/6/2025\nT1,10/6/2025\n";
    must(school.workspace.execute(school.as_coach(), ImportVisits{file_of(school, twice)}));
    const auto more = must(school.workspace.ask(
        school.as_coach(), PlanVisitImport{file_of(school, twice + "T1,10/6/2025\nT2,10/6/2025\n")}));
    CHECK(more.known == 2);
    CHECK(more.added == 2);
}

TEST_CASE("no imported visit of the past makes a debrief or a step overdue, and a step still to come is live")
{
    TempWorkspace school;
    must(school.workspace.execute(school.as_coach(), ImportVisits{file_of(school, year)}));
    const auto due = must(school.workspace.ask(school.as_coach(), FollowUps{}));
    int steps = 0;
    for (const auto& row : due) {
        CHECK(row.kind != FollowUpKind::debrief);
        CHECK((row.kind == FollowUpKind::visit || row.state != DueState::overdue));
        if (row.kind == FollowUpKind::step_check) ++steps;
    }
    CHECK(steps == 1);
    const auto page = must(school.workspace.ask(school.as_coach(), TeacherPage{school.teacher}));
    const auto visit = school.detail(page.visits[1].id);
    REQUIRE(visit.debrief);
    CHECK(visit.debrief->skip_reason == "imported");
    for (const auto& row : must(school.workspace.ask(school.as_coach(), Observations{}))) CHECK(row.is_debrief_skipped);
}

TEST_CASE("a name that fits two people is refused for its row alone, and a coach imports nobody else's visits")
{
    TempWorkspace school;
    school.add("Ana", "Ruiz", {Role::teacher}, "ana2@school.example", "T9");
    const auto plan = must(school.workspace.ask(
        school.as_coach(),
        PlanVisitImport{
            file_of(school, "Teacher,Observer,Date\nAna Ruiz,,10/6/2025\nT9,,10/6/2025\nT1,Dana Cole,10/6/2025\n")}));
    CHECK(plan.added == 1);
    REQUIRE(plan.refused.size() == 2);
    CHECK(plan.refused[0].line == 2);
    CHECK(plan.refused[1].reason.find("Only an administrator") != std::string::npos);
    const auto by_leader = must(school.workspace.ask(
        Actor::as(school.leader), PlanVisitImport{file_of(school, "Teacher,Observer,Date\nT1,Dana Cole,10/6/2025\n")}));
    CHECK(by_leader.added == 1);
}

TEST_CASE("imported drafts stay their author's and hostile cells are kept as they are")
{
    TempWorkspace school;
    const std::string text = "=cmd|' /C calc'!A0 \xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d \xf0\x9f\x98\x80";
    const auto file = file_of(school, "Teacher,Date,Notes,Private note\nT1,2025-10-06,\"" + text + "\",mine\n", false);
    must(school.workspace.execute(school.as_coach(), ImportVisits{file}));
    const auto page = must(school.workspace.ask(school.as_coach(), TeacherPage{school.teacher}));
    REQUIRE(page.visits.size() == 1);
    const auto visit = school.detail(page.visits[0].id);
    CHECK(visit.observation.state == ObservationState::draft);
    REQUIRE(visit.evidence.size() == 2);
    CHECK(visit.evidence[0].text == text);
    CHECK(visit.evidence[1].is_private);
    CHECK(must(school.workspace.ask(Actor::as(school.teacher), TeacherPage{school.teacher})).visits.empty());
}

TEST_CASE("a name is found with whatever apostrophe a sheet writes it")
{
    TempWorkspace school;
    const auto straight = school.add("Nora", "O'Brien", {Role::teacher}, "nora@school.example", "T7");
    const auto curly = school.add("Max", "D\u2019Arcy", {Role::teacher}, "max@school.example", "T8");
    const auto found = [&](const char* name) {
        return must(school.workspace.ask(school.as_coach(), ResolvePerson{name})).id;
    };
    CHECK(found("Nora O'Brien") == straight);
    CHECK(found("Nora O\u2019Brien") == straight);
    CHECK(found("Max D'Arcy") == curly);
    const auto typed = must(school.workspace.ask(school.as_coach(), FindPeople{"d'ar", true, 20}));
    REQUIRE(typed.size() == 1);
    CHECK(typed[0].person.id == curly);
}
