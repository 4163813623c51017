#include <catch2/catch.hpp>

#include "throughline/base/time.hpp"

using namespace throughline;

TEST_CASE("a date is read only in the one form that is written")
{
    REQUIRE(iso(*parse_date("2026-11-21")) == "2026-11-21");
    for (const auto* wrong : {"2026-11-31", "2026-1-1", "21.11.2026", "2026-11-21 ", "2026-+1-21", "", "1066-10-14"})
        CHECK_FALSE(parse_date(wrong));
}

TEST_CASE("a wall-clock time goes through a zone and back unchanged")
{
    const auto zone = fixed_time_zone(-300);
    const auto local = *parse_local_time("2026-10-05T09:10:00");
    REQUIRE(zone->local(zone->instant(local)) == local);
    REQUIRE(iso_utc(zone->instant(local)) == "2026-10-05T14:10:00Z");
    REQUIRE(system_time_zone()->local(system_time_zone()->instant(local)) == local);
}
