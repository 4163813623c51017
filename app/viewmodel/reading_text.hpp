// ReadingText: a text to read, in paragraphs by rank: what ReadingView shows and a test can compare. No wx.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "app/viewmodel/palette.hpp"

namespace throughline {

struct Paragraph {
    enum class Rank { heading, subheading, plain, quiet, level } rank = Rank::plain;
    std::string text;
    Tone tone = Tone::neutral;  // for Rank::level: the level's name stands on this ground
    bool operator==(const Paragraph&) const = default;
};

using ReadingText = std::vector<Paragraph>;

inline Paragraph heading_paragraph(std::string text) { return {Paragraph::Rank::heading, std::move(text), {}}; }
inline Paragraph subheading_paragraph(std::string text) { return {Paragraph::Rank::subheading, std::move(text), {}}; }
inline Paragraph plain_paragraph(std::string text) { return {Paragraph::Rank::plain, std::move(text), {}}; }
inline Paragraph quiet_paragraph(std::string text) { return {Paragraph::Rank::quiet, std::move(text), {}}; }

}  // namespace throughline
