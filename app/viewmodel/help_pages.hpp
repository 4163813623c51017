// Help texts as runs of plain, bold and heading text: what a read-only text control can show and a screen reader say.
// No wx. Understands the little Markdown that app/help uses: headings, lists, bold, code, paragraphs, code blocks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace throughline {

struct TextRun {
    enum class Style { plain, title, heading, bold, code } style = Style::plain;
    std::string text;
    bool operator==(const TextRun&) const = default;
};

std::vector<TextRun> runs_of_markdown(std::string_view markdown);

}  // namespace throughline
