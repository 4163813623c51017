// What cairo leaves out of a tagged PDF, added by qpdf: the language, the title in the window's frame, metadata, the
// figures' words, the scope of table heads, and the mark of what is no content (page numbers). Also the password.
#pragma once

#include <string>
#include <vector>

#include "core/report/pdf_sheets.hpp"
#include "throughline/base/error.hpp"
#include "throughline/report/document.hpp"

namespace throughline::report {

// `drawn` is cairo's file; `figures` are in the order in which they were tagged.
Result<std::string> completed_pdf(const std::string& drawn, const Document& document,
                                  const std::vector<TaggedFigure>& figures, const std::string& password);

}  // namespace throughline::report
