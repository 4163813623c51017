// The schedule by keys alone, and with the mouse: real keys and a real drag through the display.
#include <fstream>

#include <wx/dialog.h>
#include <wx/textctrl.h>
#include <wx/uiaction.h>
#include <catch2/catch.hpp>

#include "app/schedule/schedule_canvas.hpp"
#include "tests/ui/surprises.hpp"
#include "tests/ui/test_window.hpp"
#include "throughline/command/schedule.hpp"
#include "throughline/query/schedule.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

// Monday 5 October 2026, 9:10. Ana on Wednesday at ten.
void one_visit(TempWorkspace& school)
{
    PlanBooking plan;
    plan.booking.teacher = school.teacher;
    plan.booking.starts_at = school.zone->instant(*parse_local_time("2026-10-07T10:00:00"));
    must(school.workspace.execute(school.as_coach(), plan));
}

class ScheduleWindow : public TestWindow {
public:
    ScheduleWindow() : TestWindow(one_visit)
    {
        press('8', wxMOD_CONTROL);
        REQUIRE(wait_for([&] { return focused() == "Mon 5 Oct: nothing planned"; }));
        CHECK(frame->current_page_id() == PageId::schedule);
    }

    // "2026-10-07T10:00" of Ana's visit; "none" if it is not planned any more.
    std::string when()
    {
        Schedule question;
        question.from = *parse_date("2026-10-01");
        question.to = *parse_date("2026-12-31");
        for (const auto& row : ask(question))
            if (row.teacher == school.teacher && row.kind == ScheduleKind::visit)
                return iso(school.zone->local(*row.starts_at)).substr(0, 16);
        return "none";
    }
    void go_to_visit()
    {
        press(WXK_RIGHT);
        press(WXK_RIGHT);
        REQUIRE(wait_for([&] { return focused().find("Wed 7 Oct, 10:00 to 10:15: visit to Ana Ruiz") == 0; }));
    }
    bool moves_to(const std::string& time)
    {
        return wait_for([&] { return when() == time; });
    }
    static ScheduleCanvas& canvas()
    {
        auto* found = dynamic_cast<ScheduleCanvas*>(wxWindow::FindFocus());
        REQUIRE(found != nullptr);
        return *found;
    }
    static wxPoint middle(const wxRect& area)
    {
        return canvas().ClientToScreen(wxPoint(area.x + area.width / 2, area.y + area.height / 2));
    }
    static void drag(wxPoint from, wxPoint to)
    {
        wxUIActionSimulator mouse;
        mouse.MouseMove(from);
        let_pass(50);
        mouse.MouseDown();
        let_pass(50);
        constexpr int steps = 5;
        for (int step = 1; step <= steps; ++step) {
            mouse.MouseMove(from + wxPoint((to.x - from.x) * step / steps, (to.y - from.y) * step / steps));
            let_pass(30);
        }
        mouse.MouseUp();
        let_pass(50);
    }
};

}  // namespace

TEST_CASE("by keys: to a visit, a quarter of an hour on, a day on, and each taken back")
{
    ScheduleWindow window;
    window.go_to_visit();
    window.press(WXK_DOWN, wxMOD_CONTROL);
    CHECK(window.moves_to("2026-10-07T10:15"));
    CHECK(wait_for([&] { return window.frame->status() == "Moved to Wed 7 Oct, 10:15: visit to Ana Ruiz"; }));
    window.press(WXK_RIGHT, wxMOD_CONTROL);
    CHECK(window.moves_to("2026-10-08T10:15"));
    CHECK(wait_for([&] { return window.focused().find("Thu 8 Oct, 10:15 to 10:30: visit to Ana Ruiz") == 0; }));
    window.picture("schedule_moved");
    window.press('Z', wxMOD_CONTROL);
    CHECK(window.moves_to("2026-10-07T10:15"));
    window.press('Z', wxMOD_CONTROL);
    CHECK(window.moves_to("2026-10-07T10:00"));
    CHECK(wait_for([&] { return window.focused().find("Wed 7 Oct, 10:00 to 10:15") == 0; }));
}

TEST_CASE("with the mouse: a visit is dragged an hour down and a day on, and one undo takes it back")
{
    ScheduleWindow window;
    window.go_to_visit();
    auto& canvas = ScheduleWindow::canvas();
    const auto visit = canvas.area_of({2, 0});
    const auto wednesday = canvas.area_of({2, {}});
    const auto thursday = canvas.area_of({3, {}});
    const auto from = ScheduleWindow::middle(visit);
    constexpr int hour_height = 84;
    const wxPoint way(thursday.x - wednesday.x, canvas.FromDIP(hour_height));
    ScheduleWindow::drag(from, from + way);
    CHECK(window.moves_to("2026-10-08T11:00"));
    CHECK(wait_for([&] { return window.focused().find("Thu 8 Oct, 11:00 to 11:15: visit to Ana Ruiz") == 0; }));
    window.press('Z', wxMOD_CONTROL);
    CHECK(window.moves_to("2026-10-07T10:00"));
}

TEST_CASE("in the month: a visit is dragged to another day and keeps its time")
{
    ScheduleWindow window;
    window.press('M');
    REQUIRE(wait_for([&] { return window.focused() == "Mon 5 Oct: nothing planned"; }));
    window.go_to_visit();
    auto& canvas = ScheduleWindow::canvas();
    const auto place = std::size_t{7};  // the month begins on Monday 28 September, five days a week: 7 October
    window.picture("schedule_month");
    ScheduleWindow::drag(ScheduleWindow::middle(canvas.area_of({place, 0})),
                         ScheduleWindow::middle(canvas.area_of({place + 6, {}})));
    CHECK(window.moves_to("2026-10-15T10:00"));
    window.press('Z', wxMOD_CONTROL);
    CHECK(window.moves_to("2026-10-07T10:00"));
    window.press('W');
    CHECK(wait_for([&] { return window.focused().find("Wed 7 Oct, 10:00 to 10:15: visit") == 0; }));
}

TEST_CASE("weeks are turned by Page Up and Page Down, and T comes back to today")
{
    ScheduleWindow window;
    window.press(WXK_PAGEDOWN);
    CHECK(wait_for([&] { return window.focused() == "Mon 12 Oct: nothing planned"; }));
    window.press(WXK_PAGEDOWN);
    CHECK(wait_for([&] { return window.focused() == "Mon 19 Oct: nothing planned"; }));
    window.press('T');
    CHECK(wait_for([&] { return window.focused() == "Mon 5 Oct: nothing planned"; }));
    window.press(WXK_PAGEUP);
    CHECK(wait_for([&] { return window.focused() == "Mon 28 Sep: nothing planned"; }));
    window.press(WXK_HOME);
    CHECK(wait_for([&] { return window.focused() == "Mon 5 Oct: nothing planned"; }));
}

TEST_CASE("S skips with a reason and asks for one")
{
    ScheduleWindow window;
    window.go_to_visit();
    expect_dialog([&](wxDialog& dialog) {
        REQUIRE(wait_for([&] { return dialog.IsActive(); }));
        REQUIRE(wait_for([&] { return window.focused() == "Why will it not take place?"; }));
        REQUIRE(wait_for([&] {  // until the display, too, gives the keys to the dialog
            window.type(" ");
            const auto* reason = dynamic_cast<wxTextCtrl*>(wxWindow::FindFocus());
            return reason && !reason->GetValue().empty();
        }));
        window.press(WXK_RETURN);  // a blank is no reason: it stays
        CHECK(window.when() == "2026-10-07T10:00");
        window.type("testing week");
        window.picture("schedule_skip");
        window.press(WXK_RETURN);
    });
    window.press('S');
    CHECK(window.moves_to("none"));
    CHECK(wait_for([&] { return window.frame->status() == "Skipped: visit to Ana Ruiz"; }));
    window.press('Z', wxMOD_CONTROL);
    CHECK(window.moves_to("2026-10-07T10:00"));
}

TEST_CASE("P plans here: a name, a time, Enter; Enter on it changes the time")
{
    ScheduleWindow window;
    window.press(WXK_RIGHT);
    expect_dialog([&](wxDialog&) {
        REQUIRE(wait_for([&] { return window.focused() == "Whom will you visit?"; }));
        window.type("ben");
        expect_dialog([&](wxDialog&) {
            REQUIRE(wait_for([&] { return window.focused() == "Day"; }));
            window.press(WXK_TAB);
            window.type("11");
            window.press(WXK_RETURN);
        });
        window.press(WXK_RETURN);
    });
    window.press('P');
    REQUIRE(wait_for([&] { return window.focused().find("Tue 6 Oct, 11:00 to 11:15: visit to Ben Okafor") == 0; }));
    expect_dialog([&](wxDialog&) {
        REQUIRE(wait_for([&] { return window.focused() == "Day"; }));
        window.press(WXK_TAB);
        window.type("13:30");
        window.picture("schedule_change");
        window.press(WXK_RETURN);
    });
    window.press(WXK_RETURN);
    CHECK(wait_for([&] { return window.focused().find("Tue 6 Oct, 13:30 to 13:45: visit to Ben Okafor") == 0; }));
}

TEST_CASE("a class is typed in the dialog, stands in the schedule, and is removed again")
{
    ScheduleWindow window;
    window.go_to_visit();
    const auto classes = [&] { return window.ask(ClassPeriods{window.school.teacher}).size(); };
    expect_dialog([&](wxDialog& dialog) {
        REQUIRE(wait_for([&] { return dialog.IsActive(); }));
        CHECK(wait_for([&] { return window.focused() == "Day"; }));
        window.picture("schedule_classes_empty");
        window.press(WXK_DOWN);
        window.press(WXK_DOWN);  // Wednesday
        window.press(WXK_TAB);
        window.type("10");
        window.press(WXK_TAB);
        window.type("10:45");
        window.press(WXK_TAB);
        window.type("Mathematics 4");
        window.press(WXK_RETURN);
        CHECK(wait_for([&] { return classes() == 1; }));
        window.press(WXK_RETURN);  // without times nothing is added
        CHECK(classes() == 1);
        window.picture("schedule_classes");
        window.press(WXK_ESCAPE);
    });
    window.press('L', wxMOD_CONTROL | wxMOD_SHIFT);
    REQUIRE(classes() == 1);
    CHECK(window.ask(ClassPeriods{window.school.teacher}).front().weekday == 3);
    window.picture("schedule_with_class");
    window.press('Z', wxMOD_CONTROL);
    CHECK(wait_for([&] { return classes() == 0; }));
}
