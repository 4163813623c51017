// One table of names per enumeration, for files, the store and the screen alike.
#pragma once

#include <array>
#include <cassert>
#include <optional>
#include <string_view>
#include <utility>

namespace throughline {

template <class Enum, std::size_t count>
using Names = std::array<std::pair<Enum, std::string_view>, count>;

template <class Enum, std::size_t count>
std::string_view name_in(const Names<Enum, count>& names, Enum value)
{
    for (const auto& [each, name] : names)
        if (each == value) return name;
    assert(false && "an enumerator without a name");
    return {};
}

template <class Enum, std::size_t count>
std::optional<Enum> named_in(const Names<Enum, count>& names, std::string_view wanted)
{
    for (const auto& [value, name] : names)
        if (name == wanted) return value;
    return std::nullopt;
}

}  // namespace throughline
