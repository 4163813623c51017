// What the window does with files: the sample school, new ones, opening.
#include <chrono>

#include <wx/filedlg.h>

#include "app/platform/folders.hpp"
#include "app/shell/frame.hpp"
#include "app/shell/new_file_dialog.hpp"
#include "app/viewmodel/packet_files.hpp"
#include "app/viewmodel/workspace_files.hpp"
#include "app/widget/chooser_dialog.hpp"
#include "app/widget/notice_bar.hpp"
#include "app/widget/run_with_progress.hpp"
#include "app/widget/utf8.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/person.hpp"
#include "throughline/command/school.hpp"

namespace throughline {

namespace {

constexpr const char* file_pattern =
    "Throughline files (*.throughline)|*.throughline|Sealed backups (*.throughline-sealed)|*.throughline-sealed|"
    "All files|*";

Result<Workspace> open_sample_with_progress(wxWindow* parent, const WorkspaceOptions& options)
{
    const auto work = [&](const Progress& progress) {
        const auto say = [&](const SampleProgress& at) {
            if (at.total > 0) progress.at(static_cast<double>(at.done) / static_cast<double>(at.total));
        };
        return throughline::open_sample(sample_file(data_folder()), options, say, progress.stop_token());
    };
    return run_with_progress(parent, "Sample school", "Writing a year of invented visits", work);
}

}  // namespace

WorkspaceOptions workspace_options(const OpeningOptions& said)
{
    WorkspaceOptions options;
    if (said.on) options.clock = clock_on(*said.on, options.zone);
    return options;
}

OpeningFile begin_opening(std::filesystem::path file, const OpeningOptions& options)
{
    auto workspace = std::async(
        std::launch::async, [file, options = workspace_options(options)] { return Workspace::open(file, options); });
    return {std::move(file), std::move(workspace)};
}

Date Frame::today() const
{
    const auto options = workspace_options();
    return options.zone->local(options.clock->now()).date();
}

bool Frame::open_file(const std::filesystem::path& file) { return open_file(begin_opening(file, options_)); }

bool Frame::open_file(OpeningFile opening)
{
    // At the start it is nearly always open by now. An older file is copied and brought up to date first.
    constexpr std::chrono::milliseconds unnoticed{200};
    if (!IsShown() && opening.workspace.wait_for(unnoticed) != std::future_status::ready) come_up();
    auto workspace = run_with_progress(
        this, "Open", to_wx("Opening " + opening.file.filename().string()),
        [&](const Progress&) { return opening.workspace.get(); }, MayCancel::no);
    return open_workspace_of(opening.file, std::move(workspace));
}

bool Frame::open_workspace_of(const std::filesystem::path& file, Result<Workspace> workspace)
{
    if (workspace) return open_workspace(std::move(workspace));
    if (workspace.error().code == ErrorCode::not_a_workspace && is_sealed_backup(file)) {
        come_up();
        return open_sealed(file);
    }
    offer_recovery(file, workspace.error());
    return false;
}

bool Frame::open_sample()
{
    come_up();
    return open_workspace(open_sample_with_progress(this, workspace_options()));
}

void Frame::ask_for_file()
{
    wxFileDialog dialog(this, "Open a school's file", to_wx(documents_folder().string()), {}, file_pattern,
                        wxFD_OPEN | wxFD_FILE_MUST_EXIST);
    if (dialog.ShowModal() == wxID_OK) open_file(to_utf8(dialog.GetPath()));
}

void Frame::make_new_file(bool with_roster)
{
    NewFileDialog dialog(this, today(), with_roster);
    if (dialog.ShowModal() != wxID_OK) return;
    if (!open_workspace(Workspace::create(dialog.file(), dialog.school(), workspace_options()))) return;
    if (!with_roster) {
        become_owner(dialog.own_name());
        return start_observation();
    }
    show_page(PageId::roster);
    // After the page's commands are in the menus.
    CallAfter([this] { CallAfter([this] { run_command("roster.import"); }); });
}

bool Frame::become_owner(const std::string& name)
{
    const auto split = split_name(name);
    Person person;
    person.given_name = split.given_name;
    person.family_name = split.family_name;
    person.roles = {Role::observer};
    const auto added = document_->execute(AddPerson{person});
    return accept(added) && accept(document_->execute(SetOwner{added->value}));
}

bool Frame::has_observer()
{
    if (document_->ask(Me{})) return true;
    const auto find = [this](const std::string& typed) {
        std::vector<ChooserRow> rows;
        const auto roster = document_->ask(Roster{});
        if (!accept(roster)) return rows;
        for (const auto& row : *roster) {
            if (row.person.roles.contains(Role::observer) || row.person.roles.contains(Role::leader))
                rows.push_back({row.person.name(), row.person.email, "",
                                [this, id = row.person.id] { accept(document_->execute(SetOwner{id})); }});
        }
        rows = fitting_rows(rows, typed);
        const std::string name(trimmed(typed));
        if (!name.empty())
            rows.push_back({"New: " + name, "Adds you as an observer", "", [this, name] { become_owner(name); }});
        return rows;
    };
    ChooserDialog dialog(this,
                         {"Who are you?", "&Your name", "Observers", "That is me",
                          "Asked once: visits in this file are kept under your name.", false},
                         ChooserViewModel(find));
    dialog.choose();
    return document_->ask(Me{}).has_value();
}

void Frame::ask_for_answers()
{
    wxFileDialog dialog(this, "A teacher's answer", to_wx(documents_folder().string()), {},
                        "Answers (*.json;*.eml)|*.json;*.eml|All files|*",
                        wxFD_OPEN | wxFD_FILE_MUST_EXIST | wxFD_MULTIPLE);
    if (dialog.ShowModal() != wxID_OK) return;
    wxArrayString paths;
    dialog.GetPaths(paths);
    std::vector<std::filesystem::path> files;
    for (const auto& path : paths) files.emplace_back(to_utf8(path));
    take_answers(files);
}

void Frame::take_answers(const std::vector<std::filesystem::path>& files)
{
    if (!has_document()) return notify("Open the school's file first.");
    std::optional<ObservationId> last;
    std::vector<std::string> words;
    for (const auto& file : files) {
        const auto answered = file_answer(*document_, file);
        if (!accept(answered)) continue;
        last = answered->observation;
        words.push_back(answered->words);
    }
    if (!last) return;
    open_observation(*last);
    notify(words.size() == 1 ? "Filed: " + words.front()
                             : "Filed: " + counted(static_cast<std::int64_t>(words.size()), "answer"));
}

void Frame::lock()
{
    if (!has_document()) return;
    const auto file = document_->workspace().file();
    if (close_file()) open_file(file);  // which asks who is there, where there are accounts
}

void Frame::lock_if_idle()
{
    constexpr long ms_a_minute = 60'000;
    const long limit = lock_after_minutes() * ms_a_minute;
    // Not while a dialog waits: its words are not on disk, and it holds on to the document.
    if (!has_document() || !document_->signed_in() || limit == 0 || !IsEnabled()) return;
    if (idle_.idle_ms() >= limit) lock();
}

}  // namespace throughline
