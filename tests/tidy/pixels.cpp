#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "tests/tidy/house_rules.hpp"

namespace tidy {
namespace {

// 0 and 1 are the same on every screen.
bool is_raw_length(std::string_view token)
{
    int number = 0;
    const auto* const end = token.data() + token.size();
    return std::from_chars(token.data(), end, number).ptr == end && number > 1;
}

// Whether what is made at `at` goes straight into a call that scales it: FromDIP, or a bitmap bundle's default size,
// which wx takes in device-independent pixels.
bool is_scaled(const std::vector<Token>& tokens, std::size_t at)
{
    if (at >= 2 && tokens[at - 1].text == "(" && tokens[at - 2].text == "FromDIP") return true;
    for (auto i = at; i > 0 && tokens[i - 1].text != ";" && tokens[i - 1].text != "{"; --i)
        if (tokens[i - 1].text.starts_with("FromSVG")) return true;
    return false;
}

// The index after the bracket that closes the one at `open`.
std::size_t close_of(const std::vector<Token>& tokens, std::size_t open)
{
    int depth = 0;
    for (auto i = open; i < tokens.size(); ++i) {
        const auto text = tokens[i].text;
        if (text == "(" || text == "{") ++depth;
        if ((text == ")" || text == "}") && --depth == 0) return i + 1;
    }
    return tokens.size();
}

// An argument that is a number and nothing else; in wxSize(FromDIP(400), -1) there is none.
bool has_raw_length(const std::vector<Token>& tokens, std::size_t open)
{
    const auto close = close_of(tokens, open);
    for (auto i = open + 1; i + 1 < close; ++i) {
        const auto before = tokens[i - 1].text;
        const auto after = tokens[i + 1].text;
        const bool stands_alone = (i - 1 == open || before == ",") && (i + 2 == close || after == ",");
        if (stands_alone && is_raw_length(tokens[i].text)) return true;
    }
    return false;
}

}  // namespace

Findings raw_pixels(const SourceFile& file)
{
    Findings findings;
    if (!is_below(file, "app") || !is_cpp(file)) return findings;
    const auto code = layers_of(file).code;
    const auto tokens = tokens_of(code);
    for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
        if (tokens[i].text != "wxSize" && tokens[i].text != "wxPoint") continue;
        const auto open = i + (is_name(tokens[i + 1]) ? 2 : 1);  // wxSize(4, 3) and wxSize size(4, 3)
        const bool opens = tokens[open].text == "(" || tokens[open].text == "{";
        if (opens && !is_scaled(tokens, i) && has_raw_length(tokens, open))
            findings.push_back(
                {file.path, line_at(file.text, tokens[i].at),
                 fmt::format("{} in raw pixels is wrong on a scaled screen; use FromDIP", tokens[i].text)});
    }
    return findings;
}

}  // namespace tidy
