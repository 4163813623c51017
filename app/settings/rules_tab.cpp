// The rules of cadence: how often, and how soon after.
#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/sizer.h>

#include "app/settings/rule_dialog.hpp"
#include "app/settings/settings_tab.hpp"
#include "app/widget/table_pane.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"

namespace throughline {

namespace {

class RulesTab : public SettingsTab {
public:
    RulesTab(wxWindow* parent, Shell& around);
    void load() override;
    void focus() override { pane_->focus(); }
    std::vector<MenuCommand> commands() override;

private:
    void change();
    void end();

    RulesViewModel view_model_;
    TablePane* pane_;
};

RulesTab::RulesTab(wxWindow* parent, Shell& around)
    : SettingsTab(parent, around), view_model_(around.document()), pane_(new TablePane(this))
{
    pane_->above()->Add(theme::quiet(pane_,
                                     "The most particular rule wins: person, tag, team, school, everyone. What "
                                     "was on time stays on time."),
                        wxSizerFlags().Border(wxBOTTOM, theme::wide_gap(this)));
    auto* buttons = new wxBoxSizer(wxHORIZONTAL);
    auto* add = new wxButton(pane_, wxID_ANY, "&New rule...");
    auto* change_it = new wxButton(pane_, wxID_ANY, "&Change...");
    auto* end_it = new wxButton(pane_, wxID_ANY, "En&d it today");
    auto* all = new wxCheckBox(pane_, wxID_ANY, "Ended and c&oming rules, too");
    for (auto* button : {add, change_it}) buttons->Add(button, wxSizerFlags().Border(wxRIGHT, theme::gap(this)));
    buttons->Add(end_it);
    buttons->AddStretchSpacer();
    buttons->Add(all, wxSizerFlags().CenterVertical());
    pane_->below()->Add(buttons, wxSizerFlags().Expand().Border(wxTOP, theme::wide_gap(this)));
    auto* outer = new wxBoxSizer(wxVERTICAL);
    outer->Add(pane_, wxSizerFlags(1).Expand().Border(wxALL, theme::wide_gap(this)));
    SetSizer(outer);

    add->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { write_rule(shell(), nullptr); });
    change_it->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { change(); });
    end_it->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { end(); });
    all->Bind(wxEVT_CHECKBOX, [this](wxCommandEvent& event) {
        view_model_.show_all_versions(event.IsChecked());
        load();
    });
    pane_->list()->on_activate = [this](std::size_t) { change(); };
}

void RulesTab::load()
{
    if (shell().accept(view_model_.load())) pane_->show(view_model_.table());
}

void RulesTab::change()
{
    const auto at = pane_->list()->selected_row();
    const auto* row = at ? view_model_.row(*at) : nullptr;
    if (!row) return shell().notify("Choose the rule to change first.");
    const auto rule = row->rule;
    write_rule(shell(), &rule);
    pane_->focus();
}

void RulesTab::end()
{
    const auto at = pane_->list()->selected_row();
    if (shell().accept(view_model_.end(at.value_or(pane_->list()->rows().size()))))
        shell().notify("The rule has ended; the more general one holds.");
    pane_->focus();
}

std::vector<MenuCommand> RulesTab::commands()
{
    return {{"settings.new_rule",
             "Settings",
             "New rule...",
             "",
             "How often, or how soon after, with a preview of who would become overdue.",
             [this] { write_rule(shell(), nullptr); },
             {},
             {},
             true}};
}

}  // namespace

SettingsTab* make_rules_tab(wxWindow* parent, Shell& shell) { return new RulesTab(parent, shell); }

}  // namespace throughline
