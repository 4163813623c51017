// The start of the program: the file is opened while the window is made, and the window comes up with Today in it.
// Keys that are pressed as soon as it has the focus arrive.
#include <catch2/catch.hpp>

#include <wx/dialog.h>
#include <wx/menu.h>
#include <wx/uiaction.h>

#include "app/platform/on_screen.hpp"
#include "tests/ui/surprises.hpp"
#include "tests/ui/test_window.hpp"
#include "throughline/command/school.hpp"
#include "throughline/command/wall.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

// As main.cpp starts it.
struct StartedWindow {
    explicit StartedWindow(const std::function<void(TempWorkspace&)>& prepare = {})
    {
        (void)take_surprises();
        must(school.workspace.execute(Actor::keeper(), SetOwner{school.coach}));
        for (const auto teacher : {school.teacher, school.other_teacher})
            must(school.workspace.execute(Actor::keeper(), AssignCaseload{school.coach, teacher, true}));
        if (prepare) prepare(school);
        OpeningOptions options;
        options.on = school.workspace.today();
        auto opening = begin_opening(school.file, options);
        frame = new Frame(options);
        REQUIRE(frame->open_file(std::move(opening)));
        frame->Show();
        frame->Raise();
        REQUIRE(wait_for([this] { return frame->IsActive(); }));
    }
    StartedWindow(const StartedWindow&) = delete;
    StartedWindow& operator=(const StartedWindow&) = delete;
    ~StartedWindow()
    {
        frame->close_file();
        frame->Destroy();
        let_pass(50);
        for (const auto& surprise : take_surprises()) FAIL_CHECK(surprise);
    }
    bool comes_to(PageId page)
    {
        return wait_for([&] { return frame->current_page_id() == page; });
    }

    TempWorkspace school;
    Frame* frame;
    wxUIActionSimulator keys;
};

[[nodiscard]] bool has_item(const wxMenuBar& bar, const wxString& menu, const wxString& item)
{
    return bar.FindMenuItem(menu, item) != wxNOT_FOUND;
}

}  // namespace

TEST_CASE("who has to sign in is asked over the window, and what they type goes there")
{
    constexpr const char* password = "seven quiet corridors";
    bool window_is_there = false;
    const StartedWindow window([&](TempWorkspace& school) {
        must(school.workspace.execute(Actor::as(school.leader), SetPassword{school.leader, password}));
        expect_dialog([&](wxDialog& dialog) {
            window_is_there = is_on_screen(*dialog.GetParent());
            REQUIRE(wait_for([&] { return dialog.IsActive(); }));
            wxUIActionSimulator keys;
            keys.Text("Lee Park");
            keys.Char(WXK_TAB);
            keys.Text(password);
            keys.Char(WXK_RETURN);
        });
    });
    CHECK(window_is_there);
    CHECK(window.frame->current_page_id() == PageId::today);
}

TEST_CASE("a started window is active with Today in it, and the arrow keys walk over its rows")
{
    StartedWindow window;
    CHECK(window.frame->current_page_id() == PageId::today);
    CHECK(window.frame->GetTitle().StartsWith("Today"));
    const auto* first = wxWindow::FindFocus();
    REQUIRE(first);
    window.keys.Char(WXK_DOWN);
    CHECK(wait_for([&] { return wxWindow::FindFocus() && wxWindow::FindFocus() != first; }));
    CHECK(window.frame->current_page_id() == PageId::today);
}

TEST_CASE("a shortcut that is pressed as soon as the window is active works")
{
    StartedWindow window;
    window.keys.Char('2', wxMOD_CONTROL);
    CHECK(window.comes_to(PageId::teachers));
}

TEST_CASE("a menu that is opened by its key as soon as the window is active holds what can be done")
{
    StartedWindow window;
    const auto* bar = window.frame->GetMenuBar();
    REQUIRE(bar);
    CHECK(has_item(*bar, "Go", "Settings"));
    CHECK(has_item(*bar, "Visit", "Start a visit..."));
    window.keys.Char('G', wxMOD_ALT);
    let_pass(200);  // menus take the keyboard when they are on the screen
    window.keys.Char(WXK_DOWN);
    let_pass(50);
    window.keys.Char(WXK_RETURN);
    CHECK(window.comes_to(PageId::teachers));
}

TEST_CASE("a window whose file cannot be opened says why, and offers the first page")
{
    const TempFolder folder;
    auto* frame = new Frame;
    CHECK_FALSE(frame->open_file(begin_opening(folder / "gone.throughline", {})));
    frame->Show();
    REQUIRE(wait_for([&] { return frame->IsActive(); }));
    CHECK(frame->notice().find("gone.throughline") != std::string::npos);
    CHECK(frame->GetMenuBar()->FindMenuItem("File", "Open...") != wxNOT_FOUND);
    frame->Destroy();
    let_pass(50);
}
