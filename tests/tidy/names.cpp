#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "tests/tidy/house_rules.hpp"

namespace tidy {
namespace {

using std::string_view;

constexpr std::array<string_view, 12> empty_words{"manager", "managers",  "helper", "helpers", "util", "utils",
                                                  "utility", "utilities", "common", "misc",    "info", "infos"};

bool contains(const auto& words, string_view word) { return std::ranges::find(words, word) != words.end(); }

std::string empty_word_in(string_view name)
{
    const auto words = words_of(name);
    const auto found = std::ranges::find_if(words, [](const std::string& word) { return contains(empty_words, word); });
    return found == words.end() ? "" : *found;
}

bool is_ours(const SourceFile& file)
{
    return is_below(file, "include") || is_below(file, "core") || is_below(file, "app") || is_below(file, "tests") ||
           is_below(file, "installer");
}

// Where `tokens[at]` is the word that begins a declaration, the index of the name it declares; else 0.
std::size_t declared_at(const std::vector<Token>& tokens, std::size_t at)
{
    static constexpr std::array<string_view, 7> keywords{"class",   "struct",    "enum", "union",
                                                         "concept", "namespace", "using"};
    if (!contains(keywords, tokens[at].text)) return 0;
    if (at > 0 && tokens[at - 1].text == "enum") return 0;  // the `class` of an enum class, already seen
    auto name = at + 1;
    int depth = 0;  // of brackets and parentheses: [[nodiscard]], alignas(16)
    for (; name < tokens.size(); ++name) {
        const auto text = tokens[name].text;
        if (text == "[" || text == "(") ++depth;
        if (text == "]" || text == ")") --depth;
        const bool is_between = depth > 0 || text == "]" || text == ")" || text == "alignas" || text == "class" ||
                                text == "struct" || text == "namespace";
        if (!is_between) break;
    }
    if (name >= tokens.size() || !is_name(tokens[name])) return 0;
    // `using Name =` declares; `using namespace a::b;` and `using a::b;` do not.
    const bool is_alias = name + 1 < tokens.size() && tokens[name + 1].text == "=";
    return tokens[at].text == "using" && !is_alias ? 0 : name;
}

std::string fault_of_type(string_view name)
{
    // wx's own types, declared ahead, keep the names that wx gave them.
    if (name.starts_with("wx")) return "";
    const auto words = words_of(name);
    if (const auto word = empty_word_in(name); !word.empty())
        return fmt::format("{}: \"{}\" says nothing; name what it does", name, word);
    if (words.size() > 1 && words.back() == "data")
        return fmt::format("{}: \"Data\" at the end says nothing; name what it is", name);
    if (contains(words, "delete"))
        return fmt::format("{}: records are archived, or erased by law; nothing is deleted", name);
    return "";
}

}  // namespace

Findings empty_names(const SourceFile& file)
{
    Findings findings;
    if (!is_ours(file)) return findings;
    if (const auto word = empty_word_in(file.path); !word.empty())
        findings.push_back({file.path, 1, fmt::format("\"{}\" in a file name says nothing", word)});
    if (!is_cpp(file)) return findings;
    const auto code = layers_of(file).code;
    const auto tokens = tokens_of(code);
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        const auto name = declared_at(tokens, i);
        if (name == 0) continue;
        if (const auto fault = fault_of_type(tokens[name].text); !fault.empty())
            findings.push_back({file.path, line_at(file.text, tokens[name].at), fault});
    }
    return findings;
}

Findings score_for_a_rating(const SourceFile& file)
{
    Findings findings;
    const bool is_looked_at = is_below(file, "include") || is_below(file, "core") || is_below(file, "app");
    if (!is_looked_at || !(is_cpp(file) || has_extension(file, ".sql"))) return findings;
    const auto code = layers_of(file).code;
    for (const auto& token : tokens_of(code)) {
        if (!is_name(token)) continue;
        const auto words = words_of(token.text);
        if (contains(words, "score") || contains(words, "scores"))
            findings.push_back({file.path, line_at(file.text, token.at),
                                fmt::format("{}: a rating is a level, not a score", token.text)});
    }
    return findings;
}

}  // namespace tidy
