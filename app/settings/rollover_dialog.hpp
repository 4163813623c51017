// Closing a school year, and opening a closed one again: what it means in plain words, then the choice.
#pragma once

#include <optional>

#include "app/shell/shell.hpp"
#include "app/viewmodel/rollover_view_model.hpp"

namespace throughline {

// For this row of the years, else the newest that has ended. True if it was closed.
bool close_year(Shell& shell, RolloverViewModel& years, std::optional<std::size_t> row);

// Asks why. True if it was opened again.
bool reopen_year(Shell& shell, RolloverViewModel& years, std::size_t row);

}  // namespace throughline
