// What leaves the file and what arrives from elsewhere, in the window: exports with a bar that stops them, and visits
// from a spreadsheet.
#include <wx/filedlg.h>

#include "app/observations/visit_import_dialog.hpp"
#include "app/platform/folders.hpp"
#include "app/shell/frame.hpp"
#include "app/viewmodel/saved_file.hpp"
#include "app/widget/run_with_progress.hpp"
#include "app/widget/utf8.hpp"
#include "throughline/base/text.hpp"
#include "throughline/connection.hpp"
#include "throughline/leaving.hpp"

namespace throughline {

namespace {

using WayOut = Result<Leaving> (*)(Workspace&, const Actor&, const std::filesystem::path&, const LeavingWatch&);

Result<Leaving> leave_with_progress(wxWindow* parent, const Document& document, const std::filesystem::path& place,
                                    WayOut way_out)
{
    const auto work = [&, open = another(document.workspace()),
                       actor = document.actor()](const Progress& progress) -> Result<Leaving> {
        auto workspace = open(progress.stop_token());
        if (!workspace) return tl::unexpected(workspace.error());
        const auto say = [&](const LeavingProgress& now) {
            if (now.rows_total > 0) progress.at(static_cast<double>(now.rows_done) / now.rows_total);
        };
        return way_out(*workspace, actor, place, {say, progress.stop_token()});
    };
    return run_with_progress(parent, "Export", to_wx("Writing " + place.filename().string()), work);
}

std::string words_of(const Leaving& left, const std::filesystem::path& place)
{
    std::int64_t rows = 0;
    for (const auto& table : left.tables) rows += table.rows;
    auto words = "Written: " + counted(rows, "row") + " to " + place.string();
    if (!left.is_whole) words += ". What you may not read stayed behind.";
    return words;
}

}  // namespace

std::vector<MenuCommand> Frame::leaving_commands()
{
    const auto open = [this] { return has_document(); };
    return {
        {"file.import_visits",
         "File",
         "Import observations...",
         "",
         "Visits that were kept in a spreadsheet; every row is shown before it is taken in",
         [this] { ask_for_visits(); },
         [this] { return has_document() && visits_are_made(); },
         {},
         true},
        {"file.export_visits", "File", "Export visits...", "",
         "Shared visits that you may read, as a workbook or as JSON lines",
         [this] {
             const auto file = ask_where_to_export("Export visits", file_name("Visits", today(), "xlsx"),
                                                   "Workbook (*.xlsx)|*.xlsx|JSON lines (*.jsonl)|*.jsonl");
             if (!file.empty()) export_visits(file);
         },
         open},
        {"file.export_all", "File", "Export everything...", "",
         "All that you may read, as a new folder of tables with what they mean",
         [this] {
             const auto name = document_->workspace().file().stem().string() + " " + iso(today());
             const auto folder = ask_where_to_export("Export everything to a new folder", name, "New folder|*");
             if (!folder.empty()) export_everything(folder);
         },
         open},
    };
}

std::filesystem::path Frame::ask_where_to_export(const std::string& title, const std::string& name,
                                                 const std::string& pattern)
{
    wxFileDialog dialog(this, to_wx(title), to_wx(documents_folder().string()), to_wx(name), to_wx(pattern), wxFD_SAVE);
    if (dialog.ShowModal() != wxID_OK) return {};
    return to_utf8(dialog.GetPath());
}

void Frame::export_everything(const std::filesystem::path& folder)
{
    (void)drafts_->settle_all();  // trouble is reported by the keeper
    const auto left = leave_with_progress(this, *document_, folder, export_all);
    if (accept(left)) notify(words_of(*left, folder));
}

void Frame::export_visits(const std::filesystem::path& file)
{
    (void)drafts_->settle_all();
    const auto left =
        leave_with_progress(this, *document_, file, file.extension() == ".jsonl" ? export_lines : export_workbook);
    if (accept(left)) notify(words_of(*left, file));
}

void Frame::ask_for_visits()
{
    wxFileDialog dialog(this, "Visits from a spreadsheet", to_wx(documents_folder().string()), {},
                        "Tables (*.csv;*.tsv;*.txt)|*.csv;*.tsv;*.txt|All files|*", wxFD_OPEN | wxFD_FILE_MUST_EXIST);
    if (dialog.ShowModal() == wxID_OK) import_observations(to_utf8(dialog.GetPath()));
}

void Frame::import_observations(const std::filesystem::path& file)
{
    (void)drafts_->settle_all();
    import_visits(*this, file);
}

}  // namespace throughline
