// backup, backups, restore, recover, check: what keeps a file's contents when a computer does not.
#include <memory>

#include <fmt/format.h>

#include "app/cli/commands.hpp"
#include "app/cli/terminal_progress.hpp"
#include "throughline/backup.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/backup.hpp"
#include "throughline/query/backup.hpp"
#include "throughline/recover.hpp"
#include "throughline/repair.hpp"

namespace throughline::cli {
namespace {

std::string size_in_words(std::uintmax_t bytes)
{
    constexpr double kilo = 1000;
    if (bytes < 1'000'000) return fmt::format("{:.0f} kB", static_cast<double>(bytes) / kilo);
    return fmt::format("{:.1f} MB", static_cast<double>(bytes) / kilo / kilo);
}

Json json_of(const BackupFile& backup)
{
    return {{"file", backup.file.string()},
            {"made_at", iso_utc(backup.made_at)},
            {"bytes", backup.bytes},
            {"sealed", backup.is_sealed}};
}

struct BackupOptions {
    std::string to;
    std::string passphrase_file;
    bool if_changed = false;
};

Result<Reply> back_up_here(const Invocation& invocation, OpenedFile& file, const BackupOptions& options)
{
    const auto workspace_options = invocation.workspace_options();
    const auto done = back_up(file.workspace.file(), options.if_changed, *workspace_options.clock,
                              *workspace_options.zone, TerminalProgress("Backing up").progress());
    if (!done) return Failure(done.error());
    Reply reply;
    reply.json = {{"made", Json::array()}, {"thinned", done->thinned_count}};
    for (const auto& backup : done->made) {
        reply.json["made"].push_back(json_of(backup));
        reply.text +=
            fmt::format("Backed up and checked: {}, {}{}.\n", backup.file.string(), size_in_words(backup.bytes),
                        backup.is_sealed ? ", opens with the passphrase only" : "");
    }
    if (done->made.empty()) reply.text = "Nothing has changed since the newest backup; none was made.\n";
    if (done->thinned_count > 0)
        reply.text += fmt::format("Thinned out {}.\n", counted(done->thinned_count, "older backup"));
    if (!done->remark.empty()) reply.text += done->remark + "\n";
    if (!done->problems.empty()) reply.refused = done->problems.front();
    return reply;
}

Result<Reply> make_backup(const Invocation& invocation, OpenedFile& file, const BackupOptions& options)
{
    // Everything stands in a backup, so it is for who keeps the house, as the plan is.
    if (const auto allowed = file.ask(BackupPlan{}); !allowed) return Failure(allowed.error());
    if (options.to.empty()) {
        if (!options.passphrase_file.empty())
            return fail(ErrorCode::invalid, "Name the file to seal: backup FILE --passphrase-file {0}.",
                        options.passphrase_file);
        return back_up_here(invocation, file, options);
    }
    const auto passphrase = first_line(invocation, options.passphrase_file);
    if (!passphrase) return Failure(passphrase.error());
    if (!options.passphrase_file.empty() && passphrase->empty())
        return fail(ErrorCode::invalid, "{0} has no passphrase in its first line.", options.passphrase_file);
    const auto made = back_up_to(file.workspace.file(), options.to, *passphrase, *invocation.workspace_options().clock,
                                 TerminalProgress("Backing up").progress());
    if (!made) return Failure(made.error());
    return Reply{json_of(*made),
                 fmt::format("Backed up and checked: {}, {}{}.\n", made->file.string(), size_in_words(made->bytes),
                             made->is_sealed ? ", opens with the passphrase only" : ""),
                 {}};
}

Result<Reply> list_backups(const Invocation&, OpenedFile& file)
{
    const auto plan = file.ask(BackupPlan{});
    if (!plan) return Failure(plan.error());
    Reply reply;
    reply.json = Json::array();
    const auto& workspace = file.workspace.file();
    std::vector<std::pair<std::filesystem::path, std::string>> folders{{backup_folder_of(workspace), {}}};
    if (!plan->second_folder.empty()) folders.emplace_back(plan->second_folder, plan->mark);
    for (const auto& [folder, mark] : folders) {
        const auto backups = backups_in(folder, workspace, mark);
        reply.text +=
            fmt::format("{}: {}\n", folder.string(), counted(static_cast<std::int64_t>(backups.size()), "backup"));
        for (const auto& backup : backups) {
            reply.json.push_back(json_of(backup));
            reply.text += fmt::format("  {}  {:>10}  {}\n", iso(file.local(backup.made_at)),
                                      size_in_words(backup.bytes), backup.file.filename().string());
        }
    }
    return reply;
}

struct PlanOptions {
    std::string folder;
    bool no_folder = false;
    std::string passphrase_file;
    bool no_passphrase = false;
};

Result<Reply> plan_backups(const Invocation& invocation, OpenedFile& file, const PlanOptions& options)
{
    ChangeBackupPlan change;
    if (options.no_folder) change.second_folder = "";
    if (!options.folder.empty()) change.second_folder = std::filesystem::absolute(options.folder).string();
    if (options.no_passphrase) change.passphrase = "";
    if (!options.passphrase_file.empty()) {
        const auto passphrase = first_line(invocation, options.passphrase_file);
        if (!passphrase) return Failure(passphrase.error());
        change.passphrase = *passphrase;
    }
    if (change.second_folder || change.passphrase) {
        if (const auto done = file.execute(change); !done) return Failure(done.error());
    }
    const auto plan = file.ask(BackupPlan{});
    if (!plan) return Failure(plan.error());
    auto text = "Backups go to " + backup_folder_of(file.workspace.file()).string();
    if (!plan->second_folder.empty()) text += " and to " + plan->second_folder;
    text += plan->is_sealed ? ", there sealed.\n" : ".\n";
    return Reply{{{"folder", backup_folder_of(file.workspace.file()).string()},
                  {"second_folder", plan->second_folder},
                  {"sealed", plan->is_sealed}},
                 text,
                 {}};
}

struct RestoreOptions {
    std::string backup;
    std::string passphrase_file;
    bool only_look = false;
};

// In a file with accounts only who keeps the house puts another one in its place. A file that does not open cannot ask.
Result<void> may_replace(const Invocation& invocation)
{
    if (!std::filesystem::exists(invocation.workspace)) return {};
    const auto file = open_file(invocation);
    if (file) {
        const auto allowed = file->ask(BackupPlan{});
        if (!allowed) return Failure(allowed.error());
        return {};
    }
    if (file.error().code == ErrorCode::not_allowed) return Failure(file.error());
    return {};
}

Result<Reply> restore(const Invocation& invocation, const RestoreOptions& options)
{
    if (invocation.workspace.empty())
        return fail(ErrorCode::invalid, "Name the workspace whose place the backup takes with --workspace FILE.");
    if (const auto allowed = may_replace(invocation); !allowed) return Failure(allowed.error());
    const auto passphrase = first_line(invocation, options.passphrase_file);
    if (!passphrase) return Failure(passphrase.error());
    auto opened = OpenedBackup::open(options.backup, invocation.workspace, *passphrase,
                                     TerminalProgress("Looking into the backup").progress());
    if (!opened) return Failure(opened.error());
    const auto& contents = opened->contents();
    Reply reply;
    reply.json = {{"backup", options.backup},
                  {"made_at", iso_utc(contents.made_at)},
                  {"bytes", contents.bytes},
                  {"visits", contents.visit_count},
                  {"last_visit_on", contents.last_visit_on ? Json(iso(*contents.last_visit_on)) : Json()},
                  {"restored", !options.only_look}};
    reply.text =
        fmt::format("{}: {}, {}, last visit {}, {}.\n", options.backup, join(contents.schools, ", "),
                    counted(contents.visit_count, "visit"),
                    contents.last_visit_on ? iso(*contents.last_visit_on) : "none", size_in_words(contents.bytes));
    if (options.only_look) return reply;
    const auto kept = opened->restore(*invocation.workspace_options().clock);
    if (!kept) return Failure(kept.error());
    reply.json["replaced_kept_as"] = *kept ? Json((*kept)->string()) : Json();
    reply.text += "Restored to " + invocation.workspace + ".";
    reply.text += *kept ? " What was there is kept as " + (*kept)->string() + ".\n" : std::string("\n");
    return reply;
}

struct RecoverOptions {
    std::string damaged;
    std::string out;
};

Result<Reply> recover(const RecoverOptions& options)
{
    const auto report = recover_workspace(options.damaged, options.out, TerminalProgress("Recovering").progress());
    if (!report) return Failure(report.error());
    Reply reply;
    reply.json = {{"file", options.out},
                  {"whole", report->is_whole()},
                  {"tables", Json::object()},
                  {"losses", report->losses},
                  {"left_out", report->left_out.string()}};
    for (const auto& table : report->tables) {
        reply.json["tables"][table.name] = {
            {"read", table.read_count}, {"from_journal", table.journal_count}, {"left_out", table.left_out_count}};
        if (table.journal_count > 0)
            reply.text +=
                fmt::format("{}: {}{} came back from the journal\n", table.name,
                            table.is_broken ? "a part could not be read; " : "", counted(table.journal_count, "row"));
    }
    for (const auto& loss : report->losses) reply.text += "Lost: " + loss + "\n";
    if (!report->left_out.empty()) reply.text += "Rows without a place are in " + report->left_out.string() + "\n";
    reply.text += fmt::format("Saved {} to {}{}. {} was left as it is.\n", report->saved_words(), options.out,
                              report->is_whole() ? ", nothing is missing" : "", options.damaged);
    return reply;
}

Json json_of(const CheckReport& report)
{
    Json json = {{"findings", Json::array()},
                 {"observations", report.observation_count},
                 {"evidence_lines", report.evidence_count},
                 {"journal_entries", report.journal_count}};
    for (const auto& finding : report.findings)
        json["findings"].push_back({{"place", finding.place}, {"text", finding.text}});
    return json;
}

// The findings, the counts, and the refusal if there are findings.
void say_check(Reply& reply, const CheckReport& report, const std::string& file)
{
    for (const auto& finding : report.findings) reply.text += finding.place + ": " + finding.text + "\n";
    const auto counts = fmt::format(
        "{}, {}, {}", counted(report.observation_count, "visit"), counted(report.evidence_count, "evidence line"),
        report.journal_count == 1 ? "1 journal entry" : fmt::format("{} journal entries", report.journal_count));
    if (report.findings.empty()) {
        reply.text += "In order: " + counts + ".\n";
        return;
    }
    reply.refused =
        fail(ErrorCode::damaged,
             "{0} is not in order ({1}). check --repair puts right what can be, after a backup; a file with "
             "damaged pages needs recover, or a backup.",
             file, counted(static_cast<std::int64_t>(report.findings.size()), "finding"))
            .value();
}

Result<Reply> check(const Invocation& invocation, OpenedFile& file, bool repair)
{
    if (!repair) {
        const auto report = file.workspace.check();
        if (!report) return Failure(report.error());
        Reply reply;
        reply.json = json_of(*report);
        say_check(reply, *report, file.workspace.file().string());
        return reply;
    }
    if (const auto allowed = file.ask(BackupPlan{}); !allowed) return Failure(allowed.error());
    const auto options = invocation.workspace_options();
    const auto repaired = repair_workspace(file.workspace.file(), *options.clock, *options.zone,
                                           TerminalProgress("Repairing").progress());
    if (!repaired) return Failure(repaired.error());
    Reply reply;
    reply.json = json_of(repaired->after);
    reply.json["backup"] = repaired->backup.file.string();
    reply.json["mended"] = repaired->mended;
    reply.json["left_out"] = repaired->left_out.string();
    reply.text = "Backed up first: " + repaired->backup.file.string() + "\n";
    for (const auto& mended : repaired->mended) reply.text += "Mended: " + mended + "\n";
    if (repaired->mended.empty()) reply.text += "Nothing had to be mended; search and indexes were built anew.\n";
    if (!repaired->left_out.empty()) reply.text += "Rows without a place are in " + repaired->left_out.string() + "\n";
    say_check(reply, repaired->after, file.workspace.file().string());
    return reply;
}

void add_plan(CommandSet& commands, CLI::App* app)
{
    const auto planning = std::make_shared<PlanOptions>();
    auto* plan = commands.add_for_file(app, "backup-plan", "Where backups go; without options: where they go now",
                                       [planning](const Invocation& invocation, OpenedFile& file) {
                                           return plan_backups(invocation, file, *planning);
                                       });
    auto* folder = plan->add_option("--second-folder", planning->folder, "A folder on another drive or a synced one")
                       ->type_name("DIR");
    plan->add_flag("--no-second-folder", planning->no_folder, "Only beside the file")->excludes(folder);
    auto* passphrase = plan->add_option("--passphrase-file", planning->passphrase_file,
                                        "Seal the second folder's backups: a file whose first line is the passphrase")
                           ->type_name("FILE");
    plan->add_flag("--no-passphrase", planning->no_passphrase, "Do not seal them any more")->excludes(passphrase);
}

}  // namespace

void add_backup_commands(CommandSet& commands, CLI::App* app)
{
    const auto backing_up = std::make_shared<BackupOptions>();
    auto* backup = commands.add_for_file(
        app, "backup", "Copy the file while it is in use and check the copy; old backups are thinned out",
        [backing_up](const Invocation& invocation, OpenedFile& file) {
            return make_backup(invocation, file, *backing_up);
        });
    backup->add_option("FILE", backing_up->to, "Where to; without it into the folder of backups beside the file")
        ->type_name("");
    backup
        ->add_option("--passphrase-file", backing_up->passphrase_file,
                     "Seal it: a file whose first line is the passphrase; - for standard input")
        ->type_name("FILE");
    backup->add_flag("--if-changed", backing_up->if_changed, "Only if something has changed since the newest backup");

    commands.add_for_file(app, "backups", "List the backups, newest first", list_backups);
    add_plan(commands, app);

    const auto restoring = std::make_shared<RestoreOptions>();
    auto* restored =
        commands.add(app, "restore", "Put a backup in the place of --workspace; what was there is kept",
                     [restoring](const Invocation& invocation) { return restore(invocation, *restoring); });
    restored->add_option("BACKUP", restoring->backup, "The backup, sealed or not")->type_name("")->required();
    restored
        ->add_option("--passphrase-file", restoring->passphrase_file,
                     "A file whose first line is the passphrase of a sealed backup; - for standard input")
        ->type_name("FILE");
    restored->add_flag("--look", restoring->only_look, "Only say what is in it; nothing is changed");

    const auto recovering = std::make_shared<RecoverOptions>();
    auto* recovered = commands.add(app, "recover", "Save what can be saved of a damaged file into a new one",
                                   [recovering](const Invocation&) { return recover(*recovering); });
    recovered->add_option("FILE", recovering->damaged, "The damaged file; it is only read")->type_name("")->required();
    recovered->add_option("--out", recovering->out, "The new file")->type_name("NEW")->required();

    const auto repair = std::make_shared<bool>(false);
    auto* checked = commands.add_for_file(
        app, "check", "Look for faults in the workspace; exit code 1 if there are any",
        [repair](const Invocation& invocation, OpenedFile& file) { return check(invocation, file, *repair); });
    checked->add_flag("--repair", *repair, "After a backup, put right what can be put right");
}

}  // namespace throughline::cli
