#include <catch2/catch.hpp>

#include "tests/support/calendar_check.hpp"
#include "tests/support/calendar_items.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

std::string good()
{
    auto visit = visit_item();
    visit.alarm_minutes_before = 30;
    return write_calendar({visit, step_item(), week_item()}, *new_york());
}

// The good file with the first `was` exchanged.
std::string with(const std::string& was, const std::string& now)
{
    auto text = good();
    const auto at = text.find(was);
    REQUIRE(at != std::string::npos);
    return text.replace(at, was.size(), now);
}

std::string first_fault(const std::string& text, const CalendarPromises& promises = {})
{
    const auto faults = check_calendar(text, promises).faults;
    return faults.empty() ? "" : faults.front();
}

}  // namespace

TEST_CASE("the strict check finds each fault on which a calendar program has stumbled")
{
    REQUIRE(first_fault(good()).empty());
    // Without VTIMEZONE, Outlook is an hour out or refuses.
    auto text = good();
    const auto begin = text.find("BEGIN:VTIMEZONE");
    const auto end = text.find("END:VTIMEZONE\r\n") + 15;
    CHECK(first_fault(text.erase(begin, end - begin)) == "TZID America/New_York has no VTIMEZONE");
    CHECK(first_fault(with("DTSTART:2025", "DTSTART;TZID=America/New_York:2025")) ==
          "there is a TZID inside of VTIMEZONE");
    CHECK(first_fault(with("TZID:America", "TZID:/vendor.example/America")) ==
          "the TZID has a vendor's prefix: /vendor.example/America/New_York");
    CHECK(first_fault(with("TZOFFSETTO:-0400", "TZOFFSETTO:-4")) == "TZOFFSETTO has the value -4");
    // Required properties.
    CHECK(first_fault(with("UID:visit-1@throughline\r\n", "")) == "VEVENT has 0 UID");
    CHECK(first_fault(with("DTSTAMP:20261102T130000Z\r\n", "")) == "VEVENT has 0 DTSTAMP");
    CHECK(first_fault(with("PRODID:-//Throughline//Throughline//EN\r\n", "")) == "VCALENDAR has 0 PRODID");
    CHECK(first_fault(with("SEQUENCE:0\r\n", "")) == "VEVENT has 0 SEQUENCE");
    CHECK(first_fault(with("DESCRIPTION:Visit: Ana Ruiz\r\n", "")) == "VALARM has 0 DESCRIPTION");
    CHECK(first_fault(with("UID:step-1@", "UID:visit-1@")) == "two items have one UID");
    // Times.
    CHECK(first_fault(with("DTSTAMP:20261102T130000Z", "DTSTAMP:20261102T130000")) ==
          "DTSTAMP has the value 20261102T130000");
    CHECK(first_fault(with("DTEND;TZID=America/New_York:20261105T093000", "DURATION:PT20M")) ==
          "an item has a DURATION, which some programs do not take beside DTEND");
    CHECK(first_fault(with("DTEND;VALUE=DATE:20261212", "DTEND;VALUE=DATE:20261207")) == "DTEND is not after DTSTART");
    CHECK(first_fault(with("DTEND;TZID=America/New_York:20261105T093000", "DTEND:20261105T143000Z")) ==
          "DTSTART and DTEND are not of one kind and zone");
    // Lines and characters.
    CHECK(first_fault(with("VERSION:2.0\r\n", "VERSION:2.0\n")) == "a line break is no CRLF");
    CHECK(first_fault(with("SUMMARY:Visit", "SUMMARY:" + std::string(70, 'x'))).starts_with("a line has more than 75"));
    CHECK(first_fault(with("SUMMARY:Visit", "SUMMARY:\xc3\r\n \xa9")) == "a line is not UTF-8 by itself");
    CHECK(first_fault(with("SUMMARY:Visit: Ana", "SUMMARY:Visit, Ana")) == "SUMMARY has a bare ,");
    CHECK(first_fault(with("SUMMARY:Visit: Ana", "SUMMARY:Visit\\ Ana")) ==
          "SUMMARY has a backslash that escapes nothing");
    CHECK(first_fault(with("SUMMARY:Visit: Ana", "SUMMARY:Visit\r\nAna")) == "no property: Ana Ruiz");
    // Our own promises.
    CHECK(first_fault(with("CLASS:PRIVATE", "CLASS:PUBLIC")) == "an item is not CLASS:PRIVATE");
    CHECK(first_fault(with("VERSION:2.0\r\n", "VERSION:2.0\r\nMETHOD:PUBLISH\r\n")) ==
          "a file to be saved has a METHOD");
    CHECK(first_fault(good(), {true, {"Ana Ruiz"}}) == "the text says \"Ana Ruiz\"");
}
