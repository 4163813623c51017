// Every colour pair of the program can be read: WCAG's 4.5 to 1.
#include <catch2/catch.hpp>

#include "app/viewmodel/palette.hpp"

using namespace throughline;

TEST_CASE("every chip's words can be read on its ground, light and dark")
{
    for (const auto& palette : {light_palette(), dark_palette()})
        for (const auto tone : {Tone::neutral, Tone::low, Tone::middle, Tone::high, Tone::top, Tone::due, Tone::calm}) {
            const auto ink = palette.chip(tone);
            CHECK(contrast(ink.text, ink.ground) >= contrast_min);
        }
}

TEST_CASE("a level's colour hint becomes a tone, and an unknown hint a neutral one")
{
    CHECK(tone_of("red") == Tone::low);
    CHECK(tone_of("blue") == Tone::top);
    CHECK(tone_of("none") == Tone::neutral);
    CHECK(tone_of("mauve") == Tone::neutral);
}
