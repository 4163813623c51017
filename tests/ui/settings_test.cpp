// Settings by keyboard: a rule with its preview, an excusal, a team, and days off, each with undo.
#include <fstream>
#include <functional>

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "tests/ui/surprises.hpp"
#include "tests/ui/test_window.hpp"
#include "throughline/command/person.hpp"
#include "throughline/exchange/roster_file.hpp"
#include "throughline/query/cadence.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

constexpr std::int64_t week_us = 7LL * 24 * 60 * us_per_minute;

// The principal owns the file; Ana was visited last week, Ben never.
void a_week_ago(TempWorkspace& school)
{
    must(school.workspace.execute(school.as_coach(), ShareObservation{school.start(school.teacher)}));
    must(school.workspace.execute(Actor::keeper(), SetOwner{school.leader}));
    school.clock->forward(week_us);
}

// Two hundred and fifty teachers more.
void in_a_large_school(TempWorkspace& school)
{
    const auto file = school.folder / "staff.csv";
    std::ofstream staff(file);
    staff << "given name,family name,staff id,role\n";
    for (int number = 0; number < 250; ++number)
        staff << fmt::format("Sample,Teacher{:03},S{},teacher\n", number, number);
    staff.close();
    must(school.workspace.execute(Actor::keeper(), ImportRoster{must(read_roster(file))}));
    a_week_ago(school);
}

struct SettingsWindow : TestWindow {
    explicit SettingsWindow(const std::function<void(TempWorkspace&)>& before = a_week_ago) : TestWindow(before)
    {
        REQUIRE(frame->run_command("go.Settings"));
        REQUIRE(wait_for([&] { return focused() == "Year"; }));
        let_pass(100);  // the menus, and with them the page's keys, are built when nothing else waits
    }

    template <class Query>
    typename Query::Answer as_principal(const Query& query)
    {
        auto workspace = must(Workspace::open(school.file, school.options()));
        return must(workspace.ask(Actor::as(school.leader), query));
    }
};

}  // namespace

TEST_CASE("a new rule is written by keys: the preview names who would become overdue, and undo takes it back")
{
    SettingsWindow window;
    window.press('2', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.focused() == "Rules"; }));
    window.picture("settings_rules");
    const auto rules = window.as_principal(CadenceRules{}).size();
    expect_dialog([&](wxDialog&) {
        REQUIRE(wait_for([&] { return window.focused() == "For"; }));
        window.press(WXK_END);  // one teacher
        window.picture("settings_rule_dialog");
        window.press('N', wxMOD_ALT);
        REQUIRE(wait_for([&] { return window.focused() == "Number"; }));
        window.press('A', wxMOD_CONTROL);
        window.type("3");
        let_pass(200);
        window.picture("settings_rule_preview");
        window.press(WXK_RETURN);
    });
    window.press('N', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.as_principal(CadenceRules{}).size() == rules + 1; }));
    window.press('Z', wxMOD_CONTROL);
    REQUIRE(wait_for([&] { return window.as_principal(CadenceRules{}).size() == rules; }));
}

TEST_CASE("somebody is excused by keys, and is back by one button")
{
    SettingsWindow window;
    window.press('3', wxMOD_ALT);
    expect_dialog([&](wxDialog&) {
        REQUIRE(wait_for([&] { return window.focused() == "For"; }));
        window.press('R', wxMOD_ALT);
        REQUIRE(wait_for([&] { return window.focused() == "From"; }));
        window.press(WXK_TAB);
        window.type("fri");
        window.press(WXK_TAB);
        window.type("leave");
        window.picture("settings_excuse");
        window.press(WXK_RETURN);
    });
    window.press('X', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.as_principal(Excusals{}).size() == 1; }));
    REQUIRE(wait_for([&] { return window.focused() == "Excused"; }));
    window.picture("settings_excused");
    window.press('B', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.as_principal(Excusals{}).empty(); }));
}

TEST_CASE("of hundreds of teachers one is excused by a few letters")
{
    SettingsWindow window(in_a_large_school);
    window.press('3', wxMOD_ALT);
    expect_dialog([&](wxDialog&) {
        REQUIRE(wait_for([&] { return window.focused() == "For"; }));
        window.press(WXK_TAB);
        REQUIRE(wait_for([&] { return window.focused().starts_with("Which: "); }));
        window.picture("settings_excuse_of_many");
        expect_dialog([&](wxDialog&) {
            REQUIRE(wait_for([&] { return window.focused() == "Name"; }));
            window.type("teacher117");
            let_pass(100);
            window.picture("settings_excuse_chooser");
            window.press(WXK_RETURN);
        });
        window.press(WXK_SPACE);
        REQUIRE(wait_for([&] { return window.focused() == "Which: Sample Teacher117"; }));
        let_pass(100);
        window.press('T', wxMOD_ALT);
        REQUIRE(wait_for([&] { return window.focused() == "To, that day included"; }));
        window.type("fri");
        window.press(WXK_TAB);
        window.type("leave");
        window.picture("settings_excuse_chosen");
        window.press(WXK_RETURN);
    });
    window.press('X', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.as_principal(Excusals{}).size() == 1; }));
    CHECK(window.as_principal(Excusals{})[0].scope_name == "Sample Teacher117");
}

TEST_CASE("a team is made by keys: a name, a few letters, Space")
{
    SettingsWindow window;
    window.press('4', wxMOD_ALT);
    expect_dialog([&](wxDialog&) {
        REQUIRE(wait_for([&] { return window.focused() == "Name"; }));
        window.type("Mathematics");
        window.press('F', wxMOD_ALT);
        window.type("ruiz");
        window.press(WXK_TAB);
        REQUIRE(wait_for([&] { return window.focused() == "Members"; }));
        window.press(WXK_SPACE);
        window.picture("settings_team");
        window.press(WXK_RETURN);
    });
    window.press('N', wxMOD_ALT);
    REQUIRE(wait_for([&] {
        const auto teams = window.as_principal(Groups{}).teams;
        return teams.size() == 1 && teams[0].members.size() == 1;
    }));
    window.picture("settings_groups");
    CHECK(window.as_principal(Groups{}).teams[0].members[0].person.name() == "Ana Ruiz");
}

TEST_CASE("the parts of the settings are a key each")
{
    SettingsWindow window;
    window.picture("settings_year");
    window.press('5', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.focused() == "Who signs in"; }));
    window.picture("settings_accounts");
    window.press('7', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.focused() == "Typed"; }));
    window.picture("settings_file");
}
