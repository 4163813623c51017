// Settings: each change is one command that undo takes back.
#include <catch2/catch.hpp>

#include "app/viewmodel/settings_view_model.hpp"
#include "tests/support/coached_school.hpp"

using namespace throughline;
using namespace throughline::test;

TEST_CASE("a span of holidays is one row over its weekend, and goes as one")
{
    CoachedSchool window;
    SettingsViewModel settings(*window.document);
    must(settings.load());
    REQUIRE(settings.days().empty());
    must(settings.add_days(*parse_date("2026-12-21"), *parse_date("2027-01-01"), DayKind::holiday, "Winter break"));
    REQUIRE(settings.days().size() == 1);
    CHECK(settings.days()[0].when(*parse_date("2026-10-05")) == "Mon 21 Dec to Fri 1 Jan 2027");
    CHECK(settings.day_rows()[0].cells ==
          std::vector<std::string>{"Mon 21 Dec to Fri 1 Jan 2027", "Holiday", "Winter break"});
    must(settings.remove_days(0));
    CHECK(settings.days().empty());
    CHECK_FALSE(settings.remove_days(0));
    REQUIRE(window.document->undo());  // as one
    must(settings.load());
    REQUIRE(settings.days().size() == 1);
    CHECK(settings.days()[0].days.size() == 12);
}

TEST_CASE("two breaks with the same name but school between them are two rows")
{
    CoachedSchool window;
    SettingsViewModel settings(*window.document);
    must(settings.add_days(*parse_date("2026-11-26"), *parse_date("2026-11-27"), DayKind::holiday, "Break"));
    must(settings.add_days(*parse_date("2026-12-01"), *parse_date("2026-12-01"), DayKind::holiday, "Break"));
    CHECK(settings.days().size() == 2);
}

TEST_CASE("the year says how many school days it has and how many are to come")
{
    CoachedSchool window;  // Monday 5 October in a year of 31 August to 11 June
    SettingsViewModel settings(*window.document);
    must(settings.load());
    REQUIRE(settings.year());
    REQUIRE_FALSE(settings.year()->id.is_nil());
    CHECK(settings.year_words() == "205 school days, 179 of them to come.");
    must(settings.change_year("2026-27", *parse_date("2026-10-05"), *parse_date("2026-10-09")));
    CHECK(settings.year_words() == "5 school days, 4 of them to come.");
    CHECK_FALSE(settings.change_year("2026-27", *parse_date("2026-10-09"), *parse_date("2026-10-05")));
}

TEST_CASE("the next year is the last one a year later")
{
    CoachedSchool window;
    SettingsViewModel settings(*window.document);
    must(settings.load());
    must(settings.add_next_year());
    const auto years = window.ask(SchoolSettings{}).years;
    REQUIRE(years.size() == 2);
    CHECK(years[1].name == "2027-28");
    CHECK(iso(years[1].starts_on) == "2027-08-30");
    CHECK(settings.year()->starts_on == *parse_date("2026-08-31"));  // today's stays on the page
}

TEST_CASE("abbreviations are set, replaced and removed; two words are refused")
{
    CoachedSchool window;
    SettingsViewModel settings(*window.document);
    must(settings.load());
    const auto before = settings.abbreviations().size();
    must(settings.set_abbreviation(" zq ", "students"));
    must(settings.set_abbreviation("zq", "small group"));
    REQUIRE(settings.abbreviations().size() == before + 1);
    CHECK(settings.abbreviations().back() == std::pair<std::string, std::string>("zq", "small group"));
    CHECK_FALSE(settings.set_abbreviation("two words", "x"));
    CHECK_FALSE(settings.set_abbreviation("", "x"));
    must(settings.remove_abbreviation(before));
    CHECK(settings.abbreviations().size() == before);
}

TEST_CASE("the file's owner is chosen among those who visit or lead")
{
    CoachedSchool window;
    SettingsViewModel settings(*window.document);
    must(settings.load());
    REQUIRE(settings.owner());
    CHECK(settings.keepers()[*settings.owner()].name == "Cora Coach");
    CHECK(settings.keepers().size() == 3);
    for (std::size_t i = 0; i < settings.keepers().size(); ++i)
        if (settings.keepers()[i].name == "Dana Cole") must(settings.set_owner(i));
    CHECK(must(window.document->ask(Me{})).name() == "Dana Cole");
}

TEST_CASE("weeks A and B stay in turn when the year's days change")
{
    CoachedSchool window;
    SettingsViewModel settings(*window.document);
    must(settings.load());
    must(settings.take_weeks_in_turn(true));
    must(settings.change_year("2026-27", *parse_date("2026-08-31"), *parse_date("2027-06-18")));
    CHECK(settings.year()->rotation_weeks == 2);
    must(settings.take_weeks_in_turn(false));
    CHECK(settings.year()->rotation_weeks == 1);
}

TEST_CASE("a term is added and removed; without a name or backwards it is refused")
{
    CoachedSchool window;
    SettingsViewModel settings(*window.document);
    must(settings.load());
    const auto from = *parse_date("2026-08-31");
    const auto to = *parse_date("2026-12-18");
    CHECK_FALSE(settings.add_term(" ", from, to));
    CHECK_FALSE(settings.add_term("Autumn", to, from));
    must(settings.add_term("Autumn", from, to));
    must(settings.add_term("Spring", *parse_date("2027-01-04"), *parse_date("2027-06-11")));
    REQUIRE(settings.term_rows().size() == 2);
    CHECK(settings.term_rows()[0].cells[0] == "Autumn");
    must(settings.remove_term(0));
    REQUIRE(settings.term_rows().size() == 1);
    CHECK(settings.term_rows()[0].cells[0] == "Spring");
    CHECK_FALSE(settings.remove_term(1));
}
