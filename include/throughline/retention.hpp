// Taking records out for good: by the rules, or all of one person's. Neither can be undone.
//
// Used by both programs. Each begins with a backup, then takes everything out in one transaction, or nothing if it
// fails or is stopped, writes a certificate, and makes the file anew so that no byte of what went is left in it. Calls
// have a connection of their own and may run on any thread; the pass is made on the workspace's own.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "throughline/backup.hpp"
#include "throughline/connection.hpp"
#include "throughline/model/retention.hpp"
#include "throughline/progress.hpp"
#include "throughline/query/retention.hpp"
#include "throughline/workspace.hpp"

namespace throughline {

// That somebody who keeps the house has signed in where that is asked for.
class KeeperPass {
public:
    // not_allowed for everybody else.
    static Result<KeeperPass> of(Workspace& workspace, const Actor& actor);

    [[nodiscard]] const std::filesystem::path& file() const { return file_; }
    [[nodiscard]] const Actor& actor() const { return actor_; }
    [[nodiscard]] const Clock& clock() const { return *clock_; }
    [[nodiscard]] const TimeZone& zone() const { return *zone_; }
    [[nodiscard]] Result<Workspace> open(std::stop_token stop) const { return open_(std::move(stop)); }

private:
    KeeperPass() = default;
    std::filesystem::path file_;
    Actor actor_;
    std::shared_ptr<const Clock> clock_;
    std::shared_ptr<const TimeZone> zone_;
    OpenAnother open_;
};

// RetentionPreview and ErasurePreview, asked on a connection of their own: they read much.
Result<RetentionPreview::Preview> preview_retention(const KeeperPass& pass);
Result<ErasurePreview::Preview> preview_erasure(const KeeperPass& pass, PersonId person);

struct Purged {
    PurgeId purge;                    // its certificate: PurgeCertificate
    std::int64_t records = 0;         // of the rules' kinds; of an erasure: rows taken out and blanked
    std::vector<BackupFile> backups;  // made before: they hold what went
    // The file was made anew. Otherwise why not: old bytes may be left in it until wipe_free_space has done it.
    std::optional<Error> not_wiped;
};

// What the rules say today. `expected`: how many records the preview named; conflict if it is another number by now.
Result<Purged> apply_retention(const KeeperPass& pass, std::optional<std::int64_t> expected,
                               const Progress& progress = {});

// Blanks what was written about and by one person. The skeleton stays: that a visit took place, when, and for what.
Result<Purged> erase_person(const KeeperPass& pass, PersonId person, const std::string& reason,
                            const Progress& progress = {});
constexpr std::size_t erasure_reason_chars_max = 300;

// Makes the file anew, without what deleted rows leave behind in it. locked while another program writes or reads.
Result<void> wipe_free_space(const KeeperPass& pass, const Progress& progress = {});

// Files of this program that were made before that purge and so may hold what it took: backups in both folders, and
// copies beside the file from a restore or a migration. Newest first.
struct OldCopy {
    std::filesystem::path file;
    Instant made_at;
    bool is_backup = false;  // false: remove_old_backups leaves it
};
Result<std::vector<OldCopy>> copies_before(const KeeperPass& pass, PurgeId purge);
// Removes those that are backups, `spare` apart; how many went.
Result<std::int64_t> remove_old_backups(const KeeperPass& pass, PurgeId purge,
                                        const std::vector<std::filesystem::path>& spare = {});

}  // namespace throughline
