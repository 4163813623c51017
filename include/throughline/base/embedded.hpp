// Text files compiled into a library by embed_texts() (core/embed/embed.cmake). Each embedding declares its own
// `std::span<const throughline::embedded::File> files();` in its own namespace.
// Used by the library (statements, schema, rubrics) and by both programs (help, icons).
#pragma once

#include <span>
#include <string_view>

namespace throughline::embedded {

struct File {
    std::string_view name;  // path below the embedding's base folder, '/' between
    std::string_view text;
};

// The text of the file called `name`; asserts that it was compiled in.
std::string_view text_of(std::span<const File> files, std::string_view name);

}  // namespace throughline::embedded
