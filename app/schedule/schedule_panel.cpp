#include "app/schedule/schedule_panel.hpp"

#include <array>

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/menu.h>
#include <wx/simplebook.h>

#include "app/platform/accessible_name.hpp"
#include "app/schedule/calendar_dialogs.hpp"
#include "app/schedule/class_periods_dialog.hpp"
#include "app/schedule/month_canvas.hpp"
#include "app/schedule/plan_dialog.hpp"
#include "app/schedule/skip_dialog.hpp"
#include "app/schedule/week_canvas.hpp"
#include "app/viewmodel/hats.hpp"
#include "app/viewmodel/schedule_view_model.hpp"
#include "app/viewmodel/to_plan_view_model.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/page_header.hpp"
#include "app/widget/table_pane.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "app/widget/wrapped_text.hpp"
#include "throughline/command/schedule.hpp"

namespace throughline {

namespace {

constexpr int to_plan_width = 310;
constexpr int to_plan_from = 900;  // a narrower page shows the schedule alone
constexpr int words_lines = 2;     // room that is kept below, so that the page does not jump while one walks
constexpr const char* legend =
    "\u25cb visit   \u25c7 debrief   \u25a1 conference   \u2713 step check   Filled: took place.   "
    "Dashed: the teacher is not to know.   ! Something stands in the way.";

class SchedulePanel : public Page {
public:
    SchedulePanel(wxWindow* parent, Shell& shell);

    [[nodiscard]] std::string title() const override { return "Schedule"; }
    [[nodiscard]] std::string help_topic() const override { return "schedule"; }
    void shown() override;
    void refresh(const ChangeSet& changes) override;
    [[nodiscard]] std::vector<MenuCommand> commands() override;

private:
    enum Face : std::size_t { week, month, list, face_count };

    void make_bar(wxSizer* column);
    void make_faces();
    void listen(ScheduleCanvas* canvas);
    void make_to_plan();
    void make_words(wxSizer* column);

    void look_again();
    void show();
    void show_place();
    void say_place(const wxString& words);
    void show_face(Face face);
    void focus_face();
    void take(const Result<void>& done);
    void take_words(const Result<std::string>& done);
    void open_item();
    void open_row(std::size_t row);
    void plan(Date day, std::optional<int> minute_of_day);
    void show_entry();
    void plan_entry();
    void skip_item();
    void begin_item();
    void hold_conference();
    void show_calendar_menu(wxWindow* below);
    void save_calendar(const std::string& name, CalendarWish wish);
    [[nodiscard]] bool run_letter(int code);
    [[nodiscard]] bool is_in_list() const { return faces_->GetSelection() == list; }
    [[nodiscard]] bool can_begin() const;
    std::vector<MenuCommand> view_commands();
    std::vector<MenuCommand> item_commands();
    std::vector<MenuCommand> calendar_commands();

    ScheduleViewModel schedule_;
    ToPlanViewModel to_plan_;
    bool keeps_house_ = false;

    PageHeader header_;
    wxChoice* view_ = nullptr;
    wxStaticText* whose_label_ = nullptr;
    wxChoice* whose_ = nullptr;
    wxBoxSizer* sides_ = nullptr;
    wxSimplebook* faces_ = nullptr;
    WeekCanvas* week_ = nullptr;
    MonthCanvas* month_ = nullptr;
    TablePane* list_ = nullptr;
    WrappedText* words_ = nullptr;
    wxPanel* to_plan_side_ = nullptr;
    TablePane* to_plan_pane_ = nullptr;
    WrappedText* to_plan_words_ = nullptr;
};

SchedulePanel::SchedulePanel(wxWindow* parent, Shell& around)
    : Page(parent, around), schedule_(around.document()), to_plan_(around.document())
{
    auto* column = new wxBoxSizer(wxVERTICAL);
    make_bar(column);
    sides_ = new wxBoxSizer(wxHORIZONTAL);
    make_faces();
    make_to_plan();
    column->Add(sides_, wxSizerFlags(1).Expand());
    make_words(column);
    auto* outer = new wxBoxSizer(wxVERTICAL);
    outer->Add(column, wxSizerFlags(1).Expand().Border(wxALL, theme::margin(this)));
    SetSizer(outer);
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        event.Skip();
        to_plan_side_->Show(GetClientSize().GetWidth() >= FromDIP(to_plan_from));
        words_->fit(GetClientSize().GetWidth() - 2 * theme::margin(this));
    });
    Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
        const auto* focused = FindFocus();
        const bool is_choosing = focused == view_ || focused == whose_;
        if (event.HasAnyModifiers() || is_choosing || !run_letter(event.GetKeyCode())) event.Skip();
    });
}

// Letters are free on this page: nothing is typed on it.
bool SchedulePanel::run_letter(int code)
{
    const bool is_at_to_plan = to_plan_pane_->list()->HasFocus();
    switch (code) {
        case 'P':
            if (is_at_to_plan)
                plan_entry();
            else if (!schedule_.days().empty())
                plan(schedule_.day().on, {});
            return true;
        case 'S':
            if (is_at_to_plan) return false;
            skip_item();
            return true;
        case 'T':
            take(schedule_.show_today());
            break;
        case 'W':
            show_face(week);
            break;
        case 'M':
            show_face(month);
            break;
        case 'L':
            show_face(list);
            break;
        default:
            return false;
    }
    focus_face();
    return true;
}

// What the chosen item or day is, in words, and below it what the marks mean.
void SchedulePanel::make_words(wxSizer* column)
{
    words_ = new WrappedText(this, {});
    words_->SetMinSize(wxSize(1, words_lines * words_->GetCharHeight()));
    column->Add(words_, wxSizerFlags().Expand().Border(wxTOP, theme::gap(this)));
    auto* marks = new wxStaticText(this, wxID_ANY, wxString::FromUTF8(legend), wxDefaultPosition, wxDefaultSize,
                                   wxST_ELLIPSIZE_END);
    theme::with_colours(marks, [marks] { marks->SetForegroundColour(theme::colour(theme::palette().quiet_text)); });
    column->Add(marks, wxSizerFlags().Expand().Border(wxTOP, theme::gap(this)));
}

void SchedulePanel::make_bar(wxSizer* column)
{
    header_ = page_header(this, "Schedule");
    auto* plan_one = new wxButton(this, wxID_ANY, "&Plan a visit...");
    plan_one->SetToolTip("On the chosen day; P in the schedule");
    header_.add_action(plan_one);
    auto* files = new wxButton(this, wxID_ANY, "&Calendars...");
    files->SetToolTip("Plans out as calendar files, busy times in, classes");
    header_.add_action(files);
    files->Bind(wxEVT_BUTTON, [this, files](wxCommandEvent&) { show_calendar_menu(files); });
    column->Add(header_.sizer, wxSizerFlags().Expand());
    column->AddSpacer(theme::wide_gap(this));

    auto* row = new wxBoxSizer(wxHORIZONTAL);
    const auto view = labelled(this, "S&how", [this] { return new wxChoice(this, wxID_ANY); });
    for (const auto* words : {"Week", "Month", "List of the week"}) view->Append(words);
    view->SetSelection(week);
    view_ = view.control;
    const auto whose = labelled(this, "&Whose", [this] { return new wxChoice(this, wxID_ANY); });
    whose->Append("Mine");
    whose->Append("Everybody's");
    whose->SetSelection(0);
    whose_ = whose.control;
    whose_label_ = whose.label;
    row->Add(view.label, wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::gap(this)));
    row->Add(view.control, wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::group_gap(this)));
    row->Add(whose.label, wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::gap(this)));
    row->Add(whose.control, wxSizerFlags().CenterVertical());
    row->AddStretchSpacer();
    auto* back = new wxButton(this, wxID_ANY, "Previous");
    auto* today = new wxButton(this, wxID_ANY, "To&day");
    auto* on = new wxButton(this, wxID_ANY, "Next");
    back->SetToolTip("The week or month before (Page Up)");
    on->SetToolTip("The week or month after (Page Down)");
    set_accessible_name(back, "The week or month before");
    set_accessible_name(on, "The week or month after");
    for (auto* button : {back, today, on})
        row->Add(button, wxSizerFlags().CenterVertical().Border(wxLEFT, theme::gap(this)));
    column->Add(row, wxSizerFlags().Expand());
    column->AddSpacer(theme::wide_gap(this));

    plan_one->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { plan(schedule_.day().on, {}); });
    view_->Bind(wxEVT_CHOICE, [this](wxCommandEvent& event) { show_face(static_cast<Face>(event.GetSelection())); });
    whose_->Bind(wxEVT_CHOICE, [this](wxCommandEvent& event) {
        take(schedule_.show_whose(event.GetSelection() == 0 ? ScheduleViewModel::Whose::mine
                                                            : ScheduleViewModel::Whose::everybody));
    });
    back->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { take(schedule_.turn(-1)); });
    today->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { take(schedule_.show_today()); });
    on->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { take(schedule_.turn(1)); });
}

void SchedulePanel::make_faces()
{
    faces_ = new wxSimplebook(this);
    week_ = new WeekCanvas(faces_, schedule_);
    month_ = new MonthCanvas(faces_, schedule_);
    list_ = new TablePane(faces_);
    faces_->AddPage(week_, {});
    faces_->AddPage(month_, {});
    faces_->AddPage(list_, {});
    sides_->Add(faces_, wxSizerFlags(1).Expand());
    for (auto* canvas : {static_cast<ScheduleCanvas*>(week_), static_cast<ScheduleCanvas*>(month_)}) listen(canvas);
    list_->list()->on_select = [this] {
        if (const auto row = list_->list()->selected_row()) open_row(*row);
    };
    list_->list()->on_activate = [this](std::size_t) { open_item(); };
    list_->list()->Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
        if (event.GetKeyCode() == WXK_DELETE) return skip_item();
        event.Skip();
    });
}

void SchedulePanel::listen(ScheduleCanvas* canvas)
{
    canvas->on_place = [this] { show_place(); };
    canvas->on_moved = [this](const Result<std::string>& done) { take_words(done); };
    canvas->on_trouble = [this](const Error& error) { shell().report(error); };
    canvas->on_open = [this] { open_item(); };
    canvas->on_plan = [this](Date day, std::optional<int> minute) { plan(day, minute); };
    canvas->on_skip = [this] { skip_item(); };
}

void SchedulePanel::make_to_plan()
{
    to_plan_side_ = new wxPanel(this);
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(theme::section_heading(to_plan_side_, "To be planned"),
                wxSizerFlags().Border(wxBOTTOM, theme::gap(this)));
    to_plan_pane_ = new TablePane(to_plan_side_);
    column->Add(to_plan_pane_, wxSizerFlags(1).Expand());
    to_plan_words_ = new WrappedText(to_plan_side_, {}, WrappedText::Rank::quiet);
    to_plan_words_->fit(FromDIP(to_plan_width));
    column->Add(to_plan_words_, wxSizerFlags().Expand().Border(wxTOP, theme::gap(this)));
    to_plan_side_->SetSizer(column);
    to_plan_side_->SetMinSize(wxSize(FromDIP(to_plan_width), -1));
    sides_->Add(to_plan_side_, wxSizerFlags().Expand().Border(wxLEFT, theme::wide_gap(this)));
    to_plan_pane_->list()->on_activate = [this](std::size_t) { plan_entry(); };
    to_plan_pane_->list()->on_select = [this] { show_entry(); };
}

void SchedulePanel::shown()
{
    look_again();
    focus_face();
}

void SchedulePanel::refresh(const ChangeSet&) { look_again(); }

void SchedulePanel::look_again()
{
    keeps_house_ = keeps_house(document());
    if (!shell().accept(schedule_.refresh())) return;
    show();
    if (!shell().accept(to_plan_.refresh())) return;
    to_plan_pane_->show(to_plan_.table());
    show_entry();
}

// The list is narrow: why somebody is in it stands below in full.
void SchedulePanel::show_entry()
{
    const auto row = to_plan_pane_->list()->selected_row();
    auto words = row ? to_plan_.words(*row) + " Enter or P plans it." : std::string();
    if (!row && !to_plan_.entries().empty()) words = "Alt+4 goes here; Enter or P plans the chosen one.";
    if (to_plan_words_->set_text(to_wx(words))) to_plan_side_->Layout();
}

void SchedulePanel::show()
{
    whose_->Show(schedule_.may_see_everybody());
    whose_label_->Show(schedule_.may_see_everybody());
    if (faces_->GetSelection() == week) week_->show();
    if (faces_->GetSelection() == month) month_->show();
    if (is_in_list()) list_->show(schedule_.table());
    show_place();
    Layout();
}

void SchedulePanel::show_place()
{
    set_text(header_.second_line, to_wx(schedule_.title()));
    if (!schedule_.days().empty()) say_place(to_wx(schedule_.words(schedule_.place())));
}

void SchedulePanel::say_place(const wxString& words)
{
    if (!words_->set_text(words)) return;
    const int height = std::max(words_lines * words_->GetCharHeight(), words_->GetBestSize().GetHeight());
    if (height == words_->GetMinSize().GetHeight()) return;
    words_->SetMinSize(wxSize(1, height));
    Layout();
}

void SchedulePanel::show_face(Face face)
{
    view_->SetSelection(static_cast<int>(face));
    faces_->ChangeSelection(face);
    take(schedule_.show_span(face == month ? ScheduleViewModel::Span::month : ScheduleViewModel::Span::week));
}

void SchedulePanel::focus_face()
{
    if (is_in_list())
        list_->focus();
    else
        faces_->GetCurrentPage()->SetFocus();
}

void SchedulePanel::take(const Result<void>& done)
{
    if (shell().accept(done)) show();
}

void SchedulePanel::take_words(const Result<std::string>& done)
{
    if (!shell().accept(done)) return;
    show();
    shell().notify(*done);
}

// The list's row is the current place, so that every command means it.
void SchedulePanel::open_row(std::size_t row)
{
    for (std::size_t day = 0; day < schedule_.days().size(); ++day) {
        const auto count = schedule_.days()[day].items.size();
        if (row < count) {
            schedule_.go({day, row});
            return show_place();
        }
        row -= count;
    }
}

void SchedulePanel::open_item()
{
    const auto* item = schedule_.item();
    if (!item) return;
    const auto row = *item;  // what is planned anew comes back while this is at work
    const bool is_mine = document().actor().person == row.observer;
    if (row.kind == ScheduleKind::debrief && row.state != BookingState::planned && is_mine)
        return shell().open_debrief(as<DebriefId>(row.id));
    if (!schedule_.can_change() || row.kind == ScheduleKind::step_check) return shell().open_teacher(row.teacher);
    if (row.kind == ScheduleKind::debrief)
        plan_debrief(shell(), as<DebriefId>(row.id), row.teacher, row.teacher_name, row.starts_at);
    else
        change_plan(shell(), row);
    focus_face();
}

void SchedulePanel::plan(Date day, std::optional<int> minute_of_day)
{
    ask_whom_to_plan(shell(), day, minute_of_day);
    focus_face();
}

void SchedulePanel::plan_entry()
{
    const auto row = to_plan_pane_->list()->selected_row();
    if (!row || *row >= to_plan_.entries().size()) return;
    const auto entry = to_plan_.entries()[*row];
    const auto day = std::max(schedule_.day().on, document().today());
    if (entry.debrief)
        plan_debrief(shell(), *entry.debrief, entry.teacher, entry.teacher_name, {});
    else
        plan_for(shell(), entry.teacher, day, entry.purpose, {}, entry.kind);
    to_plan_pane_->focus();
}

void SchedulePanel::skip_item()
{
    const auto* item = schedule_.item();
    if (!item || !schedule_.can_change()) return shell().notify("Only what is planned can be skipped.");
    if (item->kind == ScheduleKind::step_check)
        return shell().notify("A step ends with a reason of its own: close it on the Follow-ups page.");
    const auto words = std::string(with_whom(item->kind)) + " " + item->teacher_name;
    const auto answer = ask_why_skipped(shell(), words, item->series.has_value());
    if (answer) take_words(schedule_.skip(answer->reason, answer->rest_of_series));
    focus_face();
}

bool SchedulePanel::can_begin() const
{
    const auto* item = schedule_.item();
    return item && (item->kind == ScheduleKind::visit || item->kind == ScheduleKind::debrief) && schedule_.can_change();
}

void SchedulePanel::begin_item()
{
    const auto* item = schedule_.item();
    if (!item) return;
    if (item->kind == ScheduleKind::debrief) return shell().open_debrief(as<DebriefId>(item->id));
    shell().start_observation(item->teacher);
}

void SchedulePanel::hold_conference()
{
    const auto* item = schedule_.item();
    if (!item) return;
    const auto words = "Held: conference with " + item->teacher_name;
    if (shell().accept(document().execute(HoldConference{as<BookingId>(item->id), 0}))) shell().notify(words);
}

void SchedulePanel::show_calendar_menu(wxWindow* below)
{
    wxMenu menu;
    const auto commands = calendar_commands();
    for (std::size_t at = 0; at < commands.size(); ++at) {
        if (commands[at].begins_group && at > 0) menu.AppendSeparator();
        menu.Append(static_cast<int>(at) + 1, to_wx(commands[at].name))->Enable(commands[at].is_enabled());
    }
    const int chosen = below->GetPopupMenuSelectionFromUser(menu, 0, below->GetSize().GetHeight());
    if (chosen > 0) commands[static_cast<std::size_t>(chosen) - 1].run();
}

// For whom the schedule is shown, so it is saved.
void SchedulePanel::save_calendar(const std::string& name, CalendarWish wish)
{
    if (schedule_.whose() == ScheduleViewModel::Whose::mine) wish.person = document().actor().person;
    ask_where_to_save(shell(), wish, name);
    focus_face();
}

std::vector<MenuCommand> SchedulePanel::calendar_commands()
{
    const auto save_week = [this] {
        const auto& days = schedule_.days();
        save_calendar(
            schedule_.span() == ScheduleViewModel::Span::week ? "Schedule of the week" : "Schedule of the month",
            {{}, days.front().on, days.back().on, {}});
    };
    const auto save_one = [this] {
        if (const auto* item = schedule_.item()) save_calendar(item->teacher_name, {item->id, {}, {}, {}});
    };
    const auto classes = [this] {
        if (const auto* item = schedule_.item())
            show_classes(shell(), item->teacher, item->teacher_name);
        else
            show_classes(shell(), {});
        focus_face();
    };
    std::vector<MenuCommand> all;
    all.push_back({"schedule.save_week",
                   "Schedule",
                   "Save what is shown as .ics...",
                   "",
                   "This week or month, for another calendar program.",
                   save_week,
                   {},
                   {},
                   true});
    all.push_back({"schedule.save_all", "Schedule", "Save the school year as .ics...", "",
                   "All plans, for another calendar program.", [this] { save_calendar("Schedule", {}); }});
    all.push_back({"schedule.save_one", "Schedule", "Save the chosen one as .ics...", "",
                   "One plan, to send along or to open in a calendar program.", save_one,
                   [this] { return schedule_.item() != nullptr; }});
    all.push_back({"schedule.busy",
                   "Schedule",
                   "My busy times from a file...",
                   "",
                   "From an .ics file; only when you are busy is kept, never with what.",
                   [this] {
                       ask_for_own_busy_times(shell());
                       focus_face();
                   },
                   [this] { return document().actor().person.has_value(); },
                   {},
                   true});
    all.push_back({"schedule.busy_of", "Schedule", "Somebody's busy times from a file...", "",
                   "From an .ics file; asks whose they are.",
                   [this] {
                       ask_for_busy_times(shell());
                       focus_face();
                   },
                   [this] { return keeps_house_; }});
    all.push_back({"schedule.classes", "Schedule", "Classes of the teacher...", "Ctrl+Shift+L",
                   "When the chosen plan's teacher teaches, week by week.", classes});
    all.push_back({"schedule.classes_of", "Schedule", "Classes of another teacher...", "",
                   "Asks whose; visits go into classes, conversations not.", [this] {
                       show_classes(shell(), {});
                       focus_face();
                   }});
    return all;
}

std::vector<MenuCommand> SchedulePanel::view_commands()
{
    struct Named {
        const char* id;
        const char* name;
        const char* help;
    };
    constexpr std::array<Named, face_count> all{Named{"schedule.week", "Week", "Days across, hours down."},
                                                Named{"schedule.month", "Month", "Weeks down, days across."},
                                                Named{"schedule.list", "List of the week", "The same in words."}};
    std::vector<MenuCommand> commands;
    for (std::size_t at = 0; at < all.size(); ++at)
        commands.push_back(
            {all[at].id, "Schedule", all[at].name, "Alt+" + std::to_string(at + 1), all[at].help, [this, at] {
                 show_face(static_cast<Face>(at));
                 focus_face();
             }});
    commands.push_back({"schedule.to_plan", "Schedule", "To be planned", "Alt+4", "What is due and has no time yet.",
                        [this] { to_plan_pane_->focus(); }, [this] { return to_plan_side_->IsShown(); }});
    commands.push_back({"schedule.today", "Schedule", "Go to today", "Alt+Home", "This week or month.", [this] {
                            take(schedule_.show_today());
                            focus_face();
                        }});
    return commands;
}

std::vector<MenuCommand> SchedulePanel::commands()
{
    auto all = view_commands();
    for (auto part : {item_commands(), calendar_commands()})
        for (auto& command : part) all.push_back(std::move(command));
    return all;
}

std::vector<MenuCommand> SchedulePanel::item_commands()
{
    const auto has_item = [this] { return schedule_.item() != nullptr; };
    const auto can_change = [this] { return schedule_.can_change(); };
    std::vector<MenuCommand> all;
    all.push_back({"schedule.plan",
                   "Schedule",
                   "Plan a visit...",
                   "Ctrl+Shift+P",
                   "On the chosen day; P in the schedule.",
                   [this] { plan(schedule_.day().on, {}); },
                   {},
                   {},
                   true});
    all.push_back({"schedule.open", "Schedule", "Change the plan...", "",
                   "Its day, time and note; Enter in the schedule.", [this] { open_item(); }, can_change});
    all.push_back({"schedule.begin", "Schedule", "Start it now", "Ctrl+Return",
                   "Starts the planned visit, or opens the debrief.", [this] { begin_item(); },
                   [this] { return can_begin(); }});
    all.push_back({"schedule.held", "Schedule", "The conference took place", "", "It is done and counted as held.",
                   [this] { hold_conference(); },
                   [this] {
                       const auto* item = schedule_.item();
                       return item && item->kind == ScheduleKind::conference && schedule_.can_change();
                   }});
    all.push_back({"schedule.skip", "Schedule", "Skip with a reason...", "",
                   "It will not take place; S or Delete in the schedule.", [this] { skip_item(); }, can_change});
    all.push_back({"schedule.teacher", "Schedule", "Open the teacher's page", "Ctrl+T", "Of the chosen item.",
                   [this] {
                       if (const auto* item = schedule_.item()) shell().open_teacher(item->teacher);
                   },
                   has_item});
    return all;
}

}  // namespace

Page* make_schedule_page(wxWindow* parent, Shell& shell) { return new SchedulePanel(parent, shell); }

}  // namespace throughline
