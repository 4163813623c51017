#include "throughline/base/text.hpp"

#include <algorithm>
#include <cstdlib>
#include <memory>

#include <fmt/format.h>
#include <utf8proc.h>

namespace throughline {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f'; }

}  // namespace

bool is_valid_utf8(std::string_view text)
{
    const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    auto left = static_cast<utf8proc_ssize_t>(text.size());
    while (left > 0) {
        utf8proc_int32_t code_point = 0;
        const auto length = utf8proc_iterate(at, left, &code_point);
        if (length <= 0) return false;
        at += length;
        left -= length;
    }
    return true;
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

std::size_t count_characters(std::string_view text)
{
    constexpr unsigned char continues = 0x80;  // every byte of a character but its first is 10xxxxxx
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != continues; }));
}

std::string folded(std::string_view text)
{
    std::string spaced;
    for (const auto& word : split_words(text)) {
        if (!spaced.empty()) spaced += ' ';
        spaced += word;
    }
    // Most of what is compared is ASCII, and rosters have many thousands of addresses.
    if (std::ranges::all_of(spaced, [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
        for (char& c : spaced)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        return spaced;
    }
    utf8proc_uint8_t* mapped = nullptr;
    const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                                                        UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);
    const auto length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(spaced.data()),
                                     static_cast<utf8proc_ssize_t>(spaced.size()), &mapped, options);
    if (length < 0) return spaced;
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
    return {reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(length)};
}

std::string_view next_word(std::string_view& text)
{
    const auto begins = std::ranges::find_if_not(text, is_space);
    const auto ends = std::find_if(begins, text.end(), is_space);
    const std::string_view word(begins, ends);
    text.remove_prefix(static_cast<std::size_t>(ends - text.begin()));
    return word;
}

std::vector<std::string> split_words(std::string_view text)
{
    std::vector<std::string> words;
    for (auto word = next_word(text); !word.empty(); word = next_word(text)) words.emplace_back(word);
    return words;
}

std::string join(const std::vector<std::string>& parts, std::string_view between)
{
    return fmt::format("{}", fmt::join(parts, between));
}

std::string counted(std::int64_t count, std::string_view noun)
{
    auto words = fmt::to_string(count);
    words.append(1, ' ').append(noun);
    if (count != 1) words += 's';
    return words;
}

std::string line_and_column(std::string_view text, std::size_t byte)
{
    const auto before = text.substr(0, std::min(byte > 0 ? byte - 1 : 0, text.size()));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const auto line_start = before.rfind('\n');
    const auto column = line_start == std::string_view::npos ? before.size() + 1 : before.size() - line_start;
    return fmt::format("line {}, column {}", line, column);
}

}  // namespace throughline
