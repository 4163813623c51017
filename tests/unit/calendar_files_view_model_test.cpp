// Calendar files at the schedule: busy times in, plans out; and a teacher's classes.
#include <fstream>

#include <catch2/catch.hpp>

#include "app/viewmodel/calendar_files.hpp"
#include "app/viewmodel/class_periods_view_model.hpp"
#include "tests/support/coached_school.hpp"
#include "throughline/command/schedule.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

std::string event(const std::string& from, const std::string& to)
{
    return "BEGIN:VEVENT\r\nUID:" + from + "@sample\r\nDTSTAMP:20261001T000000Z\r\nSUMMARY:Dentist\r\nDTSTART:" + from +
           "\r\nDTEND:" + to + "\r\nEND:VEVENT\r\n";
}

std::filesystem::path write(const CoachedSchool& window, const std::string& text)
{
    const auto path = window.school.folder / "mine.ics";
    std::ofstream(path, std::ios::binary) << text;
    return path;
}

std::filesystem::path calendar(const CoachedSchool& window, const std::string& events)
{
    return write(window, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Sample//EN\r\n" + events + "END:VCALENDAR\r\n");
}

std::vector<BusyTimes::Span> busy(CoachedSchool& window)
{
    return window.ask(BusyTimes{window.school.coach, *parse_date("2026-10-05"), *parse_date("2027-06-11")});
}

ClassPeriod period(const std::string& title, int weekday, int begins, int ends)
{
    ClassPeriod made;
    made.title = title;
    made.weekday = weekday;
    made.begins_minute = begins;
    made.ends_minute = ends;
    return made;
}

}  // namespace

TEST_CASE("busy times come in from a file, what cannot be read is named, and one undo takes all back")
{
    CoachedSchool window;
    const auto file = calendar(window, event("20261007T150000Z", "20261007T160000Z") +
                                           event("20261008T150000Z", "20261008T160000Z") + event("nonsense", "x"));
    const auto taken = must(take_in_busy_times(*window.document, window.school.coach, "Cora Coach", file));
    CHECK(taken.words == "Cora Coach: 2 busy times until Fri 11 Jun 2027 taken in");
    REQUIRE(taken.troubles.size() == 1);
    CHECK(taken.troubles[0].find("line ") == 0);
    CHECK(busy(window).size() == 2);
    const auto later = calendar(window, event("20261008T150000Z", "20261008T160000Z"));
    const auto again = must(take_in_busy_times(*window.document, window.school.coach, "Cora Coach", later));
    CHECK(again.words.find("1 dropped") != std::string::npos);
    CHECK(busy(window).size() == 1);
    REQUIRE(window.document->undo());
    REQUIRE(window.document->undo());
    CHECK(busy(window).empty());
}

TEST_CASE("a file that is no calendar, or not there, changes nothing and says why")
{
    CoachedSchool window;
    const auto rubbish =
        take_in_busy_times(*window.document, window.school.coach, "Cora Coach", write(window, "hello"));
    REQUIRE_FALSE(rubbish);
    CHECK(rubbish.error().code == ErrorCode::bad_input);
    const auto missing =
        take_in_busy_times(*window.document, window.school.coach, "Cora Coach", window.school.folder / "none.ics");
    REQUIRE_FALSE(missing);
    CHECK(missing.error().text().find("none.ics cannot be read") != std::string::npos);
    CHECK(busy(window).empty());
}

TEST_CASE("what is shown, one plan or the whole year goes out as a calendar file")
{
    CoachedSchool window;
    const auto book = [&](const std::string& time) {
        PlanBooking plan;
        plan.booking.teacher = window.school.teacher;
        plan.booking.starts_at = window.school.zone->instant(*parse_local_time(time));
        plan.booking.note = "bring the exit tickets";
        return window.run(plan).front();
    };
    const auto first = book("2026-10-06T10:00:00");
    book("2026-10-07T10:00:00");
    book("2026-12-01T10:00:00");
    const auto& me = window.document->actor().person;
    CalendarWish week;
    week.from = parse_date("2026-10-05");
    week.to = parse_date("2026-10-09");
    week.person = me;
    const auto shown = must(calendar_file(*window.document, week));
    CHECK(shown.item_count == 2);
    CHECK(shown.text.find("BEGIN:VEVENT") != std::string::npos);
    CHECK(shown.text.find("exit tickets") == std::string::npos);
    CalendarWish all;
    all.person = me;
    CHECK(must(calendar_file(*window.document, all)).item_count == 3);
    CalendarWish one;
    one.only = any(first);
    const auto single = must(calendar_file(*window.document, one));
    CHECK(single.item_count == 1);
    CHECK(single.text.find(first.text()) != std::string::npos);
    CalendarWish hers;
    hers.person = window.school.teacher;
    CHECK(must(calendar_file(*window.document, hers)).item_count == 0);  // none of them was announced
}

TEST_CASE("classes are added and removed one by one, each one undo, and two at the same time are refused")
{
    CoachedSchool window;
    ClassPeriodsViewModel classes(*window.document, window.school.teacher);
    must(classes.refresh());
    CHECK(classes.table().rows.empty());
    CHECK_FALSE(classes.has_week_letters());
    CHECK(must(classes.add(period("Mathematics 4", 3, 540, 585))) == "Added: Wednesday, 9:00 to 9:45, Mathematics 4");
    must(classes.add(period("", 1, 600, 645)));
    REQUIRE(classes.table().rows.size() == 2);
    CHECK(classes.table().rows[0].cells == std::vector<std::string>{"Monday", "10:00 to 10:45", ""});
    const auto refused = classes.add(period("Reading 5", 3, 570, 600));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().text().find("same time") != std::string::npos);
    CHECK_FALSE(classes.add(period("Backwards", 4, 600, 540)));
    CHECK(classes.periods().size() == 2);
    CHECK(must(classes.remove(0)) == "Removed: Monday, 10:00 to 10:45");
    CHECK(classes.periods().size() == 1);
    CHECK_FALSE(classes.remove(5));
    REQUIRE(window.document->undo());
    must(classes.refresh());
    CHECK(classes.periods().size() == 2);
}
