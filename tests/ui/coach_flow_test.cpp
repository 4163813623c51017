// A coach's visit by keyboard alone, through the real window: from the door to a follow-up that will happen.
#include <catch2/catch.hpp>

#include "tests/ui/test_window.hpp"
#include "throughline/query/today.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

constexpr const char* input_name = "What you see and hear";

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
    window.press(WXK_RETURN);
    REQUIRE(wait_for([&] { return window.focused() == input_name; }));

    window.type("t who can explain why? #4b");
    window.press(WXK_RETURN);
    window.type("s because it is steeper #4b #5a");
    window.press(WXK_RETURN);
    window.type("p ask about grouping");
    window.press(WXK_RETURN);
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
