// The colours of every page, picture and window, as numbers, for light and dark.
//
// Used by the window's palette, by the web page's style and by the PDF, so that one table is measured for contrast
// (tests/unit/colours_test.cpp): each text has 4.5:1 at least on each ground that it stands on.
#pragma once

#include <cstdint>
#include <string>

namespace throughline {

struct Rgb {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
    bool operator==(const Rgb&) const = default;
};

constexpr Rgb rgb(std::uint32_t hex)
{
    return {static_cast<std::uint8_t>(hex >> 16), static_cast<std::uint8_t>(hex >> 8), static_cast<std::uint8_t>(hex)};
}
std::string hex_of(Rgb colour);  // "#1a5fb4"

// WCAG 2.1: 1 (none) to 21 (black on white).
[[nodiscard]] double contrast(Rgb first, Rgb second);
constexpr double contrast_min = 4.5;
constexpr double graphic_contrast_min = 3.0;  // marks and edges that carry meaning

struct Colours {
    Rgb window;  // behind the cards
    Rgb card;    // the surface of a card, and of paper
    Rgb card_edge;
    Rgb text;         // on cards
    Rgb quiet_text;   // second lines, hints; on cards and on the window
    Rgb accent;       // one colour for what is chosen or begun; as text on a card, too
    Rgb accent_text;  // on the accent
    Rgb attention;    // "overdue" as text on a card
    Rgb band;         // the area of a band in a chart, on a card; marks and lines can be told from it
    bool is_dark = false;
};

[[nodiscard]] const Colours& light_colours();
[[nodiscard]] const Colours& dark_colours();

}  // namespace throughline
