// What the window does about backups: by itself, when asked, and taking one back.
#include <wx/filedlg.h>

#include "app/platform/folders.hpp"
#include "app/shell/frame.hpp"
#include "app/shell/restore_dialog.hpp"
#include "app/viewmodel/backups_view_model.hpp"
#include "app/widget/notice_bar.hpp"
#include "app/widget/run_with_progress.hpp"
#include "app/widget/utf8.hpp"
#include "throughline/base/text.hpp"
#include "throughline/recover.hpp"
#include "throughline/repair.hpp"

namespace throughline {

namespace {

constexpr const char* backup_pattern =
    "Backups (*.throughline;*.throughline-sealed)|*.throughline;*.throughline-sealed|All files|*";

std::string words_of(const CheckReport& report)
{
    if (report.findings.empty())
        return "The file is in order: " + counted(report.observation_count, "visit") + ", " +
               counted(report.evidence_count, "line") + " of evidence, " + counted(report.journal_count, "change") +
               " on record.";
    constexpr std::size_t shown_max = 8;
    std::string words = "The check found " + counted(static_cast<std::int64_t>(report.findings.size()), "fault") +
                        ". Repairing begins with a backup.";
    for (std::size_t at = 0; at < std::min(shown_max, report.findings.size()); ++at)
        words += "\n" + report.findings[at].place + ": " + report.findings[at].text;
    if (report.findings.size() > shown_max) words += "\n...";
    return words;
}

}  // namespace

void Frame::begin_backups()
{
    // What is invented can be made again.
    const auto settings = document_->ask(SchoolSettings{});
    if (settings && settings->is_sample) return backups_.stop();
    backups_.on_done = [this](const Result<BackedUp>& done) {
        if (!done && done.error().code != ErrorCode::cancelled) return report(done.error());
        if (done && !done->problems.empty()) return report(done->problems.front());
        if (done && !done->remark.empty()) return notice_->say(done->remark, Tone::low);
        if (done && !done->made.empty()) notify("Backed up and checked");
    };
    backups_.start(document_->workspace().file(), workspace_options());
}

bool Frame::back_up_now()
{
    (void)drafts_->settle_all();  // trouble is reported by the keeper
    const auto done = run_with_progress(
        this, "Back up", "Copying and checking the file",
        [file = document_->workspace().file(), options = workspace_options()](const Progress& progress) {
            return throughline::back_up(file, false, *options.clock, *options.zone, progress);
        });
    if (!accept(done)) return false;
    if (!done->problems.empty()) report(done->problems.front());
    if (!done->remark.empty()) notice_->say(done->remark, Tone::low);
    notify("Backed up and checked: " + done->made.front().file.string());
    return true;
}

void Frame::back_up_elsewhere()
{
    const auto& file = document_->workspace().file();
    const auto name = file.stem().string() + " " + iso(today()) + file.extension().string();
    wxFileDialog dialog(this, "Back up to", to_wx(documents_folder().string()), to_wx(name), backup_pattern, wxFD_SAVE);
    if (dialog.ShowModal() != wxID_OK) return;
    (void)drafts_->settle_all();
    const std::filesystem::path to = to_utf8(dialog.GetPath());
    const auto done = run_with_progress(this, "Back up", "Copying and checking the file",
                                        [file, to, options = workspace_options()](const Progress& progress) {
                                            return back_up_to(file, to, {}, *options.clock, progress);
                                        });
    if (accept(done)) notify("Backed up and checked: " + to.string());
}

void Frame::ask_for_backup()
{
    const auto folder = backup_folder_of(document_->workspace().file());
    const auto made = backups_in(folder, document_->workspace().file());  // the newest first
    const auto newest = made.empty() ? std::string() : made.front().file.filename().string();
    wxFileDialog dialog(this, "Restore a backup", to_wx(folder.string()), to_wx(newest), backup_pattern,
                        wxFD_OPEN | wxFD_FILE_MUST_EXIST);
    if (dialog.ShowModal() == wxID_OK) restore_backup(to_utf8(dialog.GetPath()));
}

// Asks for the passphrase of one that is sealed, until it fits. Nothing: the person gave up, or was told why not.
std::optional<OpenedBackup> Frame::open_backup(const std::filesystem::path& backup, const std::filesystem::path& file)
{
    const bool is_sealed = is_sealed_backup(backup);
    std::string problem;
    while (true) {
        const auto typed = is_sealed ? ask_passphrase(this, backup.filename().string(), problem) : std::string();
        if (!typed) return std::nullopt;
        auto opened = run_with_progress(
            this, "Restore a backup", "Looking into the backup",
            [&](const Progress& progress) { return OpenedBackup::open(backup, file, *typed, progress); });
        if (opened) return std::move(*opened);
        if (!is_sealed || opened.error().code != ErrorCode::not_allowed) {
            report(opened.error());
            return std::nullopt;
        }
        problem = "This passphrase does not open it. Type the one that was set when the backup was made.";
    }
}

// A sealed backup that somebody opens: on a new computer it may be all there is.
bool Frame::open_sealed(const std::filesystem::path& backup)
{
    const auto stem = backup.stem().string();
    wxFileDialog dialog(this, "The backup is sealed. Where shall the file be that it becomes?",
                        to_wx(documents_folder().string()), to_wx(stem + ".throughline"),
                        "Throughline files (*.throughline)|*.throughline", wxFD_SAVE);
    return dialog.ShowModal() == wxID_OK && restore_into_new(backup, to_utf8(dialog.GetPath()));
}

bool Frame::restore_into_new(const std::filesystem::path& backup, const std::filesystem::path& file)
{
    if (std::filesystem::exists(file)) {
        report({ErrorCode::conflict,
                "{0} is already there and was left as it is. Choose another name.",
                {file.string()},
                {},
                {}});
        return false;
    }
    auto opened = open_backup(backup, file);
    if (!opened) return false;
    const auto options = workspace_options();
    return accept(opened->restore(*options.clock)) && open_file(file);
}

void Frame::restore_backup(const std::filesystem::path& backup)
{
    if (const auto allowed = document_->ask(BackupPlan{}); !accept(allowed)) return;
    const auto file = document_->workspace().file();
    auto opened = open_backup(backup, file);
    if (!opened) return;
    const auto options = workspace_options();
    const auto words = contents_words(opened->contents(), document_->workspace().zone(), today());
    if (!ask_to_restore(this, words, file.filename().string()) || !close_file()) return;
    backups_.stop_and_wait();
    const auto kept = opened->restore(*options.clock);
    const bool is_open = open_file(file);
    if (!kept) return report(kept.error());  // after opening, which clears what was said before
    if (!is_open) return;
    notice_->say("Restored. What was there before is kept as " + (*kept ? (*kept)->filename().string() : "") + ".",
                 Tone::calm);
}

void Frame::check_file()
{
    (void)drafts_->settle_all();
    const auto report = run_with_progress(
        this, "Check the file", "Reading every page, row and change",
        [file = document_->workspace().file(), options = workspace_options()](const Progress&) -> Result<CheckReport> {
            const auto workspace = Workspace::open(file, options);
            if (!workspace) return tl::unexpected(workspace.error());
            return workspace->check();
        });
    if (!accept(report)) return;
    if (report->findings.empty()) return notice_->say(words_of(*report), Tone::calm);
    notice_->say(words_of(*report), Tone::low, {"Repair", [this] { repair_file(); }});
}

void Frame::repair_file()
{
    if (const auto allowed = document_->ask(BackupPlan{}); !accept(allowed)) return;
    const auto repaired = run_with_progress(
        this, "Repair the file", "Backing up, then mending",
        [file = document_->workspace().file(), options = workspace_options()](const Progress& progress) {
            return repair_workspace(file, *options.clock, *options.zone, progress);
        });
    if (!accept(repaired)) return;
    std::string words = "Mended after a backup:";
    for (const auto& mended : repaired->mended) words += "\n" + mended;
    if (repaired->mended.empty()) words = "Search and indexes were built anew, after a backup.";
    if (!repaired->after.findings.empty()) words += "\n" + words_of(repaired->after);
    notice_->say(words, repaired->after.findings.empty() ? Tone::calm : Tone::low);
}

void Frame::offer_recovery(const std::filesystem::path& file, const Error& error)
{
    if (error.code != ErrorCode::damaged) return notice_->say(error.text(), Tone::low);
    const auto backups = backups_in(backup_folder_of(file), file);
    const auto advice = backups.empty() ? std::string(" There is no backup beside it.")
                                        : " Its newest backup is " + backups.front().file.filename().string() + ".";
    notice_->say(error.text() + advice, Tone::low,
                 {"Save what can be saved", [this, file] { recover_into_new(file); }});
}

void Frame::recover_into_new(const std::filesystem::path& file)
{
    auto to = file;
    to.replace_filename(file.stem().string() + " recovered.throughline");
    for (int number = 2; std::filesystem::exists(to); ++number)
        to.replace_filename(file.stem().string() + " recovered " + std::to_string(number) + ".throughline");
    const auto report = run_with_progress(this, "Recover", "Reading what can be read", [&](const Progress& progress) {
        return recover_workspace(file, to, progress);
    });
    if (!accept(report) || !open_file(to)) return;
    auto words =
        "What could be saved is in a file of its own, " + to.filename().string() + ": " + report->saved_words() + ".";
    for (const auto& loss : report->losses) words += "\nLost: " + loss + ".";
    if (report->is_whole()) words += " Nothing is missing.";
    notice_->say(words, report->is_whole() ? Tone::calm : Tone::low);
}

}  // namespace throughline
