// What a worker reads and writes for a page while the window goes on: a roster, and the messages of a list of visits.
#include <algorithm>
#include <fstream>

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "app/widget/utf8.hpp"
#include "tests/ui/surprises.hpp"
#include "tests/ui/test_window.hpp"
#include "throughline/query/roster.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

constexpr std::size_t people_at_first = 5;

void of_the_leader(TempWorkspace& school) { must(school.workspace.execute(Actor::keeper(), SetOwner{school.leader})); }

struct RosterWindow : TestWindow {
    RosterWindow() : TestWindow(of_the_leader)
    {
        frame->show_page(PageId::roster);
        let_pass(100);  // the menus, and with them the page's keys, are built when nothing else waits
    }

    [[nodiscard]] std::filesystem::path roster_of(int rows)
    {
        auto file = school.folder / "staff.csv";
        std::ofstream staff(file);
        staff << "Given name,Family name,Staff ID,Role\n";
        for (int row = 0; row < rows; ++row) staff << fmt::format("Sample,Teacher {},S{},Teacher\n", row, row);
        return file;
    }
    void begin_import(const std::filesystem::path& file)
    {
        expect_dialog([&](wxDialog& dialog) { choose_file(dialog, file); });
        REQUIRE(frame->run_command("roster.import"));
    }
    [[nodiscard]] std::size_t people()
    {
        auto workspace = must(Workspace::open(school.file, school.options()));
        return must(workspace.ask(Actor::as(school.leader), Roster{true})).size();
    }
};

}  // namespace

TEST_CASE("a roster is read and written beside the window, after every row was shown, and one button takes it back")
{
    RosterWindow window;
    window.begin_import(window.roster_of(300));
    REQUIRE(wait_for([&] { return window.focused() == "Rows of the roster"; }));
    CHECK(window.people() == people_at_first);
    REQUIRE(wait_for([&] { return window.frame->IsActive(); }));
    window.picture("roster_import_preview");
    window.press('I', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.frame->status().find("Imported: 300 new") == 0; }));
    CHECK(window.people() == people_at_first + 300);
    window.picture("roster_imported");
    window.press('U', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.people() == people_at_first; }));
}

TEST_CASE("an import that is given up while the roster is read writes nothing, and another one can begin")
{
    RosterWindow window;
    window.begin_import(window.roster_of(20'000));
    CHECK(window.focused() == "Cancel");
    REQUIRE(wait_for([&] { return window.frame->IsActive(); }));
    window.press(WXK_SPACE);
    CHECK(wait_for([&] { return window.focused() != "Cancel" && window.focused() != "Rows of the roster"; }));
    window.begin_import(window.roster_of(2));
    REQUIRE(wait_for([&] { return window.focused() == "Rows of the roster"; }));
    let_pass(400);  // nothing comes of the first one
    window.press('I', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.frame->status().find("Imported: 2 new") == 0; }));
    CHECK(window.people() == people_at_first + 2);
}

TEST_CASE("a file that is closed while a roster is read, or written, is whole and has all of it or nothing")
{
    RosterWindow window;
    window.begin_import(window.roster_of(20'000));
    REQUIRE(window.frame->close_file());
    CHECK(window.people() == people_at_first);

    REQUIRE(window.frame->open_workspace(must(Workspace::open(window.school.file, window.school.options()))));
    window.frame->show_page(PageId::roster);
    let_pass(100);
    window.begin_import(window.roster_of(3'000));
    REQUIRE(wait_for([&] { return window.focused() == "Rows of the roster"; }));
    REQUIRE(wait_for([&] { return window.frame->IsActive(); }));
    window.press('I', wxMOD_ALT);
    REQUIRE(window.frame->close_file());
    const auto people = window.people();
    CHECK((people == people_at_first || people == people_at_first + 3'000));
    CHECK(must(must(Workspace::open(window.school.file, window.school.options())).check()).findings.empty());
}

TEST_CASE("the messages of all listed visits are written beside the window, one for each that was shared")
{
    constexpr int visits = 4;
    TestWindow window([](TempWorkspace& school) {
        for (int visit = 0; visit < visits; ++visit) {
            must(school.workspace.execute(school.as_coach(), ShareObservation{school.start(school.teacher)}));
            school.clock->forward(60LL * us_per_minute);
        }
    });
    window.frame->show_page(PageId::observations);
    let_pass(100);
    expect_dialog([&](wxDialog&) {
        let_pass(500);  // GTK looks at the folder that is offered
        window.picture("messages_folder");
        window.press('O', wxMOD_ALT);
    });
    REQUIRE(window.frame->run_command("observations.prepare"));
    const auto said = window.frame->status();
    const auto begins = fmt::format("{} messages prepared in ", visits);
    REQUIRE(said.find(begins) == 0);
    const std::filesystem::directory_iterator files(said.substr(begins.size()));
    CHECK(std::distance(begin(files), end(files)) >= visits);
    REQUIRE(window.frame->run_command("observations.prepare"));
    CHECK(window.frame->status().find("has its message already") != std::string::npos);
}
