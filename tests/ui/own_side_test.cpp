// What a teacher sets, asks for and signs, by keys: goals, a request that reaches the coach, a shared visit that is
// opened again, and a reply that is not lost.
#include <wx/checkbox.h>
#include <wx/dialog.h>
#include <wx/textctrl.h>

#include <catch2/catch.hpp>

#include "app/widget/table_view.hpp"
#include "app/widget/utf8.hpp"
#include "tests/ui/surprises.hpp"
#include "tests/ui/test_window.hpp"
#include "throughline/command/feedback.hpp"
#include "throughline/command/goal.hpp"
#include "throughline/command/unlocking.hpp"
#include "throughline/command/visit_request.hpp"
#include "throughline/query/feedback.hpp"
#include "throughline/query/goal.hpp"
#include "throughline/query/policy.hpp"
#include "throughline/query/unlocking.hpp"
#include "throughline/query/visit_request.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

const OpeningOptions as_ana{std::nullopt, "Ana Ruiz"};

ObservationId share(TempWorkspace& school)
{
    const auto visit = school.start_with(school.teacher, "teach-primary");
    school.note(visit, "T: Who can explain why?", false, {"6"});
    school.note(visit, "ask about grouping", true);
    const auto run = [&](const auto& command) { must(school.workspace.execute(school.as_coach(), command)); };
    run(ChangeObservationText{visit, ObservationField::strength, "Open questions", {}});
    run(RateIndicator{visit, "6", Mark::level, 4});
    run(SetActionStep{visit, "Wait three seconds", {"6"}, {}, {}});
    run(ShareObservation{visit});
    return visit;
}

void collect(const wxWindow* window, std::string& words)
{
    if (!window->IsShownOnScreen()) return;
    words += to_utf8(window->GetLabel()) + "\n";
    if (const auto* text = dynamic_cast<const wxTextCtrl*>(window)) words += to_utf8(text->GetValue()) + "\n";
    if (const auto* table = dynamic_cast<const TableView*>(window))
        for (const auto& row : table->rows())
            for (const auto& cell : row.cells) words += cell + "\n";
    for (const auto* child : window->GetChildren()) collect(child, words);
}

std::string words_on(TestWindow& window)
{
    std::string words;
    collect(window.frame->current_page(), words);
    return words;
}

bool says(TestWindow& window, const std::string& words)
{
    const bool found = wait_for([&] { return words_on(window).find(words) != std::string::npos; });
    INFO(words_on(window));
    CHECK(found);
    return found;
}

Goals::Seen goals_of(TestWindow& window)
{
    auto workspace = must(Workspace::open(window.school.file, window.school.options()));
    return must(workspace.ask(Actor::as(window.school.teacher), Goals{window.school.teacher}));
}

}  // namespace

TEST_CASE("a teacher sets a goal by keys, adds a reading and reaches it")
{
    TestWindow window({}, nullptr, as_ana);
    window.press('3', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.focused() == "New goal..."; }));
    window.picture("goals_empty");
    expect_dialog([&](wxDialog&) {
        REQUIRE(wait_for([&] { return window.focused() == "What students will do"; }));
        window.type("Every student explains an answer");
        for (const auto* text : {"students who explain", "8 of 26", "20 of 26"}) {
            window.press(WXK_TAB);
            window.type(text);
        }
        window.picture("goal_dialog");
        window.press(WXK_RETURN);
    });
    window.press(WXK_SPACE);
    REQUIRE(wait_for([&] { return goals_of(window).rows.size() == 1; }));
    CHECK(goals_of(window).rows[0].goal.target == "20 of 26");
    REQUIRE(wait_for([&] { return window.focused() == "Goals and own steps"; }));
    expect_dialog([&](wxDialog&) {
        REQUIRE(wait_for([&] { return window.focused() == "How it is"; }));
        window.type("14 of 26");
        window.picture("goal_reading");
        window.press(WXK_RETURN);
    });
    REQUIRE(wait_for([&] { return window.frame->IsActive(); }));
    window.press('R', wxMOD_ALT);
    REQUIRE(wait_for([&] { return goals_of(window).rows[0].readings.size() == 1; }));
    REQUIRE(says(window, "14 of 26"));
    window.picture("goals");
    REQUIRE(window.frame->run_command("goals.reached"));
    CHECK(goals_of(window).rows[0].goal.state == GoalState::reached);
    REQUIRE(says(window, "Reached"));
}

TEST_CASE("a teacher asks for a visit by keys, and the coach finds it on Today, when planning and in the visit")
{
    {
        TestWindow window({}, nullptr, as_ana);
        window.press('4', wxMOD_ALT);
        REQUIRE(wait_for([&] { return window.focused() == "Ask for a visit..."; }));
        expect_dialog([&](wxDialog&) {
            REQUIRE(wait_for([&] { return window.focused() == "What to look at"; }));
            window.type("Who speaks, and who does not");
            window.picture("request_dialog");
            window.press(WXK_TAB);
            window.type("a morning");
            window.press(WXK_RETURN);
        });
        window.press(WXK_SPACE);
        REQUIRE(says(window, "Who speaks, and who does not"));
        window.picture("requests");
    }
    TestWindow window([](TempWorkspace& school) {
        must(school.workspace.execute(
            Actor::as(school.teacher),
            AskForVisit{school.coach, "Who speaks, and who does not", "a morning in the next weeks"}));
    });
    REQUIRE(says(window, "Asked for a visit"));
    CHECK(window.focused().find("Start the visit that Ana Ruiz asks for") == 0);
    window.picture("today_asked");
    window.frame->open_teacher(window.school.teacher);
    REQUIRE(says(window, "Ana Ruiz asks: Who speaks, and who does not"));
    window.picture("teacher_asked");
    expect_dialog([&](wxDialog& dialog) {
        let_pass(200);
        std::string words;
        collect(&dialog, words);
        CHECK(words.find("Ana Ruiz asks: Who speaks") != std::string::npos);
        window.picture("plan_asked");
        dialog.EndModal(wxID_CANCEL);
    });
    window.frame->run_command("go.Today");
    let_pass(100);
    window.frame->open_teacher(window.school.teacher);
    let_pass(200);
    REQUIRE(wait_for([&] { return window.frame->IsActive(); }));
    // The first button of the row that tells of the request.
    std::string walked;
    for (int tab = 0; tab < 20 && window.focused().find("Plan it...") != 0; ++tab) {
        walked += window.focused() + "\n";
        window.press(WXK_TAB);
    }
    INFO(walked);
    REQUIRE(window.focused().find("Plan it...") == 0);
    window.press(WXK_SPACE);
    REQUIRE(wait_for([&] { return window.frame->IsActive(); }));
    window.frame->start_observation(window.school.teacher);
    REQUIRE(says(window, "Ana Ruiz asks: Who speaks, and who does not"));
    window.picture("visit_asked");
    const auto requests = window.ask(VisitRequests{});
    REQUIRE(requests.rows.size() == 1);
    CHECK(requests.rows[0].request.state == VisitRequestState::visited);
}

TEST_CASE("the coach reads a teacher's goals on the teacher's page, and changes nothing there")
{
    TestWindow window([](TempWorkspace& school) {
        must(school.workspace.execute(
            Actor::as(school.teacher),
            SetGoal{GoalKind::goal, {"Every student explains", "students who do", "8 of 26", "20 of 26", {}, {}}}));
    });
    window.frame->open_teacher(window.school.teacher);
    REQUIRE(wait_for([&] { return window.frame->current_page_id() == PageId::teacher; }));
    let_pass(100);
    window.press('5', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.focused() == "Goals and own steps"; }));
    REQUIRE(says(window, "Every student explains"));
    CHECK(words_on(window).find("New goal") == std::string::npos);
    window.picture("teacher_goals");
}

TEST_CASE("coach and teacher open a shared visit by keys, and each sees what had been given")
{
    ObservationId visit;
    {
        TestWindow window([&](TempWorkspace& school) { visit = share(school); });
        window.frame->open_observation(visit);
        REQUIRE(wait_for([&] { return window.focused() == "Open the debrief"; }));
        expect_dialog([&](wxDialog& unlocking) {
            REQUIRE(wait_for([&] { return window.focused() == "Ask to open it..."; }));
            window.picture("unlocking_empty");
            expect_dialog([&](wxDialog&) {
                REQUIRE(wait_for([&] { return window.focused() == "What has to be put right"; }));
                window.type("The class was 6b");
                window.press(WXK_TAB);
                window.type("Cora Coach");
                window.picture("unlocking_ask");
                window.press(WXK_RETURN);
            });
            window.press(WXK_SPACE);
            REQUIRE(wait_for([&] { return window.ask(Unlockings{visit}).size() == 1; }));
            let_pass(300);
            window.picture("unlocking_waits");
            unlocking.EndModal(wxID_CANCEL);
        });
        window.press('I', wxMOD_ALT);
        REQUIRE(wait_for([&] { return window.frame->IsActive(); }));
        REQUIRE(says(window, "Asked to open it again"));
        window.picture("shared_waits");
    }
    TestWindow window(
        [&](TempWorkspace& school) {
            visit = share(school);
            must(school.workspace.execute(school.as_coach(), AskToUnlock{visit, "The class was 6b", "Cora Coach"}));
        },
        nullptr, as_ana);
    REQUIRE(says(window, "The class was 6b"));
    window.picture("my_feedback_asked");
    expect_dialog([&](wxDialog& unlocking) {
        REQUIRE(wait_for([&] { return window.focused() == "Sign..."; }));
        expect_dialog([&](wxDialog&) {
            REQUIRE(wait_for([&] { return window.focused() == "Full name of Ana Ruiz"; }));
            window.type("Ana Ruiz");
            window.press(WXK_RETURN);
        });
        window.press(WXK_SPACE);
        REQUIRE(wait_for([&] { return window.ask(Unlockings{visit})[0].unlocking.state == UnlockingState::open; }));
        let_pass(300);
        window.picture("unlocking_open");
        unlocking.EndModal(wxID_CANCEL);
    });
    REQUIRE(window.frame->run_command("my_feedback.unlock"));
    REQUIRE(says(window, "Open for correction since"));
    const auto words = words_on(window);
    CHECK(words.find("Open questions") != std::string::npos);  // what had been given
    CHECK(words.find("ask about grouping") == std::string::npos);
    CHECK_FALSE(window.frame->run_command("my_feedback.reply"));
    window.picture("my_feedback_open");
}

TEST_CASE("a coach goes on with an opened visit as a draft that says why, and shares it again")
{
    ObservationId visit;
    TestWindow window([&](TempWorkspace& school) {
        visit = share(school);
        const auto id =
            must(school.workspace.execute(school.as_coach(), AskToUnlock{visit, "The class was 6b", "Cora Coach"}))
                .value;
        must(school.workspace.execute(Actor::as(school.teacher), SignUnlocking{id, school.teacher, "Ana Ruiz"}));
    });
    window.frame->open_observation(visit);
    REQUIRE(says(window, "Open for correction since"));
    REQUIRE(says(window, "The class was 6b"));
    window.picture("visit_opened");
    window.press('3', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.focused() == "What worked"; }));
    window.press('A', wxMOD_CONTROL);
    window.type("Open questions in 6b");
    window.press(WXK_RETURN, wxMOD_CONTROL);
    REQUIRE(wait_for([&] { return window.focused() == "Share with Ana Ruiz"; }));
    window.press(WXK_RETURN);
    REQUIRE(wait_for([&] { return window.ask(Unlockings{visit})[0].unlocking.state == UnlockingState::shared_again; }));
    CHECK(window.ask(ObservationDetail{visit}).observation.strength == "Open questions in 6b");
    REQUIRE(says(window, "Shared again on"));
    window.picture("shared_again");
}

TEST_CASE("a reply that was typed and left is there again, in the dialog and after the window was closed")
{
    ObservationId visit;
    TestWindow window([&](TempWorkspace& school) { visit = share(school); }, nullptr, as_ana);
    REQUIRE(wait_for([&] { return window.focused() == "Visits that were shared with me"; }));
    expect_dialog([&](wxDialog& dialog) {
        REQUIRE(wait_for([&] { return window.focused() == "What you say to Cora Coach"; }));
        window.type("I will try");
        let_pass(400);  // longer than the promise to the disk
        dialog.EndModal(wxID_CANCEL);
    });
    window.press('R', wxMOD_CONTROL);
    REQUIRE(wait_for([&] { return window.frame->IsActive(); }));
    CHECK(window.ask(ObservationDetail{visit}).responses.empty());
    // Another window on the file, as after a crash: the first one's session is still there, so it keeps its own.
    window.frame->close_file();
    REQUIRE(window.frame->open_workspace(must(Workspace::open(window.school.file, window.school.options()))));
    let_pass(200);
    REQUIRE(window.frame->run_command("go.My feedback"));
    let_pass(200);
    expect_dialog([&](wxDialog& dialog) {
        REQUIRE(wait_for([&] { return window.focused() == "What you say to Cora Coach"; }));
        const auto* text = dynamic_cast<wxTextCtrl*>(wxWindow::FindFocus());
        REQUIRE(text);
        CHECK(text->GetValue() == "I will try");
        window.type(" it");
        window.picture("reply_kept");
        window.press(WXK_RETURN, wxMOD_CONTROL);
        (void)dialog;
    });
    REQUIRE(window.frame->run_command("my_feedback.reply"));
    REQUIRE(wait_for([&] { return window.ask(ObservationDetail{visit}).responses.size() == 1; }));
    CHECK(window.ask(ObservationDetail{visit}).responses[0].text == "I will try it");
}

TEST_CASE("the school's policy is set by a key in Settings")
{
    TestWindow window;
    REQUIRE(window.frame->run_command("go.Settings"));
    let_pass(200);
    window.press('7', wxMOD_ALT);
    let_pass(100);
    for (int tab = 0; tab < 25 && window.focused().find("Leaders read the steps") != 0; ++tab) window.press(WXK_TAB);
    REQUIRE(window.focused().find("Leaders read the steps") == 0);
    window.picture("settings_policy");
    window.press(WXK_SPACE);
    REQUIRE(wait_for([&] { return window.ask(SchoolPolicy{}).leaders_read_steps; }));
    window.picture("settings_policy_set");
}
