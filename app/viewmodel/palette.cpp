#include "app/viewmodel/palette.hpp"

#include <algorithm>
#include <cmath>

namespace throughline {

namespace {

constexpr Rgb rgb(std::uint32_t hex)
{
    return {static_cast<std::uint8_t>(hex >> 16), static_cast<std::uint8_t>(hex >> 8), static_cast<std::uint8_t>(hex)};
}

double linear(std::uint8_t channel)
{
    const double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

// Relative luminance, WCAG 2.1.
double luminance(Rgb colour)
{
    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
}

Ink light_chip(Tone tone)
{
    switch (tone) {
        case Tone::low:
            return {rgb(0x8a1c12), rgb(0xfbe3e1)};
        case Tone::middle:
            return {rgb(0x6b4300), rgb(0xfcebcb)};
        case Tone::high:
            return {rgb(0x1b5e20), rgb(0xddf1df)};
        case Tone::top:
            return {rgb(0x0b4a8f), rgb(0xdce9fa)};
        case Tone::due:
            return {rgb(0x7a3b00), rgb(0xfde7d3)};
        case Tone::calm:
            return {rgb(0x2f4858), rgb(0xe3ecf1)};
        case Tone::neutral:
            break;
    }
    return {rgb(0x3a3a40), rgb(0xe9e9ec)};
}

Ink dark_chip(Tone tone)
{
    switch (tone) {
        case Tone::low:
            return {rgb(0xffc9c4), rgb(0x5a2320)};
        case Tone::middle:
            return {rgb(0xffe0a3), rgb(0x54400f)};
        case Tone::high:
            return {rgb(0xc4efc8), rgb(0x1f4a25)};
        case Tone::top:
            return {rgb(0xcbe1ff), rgb(0x1d3f68)};
        case Tone::due:
            return {rgb(0xffd9b8), rgb(0x5c3613)};
        case Tone::calm:
            return {rgb(0xd3e4ee), rgb(0x2f4450)};
        case Tone::neutral:
            break;
    }
    return {rgb(0xededf0), rgb(0x4a4a50)};
}

}  // namespace

Ink Palette::chip(Tone tone) const { return is_dark ? dark_chip(tone) : light_chip(tone); }

const Palette& light_palette()
{
    static const Palette palette{rgb(0xf6f5f4), rgb(0xffffff), rgb(0xdcdad6), rgb(0x1f1f24), rgb(0x5c5c66),
                                 rgb(0x1a5fb4), rgb(0xffffff), rgb(0x9a3a00), false};
    return palette;
}

const Palette& dark_palette()
{
    static const Palette palette{rgb(0x353535), rgb(0x2b2b2e), rgb(0x48484d), rgb(0xf0f0f2), rgb(0xbdbdc6),
                                 rgb(0x8fbdf5), rgb(0x10243e), rgb(0xffb98a), true};
    return palette;
}

Tone tone_of(std::string_view level_colour)
{
    if (level_colour == "red") return Tone::low;
    if (level_colour == "amber") return Tone::middle;
    if (level_colour == "green") return Tone::high;
    if (level_colour == "blue") return Tone::top;
    return Tone::neutral;
}

Tone tone_of(DueState state)
{
    switch (state) {
        case DueState::overdue:
            return Tone::low;
        case DueState::due_today:
            return Tone::due;
        case DueState::due_soon:
            return Tone::middle;
        case DueState::later:
            break;
    }
    return Tone::calm;
}

double contrast(Rgb first, Rgb second)
{
    // The list form gives values; with two arguments it would give references to temporaries that are gone.
    const auto [dark, light] = std::minmax({luminance(first), luminance(second)});
    return (light + 0.05) / (dark + 0.05);
}

}  // namespace throughline
