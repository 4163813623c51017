// Two rows for one person become one: everything that names them moves, and nothing stands there twice.
#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/support/planned_school.hpp"
#include "throughline/query/cadence.hpp"
#include "throughline/query/people.hpp"

using namespace throughline;
using namespace throughline::test;

TEST_CASE("merging two people moves plans, groups, rules, excusals and classes, and one undo takes it back")
{
    PlannedSchool t;
    const auto keeper = Actor::keeper();
    const auto twice = t.add("Ana", "Ruis", {Role::teacher}, "", "");
    const auto booking = t.book(twice, "2026-10-07T10:00:00");
    const auto school = must(t.workspace.ask(keeper, SchoolSettings{})).schools.at(0).id;
    must(t.workspace.execute(keeper, SetTeam{{}, school, "Mathematics", {twice, t.teacher}}));
    must(t.workspace.execute(keeper, SetTeam{{}, school, "Grade 6", {twice}}));
    must(t.workspace.execute(keeper, SetPersonTags{twice, {"first year", "mentor"}}));
    must(t.workspace.execute(keeper, SetPersonTags{t.teacher, {"first year"}}));
    must(t.workspace.execute(keeper, SetObserverTime{twice, 3}));
    must(t.workspace.execute(keeper, SetObserverTime{t.teacher, 5}));
    ClassPeriod maths;
    maths.title = "Mathematics 4";
    maths.begins_minute = 540;
    maths.ends_minute = 585;
    must(t.workspace.execute(keeper, SetClassPeriods{twice, {maths}}));
    must(t.workspace.execute(keeper, AssignCaseload{t.coach, twice, true}));
    must(t.workspace.execute(keeper, AssignCaseload{t.coach, t.teacher, true}));
    CadenceRule rule;
    rule.scope.kind = ScopeKind::person;
    rule.scope.person = twice;
    rule.count = 5;
    must(t.workspace.execute(keeper, SetCadenceRule{rule}));
    Excusal leave;
    leave.scope = rule.scope;
    leave.from = t.day("2026-11-02");
    leave.to = t.day("2026-11-06");
    leave.reason = "leave";
    must(t.workspace.execute(keeper, Excuse{leave}));
    const auto before = must(t.workspace.ask(keeper, Groups{}));

    must(t.workspace.execute(keeper, MergePeople{twice, t.teacher}));
    CHECK(t.row(booking).teacher == t.teacher);
    const auto groups = must(t.workspace.ask(keeper, Groups{}));
    REQUIRE(groups.teams.size() == 2);
    for (const auto& team : groups.teams) {
        REQUIRE(team.members.size() == 1);
        CHECK(team.members[0].person.id == t.teacher);
    }
    CHECK(groups.tags.at("first year") == std::vector{t.teacher});
    CHECK(groups.tags.at("mentor") == std::vector{t.teacher});
    CHECK(groups.observer_hours.at(t.teacher) == 5);
    CHECK(groups.observer_hours.size() == 1);
    CHECK(must(t.workspace.ask(keeper, ClassPeriods{t.teacher})).size() == 1);
    CHECK(must(t.workspace.ask(keeper, ObserversOf{t.teacher})) == std::vector{t.coach});
    const auto rules = must(t.workspace.ask(keeper, CadenceRules{}));
    CHECK(std::ranges::any_of(rules, [&](const auto& row) { return row.rule.scope.person == t.teacher; }));
    CHECK(must(t.workspace.ask(keeper, Excusals{})).at(0).excusal.scope.person == t.teacher);
    CHECK(must(t.workspace.check()).findings.empty());

    must(t.workspace.undo(keeper));
    CHECK(t.row(booking).teacher == twice);
    const auto after = must(t.workspace.ask(keeper, Groups{}));
    CHECK(after.tags == before.tags);
    CHECK(after.observer_hours == before.observer_hours);
    CHECK(must(t.workspace.check()).findings.empty());
}

TEST_CASE("who changes school begins anew there, by hand or by a roster, and a new name changes no day")
{
    PlannedSchool t;
    const auto keeper = Actor::keeper();
    const auto since = [&] {
        const auto people = must(t.workspace.ask(keeper, Roster{}));
        const auto row = std::ranges::find_if(people, [&](const auto& each) { return each.person.id == t.teacher; });
        REQUIRE(row != people.end());
        return row->person.in_school_since;
    };
    const auto roster = [&](const char* school) {
        RosterFile file;
        RosterPerson ana;
        ana.given_name = "Ana";
        ana.family_name = "Ruiz";
        ana.staff_id = "T1";
        ana.school_name = school;
        ana.roles = {Role::teacher};
        file.people = {ana};
        must(t.workspace.execute(keeper, ImportRoster{file}));
    };
    CHECK_FALSE(since());
    roster("Test School");
    CHECK_FALSE(since());
    roster("Other School");
    CHECK(since() == t.day("2026-10-05"));
    t.clock->set(t.at("2026-11-02T08:00:00"));
    auto ana = must(t.workspace.ask(keeper, ResolvePerson{"T1"}));
    ana.in_school_since.reset();  // as a list that does not carry it would have it
    ana.subject = "Art";
    must(t.workspace.execute(keeper, ChangePerson{ana}));
    CHECK(since() == t.day("2026-10-05"));
    for (const auto& school : must(t.workspace.ask(keeper, SchoolSettings{})).schools)
        if (school.name == "Test School") ana.school = school.id;
    must(t.workspace.execute(keeper, ChangePerson{ana}));
    CHECK(since() == t.day("2026-11-02"));
}
