// What a page must be, as far as a program can check without a browser: a list of faults, each a sentence. The browser
// tests look at the rest (tests/browser).
#pragma once

#include <string>
#include <vector>

namespace throughline::test {

// Tags that close, one title and one h1, no heading level skipped, ids that occur once and are there when named,
// pictures with words, tables with heads, fields with labels, no reference outside the file, no script or style that
// its own policy would refuse, no inline handler.
std::vector<std::string> html_faults(const std::string& page);

// The words that are read, in their order, without the drawings.
std::vector<std::string> html_words(const std::string& page);
// All text of elements called `tag`, a piece for each, in their order.
std::vector<std::string> html_texts(const std::string& page, const std::string& tag);

}  // namespace throughline::test
