// A document as a PDF: the same words in the same order as the web page, on paper.
//
// Promises: tagged (headings, paragraphs, lists, tables with their heads, charts with their words), with its language
// and title, fonts embedded, page numbers outside the reading order; made of the document alone, so the same document
// gives the same file on the same computer. It is checked by our own rules (tests/unit/pdf_test.cpp), which are a part
// of what PDF/UA asks; nobody has certified more, and nothing here claims it. An answer form is left out: on paper
// nobody could send it.
#pragma once

#include <cstddef>
#include <string>

#include "throughline/base/error.hpp"
#include "throughline/report/document.hpp"

namespace throughline::report {

enum class Paper { letter, a4 };

struct PdfOptions {
    Paper paper = Paper::letter;
    // Asked for when the file is opened; AES with 256 bits. Empty: none. Reading aloud stays allowed either way.
    std::string password;
};
constexpr std::size_t password_chars_min = 8;
constexpr std::size_t password_bytes_max = 127;  // more is not looked at (ISO 32000-2, 7.6.4.3.3)

// Whether a file can be protected with it: long enough to be worth asking for, short enough to count as a whole.
// An empty one asks for nothing, and is good.
Result<void> check_password(const std::string& password);

// Fails if the password is not good, or if the computer has no fonts at all.
Result<std::string> as_pdf(const Document& document, const PdfOptions& options = {});

}  // namespace throughline::report
