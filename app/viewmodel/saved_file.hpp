// What the window writes into a file that a person chose: a list as CSV, or any text. No wx.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "app/viewmodel/table_row.hpp"
#include "throughline/base/error.hpp"
#include "throughline/base/time.hpp"

namespace throughline {

// The headings and the rows as CSV. Begins with a byte order mark: without one, spreadsheets read "José" wrongly.
std::string as_csv(const ShownTable& table);
// "Past their cadence 2026-11-23.csv": letters that file systems refuse are left out.
std::string file_name(std::string_view name, Date day, std::string_view ending);
// Replaces what is there. Fails in words if the place cannot be written.
Result<void> save_file(const std::filesystem::path& file, std::string_view bytes);

}  // namespace throughline
