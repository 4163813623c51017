// The school's year: its ends, its days off, its terms.
#include <array>

#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/choice.h>
#include <wx/filedlg.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

#include "app/platform/folders.hpp"
#include "app/settings/card_column.hpp"
#include "app/settings/days_import_dialog.hpp"
#include "app/settings/field_row.hpp"
#include "app/settings/rollover_dialog.hpp"
#include "app/viewmodel/days_import_view_model.hpp"
#include "app/viewmodel/rollover_view_model.hpp"
#include "app/viewmodel/saved_file.hpp"
#include "app/viewmodel/settings_view_model.hpp"
#include "app/widget/date_field.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

constexpr int list_height = 150;
constexpr int years_height = 120;
constexpr std::array day_kinds{DayKind::holiday, DayKind::closing, DayKind::half_day};

class YearTab : public CardColumn {
public:
    YearTab(wxWindow* parent, Shell& around);
    void load() override;
    void focus() override;
    void leaving() override { change_year(); }
    std::vector<MenuCommand> commands() override;

private:
    void add_year();
    void add_years();
    void add_days();
    void add_terms();
    void show_all();
    void show_years();
    void close_chosen();
    void reopen_chosen();
    void change_year();
    void add_typed_days();
    void add_typed_term();
    void choose_days_file();
    void save_days_file();

    SettingsViewModel view_model_;
    RolloverViewModel rollover_;
    wxStaticText* school_ = nullptr;
    wxTextCtrl* year_name_ = nullptr;
    DateField* year_from_ = nullptr;
    DateField* year_to_ = nullptr;
    wxStaticText* year_words_ = nullptr;
    wxCheckBox* in_turn_ = nullptr;
    TableView* years_ = nullptr;
    wxStaticText* reopened_ = nullptr;
    wxButton* close_year_ = nullptr;
    wxButton* reopen_year_ = nullptr;
    TableView* days_ = nullptr;
    DateField* day_from_ = nullptr;
    DateField* day_to_ = nullptr;
    wxChoice* day_kind_ = nullptr;
    wxTextCtrl* day_name_ = nullptr;
    TableView* terms_ = nullptr;
    wxTextCtrl* term_title_ = nullptr;
    DateField* term_from_ = nullptr;
    DateField* term_to_ = nullptr;
};

YearTab::YearTab(wxWindow* parent, Shell& around)
    : CardColumn(parent, around), view_model_(around.document()), rollover_(around.document())
{
    add_year();
    add_years();
    add_days();
    add_terms();
}

void YearTab::add_year()
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
    in_turn_ = new wxCheckBox(parent, wxID_ANY, "Weeks A and B in turn");
    parent->body()->Add(in_turn_, wxSizerFlags().Border(wxTOP, theme::gap(this)));
    year_words_ = theme::quiet(parent, {});
    parent->body()->Add(year_words_, wxSizerFlags().Expand().Border(wxTOP, theme::gap(this)));

    year_from_->on_change = [this] { change_year(); };
    year_to_->on_change = [this] { change_year(); };
    year_name_->Bind(wxEVT_KILL_FOCUS, [this](wxFocusEvent& event) {
        event.Skip();
        change_year();
    });
    in_turn_->Bind(wxEVT_CHECKBOX, [this](wxCommandEvent& event) {
        shell().accept(view_model_.take_weeks_in_turn(event.IsChecked()));
        show_all();
    });
    next->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        if (shell().accept(view_model_.add_next_year())) shell().notify("The next school year was added");
        show_all();
    });
}

void YearTab::add_years()
{
    auto* parent = card("All school years");
    parent->body()->Add(
        theme::quiet(parent, "A closed year can be read, searched and exported, and not changed any more."),
        wxSizerFlags().Border(wxBOTTOM, theme::gap(this)));
    years_ = new TableView(parent, "All school years",
                           {{"Year", 150}, {"First day", 140}, {"Last day", 140}, {"State", 280}});
    years_->SetMinSize(FromDIP(wxSize(300, years_height)));
    parent->body()->Add(years_, wxSizerFlags().Expand());
    reopened_ = theme::quiet(parent, {});
    parent->body()->Add(reopened_, wxSizerFlags().Expand().Border(wxTOP, theme::gap(this)));
    close_year_ = new wxButton(parent, wxID_ANY, "Close this year...");
    reopen_year_ = new wxButton(parent, wxID_ANY, "Open it again...");
    auto* buttons = new wxBoxSizer(wxHORIZONTAL);
    buttons->Add(close_year_, wxSizerFlags().Border(wxRIGHT, theme::gap(this)));
    buttons->Add(reopen_year_);
    parent->body()->Add(buttons, wxSizerFlags().Border(wxTOP, theme::gap(this)));
    years_->on_select = [this] { show_years(); };
    close_year_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { close_chosen(); });
    reopen_year_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { reopen_chosen(); });
}

void YearTab::add_days()
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
    auto* import = new wxButton(parent, wxID_ANY, "From a file...");
    import->SetToolTip("A calendar file (.ics) or a table (.csv), such as the district's");
    auto* save = new wxButton(parent, wxID_ANY, "Save as a file...");
    auto* remove = new wxButton(parent, wxID_ANY, "Remove the chosen");
    auto* buttons = new wxBoxSizer(wxHORIZONTAL);
    for (auto* button : {add, import, save}) buttons->Add(button, wxSizerFlags().Border(wxRIGHT, theme::gap(this)));
    buttons->AddStretchSpacer();
    buttons->Add(remove);
    parent->body()->Add(row, wxSizerFlags().Expand().Border(wxTOP, theme::wide_gap(this)));
    parent->body()->Add(buttons, wxSizerFlags().Expand().Border(wxTOP, theme::gap(this)));
    add->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { add_typed_days(); });
    import->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { choose_days_file();
});
save->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { save_days_file(); });
remove->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
    shell().accept(view_model_.remove_days(days_->selected_row().value_or(days_->rows().size())));
    show_all();
});
}  // namespace

void YearTab::add_terms()
{
    auto* parent = card("Terms");
    parent->body()->Add(theme::quiet(parent, "For rules such as two visits each term. A roster may bring some, too."),
                        wxSizerFlags().Border(wxBOTTOM, theme::gap(this)));
    terms_ = new TableView(parent, "Terms", {{"Name", 240}, {"First day", 180}, {"Last day", 180}});
    terms_->SetMinSize(FromDIP(wxSize(300, list_height)));
    parent->body()->Add(terms_, wxSizerFlags().Expand());
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    const auto today = document().today();
    const auto title = labelled(parent, "Name", [&] { return new wxTextCtrl(parent, wxID_ANY); });
    const auto from = labelled(parent, "First day", [&] { return new DateField(parent, today); });
    const auto to = labelled(parent, "Last day", [&] { return new DateField(parent, today); });
    term_title_ = title.control;
    term_from_ = from.control;
    term_to_ = to.control;
    add_field(row, title, 1);
    add_field(row, from);
    add_field(row, to);
    auto* add = new wxButton(parent, wxID_ANY, "Add the term");
    auto* remove = new wxButton(parent, wxID_ANY, "Remove the chosen");
    auto* buttons = new wxBoxSizer(wxHORIZONTAL);
    buttons->Add(add);
    buttons->AddStretchSpacer();
    buttons->Add(remove);
    parent->body()->Add(row, wxSizerFlags().Expand().Border(wxTOP, theme::wide_gap(this)));
    parent->body()->Add(buttons, wxSizerFlags().Expand().Border(wxTOP, theme::gap(this)));
    add->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { add_typed_term(); });
    remove->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        shell().accept(view_model_.remove_term(terms_->selected_row().value_or(terms_->rows().size())));
        show_all();
    });
}

void YearTab::load()
{
    if (shell().accept(view_model_.load())) show_all();
}

void YearTab::focus()
{
    if (year_name_->IsEnabled())
        year_name_->SetFocus();
    else
        years_->SetFocus();
}

void YearTab::show_all()
{
    if (!shell().accept(rollover_.load())) return;
    school_->SetLabel(to_wx(view_model_.school_name()));
    if (const auto& shown = view_model_.year()) {
        if (!year_name_->HasFocus()) year_name_->ChangeValue(to_wx(shown->name));
        if (!year_from_->HasFocus()) year_from_->set_date(shown->starts_on);
        if (!year_to_->HasFocus()) year_to_->set_date(shown->ends_on);
        in_turn_->SetValue(shown->rotation_weeks == 2);
    }
    const auto& year = view_model_.year();
    const bool is_open = year.has_value() && !rollover_.is_closed(year->id);
    for (auto* field :
         {static_cast<wxWindow*>(year_name_), static_cast<wxWindow*>(year_from_), static_cast<wxWindow*>(year_to_)})
        field->Enable(is_open || !year.has_value());
    in_turn_->Enable(is_open);
    year_words_->SetLabel(to_wx(view_model_.year_words() + (year && !is_open ? " This year is closed." : "")));
    years_->set_rows(rollover_.year_rows());
    show_years();
    days_->set_rows(view_model_.day_rows());
    terms_->set_rows(view_model_.term_rows());
    fit_inside();
}

void YearTab::show_years()
{
    const auto row = years_->selected_row();
    const bool is_closed = row && rollover_.is_closed(*row);
    close_year_->Enable(!is_closed && !rollover_.choices().empty());
    reopen_year_->Enable(is_closed);
    const auto words = row ? rollover_.reopened_words(*row) : std::string();
    if (to_wx(words) == reopened_->GetLabelText()) return;
    reopened_->SetLabelText(to_wx(words));
    reopened_->Show(!words.empty());
    fit_inside();
}

void YearTab::close_chosen()
{
    if (close_year(shell(), rollover_, years_->selected_row())) load();
    years_->SetFocus();
}

void YearTab::reopen_chosen()
{
    const auto row = years_->selected_row();
    if (!row || !rollover_.is_closed(*row))
        return shell().report({ErrorCode::invalid, "Choose a closed year in the list first.", {}, {}, {}});
    if (reopen_year(shell(), rollover_, *row)) load();
    years_->SetFocus();
}

void YearTab::change_year()
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

void YearTab::add_typed_days()
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

void YearTab::add_typed_term()
{
    const auto first = term_from_->date();
    const auto last = term_to_->date();
    if (!first || !last)
        return shell().report({ErrorCode::invalid, "Type the term's first and last day, such as 26 Jan.", {}, {}, {}});
    if (!shell().accept(view_model_.add_term(to_utf8(term_title_->GetValue()), *first, *last))) return;
    term_title_->ChangeValue({});
    term_from_->set_date({});
    term_to_->set_date({});
    term_title_->SetFocus();
    show_all();
}

void YearTab::choose_days_file()
{
    wxFileDialog dialog(shell().window(), "Days off from a file", to_wx(documents_folder().string()), {},
                        "Calendars and tables (*.ics;*.csv)|*.ics;*.csv|All files|*", wxFD_OPEN | wxFD_FILE_MUST_EXIST);
    if (dialog.ShowModal() != wxID_OK) return;
    if (import_school_days(shell(), to_utf8(dialog.GetPath()))) load();
}

void YearTab::save_days_file()
{
    wxFileDialog dialog(shell().window(), "Save the days off", to_wx(documents_folder().string()),
                        to_wx(file_name("School days", document().today(), "ics")),
                        "Calendar files (*.ics)|*.ics|Tables (*.csv)|*.csv", wxFD_SAVE | wxFD_OVERWRITE_PROMPT);
    if (dialog.ShowModal() != wxID_OK) return;
    const auto file = to_utf8(dialog.GetPath());
    const auto bytes = school_days_file(document(), file);
    if (shell().accept(bytes) && shell().accept(save_file(file, *bytes))) shell().notify("Saved: " + file);
}

std::vector<MenuCommand> YearTab::commands()
{
    return {{"settings.close_year", "Settings", "Close a school year...", "",
             "Says what stands open in it; closed, it can be read and not changed.", [this] { close_chosen(); }},
            {"settings.reopen_year", "Settings", "Open a closed year again...", "",
             "The year that is chosen in the list, with a reason.", [this] { reopen_chosen(); }},
            {"settings.days_in", "Settings", "Days off from a file...", "",
             "A calendar file (.ics) or a table (.csv), such as the district's.", [this] { choose_days_file(); }},
            {"settings.days_out", "Settings", "Save the days off as a file...", "",
             "For other calendars (.ics) or a spreadsheet (.csv).", [this] { save_days_file(); }}};
}

}  // namespace throughline

SettingsTab* make_year_tab(wxWindow* parent, Shell& shell) { return new YearTab(parent, shell); }

}  // namespace throughline
