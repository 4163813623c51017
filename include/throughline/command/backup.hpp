// Where backups go besides the folder beside the file, and whether they are sealed there.
#pragma once

#include <optional>
#include <string>

#include "throughline/change_set.hpp"

namespace throughline {

// By who keeps the house. The passphrase itself is not kept: only what seals with it is, so that backups can be made by
// themselves and opened by nobody else.
struct ChangeBackupPlan {
    using Value = Nothing;
    std::optional<std::string> second_folder;  // a full path; empty: none any more
    std::optional<std::string> passphrase;     // empty: the second folder's backups are not sealed any more
};

}  // namespace throughline
