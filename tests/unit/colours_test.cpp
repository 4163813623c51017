// The one table of colours: every text can be read on its ground, and every mark can be seen.
#include <catch2/catch.hpp>

#include "throughline/report/colours.hpp"

using namespace throughline;

TEST_CASE("contrast is measured as WCAG says")
{
    CHECK(contrast({0, 0, 0}, {255, 255, 255}) == Approx(21.0));
    CHECK(contrast({255, 255, 255}, {255, 255, 255}) == Approx(1.0));
    CHECK(contrast({119, 119, 119}, {255, 255, 255}) == Approx(4.478).margin(0.001));  // WCAG's own example, #777
}

TEST_CASE("every text colour can be read on every ground, light and dark")
{
    for (const auto& colours : {light_colours(), dark_colours()}) {
        for (const auto ground : {colours.window, colours.card, colours.band}) {
            CHECK(contrast(colours.text, ground) >= contrast_min);
            CHECK(contrast(colours.accent, ground) >= contrast_min);
        }
        for (const auto ground : {colours.window, colours.card}) {
            CHECK(contrast(colours.quiet_text, ground) >= contrast_min);
            CHECK(contrast(colours.attention, ground) >= contrast_min);
        }
        CHECK(contrast(colours.accent_text, colours.accent) >= contrast_min);
    }
}

TEST_CASE("a mark and a curve can be told from the band that they lie on")
{
    for (const auto& colours : {light_colours(), dark_colours()}) {
        CHECK(contrast(colours.accent, colours.band) >= graphic_contrast_min);
        CHECK(contrast(colours.quiet_text, colours.band) >= graphic_contrast_min);
    }
}

TEST_CASE("a colour is written as the web writes it") { CHECK(hex_of({26, 95, 180}) == "#1a5fb4"); }
