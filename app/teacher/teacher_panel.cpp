#include "app/teacher/teacher_panel.hpp"

#include <utility>

#include <wx/button.h>
#include <wx/notebook.h>
#include <wx/textctrl.h>

#include "app/goals/goals_view.hpp"
#include "app/growth/teacher_growth_view.hpp"
#include "app/platform/accessible_name.hpp"
#include "app/schedule/plan_dialog.hpp"
#include "app/teacher/evidence_view.hpp"
#include "app/teacher/ratings_view.hpp"
#include "app/teacher/sharing_dialog.hpp"
#include "app/teacher/steps_view.hpp"
#include "app/viewmodel/requests_view_model.hpp"
#include "app/viewmodel/teacher_view_model.hpp"
#include "app/widget/chip.hpp"
#include "app/widget/empty_note.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/page_header.hpp"
#include "app/widget/standard_dialog.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "app/widget/wrapped_text.hpp"
#include "app/widget/writing_field.hpp"

namespace throughline {

namespace {

constexpr std::size_t due_count_max = 2;  // more than two lines push the page away; the rest is in Follow-ups

class DeclineDialog : public StandardDialog {
public:
    DeclineDialog(wxWindow* parent, RequestsViewModel& requests, const VisitRequests::Row& request)
        : StandardDialog(parent, "Decline the request")
    {
        constexpr int width = 460;
        auto* words = new WrappedText(this, to_wx(request_words(request)), WrappedText::Rank::quiet);
        words->fit(FromDIP(width));
        content()->Add(words, wxSizerFlags().Border(wxBOTTOM, theme::wide_gap(this)));
        const auto why = labelled(this, "&Why not, or when else", [this] { return writing_field(this, 3); });
        why->SetMinSize(wxSize(FromDIP(width), why->GetMinSize().GetHeight()));
        why.add_above(content(), wxSizerFlags(1).Expand());
        finish("Decline");
        accept_button()->Bind(wxEVT_BUTTON,
                              [this, &requests, id = request.request.id, text = why.control](wxCommandEvent&) {
                                  if (const auto done = requests.decline(id, to_utf8(text->GetValue())); !done)
                                      return say(to_wx(done.error().text()));
                                  EndModal(wxID_OK);
                              });
        why->SetFocus();
    }
};

class TeacherPanel : public Page {
public:
    TeacherPanel(wxWindow* parent, Shell& shell);

    [[nodiscard]] std::string title() const override { return view_model_.is_open() ? view_model_.name() : "Teacher"; }
    [[nodiscard]] std::string help_topic() const override { return "teacher"; }
    void open(AnyId record) override;
    void shown() override;
    void refresh(const ChangeSet& changes) override;
    void leaving() override { year_->leave(); }
    [[nodiscard]] std::vector<MenuCommand> commands() override;

private:
    enum Tab : std::size_t { visits, steps, evidence, ratings, goals, year };
    void make_header(wxSizer* column);
    wxPanel* make_visits();
    void show();
    void show_tab_now();
    void show_due();
    void show_requests();
    void decline(const VisitRequests::Row& request);
    void focus_tab();
    void show_tab(Tab tab);
    void open_follow_up(const FollowUp& follow_up);
    void turn_caseload();
    void turn_table();
    [[nodiscard]] bool is_year() const { return tabs_->GetSelection() == static_cast<int>(year); }
    void start_visit() { shell().start_observation(view_model_.teacher()); }

    TeacherViewModel view_model_;
    PageHeader header_;
    wxStaticText* who_can_see_ = nullptr;
    wxButton* visit_ = nullptr;
    wxButton* caseload_ = nullptr;
    wxButton* growth_ = nullptr;
    wxBoxSizer* due_ = nullptr;
    wxNotebook* tabs_ = nullptr;
    TableView* visit_list_ = nullptr;
    EmptyNote* no_visits_ = nullptr;
    StepsView* steps_ = nullptr;
    EvidenceView* evidence_ = nullptr;
    RatingsView* ratings_ = nullptr;
    GoalsView* goals_ = nullptr;
    GrowthViewModel growth_of_year_;
    TeacherGrowthView* year_ = nullptr;
    RequestsViewModel requests_;
    bool is_new_ = true;     // a teacher was opened: begin at the first tab and row
    bool is_fresh_ = false;  // and read just now
};

TeacherPanel::TeacherPanel(wxWindow* parent, Shell& shell_of_page)
    : Page(parent, shell_of_page),
      view_model_(shell_of_page.document()),
      growth_of_year_(shell_of_page.document()),
      requests_(shell_of_page.document())
{
    auto* column = new wxBoxSizer(wxVERTICAL);
    make_header(column);
    tabs_ = new wxNotebook(this, wxID_ANY);
    set_accessible_name(tabs_, "Parts of the page");
    tabs_->AddPage(make_visits(), "Visits");
    steps_ = new StepsView(tabs_, shell_of_page, view_model_);
    tabs_->AddPage(steps_, "Steps");
    evidence_ = new EvidenceView(tabs_, view_model_);
    tabs_->AddPage(evidence_, "Evidence");
    ratings_ = new RatingsView(tabs_, shell_of_page.document(), view_model_);
    tabs_->AddPage(ratings_, "Ratings");
    goals_ = new GoalsView(tabs_, shell_of_page);
    tabs_->AddPage(goals_, "Goals");
    year_ = new TeacherGrowthView(tabs_, shell(), growth_of_year_);
    tabs_->AddPage(year_, "Year");
    column->Add(tabs_, wxSizerFlags(1).Expand());
    auto* outer = new wxBoxSizer(wxVERTICAL);
    outer->Add(column, wxSizerFlags(1).Expand().Border(wxALL, theme::margin(this)));
    SetSizer(outer);

    const auto open_visit = [this](ObservationId visit) { shell().open_observation(visit); };
    evidence_->on_open_visit = open_visit;
    ratings_->on_open_visit = open_visit;
    year_->on_open_visit = open_visit;
    year_->on_choose = [this](GrowthViewModel::Part part, std::size_t choice) {
        if (shell().accept(growth_of_year_.choose(part, choice))) year_->show();
    };
    tabs_->Bind(wxEVT_NOTEBOOK_PAGE_CHANGED, [this](wxBookCtrlEvent& event) {
        event.Skip();
        show_tab_now();
    });
}

void TeacherPanel::make_header(wxSizer* column)
{
    header_ = page_header(this, {});
    caseload_ = new wxButton(this, wxID_ANY, "Take out of my caseload");
    growth_ = new wxButton(this, wxID_ANY, "&Growth");
    growth_->SetToolTip("The year's visits as a picture; Ctrl+Shift+G");
    visit_ = new wxButton(this, wxID_ANY, "Start a visit");
    header_.add_action(growth_);
    header_.add_action(caseload_);
    header_.add_action(visit_);
    column->Add(header_.sizer, wxSizerFlags().Expand());
    who_can_see_ = theme::quiet(this, {});
    who_can_see_->SetFont(theme::small_font(this));
    column->Add(who_can_see_, wxSizerFlags().Expand().Border(wxTOP, theme::gap(this)));
    due_ = new wxBoxSizer(wxVERTICAL);
    column->Add(due_, wxSizerFlags().Expand());
    column->AddSpacer(theme::wide_gap(this));
    growth_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { shell().open_growth(view_model_.teacher()); });
    visit_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { start_visit(); });
    caseload_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { turn_caseload(); });
}

wxPanel* TeacherPanel::make_visits()
{
    auto* panel = new wxPanel(tabs_);
    visit_list_ = new TableView(
        panel, "Visits",
        {{"Day", 225}, {"Kind", 150}, {"Observer", 130}, {"State", 165}, {"Rubric", 130}, {"Action step", 120}});
    visit_list_->on_activate = [this](std::size_t row) { shell().open_observation(view_model_.page().visits[row].id); };
    no_visits_ = new EmptyNote(panel, visit_list_);
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(visit_list_, wxSizerFlags(1).Expand().Border(wxALL, theme::wide_gap(this)));
    column->Add(no_visits_, wxSizerFlags(1).Expand().Border(wxALL, theme::wide_gap(this)));
    panel->SetSizer(column);
    no_visits_->add_button("Start a visit")->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { start_visit(); });
    return panel;
}

void TeacherPanel::open(AnyId record)
{
    is_new_ = is_new_ || record != any(view_model_.teacher());
    is_fresh_ = shell().accept(view_model_.open(as<PersonId>(record)));
}

void TeacherPanel::shown()
{
    if (!view_model_.is_open()) return;
    if (!std::exchange(is_fresh_, false) && !shell().accept(view_model_.refresh())) return;
    show();
    if (is_new_) {
        tabs_->ChangeSelection(visits);
        if (!visit_list_->rows().empty()) visit_list_->select(0);
        steps_->select_first();
        is_new_ = false;
    }
    focus_tab();
}

void TeacherPanel::refresh(const ChangeSet&)
{
    if (view_model_.is_open() && shell().accept(view_model_.refresh())) show();
}

void TeacherPanel::show()
{
    set_text(header_.title, to_wx(view_model_.is_active() ? view_model_.name() : view_model_.name() + " (left)"));
    set_text(header_.second_line, to_wx(view_model_.about()));
    set_text(who_can_see_, "Who can see this: " + to_wx(view_model_.who_can_see()));
    caseload_->Show(view_model_.has_caseload() && view_model_.is_active());
    caseload_->SetLabel(view_model_.in_caseload() ? "Take out of m&y caseload" : "Add to m&y caseload");
    visit_->Enable(view_model_.is_active());
    show_due();
    visit_list_->set_rows(view_model_.visit_rows());
    no_visits_->say(visit_list_->rows().empty() ? "No visits yet that you may see." : "");
    steps_->show();
    ratings_->show();
    goals_->show(view_model_.teacher());
    show_tab_now();
    const auto& page = view_model_.page();
    tabs_->SetPageText(visits, wxString::Format("Visits (%zu)", page.visits.size()));
    tabs_->SetPageText(goals, wxString::Format("Goals (%zu)", goals_->goals().count()));
    tabs_->SetPageText(steps, wxString::Format("Steps (%zu)", page.steps.size()));
    Layout();
}

// What is shown only while it is on screen: the evidence, since it is much, and the growth, since to look at somebody's
// growth is kept in the record of who looked.
void TeacherPanel::show_tab_now()
{
    if (!view_model_.is_open()) return;
    if (tabs_->GetSelection() == static_cast<int>(evidence) && shell().accept(view_model_.look_at_evidence()))
        evidence_->show();
    if (is_year() && shell().accept(growth_of_year_.show_only(view_model_.teacher()))) year_->show();
}

void TeacherPanel::show_due()
{
    due_->Clear(true);
    show_requests();
    std::size_t count = 0;
    for (const auto& follow_up : view_model_.page().follow_ups) {
        if (!is_pressing(follow_up.state) || count == due_count_max) continue;
        ++count;
        auto* row = new wxBoxSizer(wxHORIZONTAL);
        row->Add(due_chip(this, follow_up.state), wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::gap(this)));
        auto* words = new wxStaticText(this, wxID_ANY, to_wx(follow_up.words), wxDefaultPosition, wxDefaultSize,
                                       wxST_ELLIPSIZE_END);
        row->Add(words, wxSizerFlags(1).CenterVertical());
        auto* go = new wxButton(this, wxID_ANY, "Open");
        set_accessible_name(go, "Open: " + to_wx(follow_up.words));
        go->Bind(wxEVT_BUTTON, [this, follow_up](wxCommandEvent&) { open_follow_up(follow_up); });
        row->Add(go, wxSizerFlags().CenterVertical());
        go->MoveBeforeInTabOrder(tabs_);
        due_->Add(row, wxSizerFlags().Expand().Border(wxTOP, theme::gap(this)));
    }
}

// What the teacher asks of the actor: to be visited, with a question in mind.
void TeacherPanel::show_requests()
{
    if (!shell().accept(requests_.load(view_model_.teacher()))) return;
    for (const auto& request : requests_.waiting()) {
        auto* row = new wxBoxSizer(wxHORIZONTAL);
        const auto words = to_wx(request_words(request));
        row->Add(new Chip(this, "asked", Tone::calm),
                 wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::gap(this)));
        auto* text = new wxStaticText(this, wxID_ANY, words, wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END);
        text->SetToolTip(words);
        row->Add(text, wxSizerFlags(1).CenterVertical());
        const auto add = [&](const wxString& label, auto run) {
            auto* button = new wxButton(this, wxID_ANY, label);
            set_accessible_name(button, label + ": " + words);
            button->Bind(wxEVT_BUTTON, [run](wxCommandEvent&) { run(); });
            row->Add(button, wxSizerFlags().CenterVertical().Border(wxLEFT, theme::gap(this)));
            button->MoveBeforeInTabOrder(tabs_);  // the order of reading
        };
        add("Plan it...", [this] { plan_for(shell(), view_model_.teacher()); });
        add("Start", [this] { start_visit(); });
        add("Decline...", [this, request] { decline(request); });
        due_->Add(row, wxSizerFlags().Expand().Border(wxTOP, theme::gap(this)));
    }
}

void TeacherPanel::decline(const VisitRequests::Row& request)
{
    if (DeclineDialog(shell().window(), requests_, request).ShowModal() == wxID_OK)
        shell().notify("Declined. " + request.teacher_name + " reads why.");
}

void TeacherPanel::open_follow_up(const FollowUp& follow_up)
{
    switch (follow_up.kind) {
        case FollowUpKind::visit:
            start_visit();
            break;
        case FollowUpKind::unshared_draft:
            shell().open_observation(follow_up.observation);
            break;
        case FollowUpKind::debrief:
            if (follow_up.debrief) shell().open_debrief(*follow_up.debrief);
            break;
        case FollowUpKind::step_check:
            steps_->select_first();
            show_tab(steps);
            break;
        case FollowUpKind::conference:
            break;  // planned and moved in the schedule; there is no record of it to open
    }
}

void TeacherPanel::turn_caseload()
{
    const bool now = !view_model_.in_caseload();
    if (!shell().accept(view_model_.set_in_caseload(now))) return;
    shell().notify(view_model_.name() + (now ? " is in your caseload." : " is no longer in your caseload."));
}

void TeacherPanel::show_tab(Tab tab)
{
    tabs_->ChangeSelection(tab);
    show_tab_now();
    focus_tab();
}

// On the year its own table; anywhere else the ratings'.
void TeacherPanel::turn_table()
{
    if (is_year()) return year_->turn_table();
    tabs_->ChangeSelection(ratings);
    ratings_->turn_table();
    ratings_->focus();
}

void TeacherPanel::focus_tab()
{
    switch (tabs_->GetSelection()) {
        case steps:
            steps_->focus();
            break;
        case evidence:
            evidence_->focus();
            break;
        case ratings:
            ratings_->focus();
            break;
        case goals:
            goals_->focus();
            break;
        case year:
            year_->focus();
            break;
        default:
            if (visit_list_->IsShown())
                visit_list_->SetFocus();
            else
                visit_->SetFocus();
    }
}

std::vector<MenuCommand> TeacherPanel::commands()
{
    const auto tab = [this](std::string id, std::string name, std::string key, std::string help, Tab which) {
        return MenuCommand{std::move(id),
                           "Teacher",
                           std::move(name),
                           std::move(key),
                           std::move(help),
                           [this, which] { show_tab(which); },
                           {},
                           {},
                           which == visits};
    };
    std::vector<MenuCommand> all = {
        {"teacher.visit",
         "Teacher",
         "Start a visit to this teacher",
         "Ctrl+Shift+N",
         "Opens a visit to this teacher, ready to write.",
         [this] { start_visit(); },
         [this] { return view_model_.is_open() && view_model_.is_active(); },
         {},
         false},
        {"teacher.caseload", "Teacher", "Add to my caseload", "Ctrl+Shift+C",
         "Your caseload is whom you visit: they come up in who is next.", [this] { turn_caseload(); },
         [this] { return view_model_.is_open() && view_model_.has_caseload(); },
         [this] { return view_model_.in_caseload() ? "Take out of my caseload" : "Add to my caseload"; }, false},
        {"teacher.sharing",
         "Teacher",
         "Sharing agreements...",
         "",
         "What a leader may see of this teacher's coaching, by agreement of the two.",
         [this] { show_sharing(shell(), view_model_.teacher(), view_model_.name()); },
         [this] { return view_model_.is_open(); },
         {},
         false},
        tab("teacher.visits", "Visits", "Alt+1", "All visits to this teacher that you may see.", visits),
        tab("teacher.steps", "Steps", "Alt+2", "Action steps with their history, and what was seen of them.", steps),
        tab("teacher.evidence", "Evidence", "Alt+3", "What was seen and heard, by indicator.", evidence),
        tab("teacher.ratings", "Ratings", "Alt+4", "Each visit's ratings over time.", ratings),
        tab("teacher.goals", "Goals", "Alt+5", "What the teacher set for themselves.", goals),
        tab("teacher.year", "Year", "Alt+6", "The year's visits, level, steps, and whether there is a direction.",
            year),
        {"teacher.growth",
         "Teacher",
         "Growth",
         "Ctrl+Shift+G",
         "The year's visits as a picture.",
         [this] { shell().open_growth(view_model_.teacher()); },
         [this] { return view_model_.is_open(); },
         {},
         false},
        {"teacher.as_table",
         "Teacher",
         "As a table",
         "Ctrl+Shift+T",
         "The same numbers as rows, or as pictures again.",
         [this] { turn_table(); },
         {},
         {},
         false},
    };
    for (auto& command : steps_->commands()) all.push_back(std::move(command));
    return all;
}

}  // namespace

Page* make_teacher_page(wxWindow* parent, Shell& shell) { return new TeacherPanel(parent, shell); }

}  // namespace throughline
