// A document as one web page: a single file that opens anywhere, with no server and no account.
//
// Promises: valid HTML in UTF-8, inline style, no reference to anything outside the file, no script needed to read it,
// readable on a phone 320 pixels wide, printable, light and dark as the reader's system is, charts as SVG with their
// numbers in words; everything that stands in the document is escaped, and the page itself forbids any other script.
#pragma once

#include <string>

#include "throughline/report/document.hpp"

namespace throughline::report {

std::string as_html(const Document& document);

}  // namespace throughline::report
