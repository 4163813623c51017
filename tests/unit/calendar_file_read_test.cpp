#include <catch2/catch.hpp>

#include "core/exchange/calendar_zones.hpp"
#include "tests/support/calendar_items.hpp"
#include "tests/support/temp_workspace.hpp"

using namespace throughline;
using namespace throughline::test;
using Catch::Matchers::Contains;

namespace {

const std::string head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\n";
const std::string tail = "END:VCALENDAR\r\n";

// One calendar with these lines, given with line feeds only.
std::string calendar_of(const std::string& lines)
{
    std::string text = head;
    for (const char c : lines) text += c == '\n' ? std::string("\r\n") : std::string(1, c);
    return text + tail;
}

std::string event_of(const std::string& lines) { return "BEGIN:VEVENT\nUID:a\n" + lines + "END:VEVENT\n"; }

CalendarWindow window(const char* from = "2026-11-01T00:00", const char* to = "2026-12-01T00:00")
{
    return {in_new_york(from), in_new_york(to)};
}

CalendarReading read(const std::string& text, CalendarWindow in = window())
{
    return must(read_calendar(text, in, *new_york()));
}

// "2026-11-05 09:00-10:00" by the clock in New York, one for each busy time.
std::vector<std::string> times(const CalendarReading& reading)
{
    std::vector<std::string> texts;
    for (const auto& busy : reading.busy) {
        const auto from = iso(new_york()->local(busy.from));
        const auto to = iso(new_york()->local(busy.to));
        texts.push_back(from.substr(0, 10) + " " + from.substr(11, 5) + "-" + to.substr(11, 5));
    }
    return texts;
}

using Times = std::vector<std::string>;

Times times_of(const std::string& lines, CalendarWindow in = window())
{
    const auto reading = read(calendar_of(lines), in);
    for (const auto& refused : reading.refused) UNSCOPED_INFO(refused.line << " " << refused.field << refused.reason);
    CHECK(reading.refused.empty());
    return times(reading);
}

}  // namespace

TEST_CASE("what we write is read back as busy times")
{
    auto visit = visit_item();
    auto cancelled = visit_item();
    cancelled.uid = "visit-2@throughline";
    cancelled.status = CalendarStatus::cancelled;
    const auto reading = read(write_calendar({visit, cancelled, step_item(), week_item()}, *new_york()));
    CHECK(times(reading) == Times{"2026-11-05 09:10-09:30"});
    CHECK(reading.busy[0].uid == visit.uid);
    CHECK(reading.busy[0].summary.empty());  // private
    CHECK(reading.free_items == 2);
    CHECK(reading.refused.empty());
    CHECK(reading.notes.empty());
}

TEST_CASE("an event is busy until its end, or for its duration, and takes no time without either")
{
    CHECK(times_of(event_of("DTSTART:20261105T140000Z\nDTEND:20261105T150000Z\n")) == Times{"2026-11-05 09:00-10:00"});
    CHECK(times_of(event_of("DTSTART:20261105T090000\nDURATION:PT1H30M\n")) == Times{"2026-11-05 09:00-10:30"});
    CHECK(times_of(event_of("DTSTART;TZID=America/Chicago:20261105T090000\nDTEND;TZID=America/Chicago:20261105T0930"
                            "00\n")) == Times{"2026-11-05 10:00-10:30"});
    CHECK(times_of(event_of("DTSTART:20261105T140000Z\n")).empty());
}

TEST_CASE("what ends as the window begins, or begins as it ends, is not in it")
{
    const auto in = window("2026-11-05T09:00", "2026-11-05T10:00");
    CHECK(times_of(event_of("DTSTART:20261105T080000\nDTEND:20261105T090000\n"), in).empty());
    CHECK(times_of(event_of("DTSTART:20261105T100000\nDTEND:20261105T110000\n"), in).empty());
    CHECK(times_of(event_of("DTSTART:20261105T080000\nDTEND:20261105T090100\n"), in).size() == 1);
    CHECK(times_of(event_of("DTSTART:20261104T080000\nDTEND:20261107T090000\n"), in).size() == 1);
}

TEST_CASE("a whole-day event is busy from midnight to midnight of its days")
{
    const auto reading = read(calendar_of(event_of("DTSTART;VALUE=DATE:20261105\nDTEND;VALUE=DATE:20261107\n")));
    CHECK(times(reading) == Times{"2026-11-05 00:00-00:00"});
    CHECK(reading.busy[0].days == CalendarDays{*parse_date("2026-11-05"), *parse_date("2026-11-06")});
    const auto first_day = [](const std::string& lines) { return read(calendar_of(event_of(lines))).busy.at(0).days; };
    const CalendarDays fifth{*parse_date("2026-11-05"), *parse_date("2026-11-05")};
    CHECK(first_day("DTSTART;VALUE=DATE:20261105\n") == fifth);
    CHECK(first_day("DTSTART:20261105\nDTEND:20261105\n") == fifth);  // neither VALUE nor an exclusive end
    CHECK(first_day("X-MICROSOFT-CDO-ALLDAYEVENT:TRUE\nDTSTART:20261105T000000\nDTEND:20261106T000000\n") == fifth);
}

TEST_CASE("what is marked as free or cancelled keeps nobody busy, but is counted")
{
    const std::string hour = "DTSTART:20261105T090000\nDTEND:20261105T100000\n";
    for (const auto* mark :
         {"TRANSP:TRANSPARENT\n", "STATUS:CANCELLED\n", "status:cancelled\n", "X-MICROSOFT-CDO-BUSYSTATUS:FREE\n"}) {
        const auto reading = read(calendar_of(event_of(hour + mark)));
        CHECK(reading.busy.empty());
        CHECK(reading.free_items == 1);
    }
    CHECK(read(calendar_of("METHOD:CANCEL\n" + event_of(hour))).busy.empty());
    CHECK(times_of(event_of(hour + "STATUS:TENTATIVE\nTRANSP:OPAQUE\n")).size() == 1);
}

TEST_CASE("a weekly event is busy each week at the same hour by the clock, across the change of the clocks")
{
    CHECK(times_of(event_of("DTSTART;TZID=America/New_York:20260903T090000\nDTEND;TZID=America/New_York:20260903T100000"
                            "\nRRULE:FREQ=WEEKLY\n"),
                   window("2026-10-25T00:00", "2026-11-13T00:00")) ==
          Times{"2026-10-29 09:00-10:00", "2026-11-05 09:00-10:00", "2026-11-12 09:00-10:00"});
    // In UTC it moves by an hour when the clocks change.
    CHECK(times_of(event_of("DTSTART:20260903T130000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY\n"),
                   window("2026-10-25T00:00", "2026-11-13T00:00")) ==
          Times{"2026-10-29 09:00-10:00", "2026-11-05 08:00-09:00", "2026-11-12 08:00-09:00"});
}

TEST_CASE("a repetition ends with its count or its last day, in whatever form that is said")
{
    const std::string monday = "DTSTART;TZID=America/New_York:20261102T190000\nDURATION:PT1H\n";
    const Times two{"2026-11-02 19:00-20:00", "2026-11-09 19:00-20:00"};
    CHECK(times_of(event_of(monday + "RRULE:FREQ=WEEKLY;COUNT=2\n")) == two);
    CHECK(times_of(event_of(monday + "RRULE:FREQ=WEEKLY;UNTIL=20261109\n")) == two);
    // 19:00 in New York is 0:00 UTC of the next day.
    CHECK(times_of(event_of(monday + "RRULE:FREQ=WEEKLY;UNTIL=20261110T000000Z\n")) == two);
    CHECK(times_of(event_of(monday + "RRULE:FREQ=WEEKLY;UNTIL=20261109T235959Z\n")) == Times{two[0]});
    CHECK(times_of(event_of("DTSTART;VALUE=DATE:20261102\nRRULE:FREQ=WEEKLY;UNTIL=20261116T045959Z\n")).size() == 2);
}

TEST_CASE("days left out of a series are free, and further dates are busy")
{
    const std::string series =
        "DTSTART;TZID=America/New_York:20261102T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4\n";
    CHECK(times_of(event_of(series + "EXDATE;TZID=America/New_York:20261104T090000\n")) ==
          Times{"2026-11-02 09:00-10:00", "2026-11-09 09:00-10:00", "2026-11-11 09:00-10:00"});
    CHECK(times_of(event_of(series + "EXDATE:20261104T140000Z,20261109T140000Z\n")) ==
          Times{"2026-11-02 09:00-10:00", "2026-11-11 09:00-10:00"});
    CHECK(times_of(event_of(series + "EXDATE;VALUE=DATE:20261102\n")).size() == 3);
    CHECK(times_of(event_of(series + "RDATE;TZID=America/New_York:20261106T130000\n")).at(2) ==
          "2026-11-06 13:00-14:00");
    CHECK(times_of(event_of("DTSTART;VALUE=DATE:20261102\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE;VALUE=DATE:20261103\n")) ==
          Times{"2026-11-02 00:00-00:00", "2026-11-04 00:00-00:00"});
}

TEST_CASE("a moved day of a series is busy at its new time only, and a cancelled one not at all")
{
    const std::string series =
        event_of("DTSTART;TZID=America/New_York:20261102T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=3\n");
    const auto moved = event_of(
        "RECURRENCE-ID;TZID=America/New_York:20261109T090000\nDTSTART;TZID=America/New_York:20261110T110000\nDURATION:"
        "PT1H\n");
    const auto cancelled =
        event_of("RECURRENCE-ID:20261116T140000Z\nDTSTART:20261116T140000Z\nDURATION:PT1H\nSTATUS:CANCELLED\n");
    CHECK(times_of(series + moved + cancelled) == Times{"2026-11-02 09:00-10:00", "2026-11-10 11:00-12:00"});
    CHECK(times_of(moved + series + cancelled) == Times{"2026-11-02 09:00-10:00", "2026-11-10 11:00-12:00"});
}

TEST_CASE("of two versions of an event the one with the higher sequence counts")
{
    const auto first = event_of("SEQUENCE:1\nDTSTART:20261105T090000\nDURATION:PT1H\n");
    const auto second = event_of("SEQUENCE:2\nDTSTART:20261106T090000\nDURATION:PT1H\n");
    CHECK(times_of(first + second) == Times{"2026-11-06 09:00-10:00"});
    CHECK(times_of(second + first) == Times{"2026-11-06 09:00-10:00"});
    CHECK(times_of(first + first) == Times{"2026-11-05 09:00-10:00"});
}

TEST_CASE("free/busy lists are read, without the times that they call free")
{
    CHECK(times_of("BEGIN:VFREEBUSY\nUID:f\nFREEBUSY:20261105T140000Z/20261105T150000Z,20261106T140000Z/PT30M\n"
                   "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20261107T140000Z/PT1H\n"
                   "FREEBUSY;FBTYPE=FREE:20261109T140000Z/PT1H\nEND:VFREEBUSY\n") ==
          Times{"2026-11-05 09:00-10:00", "2026-11-06 09:00-09:30", "2026-11-07 09:00-10:00"});
    const auto broken = read(calendar_of("BEGIN:VFREEBUSY\nFREEBUSY:now\nEND:VFREEBUSY\n"));
    REQUIRE(broken.refused.size() == 1);
    CHECK(broken.refused[0].line == 5);
    CHECK(broken.refused[0].field == "FREEBUSY");
}

TEST_CASE("zones are known by the names of Windows, Outlook and other programs")
{
    for (const auto* name : {"Central Standard Time", "America/Chicago", "\"(UTC-06:00) Central Time (US & Canada)\"",
                             "/freeassociation.sourceforge.net/America/Chicago",
                             "/softwarestudio.org/Olson_20011030_5/America/Chicago", "US/Central"}) {
        INFO(name);
        const auto lines = event_of(std::string("DTSTART;TZID=") + name + ":20261105T090000\nDURATION:PT1H\n");
        CHECK(times_of(lines) == Times{"2026-11-05 10:00-11:00"});
    }
    for (const auto* name : {"AUS Eastern Standard Time", "Yukon Standard Time", "UTC", "Arizona"})
        CHECK(named_time_zone(calendar::iana_name_of_windows_zone(name)) != nullptr);
    CHECK(calendar::iana_name_of_windows_zone("Nowhere Standard Time").empty());
}

TEST_CASE("a zone that the file itself defines is followed, with its rules since 1601")
{
    const std::string zone =
        "BEGIN:VTIMEZONE\nTZID:School time\nBEGIN:STANDARD\nDTSTART:16010101T020000\nTZOFFSETFROM:-0500\n"
        "TZOFFSETTO:-0600\nRRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11\nEND:STANDARD\nBEGIN:DAYLIGHT\n"
        "DTSTART:16010101T020000\nTZOFFSETFROM:-0600\nTZOFFSETTO:-0500\nRRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3\n"
        "END:DAYLIGHT\nEND:VTIMEZONE\n";
    const auto event = event_of("DTSTART;TZID=School time:20260903T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY\n");
    CHECK(times_of(zone + event, window("2026-10-28T00:00", "2026-11-07T00:00")) ==
          Times{"2026-10-29 10:00-11:00", "2026-11-05 10:00-11:00"});
    // Rules that end, dates instead of rules, and the order of the components do not matter.
    const std::string dated =
        "BEGIN:VTIMEZONE\nTZID:School time\nBEGIN:STANDARD\nDTSTART:20251102T020000\nRDATE:20261101T020000\n"
        "TZOFFSETFROM:-0500\nTZOFFSETTO:-0600\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:20250309T020000\n"
        "TZOFFSETFROM:-0600\nTZOFFSETTO:-0500\nRRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3;UNTIL=20260308T080000Z\n"
        "END:DAYLIGHT\nEND:VTIMEZONE\n";
    CHECK(times_of(event + dated, window("2026-10-28T00:00", "2026-11-07T00:00")) ==
          Times{"2026-10-29 10:00-11:00", "2026-11-05 10:00-11:00"});
}

TEST_CASE("a zone that nobody knows is read as local time, and said so once")
{
    const auto event = event_of("DTSTART;TZID=Planet X:20261105T090000\nDTEND;TZID=Planet X:20261105T100000\n");
    const auto reading = read(calendar_of(event));
    CHECK(times(reading) == Times{"2026-11-05 09:00-10:00"});
    REQUIRE(reading.notes.size() == 1);
    CHECK_THAT(reading.notes[0], Contains("Planet X") && Contains("check them"));
    const std::string without_rules = "BEGIN:VTIMEZONE\nTZID:Planet X\nEND:VTIMEZONE\n";
    CHECK(read(calendar_of(without_rules + event)).notes.size() == 1);
}

TEST_CASE("an event that cannot be read is named with its line and what to do, and the others are read")
{
    const auto good = event_of("DTSTART:20261105T090000\nDURATION:PT1H\n");
    struct Wrong {
        std::string lines;
        int line;
        std::string field;
        std::string reason;
    };
    for (const auto& wrong : std::vector<Wrong>{
             {"SUMMARY:Lunch\nDTEND:20261105T100000\n", 9, "", "does not say when it begins"},
             {"SUMMARY:Lunch\nDTSTART:20261305T090000\n", 12, "DTSTART", "\"20261305T090000\" is no date or time"},
             {"SUMMARY:Lunch\nDTSTART:20261105T090000\nDTEND:x\n", 13, "DTEND", "is no date or time"},
             {"SUMMARY:Lunch\nDTSTART:20261105T090000\nDTEND:20261105T080000\n", 13, "DTEND", "ends before it begins"},
             {"SUMMARY:Lunch\nDTSTART:20261105T090000\nDTEND:20291105T080000\n", 13, "DTEND", "longer than a year"},
             {"SUMMARY:Lunch\nDTSTART:20261105T090000\nDURATION:soon\n", 13, "DURATION", "\"soon\" is no duration"},
             {"SUMMARY:Lunch\nDTSTART:20261105T090000\nDURATION:PT1H\nRRULE:FREQ=SOMETIMES\n", 14, "RRULE",
              "cannot be understood"},
             {"SUMMARY:Lunch\nDTSTART:20261105T090000\nDURATION:PT1H\nRRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=31\n",
              14, "RRULE", "several times a day"},
             {"SUMMARY:Lunch\nDTSTART:20261105T090000\nDURATION:PT1H\nEXDATE:never\n", 14, "EXDATE", "is no date"}}) {
        const auto reading = read(calendar_of(good + event_of(wrong.lines)));
        INFO(wrong.lines);
        CHECK(times(reading) == Times{"2026-11-05 09:00-10:00"});
        REQUIRE(reading.refused.size() == 1);
        CHECK(reading.refused[0].line == wrong.line);
        CHECK(reading.refused[0].field == wrong.field);
        CHECK(reading.refused[0].summary == "Lunch");
        CHECK_THAT(reading.refused[0].reason, Contains(wrong.reason));
    }
}

TEST_CASE("a file that breaks off names the event that it breaks off in")
{
    const auto text = calendar_of(event_of("DTSTART:20261105T090000\nDURATION:PT1H\n") +
                                  event_of("DTSTART:20261106T090000\nDURATION:PT1H\n"));
    const auto reading = read(text.substr(0, text.rfind("DURATION")));
    CHECK(times(reading) == Times{"2026-11-05 09:00-10:00"});
    REQUIRE(reading.refused.size() == 1);
    CHECK(reading.refused[0].line == 9);
    CHECK_THAT(reading.refused[0].reason, Contains("breaks off"));
}

TEST_CASE("line ends, folds, a byte-order mark and lines that are none are taken as they come")
{
    const auto event =
        event_of("SUMMARY:Team mee\n ting\nthis is no property\nDTSTART:20261105T090000\nDURATION:PT1H\n");
    const auto text = "\xef\xbb\xbf" + calendar_of(event);
    const auto reading = read(text);
    CHECK(reading.busy.at(0).summary == "Team meeting");
    CHECK_THAT(reading.notes.at(0), Contains("1 line could not be understood") && Contains("line 8"));
    std::string with_line_feeds;
    for (const char c : text)
        if (c != '\r') with_line_feeds += c;
    CHECK(read(with_line_feeds).busy == reading.busy);
    std::string with_returns;
    for (const char c : with_line_feeds) with_returns += c == '\n' ? '\r' : c;
    CHECK(read(with_returns).busy == reading.busy);
    // Folded inside of a character, as one known program does.
    const auto split = event_of("SUMMARY:caf\xc3\n \xa9\nDTSTART:20261105T090000\nDURATION:PT1H\n");
    CHECK(read(calendar_of(split)).busy.at(0).summary == "café");
}

TEST_CASE("a summary is one line of UTF-8, whatever the bytes, and empty if it is private")
{
    const std::string hour = "DTSTART:20261105T090000\nDURATION:PT1H\n";
    CHECK(read(calendar_of(event_of(hour + "SUMMARY:a\\, b\\; c\\n d\n"))).busy.at(0).summary == "a, b; c d");
    CHECK(read(calendar_of(event_of(hour + "SUMMARY:caf\xe9\n"))).busy.at(0).summary == "caf\xef\xbf\xbd");
    CHECK(read(calendar_of(event_of(hour + "SUMMARY:Doctor\nCLASS:PRIVATE\n"))).busy.at(0).summary.empty());
    CHECK(read(calendar_of(event_of(hour + "SUMMARY:Doctor\nCLASS:CONFIDENTIAL\n"))).busy.at(0).summary.empty());
}

TEST_CASE("what is no calendar is refused with what to do")
{
    const auto refusal = [](std::string_view text) {
        const auto reading = read_calendar(text, window(), *new_york());
        REQUIRE_FALSE(reading.has_value());
        CHECK(reading.error().code == ErrorCode::bad_input);
        return reading.error().text();
    };
    CHECK_THAT(refusal(""), Contains("no calendar in this file"));
    CHECK_THAT(refusal("date,name\n2026-11-26,Thanksgiving\n"), Contains("iCalendar (.ics)"));
    CHECK_THAT(refusal("<!doctype html><html><body>Sign in</body></html>"), Contains("web page"));
    CHECK_THAT(refusal(std::string_view("B\0E\0G\0I\0N\0", 10)), Contains("UTF-8"));
    CHECK_THAT(refusal(std::string(calendar_bytes_max + 1, 'x')), Contains("larger than any calendar"));
}

TEST_CASE("a file made to keep the computer busy is given up in time")
{
    std::string text = head;
    for (int i = 0; i < 1000; ++i)
        text +=
            "BEGIN:VEVENT\r\nDTSTART:20260101T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\r\n"
            "END:VEVENT\r\n";
    text += "BEGIN:VEVENT\r\nDTSTART:20261105T090000\r\nDURATION:PT1H\r\nEND:VEVENT\r\n" + tail;
    const auto started = std::clock();
    const auto reading = read(text);
    const auto seconds = static_cast<double>(std::clock() - started) / CLOCKS_PER_SEC;
    CHECK(seconds < 20);
    CHECK(times(reading).back() == "2026-11-05 09:00-10:00");
    REQUIRE(!reading.refused.empty());
    CHECK_THAT(reading.refused.back().reason, Contains("no time for it"));
    // Nesting without end.
    std::string nested;
    for (int i = 0; i < 200'000; ++i) nested += "BEGIN:X" + std::to_string(i) + "\r\n";
    CHECK(read(head + nested + tail).busy.empty());
}
