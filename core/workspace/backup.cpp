// Backups: where they lie, when one is made, which stay, and how one is taken back.
#include "throughline/backup.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <map>
#include <regex>

#include <fmt/format.h>
#include <unistd.h>

#include "core/base/file_being_made.hpp"
#include "core/base/sealed_file.hpp"
#include "core/store/backup.hpp"
#include "core/store/database.hpp"
#include "core/store/open_file.hpp"
#include "core/store/people.hpp"
#include "core/store/retention.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/settings.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/backup.hpp"
#include "throughline/query/backup.hpp"

namespace throughline {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view plain_ending = ".throughline";
constexpr std::string_view sealed_ending = ".throughline-sealed";
constexpr std::int64_t us_per_day = 24 * 60 * us_per_minute;

// "2026-11-21T091000Z", and back. Not the system's time: a name must not repeat when summer time ends.
std::string stamp(Instant at)
{
    auto text = iso_utc(Instant{at.us / us_per_second * us_per_second});
    text.erase(std::remove(text.begin(), text.end(), ':'), text.end());
    return text;
}

std::optional<Instant> parse_stamp(std::string_view text)
{
    constexpr std::size_t length = 18;
    if (text.size() != length || text.back() != 'Z') return std::nullopt;
    const auto time =
        parse_local_time(fmt::format("{}:{}:{}", text.substr(0, 13), text.substr(13, 2), text.substr(15, 2)));
    if (!time) return std::nullopt;
    return fixed_time_zone(0)->instant(*time);
}

std::optional<BackupFile> backup_named(const fs::path& file, std::string_view stem)
{
    const auto name = file.filename().string();
    BackupFile backup;
    backup.file = file;
    backup.is_sealed = name.ends_with(sealed_ending);
    const auto ending = backup.is_sealed ? sealed_ending : plain_ending;
    if (!name.ends_with(ending) || !name.starts_with(stem) || name.size() <= stem.size() + 1 + ending.size())
        return std::nullopt;
    if (name[stem.size()] != ' ') return std::nullopt;
    const auto made_at =
        parse_stamp(std::string_view(name).substr(stem.size() + 1, name.size() - stem.size() - 1 - ending.size()));
    if (!made_at) return std::nullopt;
    backup.made_at = *made_at;
    return backup;
}

// What the names of a file's backups begin with: in a folder that others may use, too, with the file's mark.
std::string marked_stem(const fs::path& workspace, const std::string& mark)
{
    return workspace.stem().string() + (mark.empty() ? "" : " " + mark);
}

Result<void> make_folder(const fs::path& folder)
{
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        return fail(ErrorCode::storage, "The backup folder {0} cannot be made: {1}.", folder.string(), error.message());
    return {};
}

// A free name of this second in the folder.
fs::path free_name(const fs::path& folder, const std::string& stem, Instant now, std::string_view ending)
{
    for (std::int64_t second = 0;; ++second) {
        auto file = folder / fmt::format("{} {}{}", stem, stamp(now + second * us_per_second), ending);
        if (!fs::exists(fs::symlink_status(file))) return file;
    }
}

Result<BackupFile> made(const fs::path& file, const std::string& stem)
{
    auto backup = backup_named(file, stem);
    if (!backup) return fail(ErrorCode::storage, "{0} does not have a backup's name.", file.string());
    backup->bytes = fs::file_size(file);
    return *backup;
}

// Seals a finished copy into another folder.
Result<void> seal_into(const fs::path& copy, const fs::path& to, const SealLock& lock, const Progress& progress)
{
    const auto name = unfinished_name(to);
    if (!name) return Failure(name.error());
    Unfinished unfinished(*name);
    if (const auto done = seal_file(copy, unfinished.path(), lock, progress); !done) return done;
    return unfinished.put_in_place(to);
}

Result<BackupFile> copy_to_second(const fs::path& copy, const fs::path& workspace, const store::Holdings& holdings,
                                  Instant now, const Progress& progress)
{
    const fs::path folder = holdings.second_folder;
    // Not made when it is missing: a drive that is not connected must not be taken for an empty folder.
    if (!fs::is_directory(folder))
        return fail(ErrorCode::not_found,
                    "The second backup folder {0} is not there. Connect its drive, or choose another in Settings; the "
                    "backup beside the file was made.",
                    folder.string());
    const SealLock lock{holdings.lock};
    const auto stem = marked_stem(workspace, holdings.mark);
    const auto to = free_name(folder, stem, now, lock.is_open() ? plain_ending : sealed_ending);
    const auto done = lock.is_open() ? store::copy_backup(copy, to, progress) : seal_into(copy, to, lock, progress);
    if (!done) return Failure(done.error());
    return made(to, stem);
}

// `made` stays whatever the clock says.
std::int64_t thin_out(const std::vector<BackupFile>& backups, const TimeZone& zone, const fs::path& made)
{
    std::vector<LocalTime> times;
    times.reserve(backups.size());
    for (const auto& backup : backups) times.push_back(zone.local(backup.made_at));
    const auto kept = kept_by_thinning(times);
    std::int64_t count = 0;
    for (std::size_t at = 0; at < backups.size(); ++at) {
        std::error_code error;  // one that cannot be removed stays, and is tried again next time
        if (!kept[at] && backups[at].file != made && fs::remove(backups[at].file, error)) ++count;
    }
    return count;
}

// What a program that was killed was about to write: no backup, and as readable as the workspace. Another program that
// is writing now has written within the hour.
void remove_what_was_cut_short(const fs::path& folder, const std::string& stem)
{
    static const std::regex cut_short(
        R"(.*\.throughline(-sealed)?\.\d+(-\d+)?\.(new|sealing|restoring)(-wal|-shm|-journal)?)");
    std::error_code error;  // a folder that cannot be read keeps what is in it
    std::vector<fs::path> found;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        const auto name = entry->path().filename().string();
        const bool is_ours = name.starts_with("." + stem) && std::regex_match(name, cut_short);
        const auto age = fs::file_time_type::clock::now() - entry->last_write_time(error);
        if (is_ours && entry->is_regular_file(error) && age > std::chrono::hours(1)) found.push_back(entry->path());
    }
    for (const auto& file : found) fs::remove(file, error);
}

std::string clock_words(const BackupFile& newest, const TimeZone& zone, const Clock& clock)
{
    return fmt::format(
        "By the clock it is {}, and the newest backup is of {}: no old backup was thinned out. Is the clock right?",
        iso(zone.local(clock.now()).date()), iso(zone.local(newest.made_at).date()));
}

bool holds_the_same(const std::vector<BackupFile>& backups, const store::Holdings& now)
{
    const auto newest =
        std::find_if(backups.begin(), backups.end(), [](const auto& backup) { return !backup.is_sealed; });
    if (newest == backups.end()) return false;
    try {
        return store::holdings_of(newest->file).change_mark == now.change_mark;
    } catch (const SQLite::Exception&) {
        return false;  // a backup that cannot be read is no backup: another one is made
    }
}

}  // namespace

fs::path backup_folder_of(const fs::path& workspace)
{
    return fs::absolute(workspace).parent_path() / (workspace.stem().string() + " backups");
}

std::vector<BackupFile> backups_in(const fs::path& folder, const fs::path& workspace, const std::string& mark)
{
    const auto stem = marked_stem(workspace, mark);
    std::vector<BackupFile> backups;
    std::error_code error;  // no such folder is no backups
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        auto backup = backup_named(entry->path(), stem);
        if (!backup || !entry->is_regular_file(error)) continue;
        backup->bytes = entry->file_size(error);
        backups.push_back(std::move(*backup));
    }
    std::sort(backups.begin(), backups.end(), [](const auto& a, const auto& b) { return a.made_at > b.made_at; });
    return backups;
}

std::vector<bool> kept_by_thinning(const std::vector<LocalTime>& made_at, const Thinning& thinning)
{
    std::vector<std::size_t> newest_first(made_at.size());
    for (std::size_t at = 0; at < made_at.size(); ++at) newest_first[at] = at;
    std::stable_sort(newest_first.begin(), newest_first.end(),
                     [&](std::size_t a, std::size_t b) { return made_at[a] > made_at[b]; });
    std::vector<bool> kept(made_at.size(), false);
    for (std::size_t at = 0; at < newest_first.size() && at < static_cast<std::size_t>(thinning.recent); ++at)
        kept[newest_first[at]] = true;
    const auto keep_newest_of_each = [&](int count, const auto& period_of) {
        std::optional<Date> last;
        for (const auto at : newest_first) {
            const auto period = period_of(made_at[at].date());
            if (last && *last == period) continue;
            if (count-- <= 0) return;
            last = period;
            kept[at] = true;
        }
    };
    keep_newest_of_each(thinning.daily, [](Date day) { return day; });
    keep_newest_of_each(thinning.weekly,
                        [](Date day) { return day - boost::gregorian::days((day.day_of_week().as_number() + 6) % 7); });
    keep_newest_of_each(thinning.monthly, [](Date day) { return Date(day.year(), day.month(), 1); });
    return kept;
}

Result<BackedUp> back_up(const fs::path& workspace, bool if_changed, const Clock& clock, const TimeZone& zone,
                         const Progress& progress)
{
    if (const auto inspected = store::inspect_file(workspace); !inspected) return Failure(inspected.error());
    return store::guarded(workspace, [&]() -> Result<BackedUp> {
        const auto folder = backup_folder_of(workspace);
        const auto holdings = store::holdings_of(workspace);
        if (if_changed && holds_the_same(backups_in(folder, workspace), holdings)) return BackedUp{};
        if (const auto done = make_folder(folder); !done) return Failure(done.error());
        for (const auto& place : {folder, fs::absolute(workspace).parent_path()})
            remove_what_was_cut_short(place, workspace.stem().string());
        const bool twice = !holdings.second_folder.empty();
        const auto before = backups_in(folder, workspace);
        const auto first = progress.part(0, twice ? 0.5 : 1);
        fs::path to;
        Result<void> done;
        for (bool is_taken = true; is_taken; is_taken = !done && done.error().code == ErrorCode::conflict) {
            to = free_name(folder, workspace.stem().string(), clock.now(), plain_ending);
            done = store::copy_workspace(workspace, to, first);  // a conflict: another program was quicker
        }
        if (!done) return Failure(done.error());
        BackedUp result;
        auto backup = made(to, workspace.stem().string());
        if (!backup) return Failure(backup.error());
        result.made.push_back(std::move(*backup));
        const bool clock_is_right = before.empty() || before.front().made_at < clock.now() + us_per_day;
        if (clock_is_right)
            result.thinned_count = thin_out(backups_in(folder, workspace), zone, to);
        else
            result.remark = clock_words(before.front(), zone, clock);
        if (!twice) return result;
        const fs::path second_folder = holdings.second_folder;
        auto second = store::guarded(second_folder, [&] {
            return copy_to_second(to, workspace, holdings, result.made.front().made_at, progress.part(0.5, 1));
        });
        if (second) {
            if (clock_is_right)
                result.thinned_count +=
                    thin_out(backups_in(second_folder, workspace, holdings.mark), zone, second->file);
            result.made.push_back(std::move(*second));
        } else {
            result.problems.push_back(second.error());
        }
        return result;
    });
}

Result<BackupFile> back_up_to(const fs::path& workspace, const fs::path& to, const std::string& passphrase,
                              const Clock& clock, const Progress& progress)
{
    if (!passphrase.empty() && count_characters(passphrase) < passphrase_chars_min)
        return fail(ErrorCode::invalid, "The passphrase is too short: use at least {0} characters.",
                    fmt::to_string(passphrase_chars_min));
    if (const auto inspected = store::inspect_file(workspace); !inspected) return Failure(inspected.error());
    return store::guarded(to, [&]() -> Result<BackupFile> {
        if (fs::exists(fs::symlink_status(to)))
            return fail(ErrorCode::conflict, "{0} is already there and was left as it is. Choose another name.",
                        to.string());
        const bool is_plain = passphrase.empty();
        if (is_plain && !store::is_on_network_share(fs::absolute(to).parent_path())) {
            if (const auto done = store::copy_workspace(workspace, to, progress); !done) return Failure(done.error());
        } else {
            // The copy lies beside the workspace, where the same people can read it, and only for a moment.
            const auto copy = fs::absolute(workspace).parent_path() /
                              fmt::format(".{}.{}.sealing", workspace.filename().string(), ::getpid());
            std::error_code ignored;  // leftovers of a try that was killed
            fs::remove(copy, ignored);
            auto done = store::copy_workspace(workspace, copy, progress.part(0, 0.5));
            const auto second = progress.part(0.5, 1);
            if (done)
                done =
                    is_plain ? store::copy_backup(copy, to, second) : seal_into(copy, to, lock_of(passphrase), second);
            fs::remove(copy, ignored);
            if (!done) return Failure(done.error());
        }
        return BackupFile{to, clock.now(), fs::file_size(to), !passphrase.empty()};
    });
}

bool is_sealed_backup(const fs::path& file) { return store::is_sealed_file(file); }

Result<OpenedBackup> OpenedBackup::open(const fs::path& backup, const fs::path& workspace,
                                        const std::string& passphrase, const Progress& progress)
{
    const auto folder = fs::absolute(workspace).parent_path();
    if (const auto good = store::inspect_folder(folder); !good) return Failure(good.error());
    OpenedBackup opened;
    opened.workspace_ = workspace;
    auto& contents = opened.contents_;
    contents.file = backup;
    // Nor is it read below, where this very program may have it open: that would end its locks on it.
    std::error_code apart;
    if (fs::equivalent(backup, workspace, apart))
        return fail(ErrorCode::invalid, "{0} is the workspace itself, not a backup of it. Name one of its backups.",
                    backup.string());
    const bool sealed = store::is_sealed_file(backup);
    if (sealed && passphrase.empty())
        return fail(ErrorCode::not_allowed, "{0} is sealed. Give the passphrase that was set when it was made.",
                    backup.string());
    const auto opened_well = store::guarded(backup, [&]() -> Result<void> {
        opened.copy_ = folder / fmt::format(".{}.{}.restoring", workspace.filename().string(), ::getpid());
        opened.discard();
        opened.copy_ = folder / fmt::format(".{}.{}.restoring", workspace.filename().string(), ::getpid());
        if (sealed) {
            if (const auto done = unseal_file(backup, opened.copy_, passphrase, progress); !done) return done;
        } else if (const auto place = store::inspect_file(backup); place) {
            if (const auto done = store::copy_workspace(backup, opened.copy_, progress); !done) return done;
        } else if (place.error().code == ErrorCode::read_only || place.error().code == ErrorCode::network_share) {
            // A backup is only read: where it lies need not be a place to work in.
            if (const auto done = store::copy_to_read(backup, opened.copy_, progress); !done) return done;
        } else {
            return Failure(place.error());
        }
        const auto inspected = store::inspect_file(opened.copy_);
        if (!inspected) return Failure(inspected.error());
        contents.schema_version = inspected->schema_version;
        auto holdings = store::holdings_of(opened.copy_);
        contents.bytes = fs::file_size(opened.copy_);
        contents.schools = std::move(holdings.schools);
        contents.visit_count = holdings.visit_count;
        contents.last_visit_on = holdings.last_visit_on;
        contents.last_change_at = holdings.last_change_at;
        const auto named = backup_named(backup, workspace.stem().string());
        const auto written = std::chrono::file_clock::to_sys(fs::last_write_time(backup)).time_since_epoch();
        contents.made_at =
            named ? named->made_at : Instant{std::chrono::duration_cast<std::chrono::microseconds>(written).count()};
        return {};
    });
    if (!opened_well) return Failure(opened_well.error());
    return opened;
}

OpenedBackup::OpenedBackup(OpenedBackup&& other) noexcept
    : workspace_(std::move(other.workspace_)),
      copy_(std::exchange(other.copy_, {})),
      contents_(std::move(other.contents_))
{}

OpenedBackup& OpenedBackup::operator=(OpenedBackup&& other) noexcept
{
    discard();
    workspace_ = std::move(other.workspace_);
    copy_ = std::exchange(other.copy_, {});
    contents_ = std::move(other.contents_);
    return *this;
}

OpenedBackup::~OpenedBackup() { discard(); }

void OpenedBackup::discard()
{
    if (copy_.empty()) return;
    std::error_code ignored;  // a private copy that nobody waits for
    for (const auto* suffix : {"", "-wal", "-shm", "-journal"}) fs::remove(copy_.string() + suffix, ignored);
    copy_.clear();
}

Result<std::optional<fs::path>> OpenedBackup::restore(const Clock& clock)
{
    if (copy_.empty()) return fail(ErrorCode::wrong_state, "This backup has been restored already.");
    return store::guarded(workspace_, [&]() -> Result<std::optional<fs::path>> {
        const bool replaces = fs::exists(fs::symlink_status(workspace_));
        const auto folder = fs::absolute(workspace_).parent_path();
        const auto kept = free_name(folder, workspace_.stem().string() + " replaced", clock.now(), plain_ending);
        if (const auto done = store::put_in_place(copy_, workspace_, kept); !done) return Failure(done.error());
        copy_.clear();
        return replaces ? std::optional(kept) : std::nullopt;
    });
}

template <>
Result<Nothing> handle(Context& context, const ChangeBackupPlan& change)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    if (change.second_folder) {
        const fs::path folder = *change.second_folder;
        if (!folder.empty() && (!folder.is_absolute() || !fs::is_directory(folder)))
            return fail(ErrorCode::not_found,
                        "There is no folder {0}. Make it first, or name another with its full path.", folder.string());
        if (!folder.empty())
            if (const auto good = store::inspect_folder_of_copies(folder); !good) return Failure(good.error());
        if (!folder.empty() && fs::exists(backup_folder_of(context.session.file)) &&
            fs::equivalent(folder, backup_folder_of(context.session.file)))
            return fail(ErrorCode::invalid, "Backups go to {0} already. Choose a folder on another drive.",
                        folder.string());
        set_setting(context, "backup_folder", folder.string());
    }
    if (change.passphrase) {
        if (!change.passphrase->empty() && count_characters(*change.passphrase) < passphrase_chars_min)
            return fail(ErrorCode::invalid, "The passphrase is too short: use at least {0} characters.",
                        fmt::to_string(passphrase_chars_min));
        set_setting(context, "backup_lock", change.passphrase->empty() ? "" : lock_of(*change.passphrase).text);
    }
    context.label = "Change where backups go";
    return Nothing{};
}
THROUGHLINE_COMMAND(ChangeBackupPlan);

template <>
Result<BackupPlan::Plan> answer(Context& context, const BackupPlan&)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    return BackupPlan::Plan{store::setting(context.database, "backup_folder", ""),
                            !store::setting(context.database, "backup_lock", "").empty(),
                            store::mark_of(store::file_identity(context.database))};
}
THROUGHLINE_QUERY(BackupPlan);

}  // namespace throughline
