// Who is let off, why, and until when.
#include <memory>

#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/sizer.h>
#include <wx/textctrl.h>

#include "app/settings/scope_fields.hpp"
#include "app/settings/settings_tab.hpp"
#include "app/viewmodel/excusals_view_model.hpp"
#include "app/widget/date_field.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/standard_dialog.hpp"
#include "app/widget/table_pane.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

constexpr int field_width = 320;

class ExcusalDialog : public StandardDialog {
public:
    ExcusalDialog(wxWindow* parent, ExcusalViewModel& view_model, Date today);
    [[nodiscard]] const std::string& done_words() const { return done_words_; }

private:
    void keep();

    ExcusalViewModel& view_model_;
    std::unique_ptr<ScopeFields> scope_;
    DateField* from_ = nullptr;
    DateField* to_ = nullptr;
    wxTextCtrl* reason_ = nullptr;
    std::string done_words_;
};

ExcusalDialog::ExcusalDialog(wxWindow* parent, ExcusalViewModel& view_model, Date today)
    : StandardDialog(parent, "Excuse somebody"), view_model_(view_model)
{
    auto* grid = form_grid(this);
    const auto& groups = view_model.scopes().groups();
    scope_ = std::make_unique<ScopeFields>(this, grid, view_model.scopes(), groups.back().choices.front().scope);
    const auto from = labelled(this, "F&rom", [&] { return new DateField(this, today); });
    const auto to = labelled(this, "&To, that day included", [&] { return new DateField(this, today); });
    const auto reason = labelled(this, "R&eason", [&] { return new wxTextCtrl(this, wxID_ANY); });
    from->set_date(view_model.excusal().from);
    reason->SetHint("leave, testing week, not this term");
    reason->SetMinSize(wxSize(FromDIP(field_width), -1));
    from.add_to(grid);
    to.add_to(grid);
    reason.add_to(grid);
    from_ = from.control;
    to_ = to.control;
    reason_ = reason.control;
    content()->Add(grid, wxSizerFlags().Expand());
    finish("Excuse");
    accept_button()->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { keep(); });
    scope_->focus();
}

void ExcusalDialog::keep()
{
    const auto from = from_->date();
    const auto to = to_->date();
    if (!from || !to) return say("From when to when? Days such as 3 Nov or fri.");
    auto& excusal = view_model_.excusal();
    excusal.scope = scope_->scope();
    excusal.from = *from;
    excusal.to = *to;
    excusal.reason = to_utf8(reason_->GetValue());
    const auto kept = view_model_.keep();
    if (!kept) return say(to_wx(kept.error().text()));
    done_words_ = *kept;
    EndModal(wxID_OK);
}

class ExcusalsTab : public SettingsTab {
public:
    ExcusalsTab(wxWindow* parent, Shell& around);
    void load() override;
    void focus() override { pane_->focus(); }
    std::vector<MenuCommand> commands() override;

private:
    void add();
    void end();

    ExcusalsViewModel view_model_;
    TablePane* pane_;
};

ExcusalsTab::ExcusalsTab(wxWindow* parent, Shell& around)
    : SettingsTab(parent, around), view_model_(around.document()), pane_(new TablePane(this))
{
    pane_->above()->Add(
        theme::quiet(pane_, "Excused days make nobody late, and those who are excused stay on the pages as such."),
        wxSizerFlags().Border(wxBOTTOM, theme::wide_gap(this)));
    auto* buttons = new wxBoxSizer(wxHORIZONTAL);
    auto* excuse = new wxButton(pane_, wxID_ANY, "E&xcuse somebody...");
    auto* back = new wxButton(pane_, wxID_ANY, "They are &back today");
    auto* past = new wxCheckBox(pane_, wxID_ANY, "&Past ones, too");
    buttons->Add(excuse, wxSizerFlags().Border(wxRIGHT, theme::gap(this)));
    buttons->Add(back);
    buttons->AddStretchSpacer();
    buttons->Add(past, wxSizerFlags().CenterVertical());
    pane_->below()->Add(buttons, wxSizerFlags().Expand().Border(wxTOP, theme::wide_gap(this)));
    auto* outer = new wxBoxSizer(wxVERTICAL);
    outer->Add(pane_, wxSizerFlags(1).Expand().Border(wxALL, theme::wide_gap(this)));
    SetSizer(outer);
    excuse->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { add(); });
    back->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { end(); });
    past->Bind(wxEVT_CHECKBOX, [this](wxCommandEvent& event) {
        view_model_.show_past(event.IsChecked());
        load();
    });
}

void ExcusalsTab::load()
{
    if (shell().accept(view_model_.load())) pane_->show(view_model_.table());
}

void ExcusalsTab::add()
{
    ExcusalViewModel view_model(document());
    if (!shell().accept(view_model.begin())) return;
    ExcusalDialog dialog(shell().window(), view_model, document().today());
    if (dialog.ShowModal() == wxID_OK) shell().notify(dialog.done_words());
    pane_->focus();
}

void ExcusalsTab::end()
{
    const auto ended = view_model_.end(pane_->list()->selected_row().value_or(pane_->list()->rows().size()));
    if (shell().accept(ended)) shell().notify("Back from today: " + *ended);
    pane_->focus();
}

std::vector<MenuCommand> ExcusalsTab::commands()
{
    return {{"settings.excuse", "Settings", "Excuse somebody...", "",
             "Leave, testing week, not this term: with a reason and until when.", [this] { add(); }}};
}

}  // namespace

SettingsTab* make_excusals_tab(wxWindow* parent, Shell& shell) { return new ExcusalsTab(parent, shell); }

}  // namespace throughline
