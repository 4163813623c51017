// The window's colours, as numbers: those of pages and pictures (report/colours.hpp), and its chips, light and dark.
//
// Colour never carries meaning alone; each chip says its words too. Every pair below has a contrast of 4.5:1 at least,
// which tests/unit/palette_view_model_test.cpp measures. Everything not named here is the system's own colour. No wx.
#pragma once

#include <string_view>

#include "throughline/model/follow_up.hpp"
#include "throughline/report/colours.hpp"

namespace throughline {

struct Ink {  // text on a ground
    Rgb text;
    Rgb ground;
    bool operator==(const Ink&) const = default;
};

// What a chip says besides its words.
enum class Tone { neutral, low, middle, high, top, due, calm };

struct Palette : Colours {
    [[nodiscard]] Ink chip(Tone tone) const;
};

[[nodiscard]] const Palette& light_palette();
[[nodiscard]] const Palette& dark_palette();

// A rubric level's colour hint ("red", "amber", "green", "blue", "none") as a tone.
[[nodiscard]] Tone tone_of(std::string_view level_colour);
// How soon something is due; the chip's words are name_of(DueState).
[[nodiscard]] Tone tone_of(DueState state);

}  // namespace throughline
