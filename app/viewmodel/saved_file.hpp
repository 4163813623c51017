// Files that a person chose: what the window writes into one, a list as CSV or any text, and what it reads. No wx.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "app/viewmodel/table_row.hpp"
#include "throughline/base/error.hpp"
#include "throughline/base/time.hpp"

namespace throughline {

// How a table says days: as people say them, or in a file as a spreadsheet sorts them.
enum class DayForm { spoken, iso };
[[nodiscard]] std::string day_words(DayForm form, Date day, Date today);

// The headings and the rows as CSV. Begins with a byte order mark: without one, spreadsheets read "José" wrongly.
std::string as_csv(const ShownTable& table);
// "Past their cadence 2026-11-23.csv": letters that file systems refuse are left out.
std::string file_name(std::string_view name, Date day, std::string_view ending);
// Replaces what is there, whole or not at all. Fails in words if the place cannot be written.
Result<void> save_file(const std::filesystem::path& file, std::string_view bytes);
// The whole file. `what` names in the error what it should have been: "a calendar file".
Result<std::string> read_file(const std::filesystem::path& file, std::string_view what,
                              std::uintmax_t bytes_max = 8'000'000);

}  // namespace throughline
