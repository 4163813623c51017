#include "core/embed/embedded.hpp"

#include <algorithm>
#include <cassert>

namespace throughline::embedded {

std::string_view text_of(std::span<const File> files, std::string_view name)
{
    const auto found = std::ranges::find(files, name, &File::name);
    assert(found != files.end() && "a text that should have been compiled in is missing");
    return found->text;
}

}  // namespace throughline::embedded
