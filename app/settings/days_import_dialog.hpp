// Takes the days of a calendar file in, after they were looked at. True if they were.
#pragma once

#include <filesystem>

#include "app/shell/shell.hpp"

namespace throughline {

bool import_school_days(Shell& shell, const std::filesystem::path& file);

}  // namespace throughline
