#include "throughline/report/colours.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace throughline {
namespace {

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

}  // namespace

std::string hex_of(Rgb colour) { return fmt::format("#{:02x}{:02x}{:02x}", colour.red, colour.green, colour.blue); }

double contrast(Rgb first, Rgb second)
{
    // The list form gives values; with two arguments it would give references to temporaries that are gone.
    const auto [dark, light] = std::minmax({luminance(first), luminance(second)});
    return (light + 0.05) / (dark + 0.05);
}

const Colours& light_colours()
{
    static const Colours colours{rgb(0xf6f5f4), rgb(0xffffff), rgb(0xdcdad6), rgb(0x1f1f24), rgb(0x5c5c66),
                                 rgb(0x1a5fb4), rgb(0xffffff), rgb(0x9a3a00), rgb(0xdce9fa), false};
    return colours;
}

const Colours& dark_colours()
{
    static const Colours colours{rgb(0x353535), rgb(0x2b2b2e), rgb(0x48484d), rgb(0xf0f0f2), rgb(0xbdbdc6),
                                 rgb(0x8fbdf5), rgb(0x10243e), rgb(0xffb98a), rgb(0x2b3c52), true};
    return colours;
}

}  // namespace throughline
