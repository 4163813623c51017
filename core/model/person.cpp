#include "throughline/model/person.hpp"

#include <algorithm>
#include <array>

#include "throughline/base/text.hpp"

namespace throughline {
namespace {

constexpr std::array titles{"mr", "mrs", "ms", "miss", "mx", "dr", "prof"};
constexpr std::array suffixes{"jr", "sr", "ii", "iii", "iv"};
// Only in lower case, as written: "van der Berg" is a family name, "Van Nguyen" is two names.
constexpr std::array particles{"da", "das", "de",  "del", "della", "den", "der", "di",  "do",  "dos", "du",
                               "el", "la",  "las", "le",  "los",   "ten", "ter", "van", "von", "y",   "zu"};

template <class List>
bool is_one_of(const List& list, std::string_view word)
{
    return std::ranges::find(list, word) != list.end();
}

bool is_title(std::string_view word)
{
    if (word.ends_with('.')) word.remove_suffix(1);
    return is_one_of(titles, folded(word));
}

bool is_suffix(std::string_view word)
{
    if (word.ends_with('.')) word.remove_suffix(1);
    return is_one_of(suffixes, folded(word));
}

std::string joined(const std::vector<std::string>& words, std::size_t from, std::size_t to)
{
    return join(std::vector<std::string>(words.begin() + static_cast<std::ptrdiff_t>(from),
                                         words.begin() + static_cast<std::ptrdiff_t>(to)),
                " ");
}

SplitName split_in_reading_order(std::string_view text)
{
    auto words = split_words(text);
    while (words.size() > 1 && is_title(words.front())) words.erase(words.begin());
    if (words.empty()) return {};
    std::size_t family = words.size() - 1;
    if (family >= 2 && is_suffix(words[family])) --family;
    while (family >= 2 && is_one_of(particles, words[family - 1])) --family;
    return {joined(words, 0, family), joined(words, family, words.size())};
}

}  // namespace

SplitName split_name(std::string_view text)
{
    const auto comma = text.find(',');
    if (comma == std::string_view::npos) return split_in_reading_order(text);
    const auto before = trimmed(text.substr(0, comma));
    const auto after = trimmed(text.substr(comma + 1));
    if (after.empty() || before.empty()) return split_in_reading_order(after.empty() ? before : after);
    if (is_suffix(after)) {  // "John Smith, Jr."
        auto name = split_in_reading_order(before);
        name.family_name += " " + std::string(after);
        return name;
    }
    auto given = split_words(after);
    while (given.size() > 1 && is_title(given.front())) given.erase(given.begin());
    return {join(given, " "), std::string(before)};
}

}  // namespace throughline
