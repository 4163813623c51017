// The backups of this file, the second folder that gets them, and taking one back.
#include <wx/button.h>
#include <wx/dirdlg.h>
#include <wx/sizer.h>

#include "app/settings/settings_tab.hpp"
#include "app/shell/restore_dialog.hpp"
#include "app/viewmodel/backups_view_model.hpp"
#include "app/widget/empty_note.hpp"
#include "app/widget/table_pane.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "app/widget/wrapped_text.hpp"

namespace throughline {

namespace {

constexpr int text_width = 760;

class BackupsTab : public SettingsTab {
public:
    BackupsTab(wxWindow* parent, Shell& around);
    void load() override;
    void focus() override { pane_->focus(); }

private:
    void add_buttons();
    void add_second_folder();
    void restore_chosen();
    void choose_folder();
    void seal();
    void keep(const Result<void>& changed);

    BackupsViewModel view_model_;
    TablePane* pane_;
    WrappedText* second_folder_ = nullptr;
    wxButton* no_folder_ = nullptr;
    wxButton* seal_ = nullptr;
};

BackupsTab::BackupsTab(wxWindow* parent, Shell& around)
    : SettingsTab(parent, around), view_model_(around.document()), pane_(new TablePane(this))
{
    auto* words = new WrappedText(pane_,
                                  "Made by themselves when the file is opened and every half hour, if something has "
                                  "changed, and thinned out as they get old. Each is a whole file.",
                                  WrappedText::Rank::quiet);
    words->follow(pane_, FromDIP(text_width));
    pane_->above()->Add(words, wxSizerFlags().Border(wxBOTTOM, theme::wide_gap(this)));
    add_buttons();
    add_second_folder();
    auto* outer = new wxBoxSizer(wxVERTICAL);
    outer->Add(pane_, wxSizerFlags(1).Expand().Border(wxALL, theme::wide_gap(this)));
    SetSizer(outer);
    pane_->list()->on_activate = [this](std::size_t) { restore_chosen(); };
}

void BackupsTab::add_buttons()
{
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    auto* now = new wxButton(pane_, wxID_ANY, "&Back up now");
    auto* restore = new wxButton(pane_, wxID_ANY, "&Restore the chosen...");
    row->Add(now, wxSizerFlags().Border(wxRIGHT, theme::gap(this)));
    row->Add(restore);
    pane_->below()->Add(row, wxSizerFlags().Border(wxTOP, theme::wide_gap(this)));
    now->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        if (shell().back_up_now()) load();
    });
    restore->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { restore_chosen(); });
}

void BackupsTab::add_second_folder()
{
    auto* heading = theme::section_heading(pane_, "A second folder");
    pane_->below()->Add(heading, wxSizerFlags().Border(wxTOP, theme::wide_gap(this)));
    second_folder_ = new WrappedText(pane_, {});
    second_folder_->follow(pane_, FromDIP(text_width));
    pane_->below()->Add(second_folder_, wxSizerFlags().Expand().Border(wxTOP, theme::gap(this)));
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    auto* choose = new wxButton(pane_, wxID_ANY, "&Choose a folder...");
    no_folder_ = new wxButton(pane_, wxID_ANY, "&No second folder");
    seal_ = new wxButton(pane_, wxID_ANY, "&Seal with a passphrase...");
    for (auto* button : {choose, no_folder_, seal_}) row->Add(button, wxSizerFlags().Border(wxRIGHT, theme::gap(this)));
    pane_->below()->Add(row, wxSizerFlags().Border(wxTOP, theme::gap(this)));
    choose->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { choose_folder(); });
    no_folder_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { keep(view_model_.set_second_folder({})); });
    seal_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { seal(); });
}

void BackupsTab::load()
{
    if (!shell().accept(view_model_.load())) return;
    pane_->show(view_model_.table());
    second_folder_->set_text(to_wx(view_model_.second_folder_words()));
    no_folder_->Enable(!view_model_.plan().second_folder.empty());
    seal_->Enable(!view_model_.plan().second_folder.empty());
    seal_->SetLabel(view_model_.plan().is_sealed ? "Do not &seal any more" : "&Seal with a passphrase...");
    Layout();
}

void BackupsTab::restore_chosen()
{
    const auto row = pane_->list()->selected_row();
    const auto file = row ? view_model_.file(*row) : std::nullopt;
    if (!file) return shell().notify("Choose a backup first.");
    // Closes the file and this page with it: not from inside its own button.
    auto& around = shell();
    CallAfter([&around, backup = *file] { around.restore_backup(backup); });
}

void BackupsTab::choose_folder()
{
    wxDirDialog dialog(shell().window(), "A folder for backups", to_wx(view_model_.plan().second_folder),
                       wxDD_DEFAULT_STYLE);
    if (dialog.ShowModal() == wxID_OK) keep(view_model_.set_second_folder(to_utf8(dialog.GetPath())));
}

void BackupsTab::seal()
{
    if (view_model_.plan().is_sealed) return keep(view_model_.set_passphrase({}));
    if (const auto passphrase = ask_new_passphrase(shell().window())) {
        const wxBusyCursor busy;
        keep(view_model_.set_passphrase(*passphrase));
    }
}

void BackupsTab::keep(const Result<void>& changed)
{
    if (shell().accept(changed)) load();
}

}  // namespace

SettingsTab* make_backups_tab(wxWindow* parent, Shell& shell) { return new BackupsTab(parent, shell); }

}  // namespace throughline
