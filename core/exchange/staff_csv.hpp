// The staff CSV: one row per person, headings in any order and in the spellings that schools use.
#pragma once

#include <filesystem>

#include "throughline/exchange/roster_file.hpp"

namespace throughline {

Result<RosterFile> read_staff_csv(const std::filesystem::path& path);

}  // namespace throughline
