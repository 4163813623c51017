#include <catch2/catch.hpp>

#include <rapidcheck.h>
#include <algorithm>
#include <set>
#include <tuple>

#include "core/base/zone_rules.hpp"
#include "core/exchange/calendar_lines.hpp"
#include "core/exchange/person_checks.hpp"
#include "tests/support/calendar_check.hpp"
#include "tests/support/calendar_items.hpp"
#include "throughline/exchange/school_days_file.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

// Short pieces that matter to calendars: what is escaped, what looks like a line of the file, letters of one to four
// bytes, white space, and bytes that are no text.
rc::Gen<std::string> any_text(bool with_line_breaks, bool with_wrong_bytes)
{
    std::vector<std::string> pieces{"a",
                                    "B",
                                    "7",
                                    " ",
                                    "  ",
                                    "\t",
                                    ",",
                                    ";",
                                    ":",
                                    "\\",
                                    "\\n",
                                    "\\,",
                                    "\"",
                                    "'",
                                    "=",
                                    "é",
                                    "ş",
                                    "漢",
                                    "😀",
                                    "BEGIN:VEVENT",
                                    "END:VEVENT",
                                    "TZID=x",
                                    "long word that fills a line, and more"};
    if (with_line_breaks) pieces.insert(pieces.end(), {"\n", "\n\n", "\nBEGIN:VEVENT\n", "\nX:", "\n "});
    if (with_wrong_bytes) pieces.insert(pieces.end(), {"\xff", "\xc3", "\x01", "\x7f", "\r", "\r\n", "\xed\xa0\x80"});
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces)),
                        [](const std::vector<std::string>& chosen) {
                            std::string text;
                            for (const auto& piece : chosen) text += piece;
                            return text;
                        });
}

rc::Gen<std::string> any_zone_name()
{
    return rc::gen::element<std::string>("America/New_York", "America/Phoenix", "America/St_Johns", "Europe/London",
                                         "Europe/Dublin", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Gaza",
                                         "Australia/Adelaide", "Australia/Lord_Howe", "Pacific/Auckland",
                                         "Africa/Casablanca", "Pacific/Kiritimati", "America/Nuuk", "UTC");
}

// Whole minutes between 2000 and 2040, every second time near a change of the clocks of that zone.
rc::Gen<Instant> any_instant(const std::string& zone_name)
{
    constexpr std::int64_t minutes_2000 = 946'684'800 / 60;
    constexpr std::int64_t minutes_2040 = 2'208'988'800 / 60;
    const auto anywhere = rc::gen::map(rc::gen::inRange(minutes_2000, minutes_2040),
                                       [](std::int64_t minutes) { return Instant{minutes * us_per_minute}; });
    std::vector<std::int64_t> changes;
    if (const auto rules = system_zone_rules(zone_name))
        for (const auto& change : rules->changes_between(minutes_2000 * 60, minutes_2040 * 60))
            changes.push_back(change.at_s * us_per_second);
    if (changes.empty()) return anywhere;
    const auto near_change = rc::gen::map(rc::gen::pair(rc::gen::elementOf(changes), rc::gen::inRange(-180, 180)),
                                          [](const std::pair<std::int64_t, int>& chosen) {
                                              return Instant{chosen.first + chosen.second * us_per_minute};
                                          });
    return rc::gen::oneOf(anywhere, near_change);
}

void require_faultless(const CheckedCalendar& checked)
{
    for (const auto& fault : checked.faults) RC_FAIL(fault);
}

}  // namespace

TEST_CASE("any text in an item comes out of the file as it went in")
{
    const bool holds = rc::check([] {
        auto item = visit_item();
        item.summary = *any_text(true, false);
        item.description = *any_text(true, false);
        item.location = *any_text(false, false);
        item.alarm_minutes_before = 30;
        const auto text = write_calendar({item}, *new_york(), *any_text(false, false));
        const auto checked = check_calendar(text);
        require_faultless(checked);
        const auto events = checked.calendar.all("VEVENT");
        RC_ASSERT(events.size() == 1U);
        RC_ASSERT(events[0]->the("SUMMARY").text() == item.summary);
        RC_ASSERT(events[0]->the("DESCRIPTION").text() == item.description);
        RC_ASSERT(events[0]->the("LOCATION").text() == item.location);
        // And by our own reader.
        const auto calendars = calendar::parse(text);
        RC_ASSERT(calendars.has_value());
        const auto& event = calendars->all.parts.at(0).parts.back();
        RC_ASSERT(event.kind == "VEVENT");
        if (!item.summary.empty()) RC_ASSERT(calendar::text_of(event.find("SUMMARY")->value) == item.summary);
        if (!item.description.empty())
            RC_ASSERT(calendar::text_of(event.find("DESCRIPTION")->value) == item.description);
    });
    REQUIRE(holds);
}

TEST_CASE("whatever bytes are in an item, the file is without fault and has that one item")
{
    const bool holds = rc::check([] {
        auto item = step_item();
        item.uid = "x" + *any_text(true, true);
        item.summary = *any_text(true, true);
        item.description = *any_text(true, true);
        item.location = *any_text(true, true);
        item.related_uid = *any_text(true, true);
        const auto checked = check_calendar(write_calendar({item}, *new_york(), *any_text(true, true)));
        require_faultless(checked);
        RC_ASSERT(checked.calendar.parts.size() == 1U);
    });
    REQUIRE(holds);
}

TEST_CASE("any instant in any zone is read back as it was written")
{
    const bool holds = rc::check([] {
        const auto name = *any_zone_name();
        const auto zone = named_time_zone(name);
        const auto from = *any_instant(name);
        const auto minutes = *rc::gen::inRange(1, 600);
        auto item = visit_item();
        item.when = CalendarHours{from, from + minutes * us_per_minute};
        const auto text = write_calendar({item}, *zone);
        require_faultless(check_calendar(text));
        // Read by somebody in another zone.
        const auto elsewhere = named_time_zone(*any_zone_name());
        const auto day_us = 24 * 60 * us_per_minute;
        const auto reading = read_calendar(text, {from + -day_us, from + 2 * day_us}, *elsewhere);
        RC_ASSERT(reading.has_value());
        RC_ASSERT(reading->refused.empty());
        RC_ASSERT(reading->notes.empty());
        RC_ASSERT(reading->busy.size() == 1U);
        RC_ASSERT(reading->busy[0].from == from);
        RC_ASSERT(reading->busy[0].to == from + minutes * us_per_minute);
    });
    REQUIRE(holds);
}

TEST_CASE("many instants in one file have one set of rules that is right for all of them")
{
    const bool holds = rc::check([] {
        const auto name = *any_zone_name();
        const auto zone = named_time_zone(name);
        std::vector<CalendarItem> items;
        const auto count = *rc::gen::inRange(1, 12);
        for (int i = 0; i < count; ++i) {
            items.push_back(visit_item());
            items.back().uid = std::to_string(i);
            const auto from = *any_instant(name);
            items.back().when = CalendarHours{from, from + 20 * us_per_minute};
        }
        auto text = write_calendar(items, *zone);
        require_faultless(check_calendar(text));
        // Under a name that nobody knows, so that only the file's own rules can lead to the instants.
        for (std::size_t at = text.find(name); name != "UTC" && at != std::string::npos; at = text.find(name, at))
            text.replace(at, name.size(), "Own/Rules");
        const auto reading = read_calendar(text, {Instant{0}, Instant{std::int64_t{4'000'000'000} * us_per_second}},
                                           *fixed_time_zone(0));
        RC_ASSERT(reading.has_value());
        RC_ASSERT(reading->notes.empty());
        std::multiset<std::int64_t> expected, found;
        for (const auto& item : items) expected.insert(std::get<CalendarHours>(item.when).from.us);
        for (const auto& busy : reading->busy) found.insert(busy.from.us);
        RC_ASSERT(found == expected);
    });
    REQUIRE(holds);
}

TEST_CASE("a calendar with bytes exchanged, cut or doubled is read or refused, never a crash")
{
    auto item = visit_item();
    item.alarm_minutes_before = 5;
    std::string good = write_calendar({item, step_item(), week_item()}, *new_york());
    const auto end = good.rfind("END:VCALENDAR");
    good.insert(end,
                "BEGIN:VEVENT\r\nUID:r\r\nDTSTART;TZID=America/New_York:20261102T090000\r\nDURATION:PT1H\r\n"
                "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;UNTIL=20270601T000000Z\r\nEXDATE:20261104T140000Z\r\n"
                "RDATE;VALUE=PERIOD:20261105T140000Z/PT1H\r\nEND:VEVENT\r\n"
                "BEGIN:VFREEBUSY\r\nFREEBUSY:20261105T140000Z/PT1H\r\nEND:VFREEBUSY\r\n");
    const bool holds = rc::check([&good] {
        auto text = good;
        const auto changes = *rc::gen::inRange(1, 8);
        for (int i = 0; i < changes; ++i) {
            const auto at = static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(text.size())));
            const auto length = static_cast<std::size_t>(*rc::gen::inRange(0, 40));
            switch (*rc::gen::inRange(0, 4)) {
                case 0:
                    text[at] = static_cast<char>(*rc::gen::inRange(0, 256));
                    break;
                case 1:
                    text.erase(at, length);
                    break;
                case 2:
                    text.insert(at, text.substr(at / 2, length));
                    break;
                default:
                    text.insert(at, *rc::gen::element<std::string>("9", "-", ";", ":", "\r\n", "=", ",", "99999999999",
                                                                   "BEGIN:VEVENT\r\n", "T", "Z", "\xff"));
            }
        }
        const auto reading =
            read_calendar(text, {in_new_york("2026-11-01T00:00"), in_new_york("2027-11-01T00:00")}, *new_york());
        if (!reading) RC_ASSERT(!reading.error().message.empty());
        const auto days = read_school_days(text, *parse_date("2026-08-31"), *parse_date("2027-06-11"));
        if (!days) RC_ASSERT(!days.error().message.empty());
        if (reading)
            for (const auto& refused : reading->refused) RC_ASSERT(refused.line > 0 && !refused.reason.empty());
    });
    REQUIRE(holds);
}

TEST_CASE("any school days survive both kinds of file")
{
    const bool holds = rc::check([] {
        std::vector<SchoolDaySpan> spans;
        const auto count = *rc::gen::inRange(0, 8);
        for (int i = 0; i < count; ++i) {
            SchoolDaySpan span;
            span.first = *parse_date("2026-08-31") + boost::gregorian::days(*rc::gen::inRange(0, 280));
            span.last = span.first + boost::gregorian::days(*rc::gen::inRange(0, 20));
            span.kind = *rc::gen::element(DayKind::holiday, DayKind::closing, DayKind::half_day);
            span.name = one_line(*any_text(false, false));
            span.school = one_line(*any_text(false, false));
            constexpr std::size_t bytes_max = school_day_name_chars_max;
            if (span.name.size() <= bytes_max && span.school.size() <= bytes_max) spans.push_back(span);
        }
        const auto key = [](const SchoolDaySpan& span) {
            return std::tie(span.first, span.last, span.kind, span.name, span.school);
        };
        std::sort(spans.begin(), spans.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
        spans.erase(std::unique(spans.begin(), spans.end()), spans.end());
        for (const auto& text : {write_school_days_ics(spans, Instant{0}), write_school_days_csv(spans)}) {
            const auto reading = read_school_days(text, *parse_date("2026-08-31"), *parse_date("2027-07-31"));
            RC_ASSERT(reading.has_value());
            RC_ASSERT(reading->refused.empty());
            std::vector<SchoolDaySpan> found;
            for (const auto& read : reading->days) found.push_back(read.span);
            std::sort(found.begin(), found.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
            RC_ASSERT(found == spans);
        }
    });
    REQUIRE(holds);
}
