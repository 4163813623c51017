// How long records are kept, what is due to go, holds and certificates.
#include <wx/button.h>
#include <wx/sizer.h>

#include "app/settings/keeping_dialogs.hpp"
#include "app/settings/settings_tab.hpp"
#include "app/widget/table_pane.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "app/widget/wrapped_text.hpp"

namespace throughline {

namespace {

constexpr int text_width = 760;

class KeepingTab : public SettingsTab {
public:
    KeepingTab(wxWindow* parent, Shell& around);
    void load() override;
    void focus() override { pane_->focus(); }

private:
    void change();
    void take_out();

    KeepingViewModel view_model_;
    TablePane* pane_;
    WrappedText* done_;
};

KeepingTab::KeepingTab(wxWindow* parent, Shell& around)
    : SettingsTab(parent, around), view_model_(around.document()), pane_(new TablePane(this))
{
    auto* words =
        new WrappedText(pane_,
                        "Everything is kept for ever unless a rule says otherwise, and nothing goes by a rule "
                        "alone: look at what is due, then take it out. That cannot be undone.",
                        WrappedText::Rank::quiet);
    words->follow(pane_, FromDIP(text_width));
    pane_->above()->Add(words, wxSizerFlags().Border(wxBOTTOM, theme::wide_gap(this)));
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    const auto add = [&](const wxString& label, const std::function<void()>& act) {
        auto* button = new wxButton(pane_, wxID_ANY, label);
        button->Bind(wxEVT_BUTTON, [this, act](wxCommandEvent&) {
            act();
            pane_->focus();
        });
        row->Add(button, wxSizerFlags().Border(wxRIGHT, theme::gap(this)));
    };
    add("Cha&nge the rule...", [this] { change(); });
    add("&Look what is due...", [this] { take_out(); });
    add("Legal h&olds...", [this] { show_holds(shell(), view_model_); });
    add("Ce&rtificates...", [this] { show_certificates(shell(), view_model_); });
    pane_->below()->Add(row, wxSizerFlags().Border(wxTOP, theme::wide_gap(this)));
    done_ = new WrappedText(pane_, {});
    done_->follow(pane_, FromDIP(text_width));
    pane_->below()->Add(done_, wxSizerFlags().Expand().Border(wxTOP, theme::wide_gap(this)));
    auto* outer = new wxBoxSizer(wxVERTICAL);
    outer->Add(pane_, wxSizerFlags(1).Expand().Border(wxALL, theme::wide_gap(this)));
    SetSizer(outer);
    pane_->list()->on_activate = [this](std::size_t) { change(); };
}

void KeepingTab::load()
{
    if (shell().accept(view_model_.load())) pane_->show(view_model_.rules());
}

void KeepingTab::change()
{
    const auto at = pane_->list()->selected_row();
    const auto* row = at ? view_model_.rule(*at) : nullptr;
    if (!row) return shell().notify("Choose a kind of record first.");
    const auto before = *row;  // the rules are asked again while the dialog is open
    ask_rule(shell(), view_model_, before);
    load();
}

void KeepingTab::take_out()
{
    const auto said = ask_to_purge(shell(), view_model_);
    if (!said) return;
    done_->set_text(to_wx(*said));
    Layout();
}

}  // namespace

SettingsTab* make_keeping_tab(wxWindow* parent, Shell& shell) { return new KeepingTab(parent, shell); }

}  // namespace throughline
