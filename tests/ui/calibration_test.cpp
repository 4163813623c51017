// The Calibration page by keyboard alone: a new session, the sheet, submitting, the meeting and the history.
#include <catch2/catch.hpp>

#include <wx/checklst.h>
#include <wx/dialog.h>

#include "tests/ui/surprises.hpp"
#include "tests/ui/test_window.hpp"
#include "throughline/command/calibration.hpp"
#include "throughline/query/calibration.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

const std::vector<std::string> codes{"1a", "1b", "2", "3a", "3b", "4a", "4b", "5a", "5b"};

CalibrationId open_session(TempWorkspace& school, std::vector<PersonId> raters, PersonId leader)
{
    OpenCalibration command;
    command.title = "October: fractions video";
    command.lesson = "shelf 3";
    command.rubric_version =
        must(school.workspace.ask(Actor::keeper(), NewestRubric{"essential-practice-look-fors"})).version;
    command.raters = std::move(raters);
    return must(school.workspace.execute(Actor::as(leader), command)).value;
}

void rate(TempWorkspace& school, CalibrationId session, PersonId who, const std::string& levels)
{
    for (std::size_t i = 0; i < levels.size(); ++i) {
        must(school.workspace.execute(Actor::as(who),
                                      RateInCalibration{session, codes[i], Mark::level, levels[i] - '0'}));
        must(school.workspace.execute(
            Actor::as(who), ChangeCalibrationWords{session, codes[i], "Three students explained their way.", {}}));
    }
    must(school.workspace.execute(Actor::as(who), SubmitCalibration{session}));
}

void go_to_page(TestWindow& window)
{
    window.press('K', wxMOD_CONTROL | wxMOD_SHIFT);
    REQUIRE(wait_for([&] { return window.frame->current_page_id() == PageId::calibration; }));
    let_pass(100);
}

}  // namespace

TEST_CASE("an observer rates by keys, submits, and only then sees what the other gave")
{
    CalibrationId session;
    TestWindow window([&](TempWorkspace& school) {
        session = open_session(school, {school.coach, school.other_coach}, school.leader);
        rate(school, session, school.other_coach, "233422312");
    });
    go_to_page(window);
    REQUIRE(wait_for([&] { return window.focused() == "Calibration sessions"; }));
    window.picture("calibration_sessions");
    window.press(WXK_RETURN);
    REQUIRE(wait_for([&] { return window.focused() == "Rows to rate in this session"; }));
    for (const char level : std::string("22342")) {
        window.press(level);
        window.press(WXK_DOWN);
    }
    window.press('N');
    window.press(WXK_DOWN);
    window.press('3');
    window.press(WXK_BACK);
    REQUIRE(wait_for([&] { return window.ask(CalibrationSheet{session}).marked == 6; }));
    CHECK(window.ask(CalibrationSheet{session}).rows[5].mark == Mark::not_observed);
    window.press('2');
    window.press('W', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.focused() == "What you saw or heard"; }));
    window.type("Two pairs compared their answers.");
    window.picture("calibration_sheet");
    CHECK(window.ask(CalibrationMeeting{session}).observers.empty());
    window.press(WXK_RETURN, wxMOD_CONTROL);
    REQUIRE(wait_for([&] { return window.ask(CalibrationMeeting{session}).observers.size() == 2; }));
    REQUIRE(wait_for([&] { return window.focused().find("1a Community, Cora Coach: 2") == 0; }));
    window.press(WXK_RIGHT);
    REQUIRE(wait_for([&] { return window.focused().find("1a Community, Dana Cole: 2") == 0; }));
    window.press(WXK_DOWN);
    CHECK(wait_for([&] { return window.focused().find("1b Engagement, Dana Cole: 3") == 0; }));
    window.picture("calibration_meeting_of_two");
    window.press('T', wxMOD_CONTROL | wxMOD_SHIFT);
    CHECK(wait_for([&] { return window.focused() == "Calibration October: fractions video"; }));
    window.press('3', wxMOD_ALT);
    CHECK(wait_for([&] { return window.focused() == "Past sessions"; }));
    window.picture("calibration_history");
}

TEST_CASE("a leader opens a session by keys, enters master ratings, and leads the meeting")
{
    TestWindow window(
        [](TempWorkspace& school) { must(school.workspace.execute(Actor::keeper(), SetOwner{school.leader})); });
    go_to_page(window);
    window.picture("calibration_empty");
    bool was_seen = false;
    expect_dialog([&](wxDialog& dialog) {
        REQUIRE(wait_for([&] { return window.focused() == "Title"; }));
        was_seen = dialog.GetTitle() == "New calibration session";
        window.type("November: a reading lesson");
        window.press(WXK_TAB);
        CHECK(wait_for([&] { return window.focused() == "Lesson"; }));
        window.press(WXK_TAB);
        window.picture("calibration_new");
        window.press(WXK_ESCAPE);
    });
    window.press('N', wxMOD_CONTROL | wxMOD_SHIFT);
    CHECK(wait_for([&] { return was_seen; }));
    let_pass(100);
    // The rest through the library: ticking a list is GTK's own.
    const auto session =
        open_session(window.school, {window.school.coach, window.school.other_coach}, window.school.leader);
    let_pass(1200);  // the window looks each second whether another program wrote
    window.press('1', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.focused() == "Calibration sessions"; }));
    window.press(WXK_RETURN);
    REQUIRE(wait_for([&] { return window.focused() == "Rows to rate in this session"; }));
    for (std::size_t i = 0; i < codes.size(); ++i) {
        window.press('2');
        window.press(WXK_DOWN);
    }
    let_pass(100);
    window.picture("calibration_master");
    rate(window.school, session, window.school.coach, "223322122");
    rate(window.school, session, window.school.other_coach, "444442222");
    REQUIRE(wait_for([&] { return window.focused().find("1a Community, Cora Coach: 2") == 0; }));
    window.press('1', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.focused() == "Calibration sessions"; }));
    window.press('2', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.focused().find("1a Community, ") == 0; }));
    window.press('3');
    const auto meeting = [&] {
        return must(window.school.workspace.ask(Actor::as(window.school.leader), CalibrationMeeting{session}));
    };
    REQUIRE(wait_for([&] { return meeting().rows[0].consensus.has_value(); }));
    CHECK(meeting().rows[0].consensus->level == 3);
    window.press('D', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.focused() == "What the group decided"; }));
    window.type("Established needs most students.");
    window.picture("calibration_meeting");
    window.press('1', wxMOD_ALT);
    REQUIRE(wait_for([&] { return meeting().session.notes == "Established needs most students."; }));
    REQUIRE(wait_for([&] { return window.focused() == "Calibration sessions"; }));
    window.press('Z', wxMOD_CONTROL);
    REQUIRE(wait_for([&] { return meeting().session.notes.empty(); }));
}

TEST_CASE("who leads a session changes its title and who rates in it by keys, and is told when Undo comes too late")
{
    CalibrationId session;
    TestWindow window([&](TempWorkspace& school) {
        must(school.workspace.execute(Actor::keeper(), SetOwner{school.leader}));
        session = open_session(school, {school.coach, school.other_coach}, school.leader);
    });
    go_to_page(window);
    REQUIRE(wait_for([&] { return window.focused() == "Calibration sessions"; }));
    expect_dialog([&](wxDialog& dialog) {
        REQUIRE(wait_for([&] { return window.focused() == "Title"; }));
        CHECK(dialog.GetTitle() == "Change the session");
        window.type("November");
        REQUIRE(wait_for([&] {
            window.press(WXK_TAB);
            return window.focused().find("Who rates") == 0;
        }));
        window.picture("calibration_change");
        auto* list = dynamic_cast<wxCheckListBox*>(wxWindow::FindFocus());
        REQUIRE(list);
        for (unsigned at = 0; at < list->GetCount(); ++at)
            if (list->GetString(at) == "Cora Coach") list->Check(at, false);
        window.press(WXK_RETURN, wxMOD_NONE);
        if (dialog.IsModal()) window.press('K', wxMOD_ALT);
    });
    window.press('E', wxMOD_CONTROL | wxMOD_SHIFT);
    const auto rows = [&] {
        return must(window.school.workspace.ask(Actor::as(window.school.leader), CalibrationSessions{}));
    };
    REQUIRE(wait_for([&] { return rows().front().raters == 1; }));
    CHECK(rows().front().session.title == "November");
    CHECK(rows().front().who_rates == std::vector<PersonId>{window.school.other_coach});
    REQUIRE(wait_for([&] { return window.frame->IsActive(); }));
    window.press('Z', wxMOD_CONTROL);
    REQUIRE(wait_for([&] { return rows().front().raters == 2; }));
    window.press('Z', wxMOD_CONTROL);
    REQUIRE(wait_for([&] { return rows().front().session.title == "October: fractions video"; }));
    must(window.school.workspace.execute(Actor::as(window.school.coach),
                                         RateInCalibration{session, "1a", Mark::level, 3}));
    let_pass(1200);  // the window looks each second whether another program wrote
    window.press('Z', wxMOD_CONTROL);
    CHECK(wait_for([&] { return window.frame->notice().find("others are already rating") != std::string::npos; }));
    window.picture("calibration_undo_too_late");
}

TEST_CASE("who only teaches has no Calibration page")
{
    TestWindow window(
        [](TempWorkspace& school) { must(school.workspace.execute(Actor::keeper(), SetOwner{school.teacher})); });
    window.press('K', wxMOD_CONTROL | wxMOD_SHIFT);
    let_pass(200);
    CHECK(window.frame->current_page_id() != PageId::calibration);
}
