// What leaves the file and what arrives from elsewhere, in the window: exports with a bar that stops them, and visits
// from a spreadsheet.
#include <wx/filedlg.h>
#include <wx/progdlg.h>

#include "app/observations/visit_import_dialog.hpp"
#include "app/platform/folders.hpp"
#include "app/shell/frame.hpp"
#include "app/viewmodel/saved_file.hpp"
#include "app/widget/utf8.hpp"
#include "throughline/base/text.hpp"
#include "throughline/leaving.hpp"

namespace throughline {

namespace {

// The bar comes up only if it takes a moment.
class LeavingBar {
public:
    explicit LeavingBar(wxWindow* parent) : parent_(parent) {}

    [[nodiscard]] LeavingWatch watch()
    {
        return {[this](const LeavingProgress& now) { show(now); }, stop_.get_token()};
    }

private:
    void show(const LeavingProgress& now)
    {
        const auto percent = now.rows_total > 0 ? now.rows_done * 100 / now.rows_total : 0;
        if (!bar_)
            bar_ = std::make_unique<wxProgressDialog>("Export", "Writing", 100, parent_,
                                                      wxPD_APP_MODAL | wxPD_CAN_ABORT | wxPD_AUTO_HIDE);
        constexpr std::int64_t nearly_done = 99;
        const auto shown = static_cast<int>(std::min(percent, nearly_done));
        if (!bar_->Update(shown, to_wx("Writing " + now.what))) stop_.request_stop();
    }

    wxWindow* parent_;
    std::stop_source stop_;
    std::unique_ptr<wxProgressDialog> bar_;
};

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
    const auto left = [&] {
        LeavingBar bar(this);
        const auto watch = bar.watch();
        return export_all(document_->workspace(), document_->actor(), folder, watch);
    }();
    if (accept(left)) notify(words_of(*left, folder));
}

void Frame::export_visits(const std::filesystem::path& file)
{
    (void)drafts_->settle_all();
    const auto left = [&] {
        LeavingBar bar(this);
        const auto watch = bar.watch();
        return file.extension() == ".jsonl" ? export_lines(document_->workspace(), document_->actor(), file, watch)
                                            : export_workbook(document_->workspace(), document_->actor(), file, watch);
    }();
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
