// Visits from a spreadsheet in the window: what columns and words mean, what would become of each row, then the import.
#pragma once

#include <filesystem>

#include "app/shell/shell.hpp"

namespace throughline {

// True if visits were taken in.
bool import_visits(Shell& shell, const std::filesystem::path& file);

}  // namespace throughline
