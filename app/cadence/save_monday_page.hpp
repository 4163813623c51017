// Asks where Monday's page should go, makes it on a worker behind a bar, and saves it as PDF.
#pragma once

#include "app/shell/shell.hpp"
#include "app/viewmodel/cadence_filters.hpp"

namespace throughline {

// Of whom the filters mean. What came of it, or went wrong, the shell says.
void save_monday_page(Shell& shell, const CadenceFilters& filters);

}  // namespace throughline
