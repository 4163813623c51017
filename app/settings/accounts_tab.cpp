// Who signs in on a shared computer, and when it locks itself.
#include <array>

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/sizer.h>

#include "app/settings/settings_tab.hpp"
#include "app/shell/idle_watch.hpp"
#include "app/shell/sign_in_dialog.hpp"
#include "app/viewmodel/accounts_view_model.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/table_pane.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "app/widget/wrapped_text.hpp"

namespace throughline {

namespace {

constexpr std::array lock_minutes{2, 5, 10, 20, 0};
constexpr int text_width = 760;

class AccountsTab : public SettingsTab {
public:
    AccountsTab(wxWindow* parent, Shell& around);
    void load() override;
    void focus() override { pane_->focus(); }

private:
    void add_lock(wxSizer* row);
    void set_password();
    void disable();

    AccountsViewModel view_model_;
    TablePane* pane_;
};

AccountsTab::AccountsTab(wxWindow* parent, Shell& around)
    : SettingsTab(parent, around), view_model_(around.document()), pane_(new TablePane(this))
{
    auto* words =
        new WrappedText(pane_,
                        "For a computer that several people share. With the first account everybody must sign "
                        "in; on your own computer leave this empty. Accounts do not encrypt the file.",
                        WrappedText::Rank::quiet);
    words->follow(pane_, FromDIP(text_width));
    pane_->above()->Add(words, wxSizerFlags().Border(wxBOTTOM, theme::wide_gap(this)));
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    auto* set = new wxButton(pane_, wxID_ANY, "Set a &password...");
    auto* off = new wxButton(pane_, wxID_ANY, "&Disable");
    row->Add(set, wxSizerFlags().Border(wxRIGHT, theme::gap(this)));
    row->Add(off);
    row->AddStretchSpacer();
    add_lock(row);
    pane_->below()->Add(row, wxSizerFlags().Expand().Border(wxTOP, theme::wide_gap(this)));
    auto* outer = new wxBoxSizer(wxVERTICAL);
    outer->Add(pane_, wxSizerFlags(1).Expand().Border(wxALL, theme::wide_gap(this)));
    SetSizer(outer);
    set->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { set_password(); });
    off->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { disable(); });
    pane_->list()->on_activate = [this](std::size_t) { set_password(); };
}

void AccountsTab::add_lock(wxSizer* row)
{
    const auto after =
        labelled(pane_, "&Lock when nobody is there for", [this] { return new wxChoice(pane_, wxID_ANY); });
    for (const int minutes : lock_minutes) {
        after->Append(minutes == 0 ? wxString("never") : wxString::Format("%d minutes", minutes));
        if (minutes == lock_after_minutes()) after->SetSelection(static_cast<int>(after->GetCount()) - 1);
    }
    row->Add(after.label, wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::gap(this)));
    row->Add(after.control, wxSizerFlags().CenterVertical());
    after->Bind(wxEVT_CHOICE, [](wxCommandEvent& event) {
        set_lock_after_minutes(lock_minutes[static_cast<std::size_t>(event.GetSelection())]);
    });
}

void AccountsTab::load()
{
    if (shell().accept(view_model_.load())) pane_->show(view_model_.table());
}

void AccountsTab::set_password()
{
    const auto row = pane_->list()->selected_row();
    const auto who = row ? view_model_.person(*row) : std::nullopt;
    if (!who) return shell().notify("Choose a person first.");
    const bool is_first = !view_model_.has_accounts();
    if (!ask_new_password(shell().window(), document(), who->id, who->name)) return pane_->focus();
    shell().notify(who->name + " can sign in now");
    // With the first account this very window has to know who it is.
    if (is_first) return shell().lock();
    load();
    pane_->focus();
}

void AccountsTab::disable()
{
    if (shell().accept(view_model_.disable(pane_->list()->selected_row().value_or(pane_->list()->rows().size()))))
        load();
    pane_->focus();
}

}  // namespace

SettingsTab* make_accounts_tab(wxWindow* parent, Shell& shell) { return new AccountsTab(parent, shell); }

}  // namespace throughline
