#include "app/settings/settings_panel.hpp"

#include <array>

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/scrolwin.h>
#include <wx/sizer.h>
#include <wx/spinctrl.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

#include "app/shell/reminder_setting.hpp"
#include "app/viewmodel/settings_view_model.hpp"
#include "app/widget/card.hpp"
#include "app/widget/date_field.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

constexpr int column_width = 760;
constexpr int list_height = 170;
constexpr int field_height = 34;
constexpr std::array day_kinds{DayKind::holiday, DayKind::closing, DayKind::half_day};

// A field with its label above, as high as the buttons beside it.
template <class Control>
void add_field(wxSizer* row, const Labelled<Control>& field, int proportion = 0)
{
    field.label->SetFont(theme::small_font(field.label->GetParent()));
    const int height = std::max(field.control->GetBestSize().GetHeight(), field.control->FromDIP(field_height));
    field.control->SetMinSize(wxSize(field.control->GetMinSize().GetWidth(), height));
    auto* cell = new wxBoxSizer(wxVERTICAL);
    field.add_above(cell);
    row->Add(cell, wxSizerFlags(proportion).Border(wxRIGHT, theme::wide_gap(field.label)));
}

class SettingsPanel : public Page {
public:
    SettingsPanel(wxWindow* parent, Shell& around);

    [[nodiscard]] std::string title() const override { return "Settings"; }
    [[nodiscard]] std::string help_topic() const override { return "settings"; }
    void shown() override;
    void refresh(const ChangeSet& changes) override;
    void leaving() override { change_year(); }

private:
    Card* card(const wxString& heading);
    void add_year();
    void add_days();
    void add_rules();
    void add_abbreviations();
    void add_owner();
    void add_reminders();
    wxSpinCtrl* add_rule(Card* parent, wxFlexGridSizer* grid, const wxString& words, int FollowUpRules::*rule);

    void load();
    void show_all();
    void change_year();
    void add_typed_days();
    void set_typed_abbreviation();

    SettingsViewModel view_model_;
    wxScrolledWindow* scroll_;
    wxBoxSizer* column_;
    wxStaticText* school_ = nullptr;
    wxTextCtrl* year_name_ = nullptr;
    DateField* year_from_ = nullptr;
    DateField* year_to_ = nullptr;
    wxStaticText* year_words_ = nullptr;
    TableView* days_ = nullptr;
    DateField* day_from_ = nullptr;
    DateField* day_to_ = nullptr;
    wxChoice* day_kind_ = nullptr;
    wxTextCtrl* day_name_ = nullptr;
    struct RuleField {
        wxSpinCtrl* field;
        int FollowUpRules::*rule;
    };
    std::vector<RuleField> rules_;
    TableView* abbreviations_ = nullptr;
    wxTextCtrl* abbreviation_ = nullptr;
    wxTextCtrl* becomes_ = nullptr;
    wxChoice* owner_ = nullptr;
};

SettingsPanel::SettingsPanel(wxWindow* parent, Shell& around)
    : Page(parent, around),
      view_model_(around.document()),
      scroll_(new wxScrolledWindow(this)),
      column_(new wxBoxSizer(wxVERTICAL))
{
    scroll_->SetScrollRate(0, FromDIP(12));
    column_->Add(theme::heading(scroll_, "Settings"), wxSizerFlags().Border(wxBOTTOM, theme::wide_gap(this)));
    add_year();
    add_days();
    add_rules();
    add_abbreviations();
    add_reminders();
    add_owner();
    column_->SetMinSize(wxSize(FromDIP(column_width), -1));
    auto* outer = new wxBoxSizer(wxVERTICAL);
    outer->Add(column_, wxSizerFlags().Border(wxALL, theme::margin(this)));
    scroll_->SetSizer(outer);
    auto* whole = new wxBoxSizer(wxVERTICAL);
    whole->Add(scroll_, wxSizerFlags(1).Expand());
    SetSizer(whole);
}

Card* SettingsPanel::card(const wxString& heading)
{
    auto* made = new Card(scroll_, heading);
    column_->Add(made, wxSizerFlags().Expand().Border(wxBOTTOM, theme::wide_gap(this)));
    return made;
}

void SettingsPanel::add_year()
{
    auto* parent = card("School year");
    school_ = new wxStaticText(parent, wxID_ANY, {});
    parent->body()->Add(school_, wxSizerFlags().Border(wxBOTTOM, theme::gap(this)));
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    const auto today = document().today();
    const auto name = labelled(parent, "Year", [&] { return new wxTextCtrl(parent, wxID_ANY); });
    const auto from = labelled(parent, "First day", [&] { return new DateField(parent, today); });
    const auto to = labelled(parent, "Last day", [&] { return new DateField(parent, today); });
    year_name_ = name.control;
    year_from_ = from.control;
    year_to_ = to.control;
    add_field(row, name);
    add_field(row, from);
    add_field(row, to);
    auto* next = new wxButton(parent, wxID_ANY, "Add the next year");
    row->AddStretchSpacer();
    row->Add(next, wxSizerFlags().Bottom());
    parent->body()->Add(row, wxSizerFlags().Expand());
    year_words_ = theme::quiet(parent, {});
    parent->body()->Add(year_words_, wxSizerFlags().Expand().Border(wxTOP, theme::gap(this)));

    year_from_->on_change = [this] { change_year(); };
    year_to_->on_change = [this] { change_year(); };
    year_name_->Bind(wxEVT_KILL_FOCUS, [this](wxFocusEvent& event) {
        event.Skip();
        change_year();
    });
    next->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        if (shell().accept(view_model_.add_next_year())) shell().notify("The next school year was added");
        show_all();
    });
}

void SettingsPanel::add_days()
{
    auto* parent = card("Days off");
    parent->body()->Add(theme::quiet(parent, "Holidays and closings make nobody late."),
                        wxSizerFlags().Border(wxBOTTOM, theme::gap(this)));
    days_ = new TableView(parent, "Days off", {{"When", 240}, {"What", 100}, {"Name", 260}});
    days_->SetMinSize(FromDIP(wxSize(300, list_height)));
    parent->body()->Add(days_, wxSizerFlags().Expand());

    auto* row = new wxBoxSizer(wxHORIZONTAL);
    const auto today = document().today();
    const auto from = labelled(parent, "From", [&] { return new DateField(parent, today); });
    const auto to = labelled(parent, "To (same day if empty)", [&] { return new DateField(parent, today); });
    const auto kind = labelled(parent, "What", [&] {
        wxArrayString words;
        for (const auto* word : {"Holiday", "Closing", "Half day"}) words.Add(word);
        return new wxChoice(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, words);
    });
    const auto name = labelled(parent, "Name", [&] { return new wxTextCtrl(parent, wxID_ANY); });
    day_from_ = from.control;
    day_to_ = to.control;
    day_kind_ = kind.control;
    day_kind_->SetSelection(0);
    day_name_ = name.control;
    add_field(row, from, 0);
    add_field(row, to, 0);
    add_field(row, kind, 0);
    add_field(row, name, 1);
    auto* add = new wxButton(parent, wxID_ANY, "Add the days");
    auto* remove = new wxButton(parent, wxID_ANY, "Remove the chosen");
    auto* buttons = new wxBoxSizer(wxHORIZONTAL);
    buttons->Add(add);
    buttons->AddStretchSpacer();
    buttons->Add(remove);
    parent->body()->Add(row, wxSizerFlags().Expand().Border(wxTOP, theme::wide_gap(this)));
    parent->body()->Add(buttons, wxSizerFlags().Expand().Border(wxTOP, theme::gap(this)));
    add->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { add_typed_days(); });
    remove->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        shell().accept(view_model_.remove_days(days_->selected_row().value_or(days_->rows().size())));
        show_all();
    });
}

void SettingsPanel::add_rules()
{
    auto* parent = card("Follow-up rules");
    auto* grid = form_grid(parent);
    add_rule(parent, grid, "School days from one visit to the next", &FollowUpRules::visit_every_school_days);
    add_rule(parent, grid, "School days until the debrief", &FollowUpRules::debrief_within_school_days);
    add_rule(parent, grid, "School days until a step is looked at again", &FollowUpRules::check_back_after_school_days);
    add_rule(parent, grid, "School days before, something is due soon", &FollowUpRules::due_soon_school_days);
    parent->body()->Add(grid);
}

wxSpinCtrl* SettingsPanel::add_rule(Card* parent, wxFlexGridSizer* grid, const wxString& words,
                                    int FollowUpRules::*rule)
{
    const auto field = labelled(parent, words, [&] {
        return new wxSpinCtrl(parent, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxSP_ARROW_KEYS, 0,
                              rule_school_days_max);
    });
    field.add_to(grid);
    rules_.push_back({field.control, rule});
    field->Bind(wxEVT_SPINCTRL, [this, rule](wxSpinEvent& event) {
        auto rules = view_model_.rules();
        rules.*rule = event.GetPosition();
        shell().accept(view_model_.change_rules(rules));
    });
    return field.control;
}

void SettingsPanel::add_abbreviations()
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

void SettingsPanel::add_owner()
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

void SettingsPanel::add_reminders()
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
    parent->body()->Add(theme::quiet(parent, "On this computer, while the program runs. Never during a visit."),
                        wxSizerFlags().Border(wxTOP, theme::gap(this)));
    lead->Bind(wxEVT_CHOICE, [minutes](wxCommandEvent& event) {
        set_reminder_lead_minutes(minutes[static_cast<std::size_t>(event.GetSelection())]);
    });
}

void SettingsPanel::shown()
{
    load();
    year_name_->SetFocus();
}

void SettingsPanel::refresh(const ChangeSet& changes)
{
    if (concerns(changes, {Noun::school, Noun::school_year, Noun::calendar_day, Noun::person, Noun::setting})) load();
}

void SettingsPanel::load()
{
    if (shell().accept(view_model_.load())) show_all();
}

void SettingsPanel::show_all()
{
    school_->SetLabel(to_wx(view_model_.school_name()));
    if (const auto& year = view_model_.year()) {
        if (!year_name_->HasFocus()) year_name_->ChangeValue(to_wx(year->name));
        if (!year_from_->HasFocus()) year_from_->set_date(year->starts_on);
        if (!year_to_->HasFocus()) year_to_->set_date(year->ends_on);
    }
    year_words_->SetLabel(to_wx(view_model_.year_words()));
    days_->set_rows(view_model_.day_rows());
    for (const auto& field : rules_)
        if (const int days = view_model_.rules().*field.rule; field.field->GetValue() != days)
            field.field->SetValue(days);
    abbreviations_->set_rows(view_model_.abbreviation_rows());
    owner_->Clear();
    for (const auto& keeper : view_model_.keepers()) owner_->Append(to_wx(keeper.name));
    if (const auto owner = view_model_.owner()) owner_->SetSelection(static_cast<int>(*owner));
    scroll_->FitInside();
}

void SettingsPanel::change_year()
{
    const auto from = year_from_->date();
    const auto to = year_to_->date();
    const auto name = to_utf8(year_name_->GetValue());
    if (!from || !to) return;
    const auto& year = view_model_.year();
    if (year && year->name == name && year->starts_on == *from && year->ends_on == *to) return;
    shell().accept(view_model_.change_year(name, *from, *to));
    show_all();
}

void SettingsPanel::add_typed_days()
{
    const auto first = day_from_->date();
    const auto last = day_to_->GetValue().empty() ? first : day_to_->date();
    if (!first || !last)
        return shell().report({ErrorCode::invalid, "Type the first day off, such as 26 Nov.", {}, {}, {}});
    const auto kind = day_kinds[static_cast<std::size_t>(day_kind_->GetSelection())];
    if (!shell().accept(view_model_.add_days(*first, *last, kind, to_utf8(day_name_->GetValue())))) return;
    day_from_->set_date({});
    day_to_->set_date({});
    day_name_->ChangeValue({});
    day_from_->SetFocus();
    show_all();
}

void SettingsPanel::set_typed_abbreviation()
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

Page* make_settings_page(wxWindow* parent, Shell& shell) { return new SettingsPanel(parent, shell); }

}  // namespace throughline
