#include "app/cadence/cadence_panel.hpp"

#include <array>

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/notebook.h>

#include "app/cadence/count_buttons.hpp"
#include "app/cadence/save_monday_page.hpp"
#include "app/cadence/weeks_view.hpp"
#include "app/platform/accessible_name.hpp"
#include "app/schedule/plan_dialog.hpp"
#include "app/shell/save_table.hpp"
#include "app/viewmodel/all_schools.hpp"
#include "app/viewmodel/cadence_view_model.hpp"
#include "app/viewmodel/follow_through_view_model.hpp"
#include "app/viewmodel/patterns_view_model.hpp"
#include "app/viewmodel/weeks_view_model.hpp"
#include "app/viewmodel/who_next_view_model.hpp"
#include "app/widget/empty_note.hpp"
#include "app/widget/filter_bar.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/long_question.hpp"
#include "app/widget/page_header.hpp"
#include "app/widget/table_pane.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "app/widget/wrapped_text.hpp"

namespace throughline {

namespace {

class CadencePanel : public Page {
public:
    CadencePanel(wxWindow* parent, Shell& shell);

    [[nodiscard]] std::string title() const override { return "Cadence"; }
    [[nodiscard]] std::string help_topic() const override { return "cadence"; }
    void shown() override;
    void refresh(const ChangeSet& changes) override;
    void leaving() override;
    [[nodiscard]] std::vector<MenuCommand> commands() override;

private:
    enum Tab : std::size_t { names, who_next, weeks, follow_through, load, patterns, tab_count };

    void make_header(wxSizer* column);
    void make_tabs(wxSizer* column);
    void add_part(wxPanel* page, wxWindow* content, const wxString& title);
    TablePane* add_pane(const wxString& title);
    void make_follow_through();
    void make_patterns();

    void look_again();
    void count_again();
    template <class ViewModel>
    void ask_for(LongQuestion& question, ViewModel& view_model, std::initializer_list<Tab> answered,
                 void (CadencePanel::*show)());
    void show_counts();
    void show_names();
    void show_who_next() { who_next_pane_->show(who_next_.table()); }
    void show_weeks() { weeks_view_->show(); }
    void show_follow_through();
    void show_patterns() { patterns_pane_->show(patterns_.table()); }
    void show_waiting();
    void mark_parts();
    void show_tab_now();
    void show_tab(Tab tab);
    void focus_tab();
    void focus_list();
    void show_list(CadenceList list);
    void open_name(std::size_t row);
    [[nodiscard]] Tab tab() const { return static_cast<Tab>(tabs_->GetSelection()); }
    [[nodiscard]] std::string summary() const;
    [[nodiscard]] std::optional<PersonId> chosen_teacher() const;
    [[nodiscard]] ShownTable shown_table() const;
    void plan_visit();
    void save_csv();
    std::vector<MenuCommand> tab_commands();

    CadenceFilters filters_;
    CadenceViewModel cadence_;
    WhoNextViewModel who_next_;
    WeeksViewModel weeks_;
    FollowThroughViewModel follow_through_;
    PatternsViewModel patterns_;

    PageHeader header_;
    wxButton* plan_ = nullptr;
    FilterBar* filter_bar_ = nullptr;
    CountButtons* counts_ = nullptr;
    std::string counted_words_;  // of what is counted
    wxNotebook* tabs_ = nullptr;
    // What a tab shows is from before while it is counted again; before its first answer a note stands there.
    struct Part {
        EmptyNote* note = nullptr;
        bool has_answer = false;
        bool is_of_now = false;  // nothing has changed since the answer
    };
    std::array<Part, tab_count> parts_;
    bool focus_on_answer_ = false;  // the person went to a list that was not there yet
    TablePane* names_pane_ = nullptr;
    TablePane* who_next_pane_ = nullptr;
    WeeksView* weeks_view_ = nullptr;
    TablePane* measures_pane_ = nullptr;
    wxStaticText* span_ = nullptr;
    TablePane* load_pane_ = nullptr;
    TablePane* patterns_pane_ = nullptr;
    WrappedText* pattern_words_ = nullptr;
    // Last: they end before what they report to.
    LongQuestion counts_question_;
    LongQuestion tab_question_;
};

CadencePanel::CadencePanel(wxWindow* parent, Shell& around)
    : Page(parent, around),
      cadence_(around.document()),
      who_next_(around.document()),
      weeks_(around.document()),
      follow_through_(around.document()),
      patterns_(around.document())
{
    auto* column = new wxBoxSizer(wxVERTICAL);
    make_header(column);
    make_tabs(column);
    auto* outer = new wxBoxSizer(wxVERTICAL);
    outer->Add(column, wxSizerFlags(1).Expand().Border(wxALL, theme::margin(this)));
    SetSizer(outer);
    tabs_->Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
        const bool is_p = event.GetKeyCode() == 'P' && !event.HasAnyModifiers();
        if (!is_p || !chosen_teacher()) return event.Skip();
        plan_visit();
    });
}

void CadencePanel::make_header(wxSizer* column)
{
    header_ = page_header(this, "Cadence");
    plan_ = new wxButton(this, wxID_ANY, "&Plan a visit...");
    plan_->SetToolTip("To the teacher of the chosen row; P in a list");
    header_.add_action(plan_);
    auto* csv = new wxButton(this, wxID_ANY, "Save as &CSV...");
    csv->SetToolTip("The list on screen, for a spreadsheet");
    auto* sheet = new wxButton(this, wxID_ANY, "&Monday's page...");
    sheet->SetToolTip("Counts, names and measures on one sheet, as PDF");
    header_.add_action(csv);
    header_.add_action(sheet);
    column->Add(header_.sizer, wxSizerFlags().Expand());
    column->AddSpacer(theme::wide_gap(this));
    filter_bar_ = new FilterBar(this, filters_, "cadence");
    column->Add(filter_bar_, wxSizerFlags().Expand().Border(wxBOTTOM, theme::gap(this)));
    counts_ = new CountButtons(this);
    column->Add(counts_, wxSizerFlags().Expand());
    column->AddSpacer(theme::wide_gap(this));

    plan_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { plan_visit(); });
    csv->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { save_csv(); });
    sheet->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { save_monday_page(shell(), filters_); });
    filter_bar_->on_change = [this] { count_again(); };
    for (auto* question : {&counts_question_, &tab_question_}) question->on_wait = [this] { show_waiting(); };
    counts_->on_choose = [this](CadenceList list) { show_list(list); };
}

TablePane* CadencePanel::add_pane(const wxString& title)
{
    // The pane stands in a panel of its own, so that there is room around it.
    auto* page = new wxPanel(tabs_);
    auto* pane = new TablePane(page);
    add_part(page, pane, title);
    return pane;
}

void CadencePanel::add_part(wxPanel* page, wxWindow* content, const wxString& title)
{
    auto* note = new EmptyNote(page, content);
    parts_[tabs_->GetPageCount()].note = note;
    auto* inner = new wxBoxSizer(wxVERTICAL);
    for (wxWindow* window : {content, static_cast<wxWindow*>(note)})
        inner->Add(window, wxSizerFlags(1).Expand().Border(wxALL, theme::wide_gap(this)));
    page->SetSizer(inner);
    tabs_->AddPage(page, title);
}

void CadencePanel::make_tabs(wxSizer* column)
{
    tabs_ = new wxNotebook(this, wxID_ANY);
    set_accessible_name(tabs_, "Parts of the page");
    names_pane_ = add_pane("Names");
    names_pane_->list()->on_activate = [this](std::size_t row) { open_name(row); };
    who_next_pane_ = add_pane("Who next");
    who_next_pane_->list()->on_activate = [this](std::size_t row) {
        shell().open_teacher(who_next_.people()[row].teacher);
    };
    auto* weeks_page = new wxPanel(tabs_);
    weeks_view_ = new WeeksView(weeks_page, weeks_);
    weeks_view_->on_open = [this](PersonId teacher) { shell().open_teacher(teacher); };
    add_part(weeks_page, weeks_view_, "Weeks");
    make_follow_through();
    load_pane_ = add_pane("Load");
    make_patterns();
    column->Add(tabs_, wxSizerFlags(1).Expand());
    tabs_->Bind(wxEVT_NOTEBOOK_PAGE_CHANGED, [this](wxBookCtrlEvent& event) {
        event.Skip();
        show_tab_now();
    });
}

void CadencePanel::make_follow_through()
{
    measures_pane_ = add_pane("Follow-through");
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    auto* pane = measures_pane_;
    const auto period = labelled(pane, "&Period", [pane] { return new wxChoice(pane, wxID_ANY); });
    for (const auto& words : FollowThroughViewModel::period_words()) period->Append(to_wx(words));
    period->SetSelection(0);
    span_ = theme::quiet(pane, {});
    row->Add(period.label, wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::gap(this)));
    row->Add(period.control, wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::group_gap(this)));
    row->Add(span_, wxSizerFlags(1).CenterVertical());
    pane->above()->Add(row, wxSizerFlags().Expand().Border(wxBOTTOM, theme::wide_gap(this)));
    period->Bind(wxEVT_CHOICE, [this](wxCommandEvent& event) {
        follow_through_.choose_period(static_cast<FollowThroughViewModel::Period>(event.GetSelection()));
        for (const auto part : {follow_through, load}) parts_[part].is_of_now = false;
        show_tab_now();
    });
}

void CadencePanel::make_patterns()
{
    patterns_pane_ = add_pane("Patterns");
    pattern_words_ = new WrappedText(patterns_pane_, {}, WrappedText::Rank::quiet);
    pattern_words_->Hide();  // until a row is chosen
    patterns_pane_->below()->Add(pattern_words_, wxSizerFlags().Expand().Border(wxTOP, theme::gap(this)));
    patterns_pane_->list()->on_select = [this] {
        const auto row = patterns_pane_->list()->selected_row();
        pattern_words_->Show(row.has_value());
        pattern_words_->set_text(row ? to_wx(patterns_.row_words(*row)) : wxString());
        pattern_words_->fit(patterns_pane_->GetClientSize().GetWidth());
        patterns_pane_->Layout();
    };
}

void CadencePanel::shown()
{
    look_again();
    counts_->focus();
}

void CadencePanel::refresh(const ChangeSet&)
{
    // Nearly everything bears on it: visits, debriefs, steps, rules, the calendar, who is there.
    look_again();
}

void CadencePanel::leaving()
{
    counts_question_.cancel();
    tab_question_.cancel();
}

void CadencePanel::look_again()
{
    if (!shell().accept(filters_.load(document()))) return;
    filter_bar_->show();
    count_again();
}

void CadencePanel::count_again()
{
    for (auto& part : parts_) part.is_of_now = false;
    // One can stand on them before they are counted.
    if (!cadence_.is_counted()) counts_->show(cadence_.counts(), CountButtons::Figures::missing);
    ask_for(counts_question_, cadence_, {names}, &CadencePanel::show_counts);
    if (tab() != names) show_tab_now();
    Layout();
}

// All of many schools are asked for elsewhere, and what stands here stays until they are counted.
template <class ViewModel>
void CadencePanel::ask_for(LongQuestion& question, ViewModel& view_model, std::initializer_list<Tab> answered,
                           void (CadencePanel::*show)())
{
    const auto size = filters_.counts_many_schools() ? LongQuestion::Size::large : LongQuestion::Size::small;
    const auto asked = view_model.question(filters_.filter());
    question.ask(
        document(), size, [asked](const Document& document) { return document.ask(asked); },
        [this, &view_model, parts = std::vector<Tab>(answered), show](auto answer) {
            if (!shell().accept(answer)) return show_waiting();
            view_model.take(std::move(*answer));
            for (const auto part : parts) {
                parts_[part].has_answer = true;
                parts_[part].is_of_now = true;
            }
            mark_parts();
            (this->*show)();
            if (std::exchange(focus_on_answer_, false) && tabs_->HasFocus()) focus_tab();
        });
}

void CadencePanel::show_counts()
{
    const auto about = filters_.is_any_set() || !filters_.sees_everybody() ? filters_.about() + ": " : std::string();
    counted_words_ = about + cadence_.summary();
    show_waiting();
    show_names();
    Layout();
}

std::string CadencePanel::summary() const
{
    const bool counts_wait = counts_question_.is_waiting();
    if (counts_wait || tab_question_.is_waiting()) {
        if (counts_wait && cadence_.is_counted()) return counting_words() + " What stands here is from before.";
        return counting_words() + (parts_[tab()].has_answer ? " The list is from before." : "");
    }
    // Only where counting again went wrong.
    const bool is_of_before = cadence_.is_counted() && !parts_[names].is_of_now && !counts_question_.is_running();
    return is_of_before ? "From before: " + counted_words_ : counted_words_;
}

void CadencePanel::show_waiting()
{
    using Figures = CountButtons::Figures;
    set_text(header_.second_line, to_wx(summary()));
    const auto counted = parts_[names].is_of_now ? Figures::counted : Figures::of_before;
    counts_->show(cadence_.counts(), cadence_.is_counted() ? counted : Figures::missing);
    mark_parts();
}

void CadencePanel::mark_parts()
{
    const std::array<TablePane*, tab_count> panes{names_pane_,    who_next_pane_, nullptr,
                                                  measures_pane_, load_pane_,     patterns_pane_};
    for (const std::size_t at : {static_cast<std::size_t>(names), static_cast<std::size_t>(tab())}) {
        const auto& part = parts_[at];
        const auto& question = at == names ? counts_question_ : tab_question_;
        // Not while the answer may come before anybody notices.
        const bool is_marked = question.is_waiting() || !question.is_running();
        const bool is_of_before = is_marked && part.has_answer && !part.is_of_now;
        if (panes[at]) panes[at]->say_of_before(is_of_before);
        if (at == weeks) weeks_view_->say_of_before(is_of_before);
        part.note->say(question.is_waiting() && !part.has_answer ? to_wx(counting_words()) : wxString());
    }
}

void CadencePanel::show_names()
{
    names_pane_->show(cadence_.names());
    if (const auto name = to_wx(cadence_.names().name); name != tabs_->GetPageText(names))
        tabs_->SetPageText(names, name);
}

void CadencePanel::show_follow_through()
{
    measures_pane_->show(follow_through_.measures());
    set_text(span_, to_wx(follow_through_.span_words()));
    load_pane_->show(follow_through_.load());
}

// Only the tab on screen asks: the others do when they come up.
void CadencePanel::show_tab_now()
{
    focus_on_answer_ = false;
    if (tab() != names && filters_.counts_many_schools() && parts_[tab()].is_of_now) return tab_question_.cancel();
    switch (tab()) {
        case names:
            tab_question_.cancel();
            if (cadence_.is_counted()) show_names();
            break;
        case who_next:
            return ask_for(tab_question_, who_next_, {who_next}, &CadencePanel::show_who_next);
        case weeks:
            return ask_for(tab_question_, weeks_, {weeks}, &CadencePanel::show_weeks);
        case follow_through:
        case load:
            return ask_for(tab_question_, follow_through_, {follow_through, load}, &CadencePanel::show_follow_through);
        case patterns:
            return ask_for(tab_question_, patterns_, {patterns}, &CadencePanel::show_patterns);
        case tab_count:
            break;
    }
}

void CadencePanel::show_tab(Tab which)
{
    tabs_->SetSelection(which);
    focus_tab();
}

// A list that is not there yet gets the focus when it comes, unless the person has gone elsewhere.
void CadencePanel::focus_tab()
{
    const bool is_missing = !parts_[tab()].has_answer && filters_.counts_many_schools();
    if (!is_missing) return focus_list();
    focus_on_answer_ = true;
    tabs_->SetFocus();
}

void CadencePanel::focus_list()
{
    switch (tab()) {
        case names:
            return names_pane_->focus();
        case who_next:
            return who_next_pane_->focus();
        case weeks:
            return weeks_view_->focus();
        case follow_through:
            return measures_pane_->focus();
        case load:
            return load_pane_->focus();
        case patterns:
            return patterns_pane_->focus();
        case tab_count:
            break;
    }
}

void CadencePanel::show_list(CadenceList list)
{
    cadence_.show_list(list);
    if (tab() == names) show_tab_now();
    show_tab(names);
    if (cadence_.is_counted() && cadence_.names().rows.empty()) shell().notify(cadence_.names().empty_words);
}

void CadencePanel::open_name(std::size_t row)
{
    const auto opens = cadence_.opens(row);
    if (!opens) return;
    if (const auto* teacher = std::get_if<PersonId>(&*opens)) shell().open_teacher(*teacher);
    if (const auto* debrief = std::get_if<DebriefId>(&*opens)) shell().open_debrief(*debrief);
    if (const auto* visit = std::get_if<ObservationId>(&*opens)) shell().open_observation(*visit);
}

std::optional<PersonId> CadencePanel::chosen_teacher() const
{
    if (tab() == names) {
        const auto row = names_pane_->list()->selected_row();
        return row ? cadence_.teacher(*row) : std::nullopt;
    }
    if (tab() == who_next) {
        const auto id = who_next_pane_->list()->selected_id();
        return id ? std::optional(as<PersonId>(*id)) : std::nullopt;
    }
    const auto* row = tab() == weeks ? weeks_.row() : nullptr;
    return row ? std::optional(row->teacher) : std::nullopt;
}

// One key for each teacher of the week: P, the time, Enter.
void CadencePanel::plan_visit()
{
    const auto teacher = chosen_teacher();
    if (!teacher) return shell().notify("Choose a teacher first, in Who next or in the names.");
    auto purpose = Purpose::coaching;
    if (tab() == who_next)
        if (const auto row = who_next_pane_->list()->selected_row()) purpose = who_next_.people()[*row].purpose;
    auto* focused = FindFocus();
    plan_for(shell(), *teacher, tab() == weeks ? weeks_.day_to_plan() : std::nullopt, purpose);
    if (focused) focused->SetFocus();
}

ShownTable CadencePanel::shown_table() const
{
    switch (tab()) {
        case who_next:
            return who_next_.table();
        case weeks:
            return weeks_.table();
        case follow_through:
            return follow_through_.measures();
        case load:
            return follow_through_.load();
        case patterns:
            return patterns_.table();
        case names:
        case tab_count:
            break;
    }
    return cadence_.names();
}

void CadencePanel::save_csv()
{
    const auto file = ask_for_csv(shell(), "Save the list as CSV", shown_table().name);
    if (!file) return;
    // Whom the file is about and what is in it must not differ.
    if (filters_.counts_many_schools() && !parts_[tab()].is_of_now)
        return shell().notify("Nothing was saved: all schools are not counted yet. Save the list once they are.");
    write_csv(shell(), *file, shown_table());
}

std::vector<MenuCommand> CadencePanel::tab_commands()
{
    struct Named {
        const char* id;
        const char* name;
        const char* help;
    };
    constexpr std::array<Named, tab_count> all{
        Named{"cadence.names", "Names", "The names behind a count."},
        Named{"cadence.who_next", "Who next", "Whom to visit, the most pressing first."},
        Named{"cadence.weeks", "Weeks", "Teachers down, school weeks across."},
        Named{"cadence.follow_through", "Follow-through", "Whether what was promised happened."},
        Named{"cadence.load", "Load", "Hours needed against hours available."},
        Named{"cadence.patterns", "Patterns", "Rows of the rubric by month, without names."}};
    std::vector<MenuCommand> commands;
    for (std::size_t at = 0; at < all.size(); ++at)
        commands.push_back({all[at].id,
                            "Cadence",
                            all[at].name,
                            "Alt+" + std::to_string(at + 1),
                            all[at].help,
                            [this, at] { show_tab(static_cast<Tab>(at)); },
                            {},
                            {},
                            at == 0});
    return commands;
}

std::vector<MenuCommand> CadencePanel::commands()
{
    const auto counted_list = [this](const char* id, const char* name, int number, CadenceList list) {
        return MenuCommand{id,
                           "Cadence",
                           name,
                           "Ctrl+Alt+" + std::to_string(number),
                           "Shows the names behind the count.",
                           [this, list] { show_list(list); }};
    };
    std::vector<MenuCommand> all = {
        counted_list("cadence.past", "Who is past their cadence", 1, CadenceList::past_cadence),
        counted_list("cadence.debriefs", "Debriefs not held in time", 2, CadenceList::debriefs),
        counted_list("cadence.steps", "Steps past their check-back day", 3, CadenceList::steps),
        counted_list("cadence.unshared", "Visits not yet shared", 4, CadenceList::unshared),
    };
    for (auto& command : tab_commands()) all.push_back(std::move(command));
    all.push_back({"cadence.teacher",
                   "Cadence",
                   "Open the teacher's page",
                   "Ctrl+T",
                   "The teacher of the chosen row.",
                   [this] {
                       if (const auto teacher = chosen_teacher()) shell().open_teacher(*teacher);
                   },
                   [this] { return chosen_teacher().has_value(); },
                   {},
                   true});
    all.push_back({"cadence.plan", "Cadence", "Plan a visit...", "Ctrl+Shift+P",
                   "To the teacher of the chosen row; P in a list.", [this] { plan_visit(); },
                   [this] { return chosen_teacher().has_value(); }});
    all.push_back({"cadence.lists", "Cadence", "Weeks as lists", "Ctrl+Shift+T",
                   "The weeks in words, or as a grid again.", [this] {
                       tabs_->SetSelection(weeks);
                       weeks_view_->turn_lists();
                   }});
    all.push_back({"cadence.everybody", "Cadence", "Take the filters away", "", "Shows everybody again.",
                   [this] { filter_bar_->clear(); }, [this] { return filters_.is_any_set(); }});
    all.push_back({"cadence.csv",
                   "Cadence",
                   "Save the list as CSV...",
                   "Ctrl+Shift+S",
                   "The list on screen, for a spreadsheet.",
                   [this] { save_csv(); },
                   {},
                   {},
                   true});
    all.push_back({"cadence.pdf", "Cadence", "Monday's page as PDF...", "Ctrl+Shift+D",
                   "Counts, names and measures on one sheet.", [this] { save_monday_page(shell(), filters_); }});
    return all;
}

}  // namespace

Page* make_cadence_page(wxWindow* parent, Shell& shell) { return new CadencePanel(parent, shell); }

}  // namespace throughline
