// A sharing agreement by keys: begun on the teacher's page, signed by both, in force.
#include <wx/dialog.h>

#include <catch2/catch.hpp>

#include "tests/ui/surprises.hpp"
#include "tests/ui/test_window.hpp"
#include "throughline/query/wall.hpp"

using namespace throughline;
using namespace throughline::test;

TEST_CASE("an agreement is begun with both signatures, by keys")
{
    TestWindow window;
    window.frame->open_teacher(window.school.teacher);
    REQUIRE(wait_for([&] { return window.frame->current_page_id() == PageId::teacher; }));
    let_pass(200);
    expect_dialog([&](wxDialog& sharing) {
        expect_dialog([&](wxDialog&) {
            REQUIRE(wait_for([&] { return window.focused() == "Who may see"; }));
            window.press('S', wxMOD_ALT);
            window.type("Ana Ruiz");
            window.press(WXK_TAB);
            window.type("Cora Coach");
            window.picture("sharing_new");
            window.press(WXK_RETURN);
        });
        let_pass(200);
        window.press('N', wxMOD_ALT);
        REQUIRE(wait_for([&] { return window.ask(SharingAgreements{}).size() == 1; }));
        let_pass(300);
        window.picture("sharing_list");
        sharing.EndModal(wxID_CANCEL);
    });
    REQUIRE(window.frame->run_command("teacher.sharing"));
    const auto agreements = window.ask(SharingAgreements{});
    REQUIRE(agreements.size() == 1);
    CHECK(agreements[0].state == "in force");
}
