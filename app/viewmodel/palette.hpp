// The program's own colours, as numbers: chips, quiet text and the one accent, for light and dark windows.
//
// Colour never carries meaning alone; each chip says its words too. Every pair below has a contrast of 4.5:1 at least,
// which tests/unit/palette_view_model_test.cpp measures. Everything not named here is the system's own colour. No wx.
#pragma once

#include <cstdint>
#include <string_view>

#include "throughline/model/follow_up.hpp"

namespace throughline {

struct Rgb {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
    bool operator==(const Rgb&) const = default;
};

struct Ink {  // text on a ground
    Rgb text;
    Rgb ground;
    bool operator==(const Ink&) const = default;
};

// What a chip says besides its words.
enum class Tone { neutral, low, middle, high, top, due, calm };

struct Palette {
    Rgb window;  // behind the cards; only for measuring contrast: the system paints it
    Rgb card;    // the surface of a card
    Rgb card_edge;
    Rgb text;         // on cards
    Rgb quiet_text;   // second lines, hints; on cards and on the window
    Rgb accent;       // one colour for what is chosen or begun; as text on a card, too
    Rgb accent_text;  // on the accent
    Rgb attention;    // "overdue" as text on a card

    [[nodiscard]] Ink chip(Tone tone) const;
    bool is_dark = false;
};

[[nodiscard]] const Palette& light_palette();
[[nodiscard]] const Palette& dark_palette();

// A rubric level's colour hint ("red", "amber", "green", "blue", "none") as a tone.
[[nodiscard]] Tone tone_of(std::string_view level_colour);
// How soon something is due; the chip's words are name_of(DueState).
[[nodiscard]] Tone tone_of(DueState state);

// WCAG 2.1: 1 (none) to 21 (black on white).
[[nodiscard]] double contrast(Rgb first, Rgb second);
constexpr double contrast_min = 4.5;

}  // namespace throughline
