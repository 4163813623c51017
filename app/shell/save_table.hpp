// A table on screen as a CSV file: asks where to, writes it whole, and says so in the status line.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include <wx/string.h>

#include "app/shell/shell.hpp"
#include "app/viewmodel/table_row.hpp"

namespace throughline {

// The proposed name is the table's with today's day. Nothing: the person thought better of it.
std::optional<std::filesystem::path> ask_for_csv(Shell& shell, const wxString& title, const std::string& table_name);
void write_csv(Shell& shell, const std::filesystem::path& file, const ShownTable& table);
void save_table(Shell& shell, const wxString& title, const ShownTable& table);

}  // namespace throughline
