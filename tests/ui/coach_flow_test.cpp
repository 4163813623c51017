// A coach's visit by keyboard alone, through the real window: from the door to a follow-up that will happen.
#include <catch2/catch.hpp>

#include "tests/ui/test_window.hpp"
#include "throughline/query/today.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

constexpr const char* input_name = "What you see and hear";

// Starts a visit to the first teacher of "who next" and writes in it.
void begin(TestWindow& window)
{
    window.press(WXK_RETURN);
    REQUIRE(wait_for([&] { return window.focused() == input_name; }));
}

void write_line(TestWindow& window, const std::string& line)
{
    window.type(line);
    window.press(WXK_RETURN);
}

// The one visit in the file.
ObservationDetail::Detail only_visit(TestWindow& window)
{
    const auto visits = window.ask(Observations{});
    REQUIRE(visits.size() == 1);
    return window.ask(ObservationDetail{visits.front().id});
}

}  // namespace

TEST_CASE("from the door to the first typed line are two actions")
{
    TestWindow window;
    window.count_from_zero();
    window.press(WXK_RETURN);  // the top of "who next" is chosen
    REQUIRE(wait_for([&] { return window.focused() == input_name; }));
    CHECK(window.key_count() == 1);
    CHECK(window.frame->current_page_id() == PageId::observe);

    window.type("t who can explain why?");  // the second action: writing
    window.picture("typing");
    window.press(WXK_RETURN);
    REQUIRE(wait_for([&] { return only_visit(window).evidence.size() == 1; }));
    const auto line = only_visit(window).evidence.front();
    CHECK(line.text == "who can explain why?");
    CHECK(line.speaker == Speaker::teacher);
}

TEST_CASE("a coach's whole visit by keyboard alone ends in a debrief and a step check")
{
    TestWindow window;
    begin(window);
    write_line(window, "t who can explain why? #4b");
    write_line(window, "s because it is steeper #4b #5a");
    write_line(window, "p ask about grouping");
    REQUIRE(wait_for([&] { return only_visit(window).evidence.size() == 3; }));
    window.type("seemed unsure");
    window.picture("script");
    window.press('A', wxMOD_CONTROL);
    window.press(WXK_BACK);

    // Nine rows in at most eighteen keys, the way to the pane included.
    window.count_from_zero();
    window.press('2', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.focused() == "Rows to rate"; }));
    for (int row = 0; row < 9; ++row) {
        if (row > 0) window.press(WXK_DOWN);
        window.press('1' + row % 4);
    }
    CHECK(window.key_count() <= 18);
    REQUIRE(wait_for([&] { return only_visit(window).ratings.size() == 9; }));
    for (std::size_t row = 0; row < 9; ++row)
        CHECK(only_visit(window).ratings[row].level == static_cast<int>(1 + row % 4));
    window.picture("ratings");

    window.press('3', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.focused() == "What worked"; }));
    window.type("Wait time after each question");
    window.press(WXK_TAB);
    REQUIRE(wait_for([&] { return window.focused() == "One step to try"; }));
    window.type("Ask one student to restate");
    window.picture("feedback");

    // Share in two actions.
    window.count_from_zero();
    window.press(WXK_RETURN, wxMOD_CONTROL);
    REQUIRE(wait_for([&] { return window.focused() == "Share with Ana Ruiz"; }));
    window.picture("preview");
    window.press(WXK_RETURN);
    CHECK(window.key_count() == 2);
    REQUIRE(wait_for([&] { return only_visit(window).observation.state == ObservationState::shared; }));

    const auto shared = only_visit(window);
    CHECK(shared.observation.strength == "Wait time after each question");
    REQUIRE(shared.debrief);
    CHECK(iso(shared.debrief->due_on) == "2026-10-07");
    REQUIRE(shared.step);
    CHECK(shared.step->text == "Ask one student to restate");
    CHECK(shared.step->state == StepState::assigned);
    CHECK(shared.step->check_on);
    const auto today = window.ask(Today{});
    CHECK(today.debriefs.size() == 1);
    window.picture("shared");
}

TEST_CASE("function keys count, time and take the on-task count while a line is half typed")
{
    TestWindow window;
    begin(window);
    window.type("t half a line");
    window.press(WXK_F7);  // no counter is chosen yet: asks which
    REQUIRE(wait_for([&] { return window.focused() == "Count"; }));
    window.type("Hands up");
    window.press(WXK_RETURN);
    REQUIRE(wait_for([&] { return window.focused() == input_name; }));
    window.press(WXK_F7);
    REQUIRE(wait_for([&] {
        const auto lines = only_visit(window).evidence;
        return lines.size() == 1 && lines.front().amount == 2;
    }));
    window.press(WXK_F8);
    window.school.clock->forward(7 * us_per_second);
    window.press(WXK_F8);
    REQUIRE(wait_for([&] { return only_visit(window).evidence.size() == 2; }));
    window.press(WXK_F9);
    window.type("22");
    window.press(WXK_RETURN);
    window.type("27");
    window.press(WXK_RETURN);
    REQUIRE(wait_for([&] { return only_visit(window).evidence.size() == 3; }));
    REQUIRE(wait_for([&] { return window.focused() == input_name; }));
    write_line(window, " goes on");
    REQUIRE(wait_for([&] { return only_visit(window).evidence.size() == 4; }));
    bool is_whole = false;
    for (const auto& line : only_visit(window).evidence) is_whole = is_whole || line.text == "half a line goes on";
    CHECK(is_whole);
}

TEST_CASE("a key that a row does not take is answered in words, and a mark is cleared with Backspace")
{
    TestWindow window;
    begin(window);
    window.press('2', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.focused() == "Rows to rate"; }));
    window.press('9');
    window.press('A');
    window.press('N');
    REQUIRE(wait_for([&] { return only_visit(window).ratings.size() == 1; }));
    CHECK(only_visit(window).ratings.front().mark == Mark::not_observed);
    window.press(WXK_BACK);
    REQUIRE(wait_for([&] { return only_visit(window).ratings.empty(); }));
}

TEST_CASE("a debrief is opened from the shared visit, ticked through, written down and held by keyboard")
{
    ObservationId visit;
    TestWindow window([&](TempWorkspace& school) {
        visit = school.start(school.teacher);
        school.note(visit, "Who can explain why?", false, {"4b"});
        must(school.workspace.execute(school.as_coach(), SetActionStep{visit, "Wait three seconds", {}, {}, {}}));
        must(school.workspace.execute(school.as_coach(), ShareObservation{visit}));
        school.clock->forward(30 * us_per_minute);
    });
    window.frame->open_observation(visit);
    REQUIRE(wait_for([&] { return window.focused() == "Open the debrief"; }));
    window.picture("shared_step");
    window.press(WXK_RETURN);
    REQUIRE(wait_for([&] { return window.focused() == "Praise"; }));
    window.press(WXK_SPACE);
    window.press(WXK_TAB);
    window.press(WXK_SPACE);
    REQUIRE(wait_for([&] { return window.ask(DebriefDetail{any(visit)}).debrief.done.size() == 2; }));
    for (int tab = 0; tab < 4; ++tab) window.press(WXK_TAB);
    REQUIRE(wait_for([&] { return window.focused() == "The teacher's words"; }));
    window.type("I ran out of time");
    window.press(WXK_TAB);
    REQUIRE(wait_for([&] { return window.focused() == "Your notes, for both of you"; }));
    window.type("Try the timer");
    window.picture("debrief");
    window.press(WXK_RETURN, wxMOD_CONTROL);  // it was held; the minutes are still asked for
    REQUIRE(wait_for([&] { return window.focused() == "Minutes"; }));
    window.type("15");
    window.press(WXK_RETURN);
    REQUIRE(wait_for([&] { return window.ask(DebriefDetail{any(visit)}).debrief.held_at.has_value(); }));
    const auto held = window.ask(DebriefDetail{any(visit)}).debrief;
    CHECK(held.minutes == 15);
    CHECK(held.teacher_words == "I ran out of time");
    CHECK(held.notes == "Try the timer");
    window.picture("held");
}
