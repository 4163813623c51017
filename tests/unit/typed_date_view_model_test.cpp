// Days as people type them.
#include <catch2/catch.hpp>

#include "app/viewmodel/typed_date.hpp"

using namespace throughline;

namespace {

const Date tuesday(2026, 11, 3);

std::string read(std::string_view typed)
{
    const auto date = parse_typed_date(typed, tuesday);
    return date ? iso(*date) : "no day";
}

}  // namespace

TEST_CASE("a day is understood as people type it")
{
    CHECK(read("2026-11-26") == "2026-11-26");
    CHECK(read("26 Nov") == "2026-11-26");
    CHECK(read(" nov 26 ") == "2026-11-26");
    CHECK(read("26 november 2027") == "2027-11-26");
    CHECK(read("Nov. 26, 2027") == "2027-11-26");
    CHECK(read("Thu 26 Nov") == "2026-11-26");  // as the program writes it
    CHECK(read("Thu 26 Nov 2026") == "2026-11-26");
    CHECK(read("today") == "2026-11-03");
    CHECK(read("Tomorrow") == "2026-11-04");
    CHECK(read("+5") == "2026-11-08");
}

TEST_CASE("a weekday alone is the next one and never today")
{
    CHECK(read("fri") == "2026-11-06");
    CHECK(read("Tuesday") == "2026-11-10");
}

TEST_CASE("a day without a year is the nearest to today")
{
    CHECK(read("5 Jan") == "2027-01-05");
    CHECK(read("30 Oct") == "2026-10-30");
    CHECK(read("29 Feb") == "no day");  // none in the years around
}

TEST_CASE("what is no day, or two different days to different people, is refused")
{
    for (const auto* typed :
         {"", "11/3", "3", "31 Nov", "Nov", "2026-13-01", "someday", "+", "+99999", "3 Nov 12", "-1"})
        CHECK(read(typed) == "no day");
}

TEST_CASE("the proposed school year lies around today")
{
    CHECK(iso(proposed_school_year(tuesday).starts_on) == "2026-08-17");  // the 15th is a Saturday
    CHECK(iso(proposed_school_year(tuesday).ends_on) == "2027-06-15");
    CHECK(iso(proposed_school_year(Date(2027, 3, 1)).starts_on) == "2026-08-17");
    CHECK(iso(proposed_school_year(Date(2027, 7, 1)).starts_on) == "2027-08-16");
    CHECK(iso(proposed_school_year(Date(2024, 9, 1)).ends_on) == "2025-06-13");
}
