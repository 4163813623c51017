// What the window does with files: the sample school, new ones, opening, backing up, checking.
#include <stop_token>

#include <wx/filedlg.h>
#include <wx/progdlg.h>
#include <wx/utils.h>

#include "app/platform/folders.hpp"
#include "app/shell/frame.hpp"
#include "app/shell/new_file_dialog.hpp"
#include "app/viewmodel/packet_files.hpp"
#include "app/viewmodel/workspace_files.hpp"
#include "app/widget/chooser_dialog.hpp"
#include "app/widget/notice_bar.hpp"
#include "app/widget/utf8.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/person.hpp"
#include "throughline/command/school.hpp"

namespace throughline {

namespace {

constexpr const char* file_pattern = "Throughline files (*.throughline)|*.throughline|All files|*";

// Writes the sample with a bar that can be cancelled; the bar comes up only if it takes a moment.
Result<Workspace> open_sample_with_progress(wxWindow* parent, const WorkspaceOptions& options)
{
    std::stop_source stop;
    std::unique_ptr<wxProgressDialog> progress;
    const auto on_progress = [&](const SampleProgress& at) {
        const int percent = at.total > 0 ? static_cast<int>(at.done * 100 / at.total) : 0;
        if (!progress)
            progress = std::make_unique<wxProgressDialog>("Sample school", "Writing a year of invented visits", 100,
                                                          parent, wxPD_APP_MODAL | wxPD_CAN_ABORT | wxPD_AUTO_HIDE);
        if (!progress->Update(std::min(percent, 99))) stop.request_stop();
    };
    return throughline::open_sample(sample_file(data_folder()), options, on_progress, stop.get_token());
}

std::string words_of(const CheckReport& report)
{
    if (report.findings.empty())
        return "The file is in order: " + counted(report.observation_count, "visit") + ", " +
               counted(report.evidence_count, "line") + " of evidence, " + counted(report.journal_count, "change") +
               " on record.";
    std::string words = "The check found " + counted(static_cast<std::int64_t>(report.findings.size()), "fault") +
                        ". Back the file up before you go on.";
    for (const auto& finding : report.findings) words += "\n" + finding.place + ": " + finding.text;
    return words;
}

}  // namespace

WorkspaceOptions Frame::workspace_options() const
{
    WorkspaceOptions options;
    if (options_.on) options.clock = clock_on(*options_.on, options.zone);
    return options;
}

Date Frame::today() const
{
    const auto options = workspace_options();
    return options.zone->local(options.clock->now()).date();
}

bool Frame::open_file(const std::filesystem::path& file)
{
    const wxBusyCursor busy;
    return open_workspace(Workspace::open(file, workspace_options()));
}

bool Frame::open_sample() { return open_workspace(open_sample_with_progress(this, workspace_options())); }

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

void Frame::back_up()
{
    const auto& file = document_->workspace().file();
    const auto name = file.stem().string() + " " + iso(today()) + file.extension().string();
    wxFileDialog dialog(this, "Back up to", to_wx(documents_folder().string()), to_wx(name), file_pattern, wxFD_SAVE);
    if (dialog.ShowModal() != wxID_OK) return;
    (void)drafts_->settle_all();  // trouble is reported by the keeper
    const wxBusyCursor busy;
    const std::filesystem::path to = to_utf8(dialog.GetPath());
    if (accept(document_->workspace().back_up(to))) notify("Backed up and checked: " + to.string());
}

void Frame::check_file()
{
    const wxBusyCursor busy;
    const auto report = document_->workspace().check();
    if (accept(report)) notice_->say(words_of(*report), report->findings.empty() ? Tone::calm : Tone::low);
}

}  // namespace throughline
