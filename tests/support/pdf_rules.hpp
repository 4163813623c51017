// What of PDF/UA a program can check, as far as we do: a list of faults, each a sentence. Debian has no full validator,
// so this subset (from the Matterhorn protocol) is our own gate, and nothing is claimed beyond it.
#pragma once

#include <string>
#include <vector>

namespace throughline::test {

std::vector<std::string> pdf_faults(const std::string& file, const std::string& password = {});

// The words of the text in their order, without what is no content: the lines at the margins of each page, and the
// words within charts. By poppler's pdftotext.
std::vector<std::string> pdf_words(const std::string& file);

}  // namespace throughline::test
