#include "app/my_feedback/my_feedback_panel.hpp"

#include <array>

#include <wx/button.h>
#include <wx/filedlg.h>
#include <wx/notebook.h>

#include "app/goals/goals_view.hpp"
#include "app/growth/teacher_growth_view.hpp"
#include "app/my_feedback/feedback_view.hpp"
#include "app/my_feedback/own_steps_view.hpp"
#include "app/my_feedback/requests_view.hpp"
#include "app/platform/accessible_name.hpp"
#include "app/platform/folders.hpp"
#include "app/viewmodel/my_feedback_view_model.hpp"
#include "app/viewmodel/teacher_view_model.hpp"
#include "app/widget/page_header.hpp"
#include "app/widget/reading_view.hpp"
#include "app/widget/table_pane.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "app/widget/wrapped_text.hpp"

namespace throughline {

namespace {

class MyFeedbackPanel : public Page {
public:
    MyFeedbackPanel(wxWindow* parent, Shell& shell);

    [[nodiscard]] std::string title() const override { return "My feedback"; }
    [[nodiscard]] std::string help_topic() const override { return "my-feedback"; }
    void open(AnyId record) override;
    void shown() override;
    void refresh(const ChangeSet& changes) override;
    void leaving() override { year_->leave(); }
    [[nodiscard]] std::vector<MenuCommand> commands() override;

private:
    enum Tab : std::size_t { feedback, steps, goals, requests, year, who_can_see, who_opened, tab_count };

    void make_header(wxSizer* column);
    void make_tabs(wxSizer* column);
    wxPanel* padded(wxWindow* inner, wxPanel* page);
    void look_again();
    void show_visit();
    void show_tab_now();
    void show_tab(Tab tab);
    void focus_tab();
    [[nodiscard]] Tab tab() const { return static_cast<Tab>(tabs_->GetSelection()); }
    void show_feedback_of(std::size_t opened_row);
    void save_packet(MyFeedbackViewModel::PacketOf of);

    MyFeedbackViewModel view_model_;
    TeacherViewModel record_;  // steps of the same person
    GrowthViewModel growth_;   // and their year
    PageHeader header_;
    WrappedText* who_can_see_words_ = nullptr;
    wxButton* save_visit_ = nullptr;
    wxButton* save_year_ = nullptr;
    wxNotebook* tabs_ = nullptr;
    FeedbackView* feedback_ = nullptr;
    OwnStepsView* steps_ = nullptr;
    GoalsView* goals_ = nullptr;
    RequestsView* requests_ = nullptr;
    TeacherGrowthView* year_ = nullptr;
    ReadingView* seen_by_ = nullptr;
    TablePane* opened_ = nullptr;
};

MyFeedbackPanel::MyFeedbackPanel(wxWindow* parent, Shell& around)
    : Page(parent, around), view_model_(around.document()), record_(around.document()), growth_(around.document())
{
    auto* column = new wxBoxSizer(wxVERTICAL);
    make_header(column);
    make_tabs(column);
    auto* outer = new wxBoxSizer(wxVERTICAL);
    outer->Add(column, wxSizerFlags(1).Expand().Border(wxALL, theme::margin(this)));
    SetSizer(outer);
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        event.Skip();
        CallAfter([this] {
            if (who_can_see_words_->fit(GetClientSize().GetWidth() - 2 * theme::margin(this))) Layout();
        });
    });
}

void MyFeedbackPanel::make_header(wxSizer* column)
{
    header_ = page_header(this, "My feedback");
    save_visit_ = new wxButton(this, wxID_ANY, "Save as &packet...");
    save_visit_->SetToolTip("The visit that is chosen, as a page or a PDF that opens anywhere");
    save_year_ = new wxButton(this, wxID_ANY, "Save my &year...");
    save_year_->SetToolTip("What was shared with you this school year, and your goals, in one file");
    header_.add_action(save_visit_);
    header_.add_action(save_year_);
    column->Add(header_.sizer, wxSizerFlags().Expand());
    who_can_see_words_ = new WrappedText(this, {}, WrappedText::Rank::quiet);
    column->Add(who_can_see_words_, wxSizerFlags().Expand().Border(wxTOP, theme::gap(this)));
    column->AddSpacer(theme::wide_gap(this));
    save_visit_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { save_packet(MyFeedbackViewModel::PacketOf::visit); });
    save_year_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { save_packet(MyFeedbackViewModel::PacketOf::year); });
}

wxPanel* MyFeedbackPanel::padded(wxWindow* inner, wxPanel* page)
{
    auto* sizer = new wxBoxSizer(wxVERTICAL);
    sizer->Add(inner, wxSizerFlags(1).Expand().Border(wxALL, theme::wide_gap(this)));
    page->SetSizer(sizer);
    return page;
}

void MyFeedbackPanel::make_tabs(wxSizer* column)
{
    tabs_ = new wxNotebook(this, wxID_ANY);
    set_accessible_name(tabs_, "Parts of the page");
    feedback_ = new FeedbackView(tabs_, shell(), view_model_);
    tabs_->AddPage(feedback_, "Feedback");
    steps_ = new OwnStepsView(tabs_, record_);
    tabs_->AddPage(steps_, "My steps");
    goals_ = new GoalsView(tabs_, shell());
    tabs_->AddPage(goals_, "My goals");
    requests_ = new RequestsView(tabs_, shell());
    tabs_->AddPage(requests_, "Ask for a visit");
    year_ = new TeacherGrowthView(tabs_, shell(), growth_);
    tabs_->AddPage(year_, "My year");
    auto* seen_by_page = new wxPanel(tabs_);
    seen_by_ = new ReadingView(seen_by_page, "Who can see this visit");
    tabs_->AddPage(padded(seen_by_, seen_by_page), "Who can see this");
    auto* opened_page = new wxPanel(tabs_);
    opened_ = new TablePane(opened_page);
    tabs_->AddPage(padded(opened_, opened_page), "Who opened it");
    column->Add(tabs_, wxSizerFlags(1).Expand());

    feedback_->on_choose = [this] { show_visit(); };
    year_->on_open_visit = [this](ObservationId visit) { open(any(visit)); };
    year_->on_choose = [this](GrowthViewModel::Part part, std::size_t choice) {
        if (shell().accept(growth_.choose(part, choice))) year_->show();
    };
    opened_->list()->on_activate = [this](std::size_t row) { show_feedback_of(row); };
    tabs_->Bind(wxEVT_NOTEBOOK_PAGE_CHANGED, [this](wxBookCtrlEvent& event) {
        event.Skip();
        show_tab_now();
    });
}

void MyFeedbackPanel::open(AnyId record)
{
    if (!shell().accept(view_model_.choose(as<ObservationId>(record)))) return;
    tabs_->ChangeSelection(feedback);
    feedback_->show();
    show_visit();
    feedback_->focus();
}

void MyFeedbackPanel::shown()
{
    look_again();
    focus_tab();
}

void MyFeedbackPanel::refresh(const ChangeSet& changes)
{
    if (concerns(changes,
                 {Noun::observation, Noun::response, Noun::amendment, Noun::action_step, Noun::step_event,
                  Noun::debrief, Noun::person, Noun::sharing_agreement, Noun::packet, Noun::rating, Noun::unlocking,
                  Noun::goal, Noun::goal_reading, Noun::visit_request, Noun::booking, Noun::setting, Noun::caseload}))
        look_again();
}

void MyFeedbackPanel::look_again()
{
    if (!view_model_.me() || !shell().accept(view_model_.refresh())) return;
    if (!shell().accept(record_.open(*view_model_.me()))) return;
    set_text(header_.second_line, to_wx(view_model_.summary()));
    feedback_->show();
    show_visit();
    show_tab_now();
    Layout();
}

void MyFeedbackPanel::show_visit()
{
    who_can_see_words_->set_text("Who can see this: " + to_wx(view_model_.who_can_see()));
    who_can_see_words_->fit(GetClientSize().GetWidth() - 2 * theme::margin(this));
    seen_by_->show(view_model_.everybody_who_can_see());
    save_visit_->Enable(view_model_.may_answer());
    save_year_->Enable(view_model_.has_year());
    Layout();
    shell().commands_changed();
}

// Only the tab on screen asks: the others do when they come up.
void MyFeedbackPanel::show_tab_now()
{
    switch (tab()) {
        case steps:
            return steps_->show();
        case goals:
            return goals_->show(*view_model_.me());
        case requests:
            return requests_->show(*view_model_.me());
        case year:
            if (shell().accept(growth_.show_only(*view_model_.me()))) year_->show();
            return;
        case who_opened: {
            const auto table = view_model_.who_opened();
            if (shell().accept(table)) opened_->show(*table);
            return;
        }
        case feedback:
        case who_can_see:
        case tab_count:
            break;
    }
}

void MyFeedbackPanel::show_tab(Tab which)
{
    tabs_->SetSelection(which);
    focus_tab();
}

void MyFeedbackPanel::focus_tab()
{
    switch (tab()) {
        case feedback:
            return feedback_->focus();
        case steps:
            return steps_->focus();
        case goals:
            return goals_->focus();
        case requests:
            return requests_->focus();
        case year:
            return year_->focus();
        case who_can_see:
            return seen_by_->SetFocus();
        case who_opened:
            return opened_->list()->rows().empty() ? tabs_->SetFocus() : opened_->focus();
        case tab_count:
            break;
    }
}

// Enter on what was opened: the visit, where it was one.
void MyFeedbackPanel::show_feedback_of(std::size_t opened_row)
{
    const auto& id = opened_->list()->rows()[opened_row].id;
    for (const auto& row : view_model_.visits())
        if (any(row.visit.id) == id) return open(id);
}

void MyFeedbackPanel::save_packet(MyFeedbackViewModel::PacketOf of)
{
    const bool is_visit = of == MyFeedbackViewModel::PacketOf::visit;
    wxFileDialog dialog(shell().window(), is_visit ? "Save this feedback" : "Save my year",
                        to_wx(documents_folder().string()), to_wx(view_model_.packet_name(of)),
                        "Web pages (*.html)|*.html|PDF files (*.pdf)|*.pdf", wxFD_SAVE | wxFD_OVERWRITE_PROMPT);
    if (dialog.ShowModal() != wxID_OK) return;
    const wxBusyCursor busy;
    const std::filesystem::path file = to_utf8(dialog.GetPath());
    if (shell().accept(view_model_.save_packet(of, file)))
        shell().notify("Saved: " + file.string() + ". Whoever has the file can read it.");
}

std::vector<MenuCommand> MyFeedbackPanel::commands()
{
    auto commands = feedback_->commands();
    const auto open = [this] { return view_model_.has_visit(); };
    commands.push_back({"my_feedback.save_visit",
                        "Feedback",
                        "Save as packet...",
                        "Ctrl+S",
                        "The chosen visit as a page or a PDF that opens anywhere.",
                        [this] { save_packet(MyFeedbackViewModel::PacketOf::visit); },
                        open,
                        {},
                        true});
    commands.push_back({"my_feedback.save_year", "Feedback", "Save my year...", "Ctrl+Shift+S",
                        "What was shared with you this school year, and your goals, in one file.",
                        [this] { save_packet(MyFeedbackViewModel::PacketOf::year); },
                        [this] { return view_model_.has_year(); }});
    struct Named {
        const char* id;
        const char* name;
        const char* help;
    };
    constexpr std::array<Named, tab_count> all{
        Named{"my_feedback.visits", "Feedback", "The visits that were shared with you."},
        Named{"my_feedback.steps", "My steps", "Each step with its history."},
        Named{"my_feedback.goals", "My goals", "Goals and steps that you set yourself, with their readings."},
        Named{"my_feedback.requests", "Ask for a visit", "What you asked somebody to look at, and what became of it."},
        Named{"my_feedback.year", "My year", "Your visits, levels and steps, and whether they have a direction."},
        Named{"my_feedback.who_can_see", "Who can see this", "Who may read the chosen visit."},
        Named{"my_feedback.who_opened", "Who opened it", "Who looked at your record, and when."}};
    for (std::size_t at = 0; at < all.size(); ++at)
        commands.push_back({all[at].id,
                            "Feedback",
                            all[at].name,
                            "Alt+" + std::to_string(at + 1),
                            all[at].help,
                            [this, at] { show_tab(static_cast<Tab>(at)); },
                            {},
                            {},
                            at == 0});
    const auto is_year = [this] { return tab() == year && growth_.growth().has_value(); };
    commands.push_back({"my_feedback.as_table", "Feedback", "My year as a table", "Ctrl+Shift+T",
                        "The same numbers as rows, or as pictures again.", [this] { year_->turn_table(); }, is_year});
    commands.push_back({"my_feedback.how", "Feedback", "How my year was computed...", "Ctrl+Shift+H",
                        "The model, the counts and what was left out.", [this] { year_->show_how(); }, is_year});
    for (auto part : {goals_->commands(), requests_->commands()})
        for (auto& command : part) commands.push_back(std::move(command));
    return commands;
}

}  // namespace

Page* make_my_feedback_page(wxWindow* parent, Shell& shell) { return new MyFeedbackPanel(parent, shell); }

}  // namespace throughline
