// The rules, excusals and groups as Settings shows them: a preview before, one command after, undo.
#include <set>

#include <catch2/catch.hpp>

#include "app/viewmodel/excusals_view_model.hpp"
#include "app/viewmodel/groups_view_model.hpp"
#include "app/viewmodel/rules_view_model.hpp"
#include "tests/support/coached_school.hpp"
#include "throughline/command/person.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

constexpr std::int64_t day_us = 24LL * 60 * us_per_minute;

// Ana was visited on Monday 5 October; it is Wednesday 14 October, seven school days later.
struct VisitedSchool : CoachedSchool {
    VisitedSchool()
    {
        const auto visit = start(school.teacher);
        run(ShareObservation{visit});
        school.clock->forward(9 * day_us);
    }
};

const TableRow* row_of(const ShownTable& table, const std::string& first_cell)
{
    for (const auto& row : table.rows)
        if (row.cells[0] == first_cell) return &row;
    return nullptr;
}

}  // namespace

TEST_CASE("before a rule is set, those who would become overdue are named, and they do when it is")
{
    VisitedSchool window;
    const int before = window.ask(Cadence{}).past_cadence;  // Ben was never visited
    RuleViewModel rule(*window.document);
    must(rule.begin());
    rule.rule().count = 5;
    rule.rule().from = *parse_date("2026-09-01");
    const auto preview = must(rule.preview());
    const auto* ana = row_of(preview.changed, "Ana Ruiz");
    REQUIRE(ana);
    CHECK(ana->cells[1].find("On track") == 0);
    CHECK(ana->cells[2].find("Overdue") == 0);
    CHECK(ana->look == TableRow::Look::attention);
    CHECK(preview.words.find("1 would become overdue") != std::string::npos);
    CHECK(must(window.document->ask(CadenceRules{})).size() == 4);  // looking wrote nothing

    CHECK(must(rule.keep()) == "A coaching visit every 5 school days, from today");
    CHECK(window.ask(Cadence{}).past_cadence == before + 1);
    REQUIRE(window.document->undo());
    CHECK(window.ask(Cadence{}).past_cadence == before);
}

TEST_CASE("a rule from today on makes nobody overdue who was on time; only the day to come moves")
{
    VisitedSchool window;
    RuleViewModel rule(*window.document);
    must(rule.begin());
    rule.rule().count = 2;
    const auto preview = must(rule.preview());
    CHECK(preview.words.find("Nobody would become overdue") != std::string::npos);
    const auto* ana = row_of(preview.changed, "Ana Ruiz");
    REQUIRE(ana);
    CHECK(ana->cells[1] == "On track, Mon 19 Oct");
    CHECK(ana->cells[2] == "On track, Fri 16 Oct");

    rule.rule().kind = RuleKind::debrief_after;
    CHECK(must(rule.preview()).words.find("It counts for visits from Wed 14 Oct on.") != std::string::npos);
}

TEST_CASE("a rule that cannot be says why before anything is written")
{
    CoachedSchool window;
    RuleViewModel rule(*window.document);
    must(rule.begin());
    rule.rule().kind = RuleKind::visit_count;
    rule.rule().window = CountWindow::by_date;
    CHECK_FALSE(rule.preview());
    CHECK_FALSE(rule.keep());
    CHECK(must(window.document->ask(CadenceRules{})).size() == 4);
}

TEST_CASE("another version of a rule holds from today, and the list says so in words")
{
    CoachedSchool window;
    RulesViewModel rules(*window.document);
    must(rules.load());
    const auto table = rules.table();
    std::size_t visits = table.rows.size();
    for (std::size_t at = 0; at < table.rows.size(); ++at)
        if (rules.row(at)->rule.kind == RuleKind::visit_interval) visits = at;
    REQUIRE(visits < table.rows.size());
    CHECK(table.rows[visits].cells[0] == "Everyone");
    CHECK(table.rows[visits].cells[1] == "A coaching visit every 10 school days");

    RuleViewModel rule(*window.document);
    must(rule.open(rules.row(visits)->rule));
    rule.rule().count = 8;
    must(rule.keep());
    must(rules.load());
    CHECK(rules.table().rows.size() == table.rows.size());
    rules.show_all_versions(true);
    must(rules.load());
    CHECK(rules.table().rows.size() == table.rows.size() + 1);  // the old one, until yesterday
}

TEST_CASE("a rule that is ended leaves the more general one")
{
    CoachedSchool window;
    RuleViewModel rule(*window.document);
    must(rule.begin());
    rule.rule().scope = {ScopeKind::person, {}, {}, {}, window.school.teacher};
    rule.rule().count = 3;
    must(rule.keep());
    RulesViewModel rules(*window.document);
    must(rules.load());
    REQUIRE(row_of(rules.table(), "Ana Ruiz"));
    for (std::size_t at = 0; rules.row(at); ++at)
        if (rules.row(at)->rule.scope.kind == ScopeKind::person) {
            must(rules.end(at));
            break;
        }
    CHECK_FALSE(row_of(rules.table(), "Ana Ruiz"));
    CHECK_FALSE(rules.end(99));
}

TEST_CASE("who is excused stands in the list until they are back")
{
    CoachedSchool window;
    ExcusalViewModel excusal(*window.document);
    must(excusal.begin());
    excusal.excusal().scope = {ScopeKind::person, {}, {}, {}, window.school.teacher};
    excusal.excusal().to = *parse_date("2026-10-16");
    excusal.excusal().reason = "leave";
    CHECK(must(excusal.keep()) == "Ana Ruiz is excused until Fri 16 Oct");
    ExcusalsViewModel excusals(*window.document);
    must(excusals.load());
    REQUIRE(row_of(excusals.table(), "Ana Ruiz"));
    CHECK(row_of(excusals.table(), "Ana Ruiz")->cells[3] == "leave");
    CHECK(must(excusals.end(0)) == "Ana Ruiz");
    CHECK(excusals.table().rows.empty());
}

TEST_CASE("tags and hours are typed as people write them, and wrong hours change nothing")
{
    CoachedSchool window;
    GroupsViewModel groups(*window.document);
    must(groups.load());
    std::size_t coach = 0;
    while (groups.people()[coach].person.id != window.school.coach) ++coach;
    auto said = *groups.person(coach);
    CHECK(said.is_observer);
    said.tags = " mentor,, first year ";
    said.hours = "many";
    CHECK_FALSE(groups.keep(said));
    CHECK(groups.person(coach)->tags.empty());
    said.hours = "4,5";
    must(groups.keep(said));
    CHECK(groups.person(coach)->tags == "first year, mentor");
    CHECK(groups.person(coach)->hours == "4.5");
    said.hours.clear();
    must(groups.keep(said));
    CHECK(groups.person(coach)->hours.empty());
}

TEST_CASE("a team is made, changed and removed, and not while a rule speaks of it")
{
    CoachedSchool window;
    GroupsViewModel groups(*window.document);
    must(groups.load());
    auto team = groups.team(std::nullopt);
    team.name = "Mathematics";
    team.members = {window.school.teacher, window.school.other_teacher};
    must(groups.keep(team));
    REQUIRE(groups.team_table().rows.size() == 1);
    CHECK(groups.team_table().rows[0].cells[2].find("2: ") == 0);

    RuleViewModel rule(*window.document);
    must(rule.begin());
    const auto& choices = rule.scopes().groups();
    const auto offered =
        std::find_if(choices.begin(), choices.end(), [](const auto& group) { return group.kind == ScopeKind::team; });
    REQUIRE(offered != choices.end());
    rule.rule().scope = offered->choices.front().scope;
    must(rule.keep());
    CHECK_FALSE(groups.remove_team(0));
    REQUIRE(window.document->undo());
    must(groups.remove_team(0));
    CHECK(groups.team_table().rows.empty());
}

TEST_CASE("of two teachers of one name it is said what they teach, and where")
{
    CoachedSchool window;
    Person namesake;
    namesake.given_name = "Ana";
    namesake.family_name = "Ruiz";
    namesake.subject = "Chemistry";
    namesake.roles = {Role::teacher};
    window.run(AddPerson{namesake});
    ScopeChoices choices;
    must(choices.load(*window.document));
    std::set<std::string> details;
    for (const auto& choice : choices.groups().back().choices)
        if (choice.words == "Ana Ruiz") details.insert(choice.detail);
    CHECK(details.size() == 2);
    CHECK(details.contains("Chemistry, Test School"));
}
