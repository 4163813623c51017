#include "app/cadence/save_monday_page.hpp"

#include <wx/filedlg.h>

#include "app/platform/folders.hpp"
#include "app/viewmodel/monday_page.hpp"
#include "app/viewmodel/saved_file.hpp"
#include "app/widget/run_with_progress.hpp"
#include "app/widget/utf8.hpp"
#include "throughline/connection.hpp"
#include "throughline/report/pdf.hpp"

namespace throughline {

void save_monday_page(Shell& shell, const CadenceFilters& filters)
{
    wxFileDialog dialog(shell.window(), "Save Monday's page as PDF", to_wx(documents_folder().string()),
                        to_wx(file_name("Visits and follow-up", shell.document().today(), "pdf")),
                        "PDF files (*.pdf)|*.pdf|All files|*", wxFD_SAVE | wxFD_OVERWRITE_PROMPT);
    if (dialog.ShowModal() != wxID_OK) return;
    const auto work = [filter = filters.filter(), about = filters.about(), actor = shell.document().actor(),
                       open = another(shell.document().workspace())](const Progress& progress) -> Result<std::string> {
        auto workspace = open(progress.stop_token());
        if (!workspace) return tl::unexpected(workspace.error());
        const auto page = monday_page(Document(std::move(*workspace), actor), filter, about);
        if (!page) return tl::unexpected(page.error());
        return report::as_pdf(*page);
    };
    const auto bytes = run_with_progress(shell.window(), "Monday's page", "Counting and drawing", work);
    if (!bytes && bytes.error().code == ErrorCode::cancelled) return shell.notify("Nothing was saved.");
    const auto file = to_utf8(dialog.GetPath());
    if (shell.accept(bytes) && shell.accept(save_file(file, *bytes))) shell.notify("Saved: " + file);
}

}  // namespace throughline
