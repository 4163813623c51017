#include "app/shell/save_table.hpp"

#include <wx/filedlg.h>

#include "app/platform/folders.hpp"
#include "app/viewmodel/saved_file.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

std::optional<std::filesystem::path> ask_for_csv(Shell& shell, const wxString& title, const std::string& table_name)
{
    wxFileDialog dialog(shell.window(), title, to_wx(documents_folder().string()),
                        to_wx(file_name(table_name, shell.document().today(), "csv")),
                        "CSV files (*.csv)|*.csv|All files|*", wxFD_SAVE | wxFD_OVERWRITE_PROMPT);
    if (dialog.ShowModal() != wxID_OK) return std::nullopt;
    return std::filesystem::path(to_utf8(dialog.GetPath()));
}

void write_csv(Shell& shell, const std::filesystem::path& file, const ShownTable& table)
{
    if (shell.accept(save_file(file, as_csv(table)))) shell.notify("Saved: " + file.string());
}

void save_table(Shell& shell, const wxString& title, const ShownTable& table)
{
    if (const auto file = ask_for_csv(shell, title, table.name)) write_csv(shell, *file, table);
}

}  // namespace throughline
