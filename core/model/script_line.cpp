#include "throughline/model/script_line.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "throughline/base/text.hpp"

namespace throughline {
namespace {

struct Suggestion {
    std::string_view word;  // folded
    std::string_view instead;
};

constexpr std::string_view count_or_quote = "Write what was seen or heard: a count or a quote.";
constexpr std::string_view what_showed_it = "Write what showed it: who did or said what?";

constexpr std::array judging = {
    Suggestion{"good", count_or_quote},
    Suggestion{"great", count_or_quote},
    Suggestion{"excellent", count_or_quote},
    Suggestion{"amazing", count_or_quote},
    Suggestion{"awesome", count_or_quote},
    Suggestion{"wonderful", count_or_quote},
    Suggestion{"nice", count_or_quote},
    Suggestion{"perfect", count_or_quote},
    Suggestion{"effective", count_or_quote},
    Suggestion{"effectively", count_or_quote},
    Suggestion{"ineffective", count_or_quote},
    Suggestion{"poor", count_or_quote},
    Suggestion{"poorly", count_or_quote},
    Suggestion{"bad", count_or_quote},
    Suggestion{"weak", count_or_quote},
    Suggestion{"terrible", count_or_quote},
    Suggestion{"boring", what_showed_it},
    Suggestion{"bored", what_showed_it},
    Suggestion{"engaged", what_showed_it},
    Suggestion{"disengaged", what_showed_it},
    Suggestion{"unengaged", what_showed_it},
    Suggestion{"engaging", what_showed_it},
    Suggestion{"seemed", what_showed_it},
    Suggestion{"seems", what_showed_it},
    Suggestion{"appeared", what_showed_it},
    Suggestion{"appears", what_showed_it},
    Suggestion{"felt", what_showed_it},
    Suggestion{"lazy", what_showed_it},
    Suggestion{"confused", what_showed_it},
    Suggestion{"well-managed", what_showed_it},
    Suggestion{"chaotic", what_showed_it},
    Suggestion{"always", "Write how often: a count."},
    Suggestion{"never", "Write how often: a count."},
    Suggestion{"should", "Keep advice for the next step; write what happened."},
    Suggestion{"should've", "Keep advice for the next step; write what happened."},
    Suggestion{"needs", "Keep advice for the next step; write what happened."},
};

bool is_word_byte(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
           (byte >= 'A' && byte <= 'Z') || byte == '\'' || byte == '-';
}

// Takes "x " off the front, any case.
bool take_prefix(std::string_view& text, char letter)
{
    if (text.size() < 2 || text[1] != ' ') return false;
    const char lower = text[0] >= 'A' && text[0] <= 'Z' ? static_cast<char>(text[0] - 'A' + 'a') : text[0];
    if (lower != letter) return false;
    text = trimmed(text.substr(2));
    return true;
}

std::string code_of(std::string_view tag, const Rubric& rubric)
{
    const auto wanted = folded(tag);
    for (const auto& node : rubric.nodes)
        if (folded(node.code) == wanted) return node.code;
    return {};
}

// "#6.1," ends a clause: the comma is not part of the tag.
std::string_view without_punctuation(std::string_view tag)
{
    while (!tag.empty() && std::string_view(".,;:!?)").find(tag.back()) != std::string_view::npos) tag.remove_suffix(1);
    return tag;
}

std::string expanded(const std::string& word, const std::map<std::string, std::string>& abbreviations)
{
    const auto core = without_punctuation(word);
    const auto found = abbreviations.find(std::string(core));
    return found == abbreviations.end() ? word : found->second + word.substr(core.size());
}

}  // namespace

ScriptLine parse_script_line(std::string_view typed, const Rubric& rubric,
                             const std::map<std::string, std::string>& abbreviations)
{
    ScriptLine line;
    auto rest = trimmed(typed);
    line.is_private = take_prefix(rest, '!') || take_prefix(rest, 'p');
    if (take_prefix(rest, 't'))
        line.speaker = Speaker::teacher;
    else if (take_prefix(rest, 's'))
        line.speaker = Speaker::student;
    else if (take_prefix(rest, 'o'))
        line.speaker = Speaker::observer;
    std::vector<std::string> kept;
    for (const auto& word : split_words(rest)) {
        const auto tag = word.size() > 1 && word[0] == '#' ? without_punctuation(std::string_view(word).substr(1)) : "";
        if (tag.empty()) {
            kept.push_back(expanded(word, abbreviations));
            continue;
        }
        const auto code = code_of(tag, rubric);
        if (code.empty()) {
            line.unknown_tags.emplace_back(tag);
            kept.push_back(word);
        } else if (std::ranges::find(line.indicators, code) == line.indicators.end()) {
            line.indicators.push_back(code);
        }
    }
    line.text = join(kept, " ");
    return line;
}

std::vector<JudgementWord> judgement_words(std::string_view text)
{
    std::vector<JudgementWord> found;
    bool quoted = false;  // what somebody said is evidence, whatever the word
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == '"') quoted = !quoted;
        if (!is_word_byte(text[at])) {
            ++at;
            continue;
        }
        const auto begin = at;
        while (at < text.size() && is_word_byte(text[at])) ++at;
        if (quoted) continue;
        const auto word = folded(text.substr(begin, at - begin));
        const auto judged = std::ranges::find(judging, std::string_view(word), &Suggestion::word);
        if (judged != judging.end()) found.push_back({begin, at, std::string(judged->instead)});
    }
    return found;
}

std::string spoken_elapsed(std::int64_t elapsed_ms)
{
    const auto seconds = elapsed_ms / 1000;
    if (seconds >= 3600) return fmt::format("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    return fmt::format("{:02}:{:02}", seconds / 60, seconds % 60);
}

std::optional<std::int64_t> parse_elapsed(std::string_view text)
{
    // hh:mm:ss; two digits each, hours may have more.
    const auto first = text.find(':');
    if (first == std::string_view::npos || first < 2 || first > 4 || text.size() != first + 6 || text[first + 3] != ':')
        return std::nullopt;
    const auto number = [](std::string_view digits) {
        std::int64_t value = -1;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        // from_chars takes a sign too: "-0" is not a number of hours.
        const bool is_number = error == std::errc{} && end == digits.data() + digits.size() && digits.front() != '-';
        return is_number ? value : -1;
    };
    const auto hours = number(text.substr(0, first));
    const auto minutes = number(text.substr(first + 1, 2));
    const auto seconds = number(text.substr(first + 4, 2));
    if (hours < 0 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59) return std::nullopt;
    return ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

}  // namespace throughline
