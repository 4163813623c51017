// Backups of a workspace file: made while it is in use, checked, thinned, sealed when wished, and taken back.
//
// Used by both programs. Nothing here needs an open Workspace: each call has a connection of its own and may run on
// any thread. Promises: a backup is a whole, checked file or it is not there; a restore keeps what it replaces; only
// files that were made here are ever thinned out. Times in names are UTC, so that they sort and never repeat.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/base/error.hpp"
#include "throughline/base/time.hpp"
#include "throughline/progress.hpp"

namespace throughline {

// Where backups of this file lie by themselves: "Lincoln backups" beside "Lincoln.throughline".
std::filesystem::path backup_folder_of(const std::filesystem::path& workspace);

struct BackupFile {
    std::filesystem::path file;  // "Lincoln 2026-11-21T091000Z.throughline", sealed "....throughline-sealed"
    Instant made_at;             // to the second, from the name
    std::uintmax_t bytes = 0;
    bool is_sealed = false;
};
// Newest first. No such folder: none. In the second folder, which other files may share, `mark` tells whose they are
// (BackupPlan).
std::vector<BackupFile> backups_in(const std::filesystem::path& folder, const std::filesystem::path& workspace,
                                   const std::string& mark = {});

// How many backups stay when there are many: the newest ones, and the newest of each of the latest days, weeks (from
// Monday) and months that have one.
struct Thinning {
    int recent = 10;
    int daily = 14;
    int weekly = 8;
    int monthly = 24;
};
// Which of these, in any order, stay; as long as `made_at`.
std::vector<bool> kept_by_thinning(const std::vector<LocalTime>& made_at, const Thinning& thinning = {});

struct BackedUp {
    std::vector<BackupFile> made;  // in the file's own folder and in the second one; empty if nothing had changed
    std::vector<Error> problems;   // of the second folder: the first backup is there all the same
    std::int64_t thinned_count = 0;
    std::string remark;  // to be said, and no failure: the clock seems to be wrong
};
// A backup into the file's own backup folder, and into the second one if the file names one (ChangeBackupPlan); old
// ones are thinned out. `if_changed`: none if the newest backup holds all that the file does.
Result<BackedUp> back_up(const std::filesystem::path& workspace, bool if_changed, const Clock& clock,
                         const TimeZone& zone, const Progress& progress = {});

// One backup to a place of the person's choice, never over another file; sealed if a passphrase is given.
Result<BackupFile> back_up_to(const std::filesystem::path& workspace, const std::filesystem::path& to,
                              const std::string& passphrase, const Clock& clock, const Progress& progress = {});
constexpr std::size_t passphrase_chars_min = 10;  // as for passwords: it is guessed at leisure, without waits

bool is_sealed_backup(const std::filesystem::path& file);

// A backup that was opened: unsealed and copied beside the workspace, checked, and looked at. Goes away with this
// object unless it is restored.
class OpenedBackup {
public:
    struct Contents {
        std::filesystem::path file;  // the backup
        Instant made_at;             // by its name, else when the file was last written
        std::uintmax_t bytes = 0;    // unsealed
        std::vector<std::string> schools;
        std::int64_t visit_count = 0;
        std::optional<Date> last_visit_on;
        std::optional<Instant> last_change_at;
        int schema_version = 0;
    };

    // Errors: not_found, not_a_workspace, too_new, damaged, not_allowed (the passphrase does not fit), storage,
    // cancelled.
    static Result<OpenedBackup> open(const std::filesystem::path& backup, const std::filesystem::path& workspace,
                                     const std::string& passphrase, const Progress& progress = {});
    OpenedBackup(OpenedBackup&& other) noexcept;
    OpenedBackup& operator=(OpenedBackup&& other) noexcept;
    ~OpenedBackup();

    [[nodiscard]] const Contents& contents() const { return contents_; }

    // Puts it in the workspace's place. What lay there is kept: the answer is under which name, nothing if there was
    // no file. Refused as locked while any program has the workspace open.
    Result<std::optional<std::filesystem::path>> restore(const Clock& clock);

private:
    OpenedBackup() = default;
    void discard();

    std::filesystem::path workspace_;
    std::filesystem::path copy_;  // empty: moved away or restored
    Contents contents_;
};

}  // namespace throughline
