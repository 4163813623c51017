// The state of backups that the file itself knows.
#pragma once

#include <string>

namespace throughline {

struct BackupPlan {  // for who keeps the house
    struct Plan {
        std::string second_folder;  // empty: none
        bool is_sealed = false;     // the second folder's backups open with a passphrase only
        std::string mark;           // of this file's backups in the second folder
    };
    using Answer = Plan;
};

}  // namespace throughline
