// Planning a visit: what is proposed, what stands in the way, and what is kept.
#include <catch2/catch.hpp>

#include "app/viewmodel/plan_view_model.hpp"
#include "app/viewmodel/typed_time.hpp"
#include "tests/support/coached_school.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

std::vector<ScheduleRow> week_of(CoachedSchool& window, const char* monday)
{
    Schedule week;
    week.from = *parse_date(monday);
    week.to = week.from + boost::gregorian::days(6);
    week.with_revisions = true;
    return window.ask(week);
}

}  // namespace

TEST_CASE("times of day are understood as people type them")
{
    CHECK(parse_typed_time("9:15") == 9 * 60 + 15);
    CHECK(parse_typed_time(" 9.15 ") == 9 * 60 + 15);
    CHECK(parse_typed_time("0915") == 9 * 60 + 15);
    CHECK(parse_typed_time("9") == 9 * 60);
    CHECK(parse_typed_time("2:30 pm") == 14 * 60 + 30);
    CHECK(parse_typed_time("2:30 p.m.") == 14 * 60 + 30);
    CHECK(parse_typed_time("2") == 14 * 60);  // nobody visits at two in the morning
    CHECK(parse_typed_time("2 am") == 2 * 60);
    CHECK(parse_typed_time("12 pm") == 12 * 60);
    CHECK(parse_typed_time("14:30") == 14 * 60 + 30);
    for (const auto* wrong : {"", "x", "25", "9:60", "9:1", "13 pm", "9:15:20", "12345", "."})
        CHECK_FALSE(parse_typed_time(wrong));
    CHECK(time_words(9 * 60 + 5) == "9:05");
}

TEST_CASE("a plan begins on the next quarter hour of a school day")
{
    CoachedSchool window;  // Monday 5 October, 9:10
    PlanViewModel plan(*window.document);
    must(plan.begin(window.school.teacher));
    CHECK(iso(plan.plan().day) == "2026-10-05");
    CHECK(plan.plan().minute_of_day == 9 * 60 + 15);
    CHECK(plan.plan().observer == window.school.coach);
    must(plan.begin(window.school.teacher, parse_date("2026-10-10")));  // a Saturday
    CHECK(iso(plan.plan().day) == "2026-10-12");
    CHECK(plan.plan().minute_of_day == 9 * 60);
    window.pass(8LL * 60 * 60 * 1000);  // ten past five
    must(plan.begin(window.school.teacher));
    CHECK(iso(plan.plan().day) == "2026-10-06");
}

TEST_CASE("what stands in the way is said and refuses nothing")
{
    CoachedSchool window;
    PlanViewModel plan(*window.document);
    must(plan.begin(window.school.teacher, parse_date("2026-10-07")));
    CHECK(plan.obstacles().empty());
    CHECK(must(plan.keep()) == "Planned: a visit to Ana Ruiz, Wed 7 Oct, 9:00");
    must(plan.begin(window.school.other_teacher, parse_date("2026-10-07")));
    REQUIRE(plan.obstacles().size() == 1);
    CHECK(plan.obstacles().front().find("Ana Ruiz") != std::string::npos);
    must(plan.keep());
    CHECK(week_of(window, "2026-10-05").size() == 2);
    plan.plan().day = *parse_date("2026-10-10");
    CHECK(plan.obstacles().front() == "Sat 10 Oct is no school day");
}

TEST_CASE("a weekly plan is one command, and one undo takes all of it back")
{
    CoachedSchool window;
    PlanViewModel plan(*window.document);
    must(plan.begin(window.school.teacher, parse_date("2026-10-07")));
    plan.plan().weekly_until = parse_date("2026-10-21");
    CHECK(must(plan.keep()) == "Planned: a visit to Ana Ruiz, Wed 7 Oct, 9:00, and 2 more weeks");
    CHECK(week_of(window, "2026-10-19").size() == 1);
    REQUIRE(window.document->undo());
    CHECK(week_of(window, "2026-10-05").empty());
    CHECK(week_of(window, "2026-10-19").empty());
}

TEST_CASE("a plan that is changed keeps its record, its note and its place in the week")
{
    CoachedSchool window;
    PlanViewModel plan(*window.document);
    must(plan.begin(window.school.teacher, parse_date("2026-10-07")));
    plan.plan().note = "bring the exit tickets";
    must(plan.keep());
    const auto before = week_of(window, "2026-10-05").front();
    must(plan.open(before));
    CHECK_FALSE(plan.is_new());
    CHECK(plan.plan().note == "bring the exit tickets");
    plan.plan().minute_of_day = 10 * 60;
    CHECK(must(plan.keep()) == "Changed: a visit to Ana Ruiz, Wed 7 Oct, 10:00");
    const auto after = week_of(window, "2026-10-05").front();
    CHECK(after.id == before.id);
    CHECK(after.note == before.note);
    CHECK(after.starts_at != before.starts_at);
    CHECK(after.sequence > before.sequence);
}

TEST_CASE("a conference takes its usual length unless another was set, and a time in the past is refused in words")
{
    CoachedSchool window;
    PlanViewModel plan(*window.document);
    must(plan.begin(window.school.teacher));
    plan.choose_kind(BookingKind::conference);
    CHECK(plan.plan().minutes == conference_minutes_default);
    plan.plan().minutes = 45;
    plan.choose_kind(BookingKind::visit);
    CHECK(plan.plan().minutes == 45);
    plan.plan().minute_of_day = 8 * 60;
    const auto refused = plan.keep();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().text().find("has passed") != std::string::npos);
}

TEST_CASE("only who keeps the house plans for others")
{
    CoachedSchool window;
    PlanViewModel plan(*window.document);
    must(plan.begin(window.school.teacher));
    CHECK(plan.observers().size() == 3);  // the coach owns the file
    must(window.document->act_as("dana@school.example"));
    must(plan.begin(window.school.teacher));
    CHECK(plan.observers().size() == 1);
    CHECK(plan.plan().observer == window.school.other_coach);
}
