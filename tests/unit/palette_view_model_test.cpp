// Every colour pair of the program can be read: WCAG's 4.5 to 1.
#include <catch2/catch.hpp>

#include "app/viewmodel/palette.hpp"

using namespace throughline;

TEST_CASE("contrast is measured as WCAG says")
{
    CHECK(contrast({0, 0, 0}, {255, 255, 255}) == Approx(21.0));
    CHECK(contrast({255, 255, 255}, {255, 255, 255}) == Approx(1.0));
    CHECK(contrast({119, 119, 119}, {255, 255, 255}) == Approx(4.478).margin(0.001));  // WCAG's own example, #777
}

TEST_CASE("every text of the palette can be read on its ground, light and dark")
{
    for (const auto& palette : {light_palette(), dark_palette()}) {
        for (const auto ground : {palette.window, palette.card}) {
            CHECK(contrast(palette.text, ground) >= contrast_min);
            CHECK(contrast(palette.quiet_text, ground) >= contrast_min);
            CHECK(contrast(palette.attention, ground) >= contrast_min);
            CHECK(contrast(palette.accent, ground) >= contrast_min);
        }
        CHECK(contrast(palette.accent_text, palette.accent) >= contrast_min);
        for (const auto tone : {Tone::neutral, Tone::low, Tone::middle, Tone::high, Tone::top, Tone::due, Tone::calm}) {
            const auto ink = palette.chip(tone);
            CHECK(contrast(ink.text, ink.ground) >= contrast_min);
        }
    }
}

TEST_CASE("a level's colour hint becomes a tone, and an unknown hint a neutral one")
{
    CHECK(tone_of("red") == Tone::low);
    CHECK(tone_of("blue") == Tone::top);
    CHECK(tone_of("none") == Tone::neutral);
    CHECK(tone_of("mauve") == Tone::neutral);
}
