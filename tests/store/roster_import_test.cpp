// Rosters into a workspace, on a real file.
#include <catch2/catch.hpp>

#include "tests/support/temp_workspace.hpp"
#include "throughline/query/people.hpp"
#include "throughline/query/roster.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

RosterPerson row(const std::string& given, const std::string& family, const std::string& staff_id, int line)
{
    RosterPerson person;
    person.given_name = given;
    person.family_name = family;
    person.staff_id = person.source_id = staff_id;
    person.email = given + "@roster.example";
    person.roles = {Role::teacher};
    person.file = "staff.csv";
    person.line = line;
    return person;
}

RosterFile staff(std::vector<RosterPerson> people)
{
    RosterFile file;
    file.full_snapshot = true;
    file.people = std::move(people);
    return file;
}

ImportRoster::Counts import(TempWorkspace& t, const RosterFile& file)
{
    const auto plan = must(t.workspace.ask(Actor::keeper(), PlanRosterImport{file}));
    const auto counts = must(t.workspace.execute(Actor::keeper(), ImportRoster{file})).value;
    CHECK(counts == ImportRoster::Counts{plan.added, plan.changed, plan.unchanged, plan.deactivated});
    return counts;
}

}  // namespace

TEST_CASE("the same roster twice changes nothing, and a person missing later is deactivated, not removed")
{
    TempWorkspace t;
    const auto full = staff({row("Eva", "Lind", "100", 2), row("Omar", "Haddad", "101", 3)});
    REQUIRE(import(t, full) == ImportRoster::Counts{2, 0, 0, 0});
    REQUIRE(import(t, full) == ImportRoster::Counts{0, 0, 2, 0});
    const auto omar = must(t.workspace.ask(Actor::keeper(), ResolvePerson{"101"}));
    auto visit = t.start(omar.id);
    auto later = staff({row("Eva", "Lind", "100", 2)});
    later.people[0].subject = "Math";
    REQUIRE(import(t, later) == ImportRoster::Counts{0, 1, 0, 1});
    REQUIRE_FALSE(must(t.workspace.ask(Actor::keeper(), ResolvePerson{"101"})).active);
    REQUIRE(t.detail(visit).teacher.name() == "Omar Haddad");
    REQUIRE(must(t.workspace.ask(Actor::keeper(), ResolvePerson{"coach@school.example"})).active);
    REQUIRE(import(t, full) == ImportRoster::Counts{0, 1, 1, 0});
    REQUIRE(must(t.workspace.ask(Actor::keeper(), ResolvePerson{"101"})).active);
}

TEST_CASE("one undo takes a whole import back")
{
    TempWorkspace t;
    const auto before = must(t.workspace.ask(Actor::keeper(), Roster{true})).size();
    auto file = staff({row("Eva", "Lind", "100", 2), row("Omar", "Haddad", "101", 3)});
    file.people[0].school_name = "A school of its own";
    import(t, file);
    REQUIRE(must(t.workspace.ask(Actor::keeper(), Roster{true})).size() == before + 2);
    must(t.workspace.undo(Actor::keeper()));
    REQUIRE(must(t.workspace.ask(Actor::keeper(), Roster{true})).size() == before);
    REQUIRE(must(t.workspace.check()).findings.empty());
}

TEST_CASE("a person whose row was refused is not taken for one who has left")
{
    TempWorkspace t;
    import(t, staff({row("Eva", "Lind", "100", 2), row("Omar", "Haddad", "101", 3)}));
    auto file = staff({row("Eva", "Lind", "100", 2)});
    RefusedRow refused;
    refused.line = 3;
    refused.email = "omar@roster.example";
    file.refused.push_back(refused);
    REQUIRE(import(t, file) == ImportRoster::Counts{0, 0, 1, 0});
}

TEST_CASE("a teacher made on the spot becomes the roster's row of the same name")
{
    TempWorkspace t;
    StartObservation door;
    door.new_teacher_name = "Mira Stone";
    const auto visit = must(t.workspace.execute(t.as_coach(), door)).value;
    REQUIRE(import(t, staff({row("Mira", "Stone", "200", 2)})) == ImportRoster::Counts{0, 1, 0, 0});
    REQUIRE(t.detail(visit).teacher.staff_id == "200");
}

TEST_CASE("a roster without roles takes no role away")
{
    TempWorkspace t;
    auto coach = row("Cora", "Coach", "C1", 2);
    coach.email = "coach@school.example";
    import(t, staff({coach}));
    const auto roles = must(t.workspace.ask(Actor::keeper(), ResolvePerson{"C1"})).roles;
    REQUIRE(roles == std::set<Role>{Role::teacher, Role::observer});
}
