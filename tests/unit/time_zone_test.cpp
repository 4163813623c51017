#include <thread>
#include <vector>

#include <boost/date_time/posix_time/posix_time.hpp>
#include <catch2/catch.hpp>

#include "core/base/zone_rules.hpp"
#include "tests/support/time_zone_setting.hpp"
#include "throughline/base/time.hpp"

using namespace throughline;
using throughline::test::TimeZoneSetting;

namespace {

std::string utc_of(const char* zone, const char* wall_clock)
{
    return iso_utc(named_time_zone(zone)->instant(*parse_local_time(wall_clock)));
}

std::string local_of(const char* zone, const char* utc)
{
    return iso(named_time_zone(zone)->local(fixed_time_zone(0)->instant(*parse_local_time(utc))));
}

std::int64_t seconds_of(const char* utc)
{
    return fixed_time_zone(0)->instant(*parse_local_time(utc)).us / us_per_second;
}

}  // namespace

TEST_CASE("a time that the spring change skips is read an hour on")
{
    CHECK(utc_of("America/New_York", "2026-03-08T01:59") == "2026-03-08T06:59:00Z");
    CHECK(utc_of("America/New_York", "2026-03-08T02:00") == "2026-03-08T07:00:00Z");
    CHECK(utc_of("America/New_York", "2026-03-08T02:30") == "2026-03-08T07:30:00Z");
    CHECK(local_of("America/New_York", "2026-03-08T07:30:00") == "2026-03-08T03:30:00");
    CHECK(utc_of("America/New_York", "2026-03-08T03:00") == "2026-03-08T07:00:00Z");
    CHECK(utc_of("Europe/Berlin", "2026-03-29T02:30") == "2026-03-29T01:30:00Z");
    CHECK(utc_of("Australia/Adelaide", "2026-10-04T02:30") == "2026-10-03T17:00:00Z");
}

TEST_CASE("of a time that autumn repeats, the first is meant")
{
    CHECK(utc_of("America/New_York", "2026-11-01T01:30") == "2026-11-01T05:30:00Z");
    CHECK(local_of("America/New_York", "2026-11-01T05:30:00") == "2026-11-01T01:30:00");
    CHECK(local_of("America/New_York", "2026-11-01T06:30:00") == "2026-11-01T01:30:00");
    CHECK(utc_of("America/New_York", "2026-11-01T02:00") == "2026-11-01T07:00:00Z");
    CHECK(utc_of("Europe/Berlin", "2026-10-25T02:30") == "2026-10-25T00:30:00Z");
    CHECK(utc_of("Australia/Sydney", "2026-04-05T02:30") == "2026-04-04T15:30:00Z");
}

TEST_CASE("zones with half hours, quarter hours and half-hour summer times are told apart")
{
    CHECK(utc_of("Asia/Kolkata", "2026-10-05T09:10") == "2026-10-05T03:40:00Z");
    CHECK(utc_of("Asia/Kathmandu", "2026-10-05T09:10") == "2026-10-05T03:25:00Z");
    CHECK(utc_of("America/St_Johns", "2026-07-01T09:00") == "2026-07-01T11:30:00Z");
    // Lord Howe puts its clocks on by half an hour only.
    CHECK(utc_of("Australia/Lord_Howe", "2026-10-04T02:15") == "2026-10-03T15:45:00Z");
    CHECK(local_of("Australia/Lord_Howe", "2026-10-03T15:45:00") == "2026-10-04T02:45:00");
}

TEST_CASE("zones without summer time keep one offset, and far zones their own date")
{
    CHECK(utc_of("America/Phoenix", "2026-01-15T09:00") == "2026-01-15T16:00:00Z");
    CHECK(utc_of("America/Phoenix", "2026-07-15T09:00") == "2026-07-15T16:00:00Z");
    CHECK(local_of("Pacific/Kiritimati", "2026-12-31T10:00:00") == "2027-01-01T00:00:00");
    CHECK(local_of("Pacific/Honolulu", "2027-01-01T09:59:59") == "2026-12-31T23:59:59");
}

TEST_CASE("the last moment of a year and a leap day come back as they were")
{
    for (const auto* name : {"America/New_York", "Australia/Adelaide", "Asia/Kolkata", "Pacific/Auckland"}) {
        const auto zone = named_time_zone(name);
        for (const auto* time : {"2026-12-31T23:59:59", "2027-01-01T00:00:00", "2028-02-28T23:59:59",
                                 "2028-02-29T00:00:00", "2028-02-29T23:59:59", "2028-03-01T00:00:00"}) {
            const auto local = *parse_local_time(time);
            CHECK(zone->local(zone->instant(local)) == local);
        }
    }
    CHECK(utc_of("America/New_York", "2028-02-29T09:00") == "2028-02-29T14:00:00Z");
    CHECK(utc_of("America/New_York", "2026-12-31T19:00") == "2027-01-01T00:00:00Z");
}

TEST_CASE("summer times of the past are those of the past, and go on beyond the listed years")
{
    CHECK(utc_of("America/New_York", "2006-03-20T12:00") == "2006-03-20T17:00:00Z");  // since 2007 it would be summer
    CHECK(utc_of("America/New_York", "2007-03-20T12:00") == "2007-03-20T16:00:00Z");
    CHECK(utc_of("Europe/London", "1970-01-15T12:00") == "1970-01-15T11:00:00Z");  // all year round, then
    CHECK(utc_of("America/New_York", "2060-07-01T12:00") == "2060-07-01T16:00:00Z");
    CHECK(utc_of("America/New_York", "2060-12-01T12:00") == "2060-12-01T17:00:00Z");
    CHECK(utc_of("Australia/Sydney", "2060-01-01T12:00") == "2060-01-01T01:00:00Z");
}

TEST_CASE("a day that a zone left out altogether leads to the next one")
{
    CHECK(utc_of("Pacific/Apia", "2011-12-30T12:00") == "2011-12-30T22:00:00Z");
    CHECK(local_of("Pacific/Apia", "2011-12-30T22:00:00") == "2011-12-31T12:00:00");
}

TEST_CASE("an instant keeps its microseconds, before 1970 as well")
{
    const auto zone = named_time_zone("America/New_York");
    for (const Instant instant : {Instant{-1}, Instant{1'234'567'890'123'456}, Instant{-1'000'000'000'000'001}})
        CHECK(zone->instant(zone->local(instant)) == instant);
}

TEST_CASE("a zone says the name by which other programs know it")
{
    CHECK(named_time_zone("America/New_York")->name() == "America/New_York");
    CHECK(fixed_time_zone(0)->name() == "UTC");
    CHECK(fixed_time_zone(-300)->name().empty());
    CHECK(named_time_zone("UTC")->name() == "UTC");
}

TEST_CASE("an unknown name is no zone, and no way to another file")
{
    for (const auto* name :
         {"", "America/Nowhere", "america/new_york", "Eastern Standard Time", "America", "../passwd", "/etc/localtime",
          "America/../Europe/Berlin", "right/America/New_York", "tzdata.zi", "a//b"})
        CHECK(named_time_zone(name) == nullptr);
}

TEST_CASE("the system's zone is the one that TZ says, with its name")
{
    const auto noon = *parse_local_time("2026-07-01T12:00");
    {
        const TimeZoneSetting setting("America/Chicago");
        CHECK(system_time_zone()->name() == "America/Chicago");
        CHECK(iso_utc(system_time_zone()->instant(noon)) == "2026-07-01T17:00:00Z");
    }
    {
        const TimeZoneSetting setting(":Europe/Paris");
        CHECK(system_time_zone()->name() == "Europe/Paris");
    }
    {
        const TimeZoneSetting setting("/usr/share/zoneinfo/Asia/Tokyo");
        CHECK(system_time_zone()->name() == "Asia/Tokyo");
        CHECK(iso_utc(system_time_zone()->instant(noon)) == "2026-07-01T03:00:00Z");
    }
    {
        const TimeZoneSetting setting("XST5XDT,M4.1.0/3,J300/1:30");
        CHECK(system_time_zone()->name().empty());
        CHECK(iso_utc(system_time_zone()->instant(noon)) == "2026-07-01T16:00:00Z");
    }
    for (const auto* utc : {"", "No/Such_Zone"}) {
        const TimeZoneSetting setting(utc);
        CHECK(system_time_zone()->name() == "UTC");
    }
}

TEST_CASE("the system's zone and the C library tell the same time")
{
    for (const auto* name : {"America/New_York", "Europe/London", "Asia/Gaza", "Africa/Casablanca", "Asia/Kolkata"}) {
        const TimeZoneSetting setting(name);
        const auto zone = system_time_zone();
        int different = 0;
        for (std::int64_t s = seconds_of("1970-01-01T00:00"); s < seconds_of("2100-01-01T00:00"); s += 86'400 + 3'607) {
            const auto time = static_cast<std::time_t>(s);
            std::tm parts{};
            ::localtime_r(&time, &parts);
            different += zone->local({s * us_per_second}) == boost::posix_time::ptime_from_tm(parts) ? 0 : 1;
        }
        INFO(name);
        CHECK(different == 0);
    }
}

TEST_CASE("several threads may ask one zone at once")
{
    const auto zone = named_time_zone("America/New_York");
    const auto local = *parse_local_time("2026-07-01T12:00");
    std::vector<int> wrong(4);
    std::vector<std::thread> threads;
    for (auto& count : wrong)
        threads.emplace_back([&count, &zone, &local] {
            for (int i = 0; i < 2000; ++i)
                count += zone->instant(local) == named_time_zone("America/New_York")->instant(local) ? 0 : 1;
        });
    for (auto& thread : threads) thread.join();
    CHECK(wrong == std::vector<int>(4));
}

TEST_CASE("the changes of a zone are listed from the past into the future")
{
    const auto rules = *system_zone_rules("America/New_York");
    const auto changes = rules.changes_between(seconds_of("2036-06-01T00:00"), seconds_of("2039-01-01T00:00"));
    std::vector<std::string> times;
    for (const auto& change : changes)
        times.push_back(iso_utc({change.at_s * us_per_second}) + change.after.abbreviation);
    CHECK(times == std::vector<std::string>{"2036-11-02T06:00:00ZEST", "2037-03-08T07:00:00ZEDT",
                                            "2037-11-01T06:00:00ZEST", "2038-03-14T07:00:00ZEDT",
                                            "2038-11-07T06:00:00ZEST"});
    CHECK(system_zone_rules("America/Phoenix")
              ->changes_between(seconds_of("2000-01-01T00:00"), seconds_of("2100-01-01T00:00"))
              .empty());
}

TEST_CASE("a zone file that is cut or changed anywhere is no zone or another one, never a crash")
{
    // Version 2, one change, two types: the least that has all parts.
    using namespace std::string_literals;
    const auto counts = "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\2\0\0\0\x08"s;
    const auto types = "\xff\xff\xb9\xb0\0\0\xff\xff\xc7\xc0\1\4EST\0EDT\0"s;
    const auto head = "TZif2"s + std::string(15, '\0') + counts;
    const auto whole =
        head + "\x7f\0\0\0\1"s + types + head + "\0\0\0\0\x7f\0\0\0\1"s + types + "\nEST5EDT,M3.2.0,M11.1.0\n";
    REQUIRE(ZoneRules::from_tzif(whole));
    REQUIRE(ZoneRules::from_tzif(whole)->offset_at(0).east_s == -18'000);
    int read = 0;
    for (std::size_t at = 0; at < whole.size(); ++at) {
        CHECK_FALSE(ZoneRules::from_tzif(whole.substr(0, at)));
        for (const char byte : {'\0', '\x7f', '\xff'}) {
            auto changed = whole;
            changed[at] = byte;
            if (const auto rules = ZoneRules::from_tzif(changed)) {
                ++read;
                CHECK(rules->utc_of(rules->offset_at(0).east_s) < 200'000);
            }
        }
    }
    CHECK(read > 100);
}
