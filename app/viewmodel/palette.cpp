#include "app/viewmodel/palette.hpp"

namespace throughline {

namespace {

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
    static const Palette palette{light_colours()};
    return palette;
}

const Palette& dark_palette()
{
    static const Palette palette{dark_colours()};
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
        default:
            break;
    }
    return Tone::calm;
}

}  // namespace throughline
