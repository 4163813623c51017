#include "throughline/model/person.hpp"

#include "throughline/base/text.hpp"

namespace throughline {

SplitName split_name(std::string_view name)
{
    if (const auto comma = name.find(','); comma != std::string_view::npos)
        return {join(split_words(name.substr(comma + 1)), " "), join(split_words(name.substr(0, comma)), " ")};
    auto words = split_words(name);
    if (words.size() < 2) return {{}, words.empty() ? std::string() : words.front()};
    auto family = std::move(words.back());
    words.pop_back();
    return {join(words, " "), std::move(family)};
}

}  // namespace throughline
