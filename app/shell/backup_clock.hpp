// BackupClock: backups that nobody has to think of: when a file is opened and every half hour, if something has
// changed.
//
// The frame owns it. The copy is made on a thread of its own with a connection of its own; closing the file stops it.
#pragma once

#include <filesystem>
#include <functional>

#include <wx/timer.h>

#include "app/widget/background_task.hpp"
#include "throughline/backup.hpp"
#include "throughline/workspace.hpp"

namespace throughline {

class BackupClock {
public:
    BackupClock();

    void start(const std::filesystem::path& file, const WorkspaceOptions& options);
    void stop();
    // Also waits for a copy that is being checked: the file is then closed as far as this is concerned.
    void stop_and_wait();
    [[nodiscard]] bool is_running() const { return task_.is_running(); }

    std::function<void(const Result<BackedUp>&)> on_done;

private:
    void back_up_if_changed();

    static constexpr int half_an_hour_ms = 30 * 60 * 1000;

    std::filesystem::path file_;
    WorkspaceOptions options_;
    wxTimer timer_;
    BackgroundTask task_;
};

}  // namespace throughline
