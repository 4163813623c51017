// A teacher's two minutes by keyboard alone, and what the window of somebody who only teaches does not offer.
#include <array>

#include <catch2/catch.hpp>

#include <wx/dialog.h>

#include "app/shell/pages.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/utf8.hpp"
#include "tests/ui/surprises.hpp"
#include "tests/ui/test_window.hpp"
#include "throughline/command/feedback.hpp"
#include "throughline/model/school_calendar.hpp"
#include "throughline/query/feedback.hpp"
#include "throughline/query/growth.hpp"
#include "throughline/query/people.hpp"
#include "throughline/query/teacher.hpp"
#include "throughline/report/growth_chart.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

constexpr std::int64_t week_us = 7LL * 24 * 60 * us_per_minute;
const OpeningOptions as_ana{std::nullopt, "Ana Ruiz"};

ObservationId share(TempWorkspace& school, const std::string& strength, const std::string& step)
{
    const auto visit = school.start_with(school.teacher, "teach-primary");
    school.note(visit, "T: Who can explain why?", false, {"6"});
    school.note(visit, "S: Because the pattern grows by three.", false, {"6"});
    school.note(visit, "ask about grouping", true);
    const auto run = [&](const auto& command) { must(school.workspace.execute(school.as_coach(), command)); };
    run(ChangeObservationText{visit, ObservationField::strength, strength, {}});
    run(RateIndicator{visit, "6", Mark::level, 4});
    run(RateIndicator{visit, "7", Mark::level, 3});
    run(SetActionStep{visit, step, {"6"}, {}, {}});
    run(ShareObservation{visit});
    return visit;
}

// Two visits to Ana, the older one amended; the principal looked at her page.
void two_visits(TempWorkspace& school)
{
    const auto first = share(school, "Open questions", "Wait three seconds");
    must(school.workspace.execute(Actor::as(school.teacher), Respond{first, ResponseKind::acknowledged}));
    school.clock->forward(week_us);
    must(school.workspace.execute(
        school.as_coach(), AmendObservation{first, ObservationField::strength, "Open questions to all", "Exact"}));
    share(school, "Students explained to each other", "Ask one student to restate");
    REQUIRE(school.workspace.ask(Actor::as(school.leader), TeacherPage{school.teacher}));
    school.clock->forward(60 * us_per_minute);
}

// Tab until this has the focus; false if it never does.
bool tab_to(TestWindow& window, const std::string& name)
{
    constexpr int tabs_max = 40;
    for (int tab = 0; tab < tabs_max && window.focused().find(name) != 0; ++tab) window.press(WXK_TAB);
    INFO("the focus is on " << window.focused());
    CHECK(window.focused().find(name) == 0);
    return window.focused().find(name) == 0;
}

// Every text that stands in a window below this one.
void collect(const wxWindow* window, std::string& words)
{
    words += to_utf8(window->GetLabel()) + "\n";
    if (const auto* text = dynamic_cast<const wxTextCtrl*>(window)) words += to_utf8(text->GetValue()) + "\n";
    if (const auto* table = dynamic_cast<const TableView*>(window))
        for (const auto& row : table->rows())
            for (const auto& cell : row.cells) words += cell + "\n";
    for (const auto* child : window->GetChildren()) collect(child, words);
}

}  // namespace

TEST_CASE("a teacher's two minutes by keys alone: read, acknowledge, reply, rate a row, see who opened it")
{
    TestWindow window(two_visits, nullptr, as_ana);
    const auto visits = [&] {
        auto workspace = must(Workspace::open(window.school.file, window.school.options()));
        return must(workspace.ask(Actor::as(window.school.teacher), MyFeedback{}));
    };
    const auto answers = [&] { return window.ask(ObservationDetail{visits().front().visit.id}).responses; };
    REQUIRE(window.frame->current_page_id() == PageId::my_feedback);
    REQUIRE(wait_for([&] { return window.focused() == "Visits that were shared with me"; }));
    window.picture("my_feedback");
    window.count_from_zero();

    window.press(WXK_RETURN);  // into the newest
    REQUIRE(wait_for([&] { return window.focused() == "The feedback"; }));
    window.press(WXK_TAB);
    REQUIRE(wait_for([&] { return window.focused() == "I have read it"; }));
    window.press(WXK_SPACE);
    REQUIRE(wait_for([&] { return visits().front().acknowledged_at.has_value(); }));
    CHECK(window.frame->status() == "Kept with this visit: you read it. Cora Coach sees it here.");

    expect_dialog([&](wxDialog&) {
        REQUIRE(wait_for([&] { return window.focused() == "What you say to Cora Coach"; }));
        window.type("I will try it on Thursday");
        window.picture("my_feedback_reply");
        window.press(WXK_RETURN, wxMOD_CONTROL);
    });
    window.press('R', wxMOD_CONTROL);
    REQUIRE(wait_for([&] { return answers().size() == 2; }));
    CHECK(answers()[1].text == "I will try it on Thursday");

    expect_dialog([&](wxDialog&) {
        REQUIRE(wait_for([&] { return window.focused().find(", Cora Coach") != std::string::npos; }));
        REQUIRE(tab_to(window, "Not rated by me, 6 Critical thinking, Cora Coach: "));
        for (int level = 0; level < 3; ++level) window.press(WXK_DOWN);
        window.picture("my_feedback_rate");
        REQUIRE(tab_to(window, "Keep my ratings"));
        window.press(WXK_RETURN);
    });
    window.press('M', wxMOD_CONTROL);
    REQUIRE(wait_for([&] { return answers().size() == 3; }));
    CHECK(answers()[2].rating == Rating{"6", Mark::level, 3});
    window.picture("my_feedback_answered");

    window.press('7', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.focused() == "Who opened it"; }));
    std::string words;
    collect(window.frame->current_page(), words);
    CHECK(words.find("Lee Park\nThe teacher's page\n") != std::string::npos);
    window.picture("my_feedback_opened");
    constexpr int keys_max = 80;  // the reply alone has 25; no mouse
    CHECK(window.key_count() <= keys_max);

    // The coach's own view of the visit has all of it.
    const auto coach = window.ask(FeedbackPreview{visits().front().visit.id});
    CHECK(coach.responses.size() == 3);
    CHECK_FALSE(window.frame->run_command("edit.undo"));
}

TEST_CASE("a teacher walks to an older visit that was changed, to the steps, the year and who can see it")
{
    TestWindow window(two_visits, nullptr, as_ana);
    REQUIRE(wait_for([&] { return window.focused() == "Visits that were shared with me"; }));
    window.press(WXK_DOWN);
    std::string words;
    REQUIRE(wait_for([&] {
        words.clear();
        collect(window.frame->current_page(), words);
        return words.find("now \"Open questions to all\", before \"Open questions\". Reason: Exact") !=
               std::string::npos;
    }));
    CHECK(words.find("\nChanged\n") != std::string::npos);
    CHECK(words.find("ask about grouping") == std::string::npos);
    window.picture("my_feedback_changed");
    window.press('2', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.focused() == "My steps"; }));
    window.picture("my_feedback_steps");
    window.press('5', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.focused() == "What matters more than a line"; }));
    words.clear();
    collect(window.frame->current_page(), words);
    CHECK(words.find("\nNot enough visits yet: 2 of 6\n") != std::string::npos);
    window.picture("my_feedback_year");
    window.press('T', wxMOD_CONTROL | wxMOD_SHIFT);
    REQUIRE(wait_for([&] { return window.focused() == "Growth of Ana Ruiz"; }));
    window.picture("my_feedback_year_table");
    // The digits are those of the answer that the Growth page has.
    words.clear();
    collect(window.frame->current_page(), words);
    TeacherGrowth asked;
    asked.teacher = window.school.teacher;
    const auto growth = window.ask(asked);
    REQUIRE(growth.visits.size() == 2);
    for (const auto& visit : growth.visits)
        CHECK(words.find("Visit\n" + spoken_date(visit.on, growth.to) + "\n" +
                         report::level_number(visit.mean_level.value()) + "\n") != std::string::npos);
    std::string said;
    expect_dialog([&](wxDialog& dialog) {
        REQUIRE(wait_for([&] { return window.focused() == "How was this computed"; }));
        said = to_utf8(dialog.GetTitle());
        window.press(WXK_ESCAPE);
    });
    window.press('H', wxMOD_CONTROL | wxMOD_SHIFT);
    CHECK(wait_for([&] { return said == "How was this computed"; }));
    REQUIRE(wait_for([&] { return window.frame->IsActive(); }));
    let_pass(100);
    window.press('6', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.focused() == "Who can see this visit"; }));
    window.picture("my_feedback_who_can_see");
}

TEST_CASE("a teacher with whom nothing was shared is told so, on a page that works")
{
    TestWindow window({}, nullptr, as_ana);
    CHECK(window.frame->current_page_id() == PageId::my_feedback);
    std::string words;
    collect(window.frame->current_page(), words);
    CHECK(words.find("Nothing has been shared with you yet.") != std::string::npos);
    window.picture("my_feedback_empty");
    for (const int tab : {'2', '3', '4', '5', '6', '7', '1'}) window.press(tab, wxMOD_ALT);
    CHECK(window.frame->notice().empty());
}

TEST_CASE("the window of who only teaches offers no page that names a colleague, and starts no visit")
{
    TestWindow window(
        [](TempWorkspace& school) {
            two_visits(school);
            const auto other = school.start(school.other_teacher);
            must(school.workspace.execute(school.as_coach(), ShareObservation{other}));
        },
        nullptr, as_ana);
    for (const auto* name :
         {"Today", "Teachers", "Observations", "Follow-ups", "Cadence", "Schedule", "Roster", "Settings"}) {
        INFO(name);
        CHECK_FALSE(window.frame->run_command(std::string("go.") + name));
    }
    CHECK_FALSE(window.frame->run_command("visit.start"));
    std::string words;
    for (const auto* name : {"Search", "Rubrics", "Growth", "My feedback"}) {
        INFO(name);
        REQUIRE(window.frame->run_command(std::string("go.") + name));
        let_pass(50);
        if (window.frame->current_page_id() == PageId::search) {
            window.frame->search_for("Okafor");
            let_pass(400);
        }
        collect(window.frame, words);
    }
    for (int tab = '1'; tab <= '7'; ++tab) {
        window.press(tab, wxMOD_ALT);
        collect(window.frame->current_page(), words);
    }
    CHECK(words.find("Ana Ruiz") != std::string::npos);
    CHECK(words.find("Ben") == std::string::npos);
    window.picture("my_feedback_only");
}

TEST_CASE("a coach who is also a teacher has both: Today first, and My feedback by its key")
{
    TestWindow window([](TempWorkspace& school) {
        auto coach = must(school.workspace.ask(Actor::keeper(), ResolvePerson{"Cora Coach"}));
        coach.roles.insert(Role::teacher);
        must(school.workspace.execute(Actor::keeper(), ChangePerson{coach}));
    });
    CHECK(window.frame->current_page_id() == PageId::today);
    window.press('0', wxMOD_CONTROL);
    REQUIRE(wait_for([&] { return window.frame->current_page_id() == PageId::my_feedback; }));
}
