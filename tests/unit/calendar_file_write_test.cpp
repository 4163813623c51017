#include <libical/ical.h>
#include <memory>
#include <regex>

#include <catch2/catch.hpp>

#include "tests/support/calendar_check.hpp"
#include "tests/support/calendar_items.hpp"

using namespace throughline;
using namespace throughline::test;
using Catch::Matchers::Contains;

namespace {

// Checked against the letter of the standard; fails the test with what is wrong.
CheckedComponent must_check(const std::string& text, const CalendarPromises& promises = {})
{
    auto checked = check_calendar(text, promises);
    for (const auto& fault : checked.faults) FAIL_CHECK(fault << "\n" << text);
    return std::move(checked.calendar);
}

CheckedComponent only_item(const std::vector<CalendarItem>& items, const TimeZone& zone = *new_york())
{
    auto calendar = must_check(write_calendar(items, zone));
    for (const auto* kind : {"VEVENT", "VTODO"})
        if (const auto all = calendar.all(kind); !all.empty()) return *all.front();
    FAIL("there is no item");
    return {};
}

using IcalComponent = std::unique_ptr<icalcomponent, void (*)(icalcomponent*)>;

// libical looks at what it demands only of files that are sent, not of those that are saved. So this one is made ready
// to be sent: with METHOD, and in each item the ORGANIZER and what else METHOD:PUBLISH demands of tasks.
std::string restriction_faults(const std::string& text)
{
    const IcalComponent calendar(icalparser_parse_string(text.c_str()), icalcomponent_free);
    if (!calendar) return "libical reads no calendar";
    std::string faults;
    for (auto* part = icalcomponent_get_first_component(calendar.get(), ICAL_ANY_COMPONENT); part != nullptr;
         part = icalcomponent_get_next_component(calendar.get(), ICAL_ANY_COMPONENT)) {
        const auto kind = icalcomponent_isa(part);
        if (kind == ICAL_VEVENT_COMPONENT || kind == ICAL_VTODO_COMPONENT)
            icalcomponent_add_property(part, icalproperty_new_organizer("mailto:coach@school.example"));
        if (kind == ICAL_VTODO_COMPONENT) {
            icalcomponent_add_property(part, icalproperty_new_priority(5));
            icalcomponent_add_property(part, icalproperty_new_dtstart(icaltime_from_string("20261102")));
        }
    }
    icalcomponent_add_property(calendar.get(), icalproperty_new_method(ICAL_METHOD_PUBLISH));
    const bool holds = icalrestriction_check(calendar.get()) != 0;
    icalcomponent_strip_errors(calendar.get());
    if (!holds) faults += "libical's restrictions do not hold";
    if (icalcomponent_count_errors(calendar.get()) != 0) faults += "; there are errors in it";
    return faults;
}

// Where libical, following the file's own VTIMEZONE, puts the beginning of the first event.
std::string libical_beginning(const std::string& text)
{
    const IcalComponent calendar(icalparser_parse_string(text.c_str()), icalcomponent_free);
    auto* const event = icalcomponent_get_first_component(calendar.get(), ICAL_VEVENT_COMPONENT);
    auto* const property = icalcomponent_get_first_property(event, ICAL_DTSTART_PROPERTY);
    auto time = icalproperty_get_dtstart(property);
    const auto* const parameter = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
    auto* const zone = parameter == nullptr
                           ? icaltimezone_get_utc_timezone()
                           : icalcomponent_get_timezone(calendar.get(), icalparameter_get_tzid(parameter));
    REQUIRE(zone != nullptr);
    const std::string form = icaltime_as_ical_string(
        icaltime_convert_to_zone(icaltime_set_timezone(&time, zone), icaltimezone_get_utc_timezone()));
    return form;
}

}  // namespace

TEST_CASE("a visit is written with its time in the school's zone and the zone's rules beside it")
{
    const auto text = write_calendar({visit_item()}, *new_york());
    const auto calendar = must_check(text);
    const auto& event = *calendar.all("VEVENT").front();
    CHECK(event.the("DTSTART").parameters == std::vector<std::string>{"TZID=America/New_York"});
    CHECK(event.the("DTSTART").value == "20261105T091000");
    CHECK(event.the("DTEND").value == "20261105T093000");
    CHECK(event.the("DTSTAMP").value == "20261102T130000Z");
    CHECK(event.the("SUMMARY").text() == "Visit: Ana Ruiz");
    CHECK(event.the("STATUS").value == "CONFIRMED");
    CHECK(event.the("TRANSP").value == "OPAQUE");
    const auto& zone = *calendar.all("VTIMEZONE").front();
    REQUIRE(zone.parts.size() == 2);
    CHECK(zone.parts[0].the("RRULE").value == "FREQ=YEARLY;BYDAY=2SU;BYMONTH=3");
    CHECK(zone.parts[1].the("RRULE").value == "FREQ=YEARLY;BYDAY=1SU;BYMONTH=11");
    CHECK(libical_beginning(text) == "20261105T141000Z");
}

TEST_CASE("what we write holds libical's restrictions once METHOD and ORGANIZER are added")
{
    auto alarm = visit_item();
    alarm.alarm_minutes_before = 30;
    alarm.location = "Room 12";
    auto done = step_item();
    done.status = CalendarStatus::completed;
    done.uid = "step-2@throughline";
    done.related_uid = alarm.uid;
    auto cancelled = visit_item();
    cancelled.uid = "visit-2@throughline";
    cancelled.status = CalendarStatus::cancelled;
    const auto text = write_calendar({alarm, step_item(), week_item(), done, cancelled}, *new_york(), "Cora Coach");
    must_check(text);
    CHECK(restriction_faults(text).empty());
}

TEST_CASE("libical's restrictions are looked at, and refuse what lacks a uid")
{
    auto text = write_calendar({visit_item()}, *new_york());
    text = std::regex_replace(text, std::regex("UID:visit[^\r]*\r\n"), "");
    CHECK_THAT(restriction_faults(text), Contains("restrictions do not hold"));
}

TEST_CASE("a visit that is moved keeps its uid and says a higher sequence and a new stamp")
{
    auto item = visit_item();
    const auto before = only_item({item});
    item.sequence = 1;
    item.when = CalendarHours{in_new_york("2026-11-06T10:00"), in_new_york("2026-11-06T10:20")};
    item.revised_at = in_new_york("2026-11-03T08:00");
    const auto after = only_item({item});
    CHECK(before.the("UID").value == after.the("UID").value);
    CHECK(before.the("SEQUENCE").value == "0");
    CHECK(after.the("SEQUENCE").value == "1");
    CHECK(after.the("DTSTART").value == "20261106T100000");
    CHECK(after.the("LAST-MODIFIED").value == "20261103T130000Z");
    CHECK(after.the("DTSTAMP").value == after.the("LAST-MODIFIED").value);
}

TEST_CASE("a cancelled visit stays in the file as cancelled, keeps nobody busy and reminds nobody")
{
    auto item = visit_item();
    item.status = CalendarStatus::cancelled;
    item.sequence = 2;
    item.alarm_minutes_before = 30;
    const auto event = only_item({item});
    CHECK(event.the("STATUS").value == "CANCELLED");
    CHECK(event.the("TRANSP").value == "TRANSPARENT");
    CHECK(event.parts.empty());
}

TEST_CASE("a reminder shows itself so many minutes before, with a text")
{
    auto item = visit_item();
    item.alarm_minutes_before = 30;
    const auto event = only_item({item});
    REQUIRE(event.parts.size() == 1);
    CHECK(event.parts[0].the("TRIGGER").value == "-PT30M");
    CHECK(event.parts[0].the("DESCRIPTION").text() == "Visit: Ana Ruiz");
    item.summary.clear();
    CHECK(only_item({item}).parts[0].the("DESCRIPTION").text() == "Throughline");
}

TEST_CASE("a step is a task with the day it is due, and a reminder on the morning of that day")
{
    auto item = step_item();
    item.alarm_minutes_before = -480;
    item.related_uid = "visit-1@throughline";
    const auto task = only_item({item});
    CHECK(task.kind == "VTODO");
    CHECK(task.the("DUE").value == "20261112");
    CHECK(task.the("STATUS").value == "NEEDS-ACTION");
    CHECK(task.the("RELATED-TO").value == "visit-1@throughline");
    CHECK(task.parts.at(0).the("TRIGGER").value == "PT8H");

    item.status = CalendarStatus::completed;
    item.completed_at = in_new_york("2026-11-11T15:00");
    const auto done = only_item({item});
    CHECK(done.the("STATUS").value == "COMPLETED");
    CHECK(done.the("COMPLETED").value == "20261111T200000Z");
    CHECK(done.the("PERCENT-COMPLETE").value == "100");
}

TEST_CASE("whole days end on the day after the last, and keep nobody busy")
{
    const auto event = only_item({week_item()});
    CHECK(event.the("DTSTART").value == "20261207");
    CHECK(event.the("DTEND").value == "20261212");
    CHECK(event.the("TRANSP").value == "TRANSPARENT");
}

TEST_CASE("a visit that takes no time has a beginning only")
{
    auto item = visit_item();
    const auto at = in_new_york("2026-11-05T09:10");
    item.when = CalendarHours{at, at};
    CHECK(only_item({item}).count("DTEND") == 0);
}

TEST_CASE("in a zone without a name, times are written in UTC and without rules")
{
    const auto utc = [](const TimeZone& zone) {
        const auto text = write_calendar({visit_item()}, zone);
        CHECK_THAT(text, !Contains("VTIMEZONE"));
        return must_check(text).all("VEVENT").front()->the("DTSTART").value;
    };
    CHECK(utc(*fixed_time_zone(-300)) == "20261105T141000Z");
    CHECK(utc(*fixed_time_zone(0)) == "20261105T141000Z");
    CHECK(utc(*named_time_zone("Etc/UTC")) == "20261105T141000Z");
}

TEST_CASE("each zone's rules lead libical to the instant that was meant, winter and summer, past and future")
{
    for (const auto* name : {"America/New_York", "America/Phoenix", "Europe/London", "Europe/Dublin", "Asia/Kolkata",
                             "Asia/Kathmandu", "Australia/Adelaide", "Australia/Lord_Howe", "Pacific/Auckland",
                             "Asia/Gaza", "Africa/Casablanca", "America/Nuuk", "America/Sao_Paulo"}) {
        const auto zone = named_time_zone(name);
        for (const auto* utc :
             {"2005-03-20T12:00", "2007-03-20T12:00", "2026-01-15T15:00", "2026-03-08T06:59", "2026-03-08T07:00",
              "2026-07-15T15:00", "2026-12-31T23:30", "2028-02-29T15:00", "2040-04-01T12:00"}) {
            auto item = visit_item();
            const auto from = fixed_time_zone(0)->instant(*parse_local_time(utc));
            item.when = CalendarHours{from, from + 20 * us_per_minute};
            const auto text = write_calendar({item}, *zone);
            INFO(name << " " << utc << "\n" << text);
            CHECK(check_calendar(text).faults.empty());
            CHECK(libical_beginning(text) == std::regex_replace(iso_utc(from), std::regex("[-:]"), ""));
        }
    }
}

TEST_CASE("a visit in the hour that autumn repeats is written in UTC, since a clock's time would mean the first")
{
    auto item = visit_item();
    const auto second = fixed_time_zone(0)->instant(*parse_local_time("2026-11-01T06:10"));  // 1:10 for the second time
    item.when = CalendarHours{second, second + 20 * us_per_minute};
    CHECK(only_item({item}).the("DTSTART").value == "20261101T061000Z");
    const auto first = second + -60 * us_per_minute;
    item.when = CalendarHours{first, first + 20 * us_per_minute};
    CHECK(only_item({item}).the("DTSTART").value == "20261101T011000");
}

TEST_CASE("texts with commas, semicolons, backslashes and line breaks are escaped")
{
    auto item = visit_item();
    item.summary = R"(Grade 7, period 2; C:\temp "x": done)";
    item.description = "One\r\ntwo\rthree\n\nfour, five; \\n";
    item.location = "Room 12, east";
    const auto text = write_calendar({item}, *new_york(), "Coach, Cora; sample");
    const auto calendar = must_check(text);
    const auto& event = *calendar.all("VEVENT").front();
    CHECK(event.the("SUMMARY").text() == item.summary);
    CHECK(event.the("DESCRIPTION").text() == "One\ntwo\nthree\n\nfour, five; \\n");
    CHECK(event.the("LOCATION").text() == item.location);
    CHECK(calendar.the("X-WR-CALNAME").text() == "Coach, Cora; sample");
}

TEST_CASE("long lines are folded between characters")
{
    auto item = visit_item();
    for (int i = 0; i < 40; ++i) item.summary += "日本語é";
    for (int i = 0; i < 300; ++i) item.description += i % 7 == 0 ? "😀" : "ş";
    const auto event = only_item({item});
    CHECK(event.the("SUMMARY").text() == item.summary);
    CHECK(event.the("DESCRIPTION").text() == item.description);
}

TEST_CASE("bytes that are no text do not get into the file")
{
    auto item = visit_item();
    item.summary = std::string("Ana\0\x01 Ruiz\x7f \xff\xc3", 15);
    item.location = "\x02";
    const auto event = only_item({item});
    CHECK(event.the("SUMMARY").text() == "Ana Ruiz \xef\xbf\xbd\xef\xbf\xbd");
    CHECK(event.count("LOCATION") == 0);
    const auto injected = [] {
        auto evil = visit_item();
        evil.uid = "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:b";
        evil.summary = "x\r\nATTENDEE:mailto:a@b.example";
        return evil;
    }();
    CHECK(must_check(write_calendar({injected}, *new_york(), "n\r\nMETHOD:CANCEL")).all("VEVENT").size() == 1);
}

TEST_CASE("an empty calendar is a calendar")
{
    const auto text = write_calendar({}, *new_york());
    CHECK(must_check(text).parts.empty());
    CHECK(read_calendar(text, {Instant{0}, Instant{1}}, *new_york()).has_value());
}
