// The shell's own commands: what can be done from anywhere. Menus, keys and the palette are made from this table.
#include <algorithm>

#include <wx/aboutdlg.h>

#include "app/help/help.hpp"
#include "app/shell/frame.hpp"
#include "app/shell/help_window.hpp"
#include "app/shell/pages.hpp"
#include "app/shell/window_icons.hpp"
#include "app/viewmodel/people_choices.hpp"
#include "app/widget/chooser_dialog.hpp"
#include "app/widget/run_with_progress.hpp"
#include "app/widget/utf8.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/observation.hpp"
#include "throughline/connection.hpp"

namespace throughline {

std::vector<MenuCommand> Frame::shell_commands()
{
    std::vector<MenuCommand> all;
    for (auto part : {file_commands(), edit_commands(), go_commands(), reminder_commands(), help_commands()})
        for (auto& command : part) all.push_back(std::move(command));
    const auto lock = std::find_if(all.begin(), all.end(), [](const auto& each) { return each.id == "file.lock"; });
    const auto leaving = leaving_commands();
    all.insert(lock, leaving.begin(), leaving.end());
    return all;
}

std::vector<MenuCommand> Frame::file_commands()
{
    const auto open = [this] { return has_document(); };
    return {
        {"file.new", "File", "New school...", "", "Makes a file for your own school", [this] { make_new_file(false); }},
        {"file.open", "File", "Open...", "Ctrl+O", "Opens a school's file", [this] { ask_for_file(); }},
        {"file.sample", "File", "Open the sample school", "", "An invented school, to try everything in",
         [this] { open_sample(); }},
        {"file.back_up_now",
         "File",
         "Back up now",
         "",
         "A checked copy of the file beside it; old ones are thinned out",
         [this] { back_up_now(); },
         open,
         {},
         true},
        {"file.back_up", "File", "Back up to...", "", "A checked copy of the file wherever you want it",
         [this] { back_up_elsewhere(); }, open},
        {"file.restore", "File", "Restore a backup...", "", "Says what is in it, asks, and keeps what is there now",
         [this] { ask_for_backup(); }, open},
        {"file.check", "File", "Check the file", "", "Looks for faults in the file; changes nothing",
         [this] { check_file(); }, open},
        {"file.answer",
         "File",
         "File a teacher's answer...",
         "",
         "What a teacher saved from the page you gave them; drop it on the window, too",
         [this] { ask_for_answers(); },
         open,
         {},
         true},
        {"file.lock", "File", "Lock", "Ctrl+Alt+L", "Asks who is there; what was typed is kept", [this] { lock(); },
         [this] { return has_document() && document_->signed_in(); }},
        {"file.close",
         "File",
         "Close the file",
         "Ctrl+W",
         "Goes back to the first page",
         [this] { close_file(); },
         open,
         {},
         true},
        {"file.quit", "File", "Quit", "Ctrl+Q", "Closes the window; everything is saved", [this] { Close(); }},
    };
}

std::vector<MenuCommand> Frame::edit_commands()
{
    const auto open = [this] { return has_document(); };
    return {
        {"edit.undo", "Edit", "Undo", "Ctrl+Z", "Takes back what you did last", [this] { undo(); },
         // Something typed and not settled yet can be undone too: it is settled first.
         [this] { return has_document() && (!undo_names_.undo_label.empty() || drafts_->has_unsettled()); },
         [this] { return undo_names_.undo_label.empty() ? "Undo" : "Undo " + undo_names_.undo_label; }},
        {"edit.redo", "Edit", "Redo", "Ctrl+Shift+Z", "Does again what you took back", [this] { redo(); },
         [this] { return has_document() && !undo_names_.redo_label.empty(); },
         [this] { return undo_names_.redo_label.empty() ? "Redo" : "Redo " + undo_names_.redo_label; }},
        {"edit.search",
         "Edit",
         "Search everything...",
         "Ctrl+F",
         "Looks through all years, evidence included",
         [this] { show_page(PageId::search); },
         open,
         {},
         true},
        {"edit.palette", "Edit", "Commands and people...", "Ctrl+K", "Type a few letters of what you want",
         [this] { show_command_palette(); }, open},
    };
}

std::vector<MenuCommand> Frame::go_commands()
{
    const auto open = [this] { return has_document(); };
    std::vector<MenuCommand> commands{{"visit.start", "Visit", "Start a visit...", "Ctrl+N",
                                       "Asks whom you visit and opens the script", [this] { start_observation(); },
                                       [this] { return has_document() && visits_are_made(); }}};
    for (const auto* page : offered_)
        commands.push_back({std::string("go.") + page->name, "Go", page->name, page->key ? page->key : "",
                            std::string("Shows the page ") + page->name, [this, id = page->id] { show_page(id); },
                            open});
    commands.push_back(
        {"go.back", "Go", "Back", "Alt+Left", "Shows the page before this one", [this] { go_back(); }, open, {}, true});
    return commands;
}

std::vector<MenuCommand> Frame::help_commands()
{
    return {
        {"help.page", "Help", "Help on this page", "F1", "What this page is for and how it is used",
         [this] { show_help(); }},
        {"help.about", "Help", "About Throughline", "", "Version and licence",
         [this] {
             wxAboutDialogInfo about;
             about.SetName("Throughline");
             about.SetDescription("What was agreed after one visit is looked at in the next.");
             about.SetIcon(window_icons().GetIcon(wxSize(FromDIP(64), FromDIP(64))));
             wxAboutBox(about, this);
         }},
    };
}

void Frame::undo()
{
    (void)drafts_->settle_all();  // trouble is reported by the keeper
    const auto done = turn_round(document_->undo_state().undo_rows, "Undo", &Document::undo, &Workspace::undo);
    if (accept(done)) notify("Undone: " + done->label);
}

void Frame::redo()
{
    (void)drafts_->settle_all();
    const auto done = turn_round(document_->undo_state().redo_rows, "Redo", &Document::redo, &Workspace::redo);
    if (accept(done)) notify("Done again: " + done->label);
}

// A whole import takes its time backwards too, and can be stopped.
Result<Outcome<Nothing>> Frame::turn_round(std::int64_t rows, const char* title,
                                           Result<Outcome<Nothing>> (Document::*at_once)(),
                                           Result<Outcome<Nothing>> (Workspace::*elsewhere)(const Actor&))
{
    constexpr std::int64_t rows_at_once_max = 100;  // well within a frame
    if (rows <= rows_at_once_max) return (*document_.*at_once)();
    const auto work = [elsewhere, open = another(document_->workspace()),
                       actor = document_->actor()](const Progress& progress) -> Result<Outcome<Nothing>> {
        auto workspace = open(progress.stop_token());
        if (!workspace) return tl::unexpected(workspace.error());
        return (*workspace.*elsewhere)(actor);
    };
    auto done = run_with_progress(this, title, to_wx(counted(rows, "row")), work);
    document_->poll_elsewhere();
    return done;
}

void Frame::refresh_undo_names() { undo_names_ = document_->undo_state(); }

void Frame::show_command_palette()
{
    std::vector<ChooserRow> commands;
    for (const auto& command : menus_.commands())
        if (command.is_enabled() && command.id != "edit.palette")
            commands.push_back({command.shown_name(), command.menu, command.key, command.run});
    const auto find = [this, commands](const std::string& typed) {
        auto rows = fitting_rows(commands, typed);
        if (trimmed(typed).empty()) return rows;
        const auto people = found_people(*document_, typed, false);
        if (!accept(people)) return rows;
        for (const auto& person : *people)
            rows.push_back({person.name, person.about, "", [this, id = person.id] { open_teacher(id); }});
        return rows;
    };
    ChooserDialog dialog(this,
                         {"Commands and people", "A command, a page or a name", "Commands and people", "Go",
                          "Arrows choose, Enter goes, Escape leaves", true},
                         ChooserViewModel(find));
    dialog.choose();
}

void Frame::ask_whom_to_visit()
{
    const auto find = [this](const std::string& typed) {
        std::vector<ChooserRow> rows;
        bool is_known = false;
        const auto people = people_to_visit(*document_, typed);
        if (!accept(people)) return rows;
        for (const auto& person : *people) {
            is_known = is_known || folded(person.name) == folded(trimmed(typed));
            rows.push_back({person.name, person.about, "", [this, id = person.id] { start_observation(id); }});
        }
        const std::string name(trimmed(typed));
        if (!name.empty() && !is_known)
            rows.push_back({"New teacher: " + name, "Added on the spot; merged with the roster later", "",
                            [this, name] { start_with_new_teacher(name); }});
        return rows;
    };
    ChooserDialog dialog(this,
                         {"Start a visit", "Who are you &visiting?", "Teachers", "Start the visit",
                          "A few letters and Enter. A name that is not here becomes a new teacher.", false},
                         ChooserViewModel(find));
    dialog.choose();
}

void Frame::start_observation(std::optional<PersonId> teacher)
{
    if (!document_ || !has_observer()) return;
    if (!teacher) return ask_whom_to_visit();
    (void)drafts_->settle_all();
    StartObservation start;
    start.teacher = teacher;
    const auto started = document_->execute(start);
    if (accept(started)) open_observation(started->value);
}

void Frame::start_with_new_teacher(const std::string& name)
{
    (void)drafts_->settle_all();
    StartObservation start;
    start.new_teacher_name = name;
    const auto started = document_->execute(start);
    if (accept(started)) open_observation(started->value);
}

void Frame::show_help()
{
    auto* page = current_page();
    const auto topic = page ? page->help_topic() : std::string("start");
    auto* open = dynamic_cast<HelpWindow*>(help_.get());
    if (!open) help_ = open = new HelpWindow(this);
    open->show(topic);
}

}  // namespace throughline
