// A sheet of past visits is taken in by keys: what a column means, what a word stands for, the preview, undo.
#include <fstream>

#include <catch2/catch.hpp>

#include "tests/ui/surprises.hpp"
#include "tests/ui/test_window.hpp"
#include "throughline/query/teacher.hpp"

using namespace throughline;
using namespace throughline::test;

TEST_CASE("a year in a spreadsheet arrives by keys, after every row was shown, and one undo takes it back")
{
    TestWindow window;
    const auto file = window.school.folder / "visits.csv";
    std::ofstream(file) << "Who,Date,1a Community,1b Engagement,Glow,Notes\n"
                           "Ana Ruiz,10/6/2025,Mostly,Yes,Asks why,\"first line\nsecond line\"\n"
                           "Ben Okafor,10/7/2025,Purple,NO,Clear aim,saw the start\n"
                           "nobody,10/8/2025,Somewhat,NO,,\n"
                           "Ana Ruiz,11/3/2025,Not Yet,,Wait time,asked twice\n";
    const auto visits = [&] { return window.ask(TeacherPage{window.school.teacher}).visits.size(); };
    bool is_shown = false;
    expect_dialog([&](wxDialog&) {
        is_shown = wait_for([&] { return window.focused() == "Columns"; });
        window.picture("visit_import_guessed");
        window.press('M', wxMOD_ALT);  // the first column is selected: who
        let_pass(100);
        window.press(WXK_DOWN);
        let_pass(200);
        window.picture("visit_import_teacher");
        window.press(WXK_TAB);
        CHECK(wait_for([&] { return window.focused() == "Words in the rating columns"; }));
        for (int row = 0; row < 2; ++row) window.press(WXK_DOWN);
        window.press('F', wxMOD_ALT);
        let_pass(100);
        window.press(WXK_DOWN);
        let_pass(200);
        window.picture("visit_import_ready");
        window.press(WXK_TAB);  // the preview
        window.press(WXK_DOWN);
        window.press(WXK_UP);
        let_pass(100);
        window.picture("visit_import_reason");
        window.press(WXK_RETURN);  // in a list, no decision
        let_pass(100);
        CHECK(visits() == 0);
        expect_dialog([&](wxDialog&) {
            CHECK(wait_for([&] { return window.focused() == "Rows not taken in"; }));
            window.picture("visit_import_refused");
            window.press(WXK_ESCAPE);
            let_pass(100);
        });
        window.press('I', wxMOD_ALT);
        let_pass(100);
    });
    window.frame->import_observations(file);
    CHECK(is_shown);
    REQUIRE(wait_for([&] { return visits() == 2; }));
    CHECK(window.frame->status().find("3 new visits") != std::string::npos);
    REQUIRE(wait_for([&] { return window.frame->IsActive(); }));
    window.picture("visit_import_done");
    window.press('Z', wxMOD_CONTROL);
    REQUIRE(wait_for([&] { return visits() == 0; }));
}
