// What leaves the file and what arrives from elsewhere, in the window: exports with a bar that stops them, and visits
// from a spreadsheet.
#include <wx/dirdlg.h>
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

LeavingWatch watch_for(const Progress& progress)
{
    const auto say = [progress](const LeavingProgress& now) {
        if (now.rows_total > 0) progress.at(static_cast<double>(now.rows_done) / now.rows_total);
    };
    return {say, progress.stop_token()};
}

Result<Leaving> leave_with_progress(wxWindow* parent, const Document& document, const std::filesystem::path& place,
                                    WayOut way_out)
{
    const auto work = [&, open = another(document.workspace()),
                       actor = document.actor()](const Progress& progress) -> Result<Leaving> {
        auto workspace = open(progress.stop_token());
        if (!workspace) return tl::unexpected(workspace.error());
        return way_out(*workspace, actor, place, watch_for(progress));
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
             const auto file = ask_where_to("Export visits", file_name("Visits", today(), "xlsx"),
                                            "Workbook (*.xlsx)|*.xlsx|JSON lines (*.jsonl)|*.jsonl");
             if (!file.empty()) export_visits(file);
         },
         open},
        {"file.export_all", "File", "Export everything...", "",
         "All that you may read, as a new folder of tables with what they mean",
         [this] {
             const auto name = document_->workspace().file().stem().string() + " " + iso(today());
             const auto folder = ask_where_to("Export everything to a new folder", name, "New folder|*");
             if (!folder.empty()) export_everything(folder);
         },
         open},
        {"file.open_exported", "File", "Open an exported folder...", "",
         "Makes a file of what Export everything wrote, here or on another computer", [this] { ask_for_exported(); }},
    };
}

void Frame::ask_for_exported()
{
    wxDirDialog where(this, "The folder that Export everything wrote", to_wx(documents_folder().string()),
                      wxDD_DEFAULT_STYLE | wxDD_DIR_MUST_EXIST);
    if (where.ShowModal() != wxID_OK) return;
    const std::filesystem::path folder = to_utf8(where.GetPath());
    const auto file =
        ask_where_to("Where shall the file be that it becomes?", folder.filename().string() + ".throughline",
                     "Throughline files (*.throughline)|*.throughline");
    if (!file.empty()) open_exported(folder, file);
}

void Frame::open_exported(const std::filesystem::path& folder, const std::filesystem::path& file)
{
    const auto arrived = run_with_progress(
        this, "Open an exported folder", to_wx("Reading " + folder.filename().string()),
        [&](const Progress& progress) { return import_workspace(folder, file, watch_for(progress)); });
    if (!accept(arrived) || !open_file(file)) return;
    std::int64_t rows = 0;
    for (const auto& table : arrived->tables) rows += table.rows;
    notify("Made of " + folder.filename().string() + ": " + counted(rows, "row") +
           (arrived->is_whole ? ", all that there was." : ". What its writer might not read is not in it."));
}

std::filesystem::path Frame::ask_where_to(const std::string& title, const std::string& name, const std::string& pattern)
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
