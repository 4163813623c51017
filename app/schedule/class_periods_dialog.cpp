#include "app/schedule/class_periods_dialog.hpp"

#include <array>

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/textctrl.h>

#include "app/viewmodel/class_periods_view_model.hpp"
#include "app/viewmodel/people_choices.hpp"
#include "app/widget/chooser_dialog.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/standard_dialog.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/time_field.hpp"
#include "app/widget/utf8.hpp"
#include "app/widget/wrapped_text.hpp"

namespace throughline {

namespace {

constexpr int list_width = 480;
constexpr int list_height = 220;

class ClassPeriodsDialog : public StandardDialog {
public:
    ClassPeriodsDialog(Shell& shell, ClassPeriodsViewModel& view_model, const std::string& name)
        : StandardDialog(shell.window(), "When does " + to_wx(name) + " teach?"), view_model_(view_model)
    {
        add_list();
        content()->AddSpacer(theme::group_gap(this));
        content()->Add(theme::section_heading(this, "One more"), wxSizerFlags().Border(wxBOTTOM, theme::gap(this)));
        add_form();
        done_ = new WrappedText(this, "Ctrl+Z in the schedule takes back the last change.", WrappedText::Rank::quiet);
        done_->SetMinSize(wxSize(FromDIP(list_width), 2 * done_->GetCharHeight()));
        done_->fit(FromDIP(list_width));
        content()->Add(done_, wxSizerFlags().Expand().Border(wxTOP, theme::wide_gap(this)));
        finish();
        add_->SetDefault();
        show_rows();
        CallAfter([this] { day_->SetFocus(); });  // a choice takes the focus only once it is on screen
    }

private:
    void add_list()
    {
        const auto table = view_model_.table();
        list_ = new TableView(this, "Classes", table.columns);
        list_->SetMinSize(FromDIP(wxSize(list_width, list_height)));
        list_->Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
            if (event.GetKeyCode() == WXK_DELETE) return remove();
            event.Skip();
        });
        list_->on_select = [this] { remove_->Enable(list_->selected_row().has_value()); };
        content()->Add(list_, wxSizerFlags(1).Expand());
        empty_ = theme::quiet(this, to_wx(table.empty_words));
        content()->Add(empty_, wxSizerFlags().Border(wxTOP, theme::gap(this)));
        remove_ = new wxButton(this, wxID_ANY, "&Remove the chosen class");
        remove_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { remove(); });
        content()->Add(remove_, wxSizerFlags().Border(wxTOP, theme::gap(this)));
    }

    void add_form()
    {
        auto* grid = form_grid(this);
        const auto day = labelled(this, "&Day", [this] { return new wxChoice(this, wxID_ANY); });
        for (const auto* words : {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday"}) day->Append(words);
        day->SetSelection(0);
        day.add_to(grid);
        day_ = day.control;
        const auto week = labelled(this, "&Week", [this] { return new wxChoice(this, wxID_ANY); });
        for (const auto* words : {"Every week", "Week A", "Week B"}) week->Append(words);
        week->SetSelection(0);
        week.add_to(grid);
        week_ = week.control;
        week.label->Show(view_model_.has_week_letters());
        week->Show(view_model_.has_week_letters());
        const auto from = labelled(this, "&From", [this] { return new TimeField(this); });
        from.add_to(grid);
        from_ = from.control;
        const auto to = labelled(this, "&To", [this] { return new TimeField(this); });
        to.add_to(grid);
        to_ = to.control;
        const auto title = labelled(this, "&Class", [this] { return new wxTextCtrl(this, wxID_ANY); });
        title->SetHint("Mathematics 4");
        title.add_to(grid);
        title_ = title.control;
        content()->Add(grid, wxSizerFlags().Expand());
        add_ = new wxButton(this, wxID_ANY, "&Add this class");
        add_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { add(); });
        content()->Add(add_, wxSizerFlags().Border(wxTOP, theme::wide_gap(this)));
    }

    void show_rows()
    {
        const auto table = view_model_.table();
        list_->set_rows(table.rows);
        empty_->Show(table.rows.empty());
        remove_->Enable(list_->selected_row().has_value());
        Layout();
    }

    void add()
    {
        if (!from_->minute()) return wrong(from_, "From when? A time such as 9:15 or 2:30 pm, please.");
        if (!to_->minute()) return wrong(to_, "Until when? A time such as 10:00 or 3:15 pm, please.");
        ClassPeriod period;
        period.weekday = day_->GetSelection() + 1;
        constexpr std::array letters{"", "A", "B"};
        period.week_letter = letters.at(static_cast<std::size_t>(week_->GetSelection()));
        period.begins_minute = *from_->minute();
        period.ends_minute = *to_->minute();
        period.title = to_utf8(title_->GetValue().Trim().Trim(false));
        if (!take(view_model_.add(period))) return;
        from_->Clear();
        to_->Clear();
        from_->SetFocus();  // the next one is often on the same day
    }

    void remove()
    {
        const auto row = list_->selected_row();
        if (!row) return;
        if (take(view_model_.remove(*row))) list_->SetFocus();
    }

    void wrong(wxWindow* field, const wxString& words)
    {
        say(words);
        field->SetFocus();
    }

    bool take(const Result<std::string>& done)
    {
        say(done ? wxString() : to_wx(done.error().text()));
        if (!done) return false;
        done_->set_text(to_wx(*done + ". Ctrl+Z in the schedule takes it back."));
        show_rows();
        return true;
    }

    ClassPeriodsViewModel& view_model_;
    TableView* list_ = nullptr;
    wxStaticText* empty_ = nullptr;
    wxButton* remove_ = nullptr;
    wxChoice* day_ = nullptr;
    wxChoice* week_ = nullptr;
    TimeField* from_ = nullptr;
    TimeField* to_ = nullptr;
    wxTextCtrl* title_ = nullptr;
    wxButton* add_ = nullptr;
    WrappedText* done_ = nullptr;
};

void show_classes_of(Shell& shell, PersonId teacher, const std::string& name)
{
    ClassPeriodsViewModel view_model(shell.document(), teacher);
    if (!shell.accept(view_model.refresh())) return;
    ClassPeriodsDialog(shell, view_model, name).ShowModal();
}

}  // namespace

void show_classes(Shell& shell, std::optional<PersonId> teacher, const std::string& name)
{
    if (teacher) return show_classes_of(shell, *teacher, name);
    const auto find = [&shell](const std::string& typed) {
        std::vector<ChooserRow> rows;
        const auto people = found_people(shell.document(), typed, true);
        if (!shell.accept(people)) return rows;
        for (const auto& person : *people)
            rows.push_back({person.name, person.about, "",
                            [&shell, id = person.id, said = person.name] { show_classes_of(shell, id, said); }});
        return rows;
    };
    ChooserDialog(shell.window(),
                  {"Classes", "&Whose classes?", "Teachers", "Show the classes", "A few letters and Enter.", false},
                  ChooserViewModel(find))
        .choose();
}

}  // namespace throughline
