// The schedule: where one stands, what is said of it, moving and skipping, what fills the hours besides plans.
#include <catch2/catch.hpp>

#include "app/viewmodel/schedule_view_model.hpp"
#include "tests/support/coached_school.hpp"
#include "throughline/command/cadence.hpp"
#include "throughline/command/schedule.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

constexpr int hour = 60;

// Monday 5 October 2026, 9:10; the week is 5 to 9 October.
struct Planned : CoachedSchool {
    BookingId book(PersonId of, const std::string& time, bool announced = false)
    {
        PlanBooking plan;
        plan.booking.teacher = of;
        plan.booking.starts_at = at(time);
        plan.booking.announced = announced;
        return run(plan).front();
    }
    [[nodiscard]] Instant at(const std::string& time) const { return school.zone->instant(*parse_local_time(time)); }
    ScheduleRow row(BookingId id) { return ask(ScheduleItem{any(id)}); }
    void teaches(PersonId who, const std::string& title, int weekday, int from, int to, const std::string& week = {})
    {
        auto periods = ask(ClassPeriods{who});
        periods.push_back({{}, who, title, weekday, week, from, to});
        run(SetClassPeriods{who, periods});
    }
    void is_busy(const std::string& from, const std::string& to)
    {
        const auto text =
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Sample//EN\r\nBEGIN:VEVENT\r\nUID:1@sample\r\n"
            "DTSTAMP:20261001T000000Z\r\nDTSTART:" +
            from + "\r\nDTEND:" + to + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        CHECK(run(ImportBusyTimes{school.coach, text, *parse_date("2026-10-05"), *parse_date("2026-12-18")}).added ==
              1);
    }
};

std::string here(const ScheduleViewModel& schedule) { return schedule.words(schedule.place()); }

}  // namespace

TEST_CASE("an empty week says so, and what to do")
{
    Planned window;
    ScheduleViewModel schedule(*window.document);
    must(schedule.refresh());
    CHECK(schedule.title() == "5 to 9 October 2026");
    CHECK(schedule.days().size() == 5);
    CHECK(here(schedule) == "Mon 5 Oct: nothing planned");
    CHECK(schedule.empty_words().find("P") != std::string::npos);
    CHECK(schedule.table().rows.empty());
    CHECK_FALSE(schedule.move(0, 15));
    CHECK_FALSE(schedule.skip("testing week", false));
    window.book(window.school.teacher, "2026-10-07T10:00:00");
    must(schedule.refresh());
    CHECK(schedule.empty_words().empty());
}

TEST_CASE("arrows walk from day to day and from item to item, beyond Friday into the next week")
{
    Planned window;
    window.book(window.school.teacher, "2026-10-06T10:00:00");
    window.book(window.school.other_teacher, "2026-10-06T11:00:00", true);
    ScheduleViewModel schedule(*window.document);
    must(schedule.refresh());
    must(schedule.walk_days(1));
    CHECK(here(schedule) == "Tue 6 Oct, 10:00 to 10:15: visit to Ana Ruiz, coaching, not announced");
    must(schedule.walk_items(1));
    CHECK(here(schedule) == "Tue 6 Oct, 11:00 to 11:15: visit to Ben Okafor, coaching, announced");
    must(schedule.walk_items(1));  // there is no more
    CHECK(schedule.item()->teacher == window.school.other_teacher);
    must(schedule.walk_items(-1));
    must(schedule.walk_items(-1));  // above the first item stands the day itself
    CHECK(here(schedule) == "Tue 6 Oct: 2 items");
    CHECK(schedule.item() == nullptr);
    must(schedule.walk_items(1));
    CHECK(schedule.item()->teacher == window.school.teacher);
    REQUIRE(schedule.table().rows.size() == 2);
    CHECK(schedule.table().rows[0].cells ==
          std::vector<std::string>{"Tue 6 Oct", "10:00", "Visit, unannounced", "Ana Ruiz", "15", ""});
    CHECK(schedule.table().rows[1].cells[2] == "Visit, announced");
    for (int day = 0; day < 4; ++day) must(schedule.walk_days(1));
    CHECK(schedule.title() == "12 to 16 October 2026");
    CHECK(here(schedule) == "Mon 12 Oct: nothing planned");
    must(schedule.walk_days(-1));
    CHECK(here(schedule) == "Fri 9 Oct: nothing planned");
}

TEST_CASE("a move by a quarter of an hour and by a day keeps the item chosen, and one undo takes each back")
{
    Planned window;
    const auto visit = window.book(window.school.teacher, "2026-10-09T10:00:00");
    ScheduleViewModel schedule(*window.document);
    must(schedule.show_day(*parse_date("2026-10-09")));
    CHECK(must(schedule.move(0, ScheduleViewModel::step_minutes)) == "Moved to Fri 9 Oct, 10:15: visit to Ana Ruiz");
    CHECK(window.row(visit).starts_at == window.at("2026-10-09T10:15:00"));
    must(schedule.move(1, 0));  // from Friday to Monday
    CHECK(window.row(visit).starts_at == window.at("2026-10-12T10:15:00"));
    CHECK(schedule.title() == "12 to 16 October 2026");
    REQUIRE(schedule.item() != nullptr);
    CHECK(schedule.item()->id == any(visit));
    REQUIRE(window.document->undo());
    CHECK(window.row(visit).starts_at == window.at("2026-10-09T10:15:00"));
    REQUIRE(window.document->undo());
    CHECK(window.row(visit).starts_at == window.at("2026-10-09T10:00:00"));
}

TEST_CASE("what has passed cannot be moved to, and it stays where it was")
{
    Planned window;
    const auto visit = window.book(window.school.teacher, "2026-10-05T09:30:00");
    ScheduleViewModel schedule(*window.document);
    must(schedule.refresh());
    REQUIRE(schedule.item() != nullptr);
    const auto refused = schedule.move(0, -2 * ScheduleViewModel::step_minutes);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().text().find("has passed") != std::string::npos);
    CHECK(window.row(visit).starts_at == window.at("2026-10-05T09:30:00"));
    window.start(window.school.teacher);  // takes the plan up
    must(schedule.refresh());
    CHECK_FALSE(schedule.can_change());
    CHECK(here(schedule).find("took place") != std::string::npos);
}

TEST_CASE("skipping keeps the reason and one undo brings it back")
{
    Planned window;
    const auto visit = window.book(window.school.teacher, "2026-10-06T10:00:00");
    ScheduleViewModel schedule(*window.document);
    must(schedule.show_day(*parse_date("2026-10-06")));
    CHECK(must(schedule.skip("testing week", false)) == "Skipped: visit to Ana Ruiz");
    CHECK(window.row(visit).state == BookingState::skipped);
    CHECK(window.row(visit).skip_reason == "testing week");
    CHECK(here(schedule) == "Tue 6 Oct: nothing planned");
    REQUIRE(window.document->undo());
    must(schedule.refresh());
    CHECK(schedule.item() != nullptr);
}

TEST_CASE("busy times and classes stand in the week and are said with the day")
{
    Planned window;
    window.is_busy("20261006T150000Z", "20261006T160000Z");  // 10 to 11 here
    window.teaches(window.school.coach, "Reading 5", 2, 8 * hour, 9 * hour);
    window.teaches(window.school.teacher, "Mathematics 4", 2, 10 * hour, 11 * hour);
    window.book(window.school.teacher, "2026-10-06T10:15:00");
    ScheduleViewModel schedule(*window.document);
    must(schedule.show_day(*parse_date("2026-10-06")));
    const auto tuesday = schedule.place().day;
    using Kind = HourBlock::Kind;
    const HourBlock reading{Kind::own_class, 8 * hour, 9 * hour, "Reading 5"};
    const HourBlock busy{Kind::busy, 10 * hour, 11 * hour, "busy"};
    const HourBlock mathematics{Kind::their_class, 10 * hour, 11 * hour, "Mathematics 4"};
    CHECK(schedule.blocks(tuesday) == std::vector<HourBlock>{reading, busy, mathematics});
    CHECK(here(schedule).find("You are busy from 10:00 to 11:00") != std::string::npos);
    schedule.stand_on_day(tuesday);  // of nobody in particular
    CHECK(schedule.blocks(tuesday) == std::vector<HourBlock>{reading, busy});
    CHECK(here(schedule) == "Tue 6 Oct: 1 item. You teach Reading 5, 8:00 to 9:00. You are busy from 10:00 to 11:00");
    CHECK(schedule.blocks(tuesday + 1).empty());
    window.run(
        AddCalendarDays{*parse_date("2026-10-06"), *parse_date("2026-10-06"), DayKind::holiday, "Harvest day", {}});
    must(schedule.refresh());
    schedule.stand_on_day(tuesday);
    CHECK(schedule.blocks(tuesday) == std::vector<HourBlock>{busy});  // nobody teaches on a holiday
    CHECK(here(schedule) == "Tue 6 Oct, Harvest day: no school, 1 item. You are busy from 10:00 to 11:00");
    CHECK_FALSE(schedule.day().is_school_day);
}

TEST_CASE("a busy time over midnight lies on both days")
{
    Planned window;
    window.is_busy("20261006T200000Z", "20261008T150000Z");  // Tuesday 15:00 to Thursday 10:00 here
    ScheduleViewModel schedule(*window.document);
    must(schedule.refresh());
    REQUIRE(schedule.blocks(1).size() == 1);
    CHECK(schedule.blocks(1)[0].from_minute == 15 * hour);
    CHECK(schedule.blocks(1)[0].to_minute == 24 * hour);
    schedule.stand_on_day(2);
    CHECK(here(schedule) == "Wed 7 Oct: nothing planned. You are busy all day");
    REQUIRE(schedule.blocks(3).size() == 1);
    CHECK(schedule.blocks(3)[0].to_minute == 10 * hour);
    CHECK(schedule.blocks(4).empty());
}

TEST_CASE("a month has its weeks' days, those of other months apart, and a weekend only where something is planned")
{
    Planned window;
    window.book(window.school.teacher, "2026-10-21T10:00:00");
    ScheduleViewModel schedule(*window.document);
    must(schedule.refresh());
    must(schedule.show_span(ScheduleViewModel::Span::month));
    CHECK(schedule.title() == "October 2026");
    CHECK(schedule.days_a_week() == 5);
    CHECK(schedule.days().front().on == *parse_date("2026-09-28"));
    CHECK(schedule.days().front().is_outside);
    CHECK(here(schedule) == "Mon 5 Oct: nothing planned");
    must(schedule.walk_items(1));
    must(schedule.walk_items(1));
    must(schedule.walk_days(2));
    CHECK(here(schedule).find("Wed 21 Oct, 10:00") == 0);
    must(schedule.turn(1));
    CHECK(schedule.title() == "November 2026");
    window.book(window.school.teacher, "2026-11-14T10:00:00");  // a Saturday
    must(schedule.refresh());
    CHECK(schedule.days_a_week() == 7);
}

TEST_CASE("a teacher sees announced visits only, and nobody's busy times")
{
    Planned window;
    window.book(window.school.teacher, "2026-10-06T10:00:00");
    window.book(window.school.teacher, "2026-10-07T10:00:00", true);
    window.is_busy("20261006T150000Z", "20261006T160000Z");
    must(window.document->act_as("ana@school.example"));
    ScheduleViewModel schedule(*window.document);
    must(schedule.refresh());
    REQUIRE(schedule.table().rows.size() == 1);
    CHECK(schedule.days()[2].items.size() == 1);
    for (std::size_t day = 0; day < schedule.days().size(); ++day) CHECK(schedule.blocks(day).empty());
    must(schedule.show_day(*parse_date("2026-10-07")));
    CHECK_FALSE(schedule.can_change());
}

TEST_CASE("on a weekend the week to come is shown")
{
    CoachedSchool window("2026-10-10T11:00:00");  // a Saturday
    ScheduleViewModel schedule(*window.document);
    must(schedule.refresh());
    CHECK(here(schedule) == "Mon 12 Oct: nothing planned");
    must(schedule.turn(1));
    must(schedule.show_today());
    CHECK(schedule.title() == "12 to 16 October 2026");
}
