#include "app/roster/roster_panel.hpp"

#include <wx/button.h>
#include <wx/dirdlg.h>
#include <wx/filedlg.h>
#include <wx/simplebook.h>

#include "app/roster/import_view.hpp"
#include "app/roster/people_view.hpp"
#include "app/widget/card.hpp"
#include "app/widget/page_header.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

class RosterPanel : public Page {
public:
    RosterPanel(wxWindow* parent, Shell& shell);

    [[nodiscard]] std::string title() const override { return "Roster"; }
    [[nodiscard]] std::string help_topic() const override { return "roster"; }
    void shown() override;
    void refresh(const ChangeSet& changes) override;
    [[nodiscard]] std::vector<MenuCommand> commands() override;

private:
    enum View : std::size_t { people, import };
    void make_done(wxSizer* column);
    void choose_file();
    void choose_folder();
    void begin_import(const std::string& path);
    void imported(const RosterImported& done, const std::string& words);
    void show_people();
    void show_done();
    void undo_import();

    wxSimplebook* book_ = nullptr;
    PeopleView* people_ = nullptr;
    ImportView* import_ = nullptr;
    Card* done_ = nullptr;
    wxStaticText* done_words_ = nullptr;
    wxButton* undo_ = nullptr;
    std::string import_label_;  // of the import that can be taken back; empty: none
};

RosterPanel::RosterPanel(wxWindow* parent, Shell& shell_of_page) : Page(parent, shell_of_page)
{
    auto* column = new wxBoxSizer(wxVERTICAL);
    make_done(column);
    book_ = new wxSimplebook(this);
    people_ = new PeopleView(book_, shell_of_page);
    import_ = new ImportView(book_, shell_of_page);
    book_->AddPage(people_, {});
    book_->AddPage(import_, {});
    column->Add(book_, wxSizerFlags(1).Expand());
    auto* outer = new wxBoxSizer(wxVERTICAL);
    outer->Add(column, wxSizerFlags(1).Expand().Border(wxALL, theme::margin(this)));
    SetSizer(outer);

    people_->on_import = [this] { choose_file(); };
    import_->on_close = [this] { show_people(); };
    import_->on_imported = [this](const RosterImported& done, const std::string& words) { imported(done, words); };
}

void RosterPanel::make_done(wxSizer* column)
{
    done_ = new Card(this);
    done_words_ = new wxStaticText(done_, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END);
    undo_ = new wxButton(done_, wxID_ANY, "&Undo the import");
    auto* close = new wxButton(done_, wxID_ANY, "&Keep it");
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    row->Add(done_words_, wxSizerFlags(1).CenterVertical());
    row->Add(undo_, wxSizerFlags().CenterVertical().Border(wxLEFT, theme::gap(this)));
    row->Add(close, wxSizerFlags().CenterVertical().Border(wxLEFT, theme::gap(this)));
    done_->body()->Add(row, wxSizerFlags().Expand());
    done_->Hide();
    column->Add(done_, wxSizerFlags().Expand().Border(wxBOTTOM, theme::wide_gap(this)));
    undo_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { undo_import(); });
    close->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        import_label_.clear();
        show_done();
        people_->focus();
    });
}

void RosterPanel::shown()
{
    people_->refresh();
    show_done();
    if (book_->GetSelection() == import)
        import_->focus();
    else
        people_->focus();
}

void RosterPanel::refresh(const ChangeSet& changes)
{
    if (concerns(changes, {Noun::person, Noun::school})) people_->refresh();
    show_done();
}

void RosterPanel::choose_file()
{
    wxFileDialog dialog(shell().window(), "Import a roster", {}, {},
                        "Rosters (*.csv, *.tsv, *.txt, *.zip)|*.csv;*.tsv;*.txt;*.zip|All files|*",
                        wxFD_OPEN | wxFD_FILE_MUST_EXIST);
    if (dialog.ShowModal() == wxID_OK) begin_import(to_utf8(dialog.GetPath()));
}

void RosterPanel::choose_folder()
{
    wxDirDialog dialog(shell().window(), "Import a OneRoster folder", {}, wxDD_DIR_MUST_EXIST);
    if (dialog.ShowModal() == wxID_OK) begin_import(to_utf8(dialog.GetPath()));
}

void RosterPanel::begin_import(const std::string& path)
{
    import_label_.clear();
    show_done();
    book_->ChangeSelection(import);
    import_->begin(roster_source(path));
}

void RosterPanel::imported(const RosterImported& done, const std::string& words)
{
    // Another connection wrote: everybody looks again.
    document().poll_elsewhere();
    import_label_ = done.label;
    set_text(done_words_, to_wx(words));
    show_people();
    show_done();
    shell().notify(words);
}

void RosterPanel::show_people()
{
    book_->ChangeSelection(people);
    people_->refresh();
    people_->focus();
}

// Undo is offered as long as the import is what Undo would take back.
void RosterPanel::show_done()
{
    const bool can_undo = !import_label_.empty() && document().undo_state().undo_label == import_label_;
    if (done_->IsShown() == can_undo) return;
    done_->Show(can_undo);
    Layout();
}

void RosterPanel::undo_import()
{
    if (!shell().accept(document().undo())) return;
    import_label_.clear();
    show_done();
    shell().notify("The import was taken back: the roster is as it was before.");
    people_->focus();
}

std::vector<MenuCommand> RosterPanel::commands()
{
    auto all = people_->commands();
    all.insert(all.begin() + 1, {"roster.import_folder",
                                 "Roster",
                                 "Import a OneRoster folder...",
                                 {},
                                 "A folder with manifest.csv and its files.",
                                 [this] { choose_folder(); },
                                 {},
                                 {},
                                 false});
    return all;
}

}  // namespace

Page* make_roster_page(wxWindow* parent, Shell& shell) { return new RosterPanel(parent, shell); }

}  // namespace throughline
