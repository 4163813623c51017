// The Cadence page on one sheet of paper, for Monday: the counts, the first names behind each, and the measures. No wx;
// drawn by report::as_pdf.
#pragma once

#include <string>

#include "app/viewmodel/document.hpp"
#include "throughline/query/cadence.hpp"
#include "throughline/report/document.hpp"

namespace throughline {

// Asks anew, so that the sheet is of this moment. `about` says whom the filter means.
[[nodiscard]] Result<report::Document> monday_page(const Document& document, const CadenceFilter& filter,
                                                   const std::string& about);

}  // namespace throughline
