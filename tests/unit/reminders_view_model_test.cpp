// Reminders: said once, put off, kept back during a visit.
#include <catch2/catch.hpp>

#include "app/viewmodel/reminders_view_model.hpp"
#include "app/viewmodel/today_view_model.hpp"
#include "tests/support/coached_school.hpp"
#include "throughline/command/schedule.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

constexpr std::int64_t minute_ms = 60'000;

// Monday 9:10; a visit to Ana is planned for `minutes` later.
BookingId plan(CoachedSchool& window, int minutes)
{
    PlanBooking command;
    command.booking.teacher = window.school.teacher;
    command.booking.starts_at = window.document->workspace().now() + minutes * us_per_minute;
    command.booking.note = "bring the exit tickets";
    return window.run(command).front();
}

std::vector<RemindersViewModel::Reminder> said(RemindersViewModel& reminders, bool is_writing = false)
{
    return must(reminders.take(is_writing));
}

}  // namespace

TEST_CASE("what begins within the lead time is said once")
{
    CoachedSchool window;
    plan(window, 15);
    RemindersViewModel reminders(*window.document);
    CHECK(said(reminders).empty());
    window.pass(5 * minute_ms);
    const auto now = said(reminders);
    REQUIRE(now.size() == 1);
    CHECK(now.front().words == "In 10 minutes: visit to Ana Ruiz, 9:25");
    CHECK(said(reminders).empty());
    window.pass(20 * minute_ms);
    CHECK(said(reminders).empty());
}

TEST_CASE("a reminder that is put off comes again, at the latest a minute before it begins")
{
    CoachedSchool window;
    plan(window, 10);
    RemindersViewModel reminders(*window.document);
    const auto first = said(reminders);
    REQUIRE(first.size() == 1);
    reminders.snooze(first.front().id, 5);
    window.pass(4 * minute_ms);
    CHECK(said(reminders).empty());
    window.pass(1 * minute_ms);
    REQUIRE(said(reminders).size() == 1);
    reminders.snooze(first.front().id, 15);
    window.pass(4 * minute_ms);
    const auto last = said(reminders);
    REQUIRE(last.size() == 1);
    CHECK(last.front().words == "In 1 minute: visit to Ana Ruiz, 9:20");
}

TEST_CASE("nothing is said during a visit, and what was kept back is said after it")
{
    CoachedSchool window;
    plan(window, 10);
    RemindersViewModel reminders(*window.document);
    CHECK(said(reminders, true).empty());
    const auto visit = window.start(window.school.other_teacher);
    CHECK(said(reminders).empty());
    window.run(SetActionStep{visit, "Wait three seconds", {}, {}, {}});
    window.run(ShareObservation{visit});
    CHECK(said(reminders).size() == 1);
}

TEST_CASE("a plan that is moved is said anew, and without a lead time nothing is")
{
    CoachedSchool window;
    const auto booking = plan(window, 10);
    RemindersViewModel reminders(*window.document);
    reminders.set_lead(0);
    CHECK(said(reminders).empty());
    reminders.set_lead(10);
    CHECK(said(reminders).size() == 1);
    window.run(MoveBooking{booking, window.document->workspace().now() + 9 * us_per_minute, {}, false});
    CHECK(said(reminders).size() == 1);
}

TEST_CASE("Today begins with what is planned, and starting the visit takes the plan up")
{
    CoachedSchool window;
    plan(window, 10);
    TodayViewModel today(*window.document);
    must(today.load());
    REQUIRE(today.sections().size() == 5);
    const auto& planned = today.sections().front();
    CHECK(planned.heading == "Planned today");
    REQUIRE(planned.rows.size() == 1);
    CHECK(planned.rows[0].beside == "visit, 9:20");
    CHECK(planned.rows[0].detail == "Note: bring the exit tickets");
    CHECK(planned.rows[0].act == TodayRow::Act::start_visit);
    window.start(window.school.teacher);
    must(today.load());
    CHECK(today.sections().front().heading == "Who next");
}
