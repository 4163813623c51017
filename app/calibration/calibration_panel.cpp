#include "app/calibration/calibration_panel.hpp"

#include <wx/button.h>
#include <wx/notebook.h>

#include "app/calibration/history_view.hpp"
#include "app/calibration/meeting_view.hpp"
#include "app/calibration/session_dialog.hpp"
#include "app/calibration/sheet_view.hpp"
#include "app/platform/accessible_name.hpp"
#include "app/shell/command_keys.hpp"
#include "app/shell/save_table.hpp"
#include "app/viewmodel/calibration_view_model.hpp"
#include "app/viewmodel/saved_file.hpp"
#include "app/widget/empty_note.hpp"
#include "app/widget/page_header.hpp"
#include "app/widget/table_pane.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "throughline/base/text.hpp"

namespace throughline {

namespace {

class CalibrationPanel : public Page {
public:
    CalibrationPanel(wxWindow* parent, Shell& shell);

    [[nodiscard]] std::string title() const override { return "Calibration"; }
    [[nodiscard]] std::string help_topic() const override { return "calibration"; }
    void open(AnyId record) override;
    void shown() override;
    void refresh(const ChangeSet& changes) override;
    [[nodiscard]] std::vector<MenuCommand> commands() override;

private:
    enum Tab : std::size_t { sessions, session, history, tab_count };

    void make_tabs();
    void show_tab_now();
    void show_session();
    void show_tab(Tab tab);
    void focus_tab();
    void begin_session();
    void change_session();
    void leave_session();
    [[nodiscard]] std::optional<CalibrationId> session_at_hand() const;
    void open_row(std::size_t row);
    void submit();
    void close_session();
    void save_csv();
    // Whether the actor leads the session at hand.
    [[nodiscard]] bool may_change() const;
    void show_actions();
    [[nodiscard]] Tab tab() const { return static_cast<Tab>(tabs_->GetSelection()); }
    [[nodiscard]] bool has_sheet() const { return chosen_ && sheet_view_->IsShown(); }
    [[nodiscard]] bool has_meeting() const { return chosen_ && meeting_view_->IsShown() && meeting_.is_closed(); }

    CalibrationViewModel view_model_;
    RatingSheetViewModel sheet_;
    MeetingViewModel meeting_;
    std::optional<CalibrationId> chosen_;
    PageHeader header_;
    wxButton* change_ = nullptr;
    wxNotebook* tabs_ = nullptr;
    TablePane* list_ = nullptr;
    wxPanel* session_ = nullptr;
    wxPanel* inside_ = nullptr;
    EmptyNote* none_ = nullptr;
    SheetView* sheet_view_ = nullptr;
    MeetingView* meeting_view_ = nullptr;
    HistoryView* history_view_ = nullptr;
};

CalibrationPanel::CalibrationPanel(wxWindow* parent, Shell& shell_of_page)
    : Page(parent, shell_of_page),
      view_model_(shell_of_page.document()),
      sheet_(shell_of_page.document()),
      meeting_(shell_of_page.document())
{
    auto* column = new wxBoxSizer(wxVERTICAL);
    header_ = page_header(this, "Calibration");
    auto* begin = new wxButton(this, wxID_ANY, "&New session...");
    change_ = new wxButton(this, wxID_ANY, "Change sess&ion...");
    change_->SetToolTip("Its title, lesson, day and rule, and who rates; for who leads it");
    header_.add_action(change_);
    header_.add_action(begin);
    column->Add(header_.sizer, wxSizerFlags().Expand());
    column->AddSpacer(theme::wide_gap(this));
    tabs_ = new wxNotebook(this, wxID_ANY);
    set_accessible_name(tabs_, "Parts of the page");
    make_tabs();
    column->Add(tabs_, wxSizerFlags(1).Expand());
    auto* outer = new wxBoxSizer(wxVERTICAL);
    outer->Add(column, wxSizerFlags(1).Expand().Border(wxALL, theme::margin(this)));
    SetSizer(outer);

    // In a text field Ctrl+Return is a line break to GTK.
    Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
        if (!run_by_key(commands(), event)) event.Skip();
    });
    begin->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { begin_session(); });
    change_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { change_session(); });
    list_->list()->on_activate = [this](std::size_t row) { open_row(row); };
    list_->list()->on_select = [this] { show_actions(); };
    sheet_view_->on_submit = [this] { submit(); };
    meeting_view_->on_close = [this] { close_session(); };
    history_view_->on_choose = [this](std::size_t choice) {
        if (this->shell().accept(view_model_.choose_observer(choice))) history_view_->show();
    };
    tabs_->Bind(wxEVT_NOTEBOOK_PAGE_CHANGED, [this](wxBookCtrlEvent& event) {
        event.Skip();
        show_tab_now();
    });
}

void CalibrationPanel::make_tabs()
{
    const auto framed = [this](wxWindow* page, wxWindow* inner) {
        auto* outer = new wxBoxSizer(wxVERTICAL);
        outer->Add(inner, wxSizerFlags(1).Expand().Border(wxALL, theme::wide_gap(this)));
        page->SetSizer(outer);
    };
    auto* first = new wxPanel(tabs_);
    list_ = new TablePane(first);
    list_->empty()->add_button("Ne&w session...")->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { begin_session(); });
    framed(first, list_);
    tabs_->AddPage(first, "Sessions");
    session_ = new wxPanel(tabs_);
    inside_ = new wxPanel(session_);
    sheet_view_ = new SheetView(inside_, shell(), sheet_);
    meeting_view_ = new MeetingView(inside_, shell(), meeting_);
    auto* both = new wxBoxSizer(wxVERTICAL);
    both->Add(sheet_view_, wxSizerFlags(1).Expand());
    both->Add(meeting_view_, wxSizerFlags(1).Expand());
    inside_->SetSizer(both);
    none_ = new EmptyNote(session_, inside_);
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(inside_, wxSizerFlags(1).Expand().Border(wxALL, theme::wide_gap(this)));
    column->Add(none_, wxSizerFlags(1).Expand());
    session_->SetSizer(column);
    tabs_->AddPage(session_, "Session");
    history_view_ = new HistoryView(tabs_, view_model_);
    tabs_->AddPage(history_view_, "History");
}

void CalibrationPanel::open(AnyId record)
{
    chosen_ = as<CalibrationId>(record);
    tabs_->ChangeSelection(session);
}

void CalibrationPanel::shown()
{
    show_tab_now();
    focus_tab();
}

void CalibrationPanel::refresh(const ChangeSet& changes)
{
    if (concerns(changes, {Noun::calibration, Noun::calibration_rater, Noun::calibration_rating, Noun::observation,
                           Noun::person, Noun::rubric_version, Noun::rating}))
        show_tab_now();
}

void CalibrationPanel::show_tab_now()
{
    if (!shell().accept(view_model_.refresh())) return;
    switch (tab()) {
        case sessions:
            set_text(header_.second_line, "Several observers rate the same lesson, each alone, and then compare");
            list_->show(view_model_.sessions());
            break;
        case session:
            show_session();
            break;
        case history:
            set_text(header_.second_line,
                     "How far from the reference, session by session; for the observer and leaders");
            if (shell().accept(view_model_.load_history())) history_view_->show();
            break;
        case tab_count:
            break;
    }
    show_actions();
    Layout();
}

// An open session is a sheet for who rates and for master ratings; for all others, and once it is closed, the meeting.
void CalibrationPanel::show_session()
{
    none_->say(chosen_ ? wxString() : wxString("Choose a session in the list first."));
    if (!chosen_) {
        set_text(header_.second_line, {});
        return;
    }
    if (!shell().accept(meeting_.load(*chosen_))) return;
    const auto& meeting = meeting_.meeting();
    auto* focus = wxWindow::FindFocus();
    const bool has_focus = focus != nullptr && session_->IsDescendant(focus);
    const bool had_sheet = sheet_view_->IsShown();
    const bool is_sheet = !meeting_.is_closed() && sheet_.load(*chosen_).has_value();
    std::vector<std::string> parts{meeting.session.title};
    if (!meeting.session.lesson.empty()) parts.push_back(meeting.session.lesson);
    parts.push_back(meeting.rubric_title);
    parts.push_back("led by " + meeting.leader_name);
    set_text(header_.second_line, to_wx(join(parts, "  \u00b7  ")));
    sheet_view_->Show(is_sheet);
    meeting_view_->Show(!is_sheet);
    inside_->Layout();
    session_->Layout();
    if (is_sheet)
        sheet_view_->show();
    else
        meeting_view_->show();
    // The last one in closes the session under the hands of all others: they go on in the meeting.
    if (has_focus && had_sheet != is_sheet) focus_tab();
}

void CalibrationPanel::show_tab(Tab which)
{
    tabs_->SetSelection(which);
    focus_tab();
}

void CalibrationPanel::focus_tab()
{
    switch (tab()) {
        case sessions:
            return list_->focus();
        case session:
            if (has_sheet()) return sheet_view_->focus();
            if (chosen_) return meeting_view_->focus();
            break;
        case history:
            return history_view_->focus();
        case tab_count:
            break;
    }
}

void CalibrationPanel::begin_session()
{
    const auto opened = show_session_dialog(shell(), view_model_);
    if (!opened) return;
    chosen_ = opened;
    tabs_->ChangeSelection(session);
    show_tab_now();
    focus_tab();
}

// The chosen row's on the list, the shown one on its own tab.
std::optional<CalibrationId> CalibrationPanel::session_at_hand() const
{
    if (tab() == session) return chosen_;
    const auto row = list_->list()->selected_row();
    return tab() == sessions && row ? view_model_.own_session_of(*row) : std::nullopt;
}

bool CalibrationPanel::may_change() const
{
    const auto id = session_at_hand();
    return id && view_model_.may_change(*id);
}

void CalibrationPanel::show_actions()
{
    change_->Enable(may_change());
    shell().commands_changed();
}

void CalibrationPanel::change_session()
{
    const auto id = session_at_hand();
    if (!id) return shell().notify("Choose a session first.");
    if (!show_change_session_dialog(shell(), view_model_, *id)) return;
    show_tab_now();
    focus_tab();
}

void CalibrationPanel::leave_session()
{
    if (!has_sheet() || !shell().accept(shell().drafts().settle(any(*chosen_)))) return;
    if (!shell().accept(view_model_.leave(*chosen_))) return;
    chosen_.reset();
    show_tab(sessions);
    show_tab_now();
    shell().notify("You are out of the session, and your ratings with you. Undo brings both back.");
}

void CalibrationPanel::open_row(std::size_t row)
{
    const auto id = view_model_.session_of(row);
    if (!shell().accept(id)) return;
    chosen_ = *id;
    tabs_->ChangeSelection(session);
    show_tab_now();
    focus_tab();
}

void CalibrationPanel::submit()
{
    if (!has_sheet() || !shell().accept(shell().drafts().settle(any(*chosen_)))) return;
    const auto closed = sheet_.submit();
    if (!shell().accept(closed)) return;
    show_tab_now();
    focus_tab();
    shell().notify(*closed ? "All are in: these are everybody's ratings."
                           : "Submitted. The ratings open once everybody is in.");
}

void CalibrationPanel::close_session()
{
    if (!chosen_ || !shell().accept(shell().drafts().settle(any(*chosen_)))) return;
    if (!shell().accept(meeting_.close())) return;
    show_tab_now();
    focus_tab();
}

void CalibrationPanel::save_csv()
{
    const auto table = tab() == session   ? meeting_.table()
                       : tab() == history ? view_model_.history(DayForm::iso)
                                          : view_model_.sessions(DayForm::iso);
    save_table(shell(), "Save the list as CSV", table);
}

std::vector<MenuCommand> CalibrationPanel::commands()
{
    const auto tab_command = [this](std::string id, std::string name, std::string key, std::string help, Tab which) {
        return MenuCommand{std::move(id),
                           "Session",
                           std::move(name),
                           std::move(key),
                           std::move(help),
                           [this, which] { show_tab(which); },
                           {},
                           {},
                           which == sessions};
    };
    std::vector<MenuCommand> all;
    all.push_back({"calibration.new", "Session", "New session...", "Ctrl+Shift+N",
                   "A lesson that several observers rate, each alone.", [this] { begin_session(); },
                   [this] { return view_model_.may_open(); }});
    all.push_back({"calibration.submit", "Session", "Submit my ratings", "Ctrl+Return",
                   "You are done; what you rated is not changed any more.", [this] { submit(); },
                   [this] { return has_sheet() && sheet_.may_change() && !sheet_.sheet().is_master; }});
    all.push_back(
        {"calibration.close", "Session", "Close the session", "Ctrl+Shift+L",
         "Opens the ratings of all who are in; who is not, stays out.", [this] { close_session(); },
         [this] { return chosen_ && tab() == session && !meeting_.is_closed() && meeting_.meeting().is_leader; }});
    all.push_back({"calibration.change", "Session", "Change the session...", "Ctrl+Shift+E",
                   "Its title, lesson, day and rule, and who rates; for who leads it.", [this] { change_session(); },
                   [this] { return may_change(); }});
    all.push_back({"calibration.leave", "Session", "Leave the session", "",
                   "You do not rate in it any more; what you rated goes with you.", [this] { leave_session(); },
                   [this] { return has_sheet() && sheet_.may_change() && !sheet_.sheet().is_master; }});
    all.push_back(tab_command("calibration.sessions", "Sessions", "Alt+1", "All sessions and joint visits.", sessions));
    all.push_back(
        tab_command("calibration.session", "The chosen session", "Alt+2", "Its sheet or its meeting.", session));
    all.push_back(tab_command("calibration.history", "History", "Alt+3", "Past sessions of one observer.", history));
    all.push_back({"calibration.as_table",
                   "Session",
                   "As a table",
                   "Ctrl+Shift+T",
                   "The ratings as rows of a list, or as a grid again.",
                   [this] { meeting_view_->turn_table(); },
                   [this] { return tab() == session && has_meeting(); },
                   {},
                   true});
    all.push_back({"calibration.csv", "Session", "Save as CSV...", "Ctrl+Shift+S",
                   "The list on screen, for a spreadsheet.", [this] { save_csv(); }});
    return all;
}

}  // namespace

Page* make_calibration_page(wxWindow* parent, Shell& shell) { return new CalibrationPanel(parent, shell); }

}  // namespace throughline
