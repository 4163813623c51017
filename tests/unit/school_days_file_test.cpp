#include <catch2/catch.hpp>

#include "tests/support/calendar_check.hpp"
#include "tests/support/temp_workspace.hpp"
#include "throughline/exchange/school_days_file.hpp"

using namespace throughline;
using namespace throughline::test;
using Catch::Matchers::Contains;

namespace {

Date day(const char* text) { return *parse_date(text); }

SchoolDaySpan span(const char* first, const char* last, DayKind kind, std::string name, std::string school = {})
{
    return {day(first), day(last), kind, std::move(name), std::move(school)};
}

const Instant revised = fixed_time_zone(0)->instant(*parse_local_time("2026-08-01T12:00"));

SchoolDaysReading read(const std::string& text)
{
    return must(read_school_days(text, day("2026-08-31"), day("2027-06-11")));
}

std::vector<SchoolDaySpan> spans(const SchoolDaysReading& reading)
{
    std::vector<SchoolDaySpan> spans;
    for (const auto& read : reading.days) spans.push_back(read.span);
    return spans;
}

std::string calendar_of(const std::string& lines)
{
    std::string text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n";
    for (const char c : lines) text += c == '\n' ? std::string("\r\n") : std::string(1, c);
    return text + "END:VCALENDAR\r\n";
}

std::string day_event(const std::string& summary, const std::string& more = {}, const char* on = "20261126")
{
    return std::string("BEGIN:VEVENT\nDTSTART;VALUE=DATE:") + on + "\nSUMMARY:" + summary + "\n" + more +
           "END:VEVENT\n";
}

const std::vector<SchoolDaySpan> year{
    span("2026-09-07", "2026-09-07", DayKind::holiday, "Labor Day"),
    span("2026-11-25", "2026-11-25", DayKind::half_day, "Early dismissal, 12:30; buses \"A\" only"),
    span("2026-11-26", "2026-11-27", DayKind::holiday, "Thanksgiving"),
    span("2026-11-26", "2026-11-26", DayKind::holiday, "Thanksgiving dinner", "Lincoln, East"),
    span("2026-12-21", "2027-01-01", DayKind::holiday,
         "Congé d'hiver 冬休み, which is a long name that is folded in the file"),
    span("2027-01-11", "2027-01-11", DayKind::closing, "", "Washington"),
    // Words that would mean another kind if it were not said.
    span("2027-02-15", "2027-02-15", DayKind::half_day, "Holiday closed snow"),
};

}  // namespace

TEST_CASE("school days that we write as a calendar are read back exactly")
{
    const auto text = write_school_days_ics(year, revised);
    CHECK(check_calendar(text, {false, {}}).faults.empty());
    const auto reading = read(text);
    auto expected = year;
    std::swap(expected[2], expected[3]);  // of days with one beginning, the shorter comes first
    CHECK(spans(reading) == expected);
    CHECK(reading.refused.empty());
    CHECK(reading.notes.empty());
    for (const auto& each : reading.days) CHECK(each.is_kind_said);
    CHECK(reading.days[0].line == 6);
}

TEST_CASE("school days that we write as a table are read back exactly")
{
    const auto text = write_school_days_csv(year);
    CHECK_THAT(text, Catch::StartsWith("date,to,kind,name,school\r\n2026-09-07,2026-09-07,holiday,Labor Day,\r\n"));
    const auto reading = read(text);
    CHECK(spans(reading) == year);
    CHECK(reading.refused.empty());
    CHECK(reading.notes.empty());
    CHECK(reading.days[0].line == 2);
}

TEST_CASE("a day written again keeps its uid, and two days on one date have two")
{
    const auto first = check_calendar(write_school_days_ics({year[0], year[2]}, revised), {false, {}});
    auto renamed = year[0];
    renamed.name = "Labour Day";
    renamed.kind = DayKind::closing;
    const auto second = check_calendar(write_school_days_ics({renamed, year[0], year[3]}, revised), {false, {}});
    CHECK(first.calendar.parts[0].the("UID").value == second.calendar.parts[0].the("UID").value);
    CHECK(second.faults.empty());
}

TEST_CASE("the kind of a day is in its category, or else in the words of its name")
{
    const auto kind = [](const std::string& summary, const std::string& more = {}) {
        const auto reading = read(calendar_of(day_event(summary, more)));
        REQUIRE(reading.days.size() == 1);
        return std::string(name_of(reading.days[0].span.kind)) + (reading.days[0].is_kind_said ? "" : "?");
    };
    for (const auto* words :
         {"Early Dismissal", "HALF-DAY for students", "1/2 day", "2-hour delay", "Early release: PD"})
        CHECK(kind(words) == "half-day");
    for (const auto* words : {"Schools closed", "Snow day", "No school (heating)", "Closed due to weather"})
        CHECK(kind(words) == "closing");
    for (const auto* words : {"Winter recess", "No School", "Spring Break", "Vacation closed", "Thanksgiving"})
        CHECK(kind(words) == "holiday");
    for (const auto* words : {"Presidents' Day", "Office party", "Rosh Hashanah"}) CHECK(kind(words) == "holiday?");
    CHECK(kind("Snow day", "CATEGORIES:Holiday\n") == "holiday");
    CHECK(kind("Superintendent's conference", "CATEGORIES:District,Half day\n") == "half-day");
    CHECK(kind("Presidents' Day", "CATEGORIES:District\n") == "holiday?");
}

TEST_CASE("days with school, cancelled events and events with hours are left out, and said so")
{
    const auto reading = read(calendar_of(
        day_event("First day of school") + day_event("School resumes after recess") +
        day_event("Recess", "STATUS:CANCELLED\n") +
        "BEGIN:VEVENT\nDTSTART:20261105T190000\nDTEND:20261105T210000\nSUMMARY:Board meeting\nEND:VEVENT\n" +
        day_event("Recess", "", "20251126")));
    CHECK(reading.days.empty());
    CHECK(reading.refused.empty());
    CHECK(reading.notes ==
          std::vector<std::string>{"Left out: 1 event with hours.", "Left out: 1 event marked as cancelled.",
                                   "Left out: 1 event outside these dates.",
                                   "Left out, as there is school on them: First day of school; School resumes after "
                                   "recess."});
    CHECK(spans(read(calendar_of(day_event("Last day of school, early dismissal")))).size() == 1);
}

TEST_CASE("an early dismissal with its hour is a half day")
{
    const auto reading = read(calendar_of(
        "BEGIN:VEVENT\nDTSTART;TZID=Eastern Standard Time:20261125T123000\nDTEND;TZID=Eastern Standard Time:"
        "20261125T150000\nSUMMARY:Early dismissal\nEND:VEVENT\n"));
    CHECK(spans(reading) == std::vector{span("2026-11-25", "2026-11-25", DayKind::half_day, "Early dismissal")});
}

TEST_CASE("a day that repeats is read for the year that is asked for, without the days left out of it")
{
    const auto reading = read(calendar_of(
        day_event("Early release", "RRULE:FREQ=MONTHLY;BYDAY=1WE\nEXDATE;VALUE=DATE:20261202\n", "20200902")));
    REQUIRE(reading.days.size() == 9 - 1 + 1);  // September to June, without December
    CHECK(iso(reading.days.front().span.first) == "2026-09-02");
    CHECK(iso(reading.days.back().span.first) == "2027-06-02");
}

TEST_CASE("a span is read if any of its days lies in the year")
{
    const auto reading = read(calendar_of(day_event("Summer vacation", "DTEND;VALUE=DATE:20260901\n", "20260701")));
    CHECK(spans(reading) == std::vector{span("2026-07-01", "2026-08-31", DayKind::holiday, "Summer vacation")});
}

TEST_CASE("a calendar's day that cannot be taken is named with its line")
{
    const auto reading =
        read(calendar_of(day_event("Recess", "DTEND;VALUE=DATE:20270726\n", "20261101") +
                         day_event("Recess", "", "20261131") + day_event(std::string(201, 'x')) + day_event("Recess")));
    CHECK(reading.days.size() == 1);
    REQUIRE(reading.refused.size() == 3);
    CHECK(reading.refused[0].line == 3);
    CHECK_THAT(reading.refused[0].reason, Contains("267 days"));
    CHECK(reading.refused[1].line == 9);
    CHECK(reading.refused[1].field == "DTSTART");
    CHECK_THAT(reading.refused[2].reason, Contains("longer than 200 characters"));
}

TEST_CASE("a table of school days may have other headings, other separators and dates with the month first")
{
    const auto reading = read(
        "\xef\xbb\xbfSchool;Description;Start date;End date\nLincoln;Thanksgiving;11/26/2026;11/27/2026\n"
        ";Early release;1/6/2027;\n\n;;;\n");
    CHECK(spans(reading) == std::vector{span("2026-11-26", "2026-11-27", DayKind::holiday, "Thanksgiving", "Lincoln"),
                                        span("2027-01-06", "2027-01-06", DayKind::half_day, "Early release")});
    CHECK_THAT(reading.notes.at(0), Contains("month first"));
    const auto words =
        read("date,kind,name\n2026-11-26,Half day,\n2026-11-27,Snow,\n2026-11-30,Holiday,\n2026-12-01,,\n");
    CHECK(words.days.at(0).span.kind == DayKind::half_day);
    CHECK(words.days.at(1).span.kind == DayKind::closing);
    CHECK(words.days.at(2).span.kind == DayKind::holiday);
    CHECK(words.days.at(2).is_kind_said);
    CHECK_FALSE(words.days.at(3).is_kind_said);
}

TEST_CASE("a row that cannot be read is named with its line, its field and what to do, and the others are read")
{
    const auto reading = read(
        "date,to,kind,name,school\r\n"
        "2026-11-26,,holiday,good,\r\n"
        ",,holiday,no date,\r\n"
        "26/11/2026,,holiday,day first,\r\n"
        "2026-11-26,2026-11-25,holiday,backwards,\r\n"
        "2026-11-26,2027-11-25,holiday,long,\r\n"
        "2026-11-26,,party,kind,\r\n"
        "2026-11-26,soon,holiday,to,\r\n"
        "2026-11-26,,holiday\r\n"
        "2026-11-27,,holiday,\"two\r\nlines\",\r\n");
    CHECK(spans(reading) == std::vector{span("2026-11-26", "2026-11-26", DayKind::holiday, "good"),
                                        span("2026-11-27", "2026-11-27", DayKind::holiday, "two lines")});
    std::vector<std::string> refused;
    for (const auto& each : reading.refused)
        refused.push_back(std::to_string(each.line) + " " + each.field + ": " + each.reason);
    CHECK(refused ==
          std::vector<std::string>{
              "3 date: The date is missing. Write it as 2026-11-26.",
              "4 date: \"26/11/2026\" is no date. Write it as 2026-11-26 or 11/26/2026.",
              "5 to: The last day, 2026-11-25, is before the first, 2026-11-26. Exchange or correct them.",
              "6 to: From 2026-11-26 to 2027-11-25 are 365 days, more than any holiday has. Correct the dates.",
              "7 kind: \"party\" is no kind of day. Write holiday, closing or half-day, or nothing.",
              "8 to: \"soon\" is no date. Write it as 2026-11-26 or 11/26/2026.",
              "9 : The row has 3 values where the header has 5. Add or remove separators, or put a value that holds "
              "one in quotation marks."});
    CHECK(reading.refused[1].summary == "day first");
}

TEST_CASE("a file that is no list of school days is refused with what to do")
{
    const auto refusal = [](const std::string& text) {
        const auto reading = read_school_days(text, day("2026-08-31"), day("2027-06-11"));
        REQUIRE_FALSE(reading.has_value());
        return reading.error().text();
    };
    CHECK_THAT(refusal(""), Contains("empty"));
    CHECK_THAT(refusal("name,school\nx,y\n"), Contains("no column with the date"));
    CHECK_THAT(refusal(std::string("\xff\xfe", 2) + std::string("d\0a\0", 4)), Contains("UTF-16"));
    CHECK_THAT(refusal("date,\"name\n2026-11-26,x\n"), Contains("headings cannot be read"));
}
