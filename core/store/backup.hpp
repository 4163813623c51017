// Copies of a workspace file, what a file holds, and putting one file in another's place.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "throughline/base/error.hpp"
#include "throughline/base/time.hpp"
#include "throughline/progress.hpp"

namespace throughline::store {

// A consistent copy through SQLite's backup API, of one moment, while the file may be in use; checked with
// quick_check, a single file without a log beside it, on disk when this returns. `to` must not exist; on any error,
// and when stopped, it does not exist afterwards. Throws SQLite::Exception.
Result<void> copy_workspace(const std::filesystem::path& from, const std::filesystem::path& to,
                            const Progress& progress = {});

// A finished backup, byte by byte, into any folder that can be written: a drive that one carries about or a share,
// where SQLite's locks cannot be relied on. What was written is read back and compared. `to` must not exist; on any
// error, and when stopped, it does not exist afterwards. Throws SQLite::Exception.
Result<void> copy_backup(const std::filesystem::path& backup, const std::filesystem::path& to,
                         const Progress& progress = {});
// The same of a file that lies where nothing can be written, with its log if it has one: a copy to look into, checked.
Result<void> copy_to_read(const std::filesystem::path& file, const std::filesystem::path& to, const Progress& progress);

// Gives a finished workspace its name, where no file has it. A log that lies there is of another file, one that was
// moved away by hand, and is put aside under a name of its own: the new file would take it in.
Result<void> name_workspace(const std::filesystem::path& unfinished, const std::filesystem::path& wanted);

struct Holdings {
    std::vector<std::string> schools;
    std::int64_t visit_count = 0;
    std::optional<Date> last_visit_on;
    std::optional<Instant> last_change_at;
    // Differs whenever something was written since: the last command, what is being typed, who looked.
    std::string change_mark;
    std::string second_folder;  // the settings of ChangeBackupPlan
    std::string lock;
    std::string mark;  // see mark_of()
};
// Reads a file of any version. Throws SQLite::Exception.
Holdings holdings_of(const std::filesystem::path& file);

// Puts the whole file `prepared` in the place of `workspace`, in one step, and keeps what lay there as `kept`, together
// with its log if the log could not be taken in. locked while another connection has the workspace open.
Result<void> put_in_place(const std::filesystem::path& prepared, const std::filesystem::path& workspace,
                          const std::filesystem::path& kept);

}  // namespace throughline::store
