#include "throughline/retention.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/store/closed_years.hpp"
#include "core/store/people.hpp"
#include "core/store/purging.hpp"
#include "core/workspace/certificate.hpp"
#include "core/workspace/erasing.hpp"
#include "core/workspace/session.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/base/text.hpp"

namespace throughline {
namespace {

namespace fs = std::filesystem;

constexpr double backed_up = 0.3;
constexpr double carried_out = 0.7;

Instant written_at(const fs::path& file)
{
    std::error_code error;
    const auto written = std::chrono::file_clock::to_sys(fs::last_write_time(file, error)).time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::microseconds>(written).count()};
}

// What a restore, a migration and a recovery leave beside the file.
std::vector<OldCopy> copies_beside(const fs::path& workspace)
{
    const auto stem = workspace.stem().string();
    std::vector<OldCopy> copies;
    std::error_code error;  // a folder that cannot be read has no copies that we know of
    for (fs::directory_iterator entry(fs::absolute(workspace).parent_path(), error), end; !error && entry != end;
         entry.increment(error)) {
        const auto name = entry->path().filename().string();
        if (!entry->is_regular_file(error) || name == workspace.filename().string()) continue;
        const bool is_copy = name.starts_with(stem + " replaced") || name.starts_with(stem + ".before-version-") ||
                             name.starts_with(stem + " recovered");
        const bool is_log =
            name.starts_with(workspace.filename().string() + "-") && name.find(" left behind") != std::string::npos;
        if (is_copy || is_log) copies.push_back({entry->path(), written_at(entry->path()), false});
    }
    return copies;
}

// Rows that a repair left out, beside its backup.
std::vector<OldCopy> left_out_rows(const fs::path& folder)
{
    std::vector<OldCopy> copies;
    std::error_code error;  // no such folder is no rows
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        if (entry->is_regular_file(error) && entry->path().filename().string().ends_with(".left-out.jsonl"))
            copies.push_back({entry->path(), written_at(entry->path()), true});
    return copies;
}

std::vector<OldCopy> all_copies(store::Database& database)
{
    const auto& file = database.file();
    auto copies = copies_beside(file);
    for (auto& rows : left_out_rows(backup_folder_of(file))) copies.push_back(std::move(rows));
    auto backups = backups_in(backup_folder_of(file), file);
    if (const auto second = store::setting(database, "backup_folder", ""); !second.empty())
        for (auto& backup : backups_in(second, file, store::mark_of(store::file_identity(database))))
            backups.push_back(std::move(backup));
    for (const auto& backup : backups) copies.push_back({backup.file, backup.made_at, true});
    std::ranges::stable_sort(copies, [](const OldCopy& a, const OldCopy& b) { return b.made_at < a.made_at; });
    return copies;
}

// A connection of its own, ready to purge.
Result<Workspace> opened(const KeeperPass& pass, std::stop_token stop = {})
{
    auto workspace = pass.open(std::move(stop));
    if (!workspace) return workspace;
    store::prepare_to_purge(WorkspaceInside::session(*workspace).database);
    return workspace;
}

Failure stopped() { return fail(ErrorCode::cancelled, "Stopped; nothing was taken out."); }

// What both ways have in common: begin the purge's row, take out, write the certificate.
class Purging {
public:
    Purging(Context& context, std::vector<BackupFile> backups, const Progress& progress)
        : context_(context), permission_(context.database), progress_(progress)
    {
        for (auto& backup : backups) facts_.backups.push_back(backup.file);
        for (const auto& copy : all_copies(context.database))
            if (std::ranges::find(facts_.backups, copy.file) == facts_.backups.end())
                facts_.copies.push_back(copy.file);
    }

    CertificateFacts& facts() { return facts_; }

    void begin(PurgeKind kind, const std::optional<PersonId>& person, std::string reason)
    {
        facts_.purge = {context_.new_id<PurgeId>(), kind, person, std::move(reason), context_.now,
                        context_.actor.person,      {}};
        // Without a certificate it is running, which the triggers of the tables ask for.
        store::insert(context_.database, facts_.purge);
    }
    Result<PurgeId> finish()
    {
        facts_.taken = store::carry_out(context_.database, context_.now, context_.today, progress_);
        if (facts_.taken.is_stopped) return stopped();
        auto row = facts_.purge;
        row.certificate = certificate_json(context_, facts_);
        store::update(context_.database, row);
        context_.final = true;
        return row.id;
    }

private:
    Context& context_;
    store::ClosedYearPermission permission_;  // what is too old lies in closed years, mostly
    const Progress& progress_;
    CertificateFacts facts_;
};

// Backs up, runs `work` as one command, and makes the file anew.
Result<Purged> run(const KeeperPass& pass, const char* command, const Progress& progress,
                   const std::function<Result<PurgeId>(Context&, const BackedUp&, const Progress&, Purged&)>& work)
{
    return store::guarded(pass.file(), [&]() -> Result<Purged> {
        const auto backup = back_up(pass.file(), false, pass.clock(), pass.zone(), progress.part(0, backed_up));
        if (!backup) return Failure(backup.error());
        // Half a backup is none for what cannot be undone; the reason is said.
        if (!backup->problems.empty()) return Failure(backup->problems.front());
        Purged purged;
        purged.backups = backup->made;
        {
            auto workspace = opened(pass, progress.stop_token());
            if (!workspace) return Failure(workspace.error());
            const auto taking = progress.part(backed_up, carried_out);
            const auto done =
                WorkspaceInside::session(*workspace).run<PurgeId>(pass.actor(), command, [&](Context& context) {
                    return work(context, *backup, taking, purged);
                });
            if (!done) return Failure(done.error());
            purged.purge = done->value;
        }
        if (const auto wiped = wipe_free_space(pass, progress.part(carried_out, 1)); !wiped)
            purged.not_wiped = wiped.error();
        progress.at(1);
        return purged;
    });
}

Result<void> check_reason(const Person& person, const std::string& reason)
{
    if (trimmed(reason).empty())
        return fail(ErrorCode::invalid, "An erasure needs a reason, such as the number of the request.");
    if (count_characters(reason) > erasure_reason_chars_max)
        return fail(ErrorCode::invalid, "A reason has at most {0} characters.",
                    std::to_string(erasure_reason_chars_max));
    const auto said = split_words(folded(reason));
    for (const auto& name : split_words(folded(person.name())))
        if (std::ranges::find(said, name) != said.end())
            return fail(ErrorCode::invalid,
                        "The reason names the person, and would keep the name. Give the number of the request "
                        "instead.");
    return {};
}

}  // namespace

Result<KeeperPass> KeeperPass::of(Workspace& workspace, const Actor& actor)
{
    auto& session = WorkspaceInside::session(workspace);
    return store::guarded(session.file, [&]() -> Result<KeeperPass> {
        if (const auto allowed = session.allow(actor); !allowed) return Failure(allowed.error());
        auto context = session.make_context(actor);
        if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
        KeeperPass pass;
        pass.file_ = session.file;
        pass.actor_ = actor;
        pass.clock_ = session.options.clock;
        pass.zone_ = session.options.zone;
        pass.open_ = another(workspace);
        return pass;
    });
}

Result<RetentionPreview::Preview> preview_retention(const KeeperPass& pass)
{
    const auto workspace = opened(pass);
    if (!workspace) return Failure(workspace.error());
    return workspace->ask(pass.actor(), RetentionPreview{});
}

Result<ErasurePreview::Preview> preview_erasure(const KeeperPass& pass, PersonId person)
{
    const auto workspace = opened(pass);
    if (!workspace) return Failure(workspace.error());
    return workspace->ask(pass.actor(), ErasurePreview{person});
}

Result<Purged> apply_retention(const KeeperPass& pass, std::optional<std::int64_t> expected, const Progress& progress)
{
    return run(
        pass, "ApplyRetention", progress,
        [&](Context& context, const BackedUp& backup, const Progress& taking, Purged& purged) -> Result<PurgeId> {
            if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
            context.label = "Apply the retention rules";
            store::find_old_records(context.database, context.today);
            Purging purging(context, backup.made, taking);
            auto& facts = purging.facts();
            facts.rules = store::retention_rules(context.database);
            facts.records = store::old_records(context.database);
            facts.holds = store::held_records(context.database);
            for (const auto& row : facts.records)
                if (row.verdict == store::Verdict::due) purged.records += row.count;
            if (purged.records == 0)
                return fail(ErrorCode::wrong_state, "Nothing is due: no record is older than its rule.");
            if (expected && *expected != purged.records)
                return fail(ErrorCode::conflict,
                            "The preview named {0} and {1} would go now. Look at it again; nothing was taken "
                            "out.",
                            counted(*expected, "record"), counted(purged.records, "record"));
            store::choose_due(context.database);
            purging.begin(PurgeKind::retention, {}, "The file's retention rules");
            return purging.finish();
        });
}

Result<Purged> erase_person(const KeeperPass& pass, PersonId id, const std::string& reason, const Progress& progress)
{
    return run(
        pass, "ErasePerson", progress,
        [&](Context& context, const BackedUp& backup, const Progress& taking, Purged& purged) -> Result<PurgeId> {
            if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
            context.label = "Erase a person's record";
            const auto person = erasable_person(context, id);
            if (!person) return Failure(person.error());
            if (const auto good = check_reason(*person, reason); !good) return Failure(good.error());
            store::choose_person(context.database, id);
            Purging purging(context, backup.made, taking);
            const auto total = store::chosen(context.database).total();
            purged.records = total.taken + total.blanked;
            purging.begin(PurgeKind::erasure, id, std::string(trimmed(reason)));
            store::end_everything(context.database, context.today);
            return purging.finish();
        });
}

Result<void> wipe_free_space(const KeeperPass& pass, const Progress& progress)
{
    return store::guarded(pass.file(), [&]() -> Result<void> {
        progress.at(0);
        store::wipe_free_space(pass.file());
        progress.at(1);
        return {};
    });
}

Result<std::vector<OldCopy>> copies_before(const KeeperPass& pass, PurgeId purge)
{
    return store::guarded(pass.file(), [&]() -> Result<std::vector<OldCopy>> {
        store::Database database(pass.file());
        const auto row = store::find<store::PurgeRow>(database, purge);
        if (!row)
            return fail(ErrorCode::not_found, "There is no such certificate. 'retention certificates' lists them.");
        auto copies = all_copies(database);
        // A backup's name says when it was begun, to the second; of that very second the purge's own is one.
        std::erase_if(copies, [&](const OldCopy& copy) { return row->done_at < copy.made_at; });
        return copies;
    });
}

Result<std::int64_t> remove_old_backups(const KeeperPass& pass, PurgeId purge, const std::vector<fs::path>& spare)
{
    const auto copies = copies_before(pass, purge);
    if (!copies) return Failure(copies.error());
    return store::guarded(pass.file(), [&]() -> Result<std::int64_t> {
        std::int64_t count = 0;
        for (const auto& copy : *copies) {
            if (!copy.is_backup || std::ranges::find(spare, copy.file) != spare.end()) continue;
            if (fs::remove(copy.file)) ++count;
        }
        return count;
    });
}

}  // namespace throughline
