#include "app/teachers/teachers_panel.hpp"

#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/srchctrl.h>

#include "app/viewmodel/teachers_view_model.hpp"
#include "app/widget/empty_note.hpp"
#include "app/widget/filter_field.hpp"
#include "app/widget/page_header.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

const std::vector<TableColumn>& columns()
{
    static const std::vector<TableColumn> all = {
        {"Name", 175, true, false},       {"Caseload", 85, true, false},      {"Teaches", 160, true, false},
        {"School", 170, true, false},     {"Visits", 75, true, true},         {"Last visit", 150, true, false},
        {"Check back", 150, true, false}, {"Action step", 140, false, false},
    };
    return all;
}

class TeachersPanel : public Page {
public:
    TeachersPanel(wxWindow* parent, Shell& shell);

    [[nodiscard]] std::string title() const override { return "Teachers"; }
    [[nodiscard]] std::string help_topic() const override { return "teachers"; }
    void shown() override;
    void refresh(const ChangeSet& changes) override;
    [[nodiscard]] std::vector<MenuCommand> commands() override;

private:
    void make_filters(wxSizer* column);
    void show();
    [[nodiscard]] const TeacherRow* selected() const;
    void open_selected();
    void start_visit();
    void turn_caseload();

    TeachersViewModel view_model_;
    PageHeader header_;
    FilterField filter_;
    TableView* list_ = nullptr;
    EmptyNote* empty_ = nullptr;
    wxButton* visit_ = nullptr;
};

TeachersPanel::TeachersPanel(wxWindow* parent, Shell& shell_of_page)
    : Page(parent, shell_of_page), view_model_(shell_of_page.document())
{
    auto* column = new wxBoxSizer(wxVERTICAL);
    header_ = page_header(this, "Teachers");
    visit_ = new wxButton(this, wxID_ANY, "Start a visit");
    header_.add_action(visit_);
    column->Add(header_.sizer, wxSizerFlags().Expand());
    column->AddSpacer(theme::wide_gap(this));
    make_filters(column);
    list_ = new TableView(this, "Teachers", columns());
    filter_.leads_to(list_);
    empty_ = new EmptyNote(this, list_);
    column->Add(list_, wxSizerFlags(1).Expand());
    column->Add(empty_, wxSizerFlags(1).Expand());
    auto* outer = new wxBoxSizer(wxVERTICAL);
    outer->Add(column, wxSizerFlags(1).Expand().Border(wxALL, theme::margin(this)));
    SetSizer(outer);

    auto* import = empty_->add_button("&Import a roster...");
    import->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { shell().show_page(PageId::roster);
});
visit_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { start_visit(); });
list_->on_activate = [this](std::size_t) { open_selected(); };
list_->on_sort = [this](std::size_t index, bool ascending) {
    if (shell().accept(view_model_.sort(static_cast<TeachersViewModel::Column>(index), ascending))) show();
};
}  // namespace

void TeachersPanel::make_filters(wxSizer* column)
{
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    filter_ = filter_field(this, "Fi&lter", "Name");
    filter_.add_to(row);
    auto* mine = new wxCheckBox(this, wxID_ANY, "&My caseload only");
    mine->Enable(view_model_.has_caseload());
    auto* inactive = new wxCheckBox(this, wxID_ANY, "&With those who left");
    row->Add(mine, wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::group_gap(this)));
    row->Add(inactive, wxSizerFlags().CenterVertical());
    column->Add(row, wxSizerFlags().Expand());
    column->AddSpacer(theme::wide_gap(this));

    filter_.control->Bind(wxEVT_TEXT, [this](wxCommandEvent&) {
        if (shell().accept(view_model_.set_filter(filter_.text()))) show();
    });
    mine->Bind(wxEVT_CHECKBOX, [this](wxCommandEvent& event) {
        if (shell().accept(view_model_.set_my_caseload_only(event.IsChecked()))) show();
    });
    inactive->Bind(wxEVT_CHECKBOX, [this](wxCommandEvent& event) {
        if (shell().accept(view_model_.set_include_inactive(event.IsChecked()))) show();
    });
}

void TeachersPanel::shown()
{
    if (shell().accept(view_model_.refresh())) show();
    filter_.focus();
}

void TeachersPanel::refresh(const ChangeSet& changes)
{
    if (!concerns(changes, {Noun::person, Noun::caseload, Noun::observation, Noun::action_step, Noun::step_event,
                            Noun::school, Noun::school_year, Noun::calendar_day, Noun::setting}))
        return;
    if (shell().accept(view_model_.refresh())) show();
}

void TeachersPanel::show()
{
    list_->set_rows(view_model_.rows());
    list_->GetColumn(TeachersViewModel::school)->SetHidden(!view_model_.has_several_schools());
    list_->GetColumn(TeachersViewModel::caseload)->SetHidden(!view_model_.has_caseload());
    set_text(header_.second_line, to_wx(view_model_.count_words()));
    empty_->say(to_wx(view_model_.empty_words()));
    visit_->Enable(!list_->rows().empty());
}

const TeacherRow* TeachersPanel::selected() const
{
    const auto row = list_->selected_row();
    return row && *row < view_model_.teachers().size() ? &view_model_.teachers()[*row] : nullptr;
}

void TeachersPanel::open_selected()
{
    if (const auto* teacher = selected()) shell().open_teacher(teacher->id);
}

void TeachersPanel::start_visit()
{
    const auto* teacher = selected();
    shell().start_observation(teacher ? std::optional(teacher->id) : std::nullopt);
}

void TeachersPanel::turn_caseload()
{
    const auto* teacher = selected();
    if (!teacher) return;
    const bool now = !teacher->in_caseload;
    const auto name = teacher->name;
    if (shell().accept(view_model_.set_in_caseload(*teacher, now)))
        shell().notify(name + (now ? " is in your caseload." : " is no longer in your caseload."));
}

std::vector<MenuCommand> TeachersPanel::commands()
{
    const auto one_selected = [this] { return selected() != nullptr; };
    return {
        {"teachers.open",
         "Teacher",
         "Open the teacher's page",
         {},
         "Visits, steps, evidence and ratings of one teacher.",
         [this] { open_selected(); },
         one_selected,
         {},
         false},
        {"teachers.visit",
         "Teacher",
         "Start a visit to this teacher",
         "Ctrl+Shift+N",
         "Opens a visit to the selected teacher, ready to write.",
         [this] { start_visit(); },
         one_selected,
         {},
         false},
        {"teachers.caseload", "Teacher", "Add to my caseload", "Ctrl+Shift+C",
         "Your caseload is whom you visit: they come up in who is next.", [this] { turn_caseload(); },
         [this] { return selected() && view_model_.has_caseload(); },
         [this] { return selected() && selected()->in_caseload ? "Take out of my caseload" : "Add to my caseload"; },
         false},
    };
}

}  // namespace throughline

Page* make_teachers_page(wxWindow* parent, Shell& shell) { return new TeachersPanel(parent, shell); }

}  // namespace throughline
