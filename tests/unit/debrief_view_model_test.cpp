// The conversation after a visit.
#include <catch2/catch.hpp>

#include "app/viewmodel/debrief_view_model.hpp"
#include "tests/support/coached_school.hpp"

using namespace throughline;
using namespace throughline::test;
using Catch::Contains;
using Field = DebriefViewModel::Field;

namespace {

struct OpenDebrief {
    CoachedSchool school;
    DebriefViewModel page{*school.document, *school.drafts};
    ObservationId visit;
    ShareObservation::Made made;

    OpenDebrief() : visit(school.start(school.school.teacher, "teach-primary"))
    {
        note("Who can explain why?", {"6.1"});
        note("The bell rings", {});
        note("ask about grouping", {}, true);
        school.run(RateIndicator{visit, "6", Mark::level, 4});
        school.run(SetActionStep{visit, "Wait three seconds", {"6"}, {}, {}});
        made = school.run(ShareObservation{visit});
        must(page.open(any(made.debrief)));
    }

    void note(const std::string& text, std::vector<std::string> indicators, bool is_private = false)
    {
        Evidence line;
        line.observation = visit;
        line.elapsed_ms = 90'000;
        line.text = text;
        line.indicators = std::move(indicators);
        line.is_private = is_private;
        school.run(AddEvidence{line});
    }
    void type(Field field, const std::string& text)
    {
        const auto was = page.text(field);
        school.drafts->typed(
            any(page.detail().debrief.id), DebriefViewModel::name_of(field), text,
            [settle = page.settle(field), was](const std::string& typed) { return settle(typed, was); });
    }
};

}  // namespace

TEST_CASE("a debrief opens with the evidence by row, private lines left out")
{
    OpenDebrief open;
    CHECK(open.page.title() == "Debrief with Ana Ruiz");
    CHECK(open.page.state_words() == "Due Wed 7 Oct, in 2 school days");
    const auto groups = open.page.evidence();
    REQUIRE(groups.size() == 3);
    CHECK(groups[0].title == "6 Critical thinking: Medium-high (4)");
    CHECK(groups[0].lines.empty());
    CHECK(groups[1].title == "6.1 Asks open-ended questions");
    CHECK(groups[1].lines == std::vector<std::string>{"01:30  Who can explain why?"});
    CHECK(groups[2].lines == std::vector<std::string>{"01:30  The bell rings"});
    CHECK(open.page.private_line_count() == 1);
}

TEST_CASE("an outline is chosen and ticked through, in its own order")
{
    OpenDebrief open;
    REQUIRE(open.page.steps().size() == 5);
    must(open.page.tick(3, true));
    must(open.page.tick(0, true));
    CHECK(open.page.detail().debrief.done == std::vector<std::string>{"Praise", "Plan"});
    must(open.page.tick(3, false));
    CHECK(open.page.steps()[0].is_done);
    CHECK_FALSE(open.page.steps()[3].is_done);
    must(open.page.choose_protocol(1));
    CHECK(open.page.steps().size() == 6);
    CHECK_FALSE(open.page.steps()[0].is_done);
}

TEST_CASE("what was said is kept while it is typed and settled when the field is left")
{
    OpenDebrief open;
    open.type(Field::teacher_words, "I ran out of time");
    open.type(Field::notes, "Try the timer");
    open.school.pass(300);
    CHECK(open.school.ask(DebriefDetail{any(open.made.debrief)}).unsettled.size() == 2);
    must(open.school.drafts->settle_all());
    CHECK(open.page.text(Field::teacher_words) == "I ran out of time");
    CHECK(open.page.text(Field::notes) == "Try the timer");
}

TEST_CASE("the step's new words are agreed once, and no draft of them stays")
{
    OpenDebrief open;
    open.type(Field::step, "Count to three before taking a hand");
    open.school.pass(300);
    must(open.school.drafts->settle_all());
    CHECK(open.page.text(Field::step) == "Count to three before taking a hand");
    CHECK(open.school.ask(DebriefDetail{any(open.made.debrief)}).unsettled.empty());
    const auto step = open.school.ask(FindStep{any(*open.made.step)});
    CHECK_THAT(step.events.back().note, Contains("Wait three seconds"));
}

TEST_CASE("the check-back day and the next visit are chosen among school days")
{
    OpenDebrief open;
    CHECK(iso(*open.page.check_on()) == "2026-10-12");
    must(open.page.set_check_on(parse_date("2026-10-14")));
    CHECK(iso(*open.page.check_on()) == "2026-10-14");
    must(open.page.set_next_visit_on(parse_date("2026-10-15")));
    CHECK(iso(*open.page.next_visit_on()) == "2026-10-15");
    for (const auto& option : open.page.next_visit_options())
        if (option.day) CHECK(option.day->day_of_week().as_number() % 6 != 0);  // no Saturday, no Sunday
}

TEST_CASE("fault 18: planning the conversation again keeps its id, notes and ticks")
{
    OpenDebrief open;
    open.type(Field::notes, "Bring the exit tickets");
    must(open.school.drafts->settle_all());
    must(open.page.tick(0, true));
    must(open.page.plan(parse_date("2026-10-06"), "14:30"));
    CHECK(open.page.state_words() == "Planned for Tue 6 Oct, tomorrow at 14:30");
    must(open.page.plan(parse_date("2026-10-07"), "9:05"));
    CHECK(open.page.planned_time() == "09:05");
    CHECK(open.page.detail().debrief.id == open.made.debrief);
    CHECK(open.page.text(Field::notes) == "Bring the exit tickets");
    CHECK(open.page.steps()[0].is_done);
    CHECK(open.page.detail().visit.observation.id == open.visit);
    CHECK(open.page.plan(parse_date("2026-10-07"), "half past nine").error().code == ErrorCode::invalid);
}

TEST_CASE("a debrief is held with its minutes, and what was being typed is part of it")
{
    OpenDebrief open;
    open.school.pass(60 * 60'000);
    CHECK_THAT(open.page.hold("", open.page.held_options()[0].at).error().text(), Contains("How many minutes"));
    open.type(Field::teacher_words, "I ran out of time");
    must(open.page.set_practised(true));
    must(open.page.hold("15", open.page.held_options()[0].at));
    CHECK(open.page.is_held());
    CHECK(open.page.state_words() == "Held Mon 5 Oct, today: 15 minutes");
    CHECK(open.page.text(Field::teacher_words) == "I ran out of time");
    CHECK(open.page.practised() == true);
}

TEST_CASE("a talk written up later can be held on an earlier school day since the visit")
{
    OpenDebrief open;
    open.school.pass(2 * 24 * 60 * 60'000);
    const auto options = open.page.held_options();
    REQUIRE(options.size() >= 2);
    CHECK(options[0].words == "just now");
    CHECK(options[1].words == "Tue 6 Oct, yesterday");
    must(open.page.hold("20", options[1].at));
    CHECK_THAT(open.page.state_words(), Contains("Tue 6 Oct"));
}
