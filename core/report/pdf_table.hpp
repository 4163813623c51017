// Tables on paper.
#pragma once

#include "core/report/pdf_sheets.hpp"
#include "throughline/report/document.hpp"

namespace throughline::report {

// Over as many sheets as it needs; the heads are shown again on each. A row too long for a sheet goes on in another.
void lay_table(Sheets& sheets, const TextSetter& setter, const Table& table);

}  // namespace throughline::report
