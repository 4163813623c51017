// Frame: the program's window. Navigation at the left, the page at the right, menus above, the save state below.
//
// Made by main.cpp, and by window tests with a Document of their own. It is the Shell that pages see. Its commands are
// the table in frame_commands.cpp; what it does with files stands in frame_files.cpp, reminders in frame_reminders.cpp.
#pragma once

#include <filesystem>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <wx/frame.h>
#include <wx/timer.h>

#include "app/shell/backup_clock.hpp"
#include "app/shell/idle_watch.hpp"
#include "app/shell/menus.hpp"
#include "app/shell/page.hpp"
#include "app/shell/shell.hpp"
#include "app/widget/wx_alarm.hpp"

class wxSimplebook;
class wxStaticText;

namespace throughline {

class HelpWindow;
class Navigation;
class NoticeBar;
class RemindersViewModel;
class StartPanel;
struct PageEntry;

// What the command line says about every file that is opened.
struct OpeningOptions {
    std::optional<Date> on;  // what counts as today
    std::string as;          // who acts; empty: the file's owner
};
[[nodiscard]] WorkspaceOptions workspace_options(const OpeningOptions& options);

// A file that a thread opens while the window is made.
struct OpeningFile {
    std::filesystem::path file;
    std::future<Result<Workspace>> workspace;
};
[[nodiscard]] OpeningFile begin_opening(std::filesystem::path file, const OpeningOptions& options);

class Frame : public wxFrame, public Shell {
public:
    explicit Frame(OpeningOptions options = {});
    ~Frame() override;
    // Best shown when it has opened its file: it is then laid out once, with all there is to see. What has to ask
    // somebody first shows the window by itself.
    bool Show(bool show = true) override;

    // Files. False, and the reason in the notice bar, if it could not be done; what was open stays open.
    bool open_file(const std::filesystem::path& file);
    bool open_file(OpeningFile opening);
    bool open_sample();
    bool open_workspace(Result<Workspace> workspace);
    // False if something typed could not be put on disk and the person chose to stay.
    bool close_file();
    [[nodiscard]] bool has_document() const { return document_ != nullptr; }

    // The page on screen; nullptr while no file is open.
    [[nodiscard]] Page* current_page();
    [[nodiscard]] PageId current_page_id() const { return place_.page; }
    // Runs a command by its id ("today", "edit.undo"), as its menu entry would. False if it is not possible now.
    bool run_command(const std::string& id) { return menus_.run(id); }
    // What the notice bar and the status line say; for tests.
    [[nodiscard]] std::string notice() const;
    [[nodiscard]] std::string status() const;

    // Visits from a spreadsheet: shows what they would become, and takes them in.
    void import_observations(const std::filesystem::path& file);
    // All that may be read as a new folder; shared visits as a new .xlsx or .jsonl. With a bar that stops it.
    void export_everything(const std::filesystem::path& folder);
    void export_visits(const std::filesystem::path& file);
    // Makes a new file of what `export_everything` wrote, and opens it.
    void open_exported(const std::filesystem::path& folder, const std::filesystem::path& file);

    Document& document() override { return *document_; }
    DraftKeeper& drafts() override { return *drafts_; }
    void show_page(PageId page) override;
    void go_back() override;
    void open_observation(ObservationId observation) override;
    void open_debrief(DebriefId debrief) override;
    void open_teacher(PersonId teacher) override;
    void open_growth(PersonId teacher) override;
    void open_rubric(RubricVersionId rubric) override;
    void start_observation(std::optional<PersonId> teacher = {}) override;
    void search_for(const std::string& text) override;
    void report(const Error& error) override;
    void notify(const std::string& text) override;
    void commands_changed() override;
    void lock() override;
    bool back_up_now() override;
    void restore_backup(const std::filesystem::path& backup) override;
    // Makes a new file of a backup, asking for its passphrase if it is sealed, and opens it.
    bool restore_into_new(const std::filesystem::path& backup, const std::filesystem::path& file);
    wxWindow* window() override { return this; }

private:
    struct Place {
        PageId page = PageId::today;
        std::optional<AnyId> record;
        bool operator==(const Place&) const = default;
    };
    struct NewFile;

    void lay_out();
    void show_start();
    void go(Place place, bool keep_focus = false);
    Page* made_page(PageId id);
    void destroy_pages();
    void on_document_change(const ChangeSet& changes);
    void show_school();
    void show_offered_pages();
    // Where a file opens: Today, or My feedback for a teacher who wears no other hat.
    [[nodiscard]] PageId first_page() const;
    [[nodiscard]] bool visits_are_made() const;  // by who acts in the open file
    void show_title();
    void show_save_state();
    void come_back(const std::vector<RecoveredDraft>& drafts);
    void build_menus();
    void on_close(wxCloseEvent& event);

    // The shell's own commands.
    std::vector<MenuCommand> shell_commands();
    std::vector<MenuCommand> file_commands();
    std::vector<MenuCommand> leaving_commands();  // frame_leaving.cpp
    std::vector<MenuCommand> edit_commands();
    std::vector<MenuCommand> go_commands();
    std::vector<MenuCommand> help_commands();
    // frame_reminders.cpp: what begins soon is said, each minute.
    void remind();
    void remind_again(int minutes);
    std::vector<MenuCommand> reminder_commands();
    void undo();
    void redo();
    [[nodiscard]] Result<Outcome<Nothing>> turn_round(std::int64_t rows, const char* title,
                                                      Result<Outcome<Nothing>> (Document::*at_once)(),
                                                      Result<Outcome<Nothing>> (Workspace::*elsewhere)(const Actor&));
    void refresh_undo_names();
    void show_command_palette();
    void show_help();
    void ask_whom_to_visit();
    void start_with_new_teacher(const std::string& name);
    // Who the visits belong to: asked once, when the first visit starts in a file that nobody owns yet.
    bool has_observer();
    bool become_owner(const std::string& name);

    // Files.
    [[nodiscard]] WorkspaceOptions workspace_options() const { return throughline::workspace_options(options_); }
    void come_up();
    bool open_workspace_of(const std::filesystem::path& file, Result<Workspace> workspace);
    [[nodiscard]] Date today() const;
    void ask_for_file();
    void make_new_file(bool with_roster);
    void lock_if_idle();
    void ask_for_answers();
    void ask_for_visits();
    void ask_for_exported();
    std::filesystem::path ask_where_to(const std::string& title, const std::string& name, const std::string& pattern);
    void take_answers(const std::vector<std::filesystem::path>& files);
    // frame_backups.cpp
    void begin_backups();
    void back_up_elsewhere();
    void ask_for_backup();
    std::optional<OpenedBackup> open_backup(const std::filesystem::path& backup, const std::filesystem::path& file);
    bool open_sealed(const std::filesystem::path& backup);
    void check_file();
    void repair_file();
    // A damaged file is not just an error: says what there is to go back to.
    void offer_recovery(const std::filesystem::path& file, const Error& error);
    void recover_into_new(const std::filesystem::path& file);

    OpeningOptions options_;
    WxAlarm alarm_;
    std::unique_ptr<Document> document_;
    std::unique_ptr<DraftKeeper> drafts_;
    std::vector<Connection> listening_;
    UndoState::State undo_names_;

    CommandMenus menus_;
    bool menus_are_due_ = false;  // will be built as soon as no menu's command is running
    Navigation* navigation_ = nullptr;
    NoticeBar* notice_ = nullptr;
    wxSimplebook* book_ = nullptr;
    StartPanel* start_ = nullptr;
    wxPanel* work_ = nullptr;
    wxStaticText* status_ = nullptr;
    std::string unsaved_words_;  // what the disk refused last, until it does not
    wxStaticText* save_state_ = nullptr;
    wxWeakRef<wxWindow> help_;

    std::map<PageId, Page*> made_;
    std::vector<const PageEntry*> offered_;  // to who acts in the open file
    Place place_;
    std::vector<Place> history_;
    wxTimer elsewhere_;
    wxTimer minute_;
    IdleWatch idle_;
    BackupClock backups_;
    std::unique_ptr<RemindersViewModel> reminders_;
    std::vector<AnyId> reminded_;  // said last, to be snoozed
};

}  // namespace throughline
