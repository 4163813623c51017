// This file and this computer: abbreviations, reminders, and whose file it is.
#include <array>

#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/choice.h>
#include <wx/sizer.h>
#include <wx/textctrl.h>

#include "app/settings/card_column.hpp"
#include "app/settings/field_row.hpp"
#include "app/shell/reminder_setting.hpp"
#include "app/viewmodel/settings_view_model.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

constexpr int list_height = 170;

class FileTab : public CardColumn {
public:
    FileTab(wxWindow* parent, Shell& around);
    void load() override;
    void focus() override { abbreviation_->SetFocus(); }

private:
    void add_abbreviations();
    void add_reminders();
    void add_owner();
    void add_policy();
    void show_all();
    void set_typed_abbreviation();

    SettingsViewModel view_model_;
    TableView* abbreviations_ = nullptr;
    wxTextCtrl* abbreviation_ = nullptr;
    wxTextCtrl* becomes_ = nullptr;
    wxChoice* owner_ = nullptr;
    wxCheckBox* leaders_read_steps_ = nullptr;
};

FileTab::FileTab(wxWindow* parent, Shell& around) : CardColumn(parent, around), view_model_(around.document())
{
    add_abbreviations();
    add_reminders();
    add_owner();
    add_policy();
}

void FileTab::add_abbreviations()
{
    auto* parent = card("Abbreviations");
    auto* words = theme::quiet(parent, "Whole words that expand while you script.");
    parent->body()->Add(words, wxSizerFlags().Border(wxBOTTOM, theme::gap(this)));
    abbreviations_ = new TableView(parent, "Abbreviations", {{"Typed", 120}, {"Becomes", 400}});
    abbreviations_->SetMinSize(FromDIP(wxSize(300, list_height)));
    parent->body()->Add(abbreviations_, wxSizerFlags().Expand());
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    const auto typed = labelled(parent, "Typed", [&] { return new wxTextCtrl(parent, wxID_ANY); });
    const auto becomes = labelled(parent, "Becomes", [&] { return new wxTextCtrl(parent, wxID_ANY); });
    abbreviation_ = typed.control;
    becomes_ = becomes.control;
    add_field(row, typed, 0);
    add_field(row, becomes, 1);
    auto* set = new wxButton(parent, wxID_ANY, "Set the abbreviation");
    auto* remove = new wxButton(parent, wxID_ANY, "Remove the chosen");
    auto* buttons = new wxBoxSizer(wxHORIZONTAL);
    buttons->Add(set);
    buttons->AddStretchSpacer();
    buttons->Add(remove);
    parent->body()->Add(row, wxSizerFlags().Expand().Border(wxTOP, theme::wide_gap(this)));
    parent->body()->Add(buttons, wxSizerFlags().Expand().Border(wxTOP, theme::gap(this)));
    set->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { set_typed_abbreviation(); });
    remove->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        shell().accept(
            view_model_.remove_abbreviation(abbreviations_->selected_row().value_or(abbreviations_->rows().size())));
        show_all();
    });
}

void FileTab::add_reminders()
{
    constexpr std::array minutes{0, 5, 10, 15, 30};
    auto* parent = card("Reminders");
    auto* grid = form_grid(parent);
    const auto lead =
        labelled(parent, "Before something planned begins", [&] { return new wxChoice(parent, wxID_ANY); });
    for (const int one : minutes) {
        lead->Append(one == 0 ? wxString("No reminders") : wxString::Format("%d minutes before", one));
        if (one == reminder_lead_minutes()) lead->SetSelection(static_cast<int>(lead->GetCount()) - 1);
    }
    lead.add_to(grid);
    parent->body()->Add(grid);
    add_words(parent, "On this computer, while the program runs. Never during a visit.");
    lead->Bind(wxEVT_CHOICE, [minutes](wxCommandEvent& event) {
        set_reminder_lead_minutes(minutes[static_cast<std::size_t>(event.GetSelection())]);
    });
}

void FileTab::add_owner()
{
    auto* parent = card("Whose file this is");
    auto* grid = form_grid(parent);
    const auto owner = labelled(parent, "Visits are kept under", [&] { return new wxChoice(parent, wxID_ANY); });
    owner.add_to(grid);
    owner_ = owner.control;
    parent->body()->Add(grid);
    owner_->Bind(wxEVT_CHOICE, [this](wxCommandEvent& event) {
        shell().accept(view_model_.set_owner(static_cast<std::size_t>(event.GetSelection())));
    });
}

void FileTab::add_policy()
{
    auto* parent = card("Who sees what");
    leaders_read_steps_ =
        new wxCheckBox(parent, wxID_ANY, "Leaders read the steps of coaching visits without a sharing agreement");
    parent->body()->Add(leaders_read_steps_);
    add_words(
        parent,
        "The step's text and what became of it, of earlier visits too; nothing else of coaching. Teachers are told "
        "under who can see this.");
    leaders_read_steps_->Bind(wxEVT_CHECKBOX, [this](wxCommandEvent& event) {
        if (!shell().accept(view_model_.let_leaders_read_steps(event.IsChecked()))) load();
    });
}

void FileTab::load()
{
    if (shell().accept(view_model_.load())) show_all();
}

void FileTab::show_all()
{
    abbreviations_->set_rows(view_model_.abbreviation_rows());
    owner_->Clear();
    for (const auto& keeper : view_model_.keepers()) owner_->Append(to_wx(keeper.name));
    leaders_read_steps_->SetValue(view_model_.leaders_read_steps());
    if (const auto owner = view_model_.owner()) owner_->SetSelection(static_cast<int>(*owner));
    fit_inside();
}

void FileTab::set_typed_abbreviation()
{
    if (!shell().accept(
            view_model_.set_abbreviation(to_utf8(abbreviation_->GetValue()), to_utf8(becomes_->GetValue()))))
        return;
    abbreviation_->ChangeValue({});
    becomes_->ChangeValue({});
    abbreviation_->SetFocus();
    show_all();
}

}  // namespace

SettingsTab* make_file_tab(wxWindow* parent, Shell& shell) { return new FileTab(parent, shell); }

}  // namespace throughline
