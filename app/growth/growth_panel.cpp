#include "app/growth/growth_panel.hpp"

#include <wx/button.h>
#include <wx/config.h>
#include <wx/notebook.h>

#include "app/growth/school_growth_views.hpp"
#include "app/growth/teacher_growth_view.hpp"
#include "app/platform/accessible_name.hpp"
#include "app/shell/save_table.hpp"
#include "app/viewmodel/hats.hpp"
#include "app/viewmodel/saved_file.hpp"
#include "app/widget/page_header.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

constexpr const char* teacher_setting = "growth_teacher";

class GrowthPanel : public Page {
public:
    GrowthPanel(wxWindow* parent, Shell& shell);

    [[nodiscard]] std::string title() const override { return "Growth"; }
    [[nodiscard]] std::string help_topic() const override { return "growth"; }
    void open(AnyId record) override;
    void shown() override;
    void refresh(const ChangeSet& changes) override;
    void leaving() override { teacher_view_->leave(); }
    [[nodiscard]] std::vector<MenuCommand> commands() override;

private:
    enum Tab : std::size_t { teacher, school, reliability, tab_count };

    void make_header(wxSizer* column);
    void make_school_tabs();
    void show_tab_now();
    void show_school();
    void show_tab(Tab tab);
    void focus_tab();
    void choose(GrowthViewModel::Part part, std::size_t choice);
    void show_teacher();
    void show_teacher_line();
    void remember() const;
    void show_how();
    void turn_table();
    void turn_observers();
    void open_teacher();
    void save_csv();
    [[nodiscard]] Tab tab() const { return static_cast<Tab>(tabs_->GetSelection()); }
    [[nodiscard]] bool has_school() const { return map_view_ != nullptr; }

    GrowthViewModel growth_;
    SchoolGrowthViewModel school_;
    PageHeader header_;
    wxNotebook* tabs_ = nullptr;
    TeacherGrowthView* teacher_view_ = nullptr;
    HeatMapView* map_view_ = nullptr;  // for those who may see a school as a whole
    ReliabilityView* reliability_view_ = nullptr;
    bool is_recalled_ = false;
};

GrowthPanel::GrowthPanel(wxWindow* parent, Shell& shell_of_page)
    : Page(parent, shell_of_page), growth_(shell_of_page.document()), school_(shell_of_page.document())
{
    auto* column = new wxBoxSizer(wxVERTICAL);
    make_header(column);
    tabs_ = new wxNotebook(this, wxID_ANY);
    set_accessible_name(tabs_, "Parts of the page");
    teacher_view_ = new TeacherGrowthView(tabs_, shell(), growth_);
    tabs_->AddPage(teacher_view_, "Teacher");
    const auto hats = hats_of(document());
    if (hats.observes || hats.leads) make_school_tabs();
    column->Add(tabs_, wxSizerFlags(1).Expand());
    auto* outer = new wxBoxSizer(wxVERTICAL);
    outer->Add(column, wxSizerFlags(1).Expand().Border(wxALL, theme::margin(this)));
    SetSizer(outer);

    teacher_view_->on_choose = [this](GrowthViewModel::Part part, std::size_t choice) { choose(part, choice); };
    teacher_view_->on_show = [this] {
        if (tab() == teacher) show_teacher_line();
    };
    teacher_view_->on_open_visit = [this](ObservationId visit) { shell().open_observation(visit); };
    tabs_->Bind(wxEVT_NOTEBOOK_PAGE_CHANGED, [this](wxBookCtrlEvent& event) {
        event.Skip();
        show_tab_now();
    });
}

void GrowthPanel::make_header(wxSizer* column)
{
    header_ = page_header(this, "Growth");
    auto* csv = new wxButton(this, wxID_ANY, "Save as &CSV...");
    csv->SetToolTip("The numbers on screen, for a spreadsheet");
    header_.add_action(csv);
    column->Add(header_.sizer, wxSizerFlags().Expand());
    column->AddSpacer(theme::wide_gap(this));
    csv->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { save_csv(); });
}

void GrowthPanel::make_school_tabs()
{
    map_view_ = new HeatMapView(tabs_, school_);
    tabs_->AddPage(map_view_, "School");
    reliability_view_ = new ReliabilityView(tabs_, school_);
    tabs_->AddPage(reliability_view_, "Reliability");
    for (auto* bar : {map_view_->bar(), reliability_view_->bar()}) {
        bar->on_school = [this](std::size_t choice) {
            if (shell().accept(school_.choose_school(choice))) show_school();
        };
        bar->on_series = [this](std::size_t choice) {
            if (shell().accept(school_.choose_series(choice))) show_school();
        };
    }
}

void GrowthPanel::open(AnyId record)
{
    is_recalled_ = true;
    shell().accept(growth_.choose_teacher(as<PersonId>(record)));
    remember();
    tabs_->ChangeSelection(teacher);
}

void GrowthPanel::shown()
{
    if (!is_recalled_) {
        is_recalled_ = true;
        if (const auto* config = wxConfigBase::Get())
            growth_.recall(to_utf8(config->Read(teacher_setting, wxString())));
    }
    show_tab_now();
    focus_tab();
}

void GrowthPanel::refresh(const ChangeSet&)
{
    // Nearly everything bears on it: visits, steps, the calendar, the rule, agreements, who is there.
    show_tab_now();
}

// Only the tab on screen asks: a school's model is not fitted for who looks at one teacher, and nobody's growth is
// opened by who looks at the school.
void GrowthPanel::show_tab_now()
{
    if (tab() == teacher) {
        if (shell().accept(growth_.refresh())) show_teacher();
    } else if (shell().accept(school_.refresh())) {
        show_school();
    }
}

void GrowthPanel::show_school()
{
    switch (tab()) {
        case school:
            set_text(header_.second_line, "Rows of the rubric by month: what was looked at, and on which level");
            map_view_->show();
            break;
        case reliability:
            set_text(header_.second_line, "How far the ratings tell teachers apart, and what more visits would give");
            reliability_view_->show();
            break;
        case teacher:
        case tab_count:
            break;
    }
    Layout();
}

void GrowthPanel::show_teacher()
{
    teacher_view_->show();
    show_teacher_line();
}

void GrowthPanel::show_teacher_line()
{
    set_text(header_.second_line, to_wx(growth_.second_line()));
    Layout();
}

void GrowthPanel::choose(GrowthViewModel::Part part, std::size_t choice)
{
    if (!shell().accept(growth_.choose(part, choice))) return;
    if (part == GrowthViewModel::teacher) remember();
    show_teacher();
}

void GrowthPanel::remember() const
{
    if (auto* config = wxConfigBase::Get()) config->Write(teacher_setting, to_wx(growth_.remembered()));
}

void GrowthPanel::show_tab(Tab which)
{
    if (which >= tabs_->GetPageCount()) return;
    tabs_->SetSelection(which);
    focus_tab();
}

void GrowthPanel::focus_tab()
{
    switch (tab()) {
        case teacher:
            return teacher_view_->focus();
        case school:
            return map_view_->focus();
        case reliability:
            return reliability_view_->focus();
        case tab_count:
            break;
    }
}

void GrowthPanel::show_how()
{
    if (!growth_.growth()) return shell().notify("Choose a teacher first.");
    teacher_view_->show_how();
}

void GrowthPanel::turn_table()
{
    if (tab() == school) return map_view_->turn_table();
    show_tab(teacher);
    teacher_view_->turn_table();
}

void GrowthPanel::turn_observers()
{
    if (!shell().accept(growth_.allow_for_observers(!growth_.allows_for_observers()))) return;
    show_teacher();
    shell().notify(growth_.allows_for_observers() ? "The line allows for how strict each observer is."
                                                  : "The line takes levels as they were given.");
}

void GrowthPanel::open_teacher()
{
    if (const auto chosen = growth_.chosen_teacher()) shell().open_teacher(*chosen);
}

void GrowthPanel::save_csv()
{
    const auto table = tab() == school        ? school_.map_table()
                       : tab() == reliability ? school_.curve()
                                              : growth_.table(DayForm::iso);
    save_table(shell(), "Save the numbers as CSV", table);
}

std::vector<MenuCommand> GrowthPanel::commands()
{
    const auto tab_command = [this](std::string id, std::string name, std::string key, std::string help, Tab which) {
        return MenuCommand{std::move(id),
                           "Growth",
                           std::move(name),
                           std::move(key),
                           std::move(help),
                           [this, which] { show_tab(which); },
                           {},
                           {},
                           which == teacher};
    };
    std::vector<MenuCommand> all{
        tab_command("growth.teacher", "One teacher", "Alt+1", "A teacher's year: visits, level, direction.", teacher)};
    if (has_school()) {
        all.push_back(
            tab_command("growth.school", "School", "Alt+2", "Rows of the rubric by month, without names.", school));
        all.push_back(tab_command("growth.reliability", "Reliability", "Alt+3",
                                  "How far the ratings tell teachers apart.", reliability));
    }
    all.push_back({"growth.as_table",
                   "Growth",
                   "As a table",
                   "Ctrl+Shift+T",
                   "The same numbers as rows, or as pictures again.",
                   [this] { turn_table(); },
                   {},
                   {},
                   true});
    all.push_back({"growth.how", "Growth", "How was this computed...", "Ctrl+Shift+H",
                   "The model, the counts and what was left out.", [this] { show_how(); },
                   [this] { return growth_.growth().has_value(); }});
    all.push_back({"growth.observers", "Growth", "Leave strict observers in the line", "Ctrl+Shift+O",
                   "Whether the line allows for how strict each observer is; ratings stay as they are.",
                   [this] { turn_observers(); }, [this] { return tab() == teacher && growth_.growth().has_value(); },
                   [this] {
                       return growth_.allows_for_observers() ? std::string("Leave strict observers in the line")
                                                             : std::string("Take strict observers out of the line");
                   }});
    all.push_back({"growth.page", "Growth", "Open the teacher's page", "Ctrl+T", "Visits, steps, evidence and ratings.",
                   [this] { open_teacher(); }, [this] { return growth_.chosen_teacher().has_value(); }});
    all.push_back({"growth.csv", "Growth", "Save as CSV...", "Ctrl+Shift+S",
                   "The numbers on screen, for a spreadsheet.", [this] { save_csv(); }});
    return all;
}

}  // namespace

Page* make_growth_page(wxWindow* parent, Shell& shell) { return new GrowthPanel(parent, shell); }

}  // namespace throughline
