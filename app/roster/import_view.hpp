// What a roster import would do, row by row, and doing it. Reading, comparing and writing run beside the window.
#pragma once

#include <array>
#include <filesystem>
#include <functional>

#include <wx/panel.h>
#include <wx/timer.h>

#include "app/shell/shell.hpp"
#include "app/viewmodel/roster_import_view_model.hpp"
#include "app/widget/background_task.hpp"
#include "app/widget/page_header.hpp"

class wxButton;
class wxChoice;
class wxGauge;
class wxSimplebook;

namespace throughline {

class Chip;
class EmptyNote;
class ReadingView;
class TableView;

class ImportView : public wxPanel {
public:
    ImportView(wxWindow* parent, Shell& shell);

    // Reads and compares; the preview comes up when that is done.
    void begin(const std::filesystem::path& source);
    void focus();
    [[nodiscard]] bool is_busy() const { return task_.is_running(); }

    std::function<void()> on_close;  // back to the people, nothing written
    std::function<void(const RosterImported& imported, const std::string& words)> on_imported;

private:
    void make_busy();
    void make_preview();
    void make_counts(wxSizer* column);
    void show_busy(const wxString& words);
    void show_preview();
    void show_rows();
    void show_selected();
    void take(Result<RosterReading> reading);
    void write();
    void take(Result<RosterImported> imported);
    void cancel();
    [[nodiscard]] WorkspacePlace place();

    Shell& shell_;
    RosterImportViewModel view_model_;
    PageHeader header_;
    wxButton* accept_ = nullptr;
    wxButton* cancel_ = nullptr;
    wxSimplebook* book_ = nullptr;
    wxPanel* busy_ = nullptr;
    wxStaticText* busy_words_ = nullptr;
    wxGauge* gauge_ = nullptr;
    wxTimer pulse_;
    wxPanel* preview_ = nullptr;
    std::array<Chip*, 5> counts_{};
    wxChoice* kind_ = nullptr;
    TableView* list_ = nullptr;
    EmptyNote* empty_ = nullptr;
    wxStaticText* cap_ = nullptr;
    ReadingView* notes_ = nullptr;
    bool is_writing_ = false;
    BackgroundTask task_;  // last: it ends before what it reports to
};

}  // namespace throughline
