// Before Share: a question about what looks like a student's name, and a list that cannot be read back.
#include <algorithm>
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "tests/support/temp_workspace.hpp"
#include "throughline/command/student_names.hpp"
#include "throughline/query/student_names.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

std::vector<StudentNameQuestions::Row> questions_about(TempWorkspace& t, const std::string& line)
{
    const auto visit = t.start(t.teacher);
    t.note(visit, line);
    return must(t.workspace.ask(t.as_coach(), StudentNameQuestions{visit}));
}

}  // namespace

TEST_CASE("what stands where names do is asked about, and ordinary words and staff are not")
{
    TempWorkspace t;
    for (const auto* line : {"Maria said it was seven", "A student named Tyrell came to the board",
                             "then José explained why", "Look what Maria's partner did; Maria asked twice"}) {
        INFO(line);
        CHECK(questions_about(t, line).size() == 1);
    }
    for (const auto* line : {"Students said it was seven", "Teacher asked three questions", "Ana said go on",
                             "One answered, most explained nothing", "student work is on the wall", "Exit Ticket",
                             "the Civil War began", "What makes you think so?"}) {
        INFO(line);
        CHECK(questions_about(t, line).empty());
    }
}

TEST_CASE("a full name of the school's list is found however it is written, also in small letters")
{
    TempWorkspace t;
    CHECK(questions_about(t, "maria lopez has the marker").empty());
    CHECK(
        must(t.workspace.execute(Actor::keeper(), ImportStudentNames{"Lopez, Maria\nÉlodie Brûlé\n\nCher\n"})).value ==
        2);
    for (const auto* line : {"maria lopez has the marker", "the marker is with MARIA LOPEZ.", "Elodie Brule reads"}) {
        INFO(line);
        const auto rows = questions_about(t, line);
        REQUIRE(rows.size() == 1);
        CHECK(rows[0].is_listed);
        CHECK(rows[0].where == "the line at 0:00");
    }
    CHECK(questions_about(t, "Maria is here, Lopez is there").empty());
    CHECK(must(t.workspace.execute(Actor::keeper(), ImportStudentNames{""})).value == 0);
    CHECK(questions_about(t, "maria lopez has the marker").empty());
}

TEST_CASE("private lines are not asked about, since nobody gets them, and sharing is never stopped")
{
    TempWorkspace t;
    const auto visit = t.start(t.teacher);
    t.note(visit, "Maria said seven", true);
    CHECK(must(t.workspace.ask(t.as_coach(), StudentNameQuestions{visit})).empty());
    t.note(visit, "Maria said seven");
    CHECK(must(t.workspace.ask(t.as_coach(), StudentNameQuestions{visit})).size() == 1);
    must(t.workspace.execute(t.as_coach(), ShareObservation{visit}));
}

TEST_CASE("no name of the list stands in the file, and only who keeps the house brings one")
{
    TempWorkspace t;
    CHECK_FALSE(t.workspace.execute(Actor::as(t.teacher), ImportStudentNames{"Maria Lopez"}));
    CHECK_FALSE(t.workspace.execute(Actor::keeper(), ImportStudentNames{"Cher"}));
    must(t.workspace.execute(Actor::keeper(), ImportStudentNames{"Wilhelmina Quackenbush"}));
    const auto backup = t.folder / "copy.throughline";
    must(t.workspace.back_up(backup));
    std::ostringstream bytes;
    bytes << std::ifstream(backup, std::ios::binary).rdbuf();
    CHECK(bytes.str().find("uackenbush") == std::string::npos);
    CHECK(bytes.str().size() > 100'000);
}
