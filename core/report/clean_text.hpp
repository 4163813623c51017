// What a person typed, made fit for a page: valid UTF-8 without characters that steer instead of showing.
#pragma once

#include <string>
#include <string_view>

namespace throughline::report {

// Control characters other than line breaks and tabs are left out, and so are the two marks that turn the direction of
// all that follows (U+202D, U+202E): writing from right to left needs neither, and a name with one would turn the rest
// of a sentence around. Bytes that are not UTF-8 become U+FFFD.
std::string clean_text(std::string_view text);

}  // namespace throughline::report
