#include "app/shell/backup_clock.hpp"

namespace throughline {

BackupClock::BackupClock()
{
    timer_.Bind(wxEVT_TIMER, [this](wxTimerEvent&) { back_up_if_changed(); });
}

void BackupClock::start(const std::filesystem::path& file, const WorkspaceOptions& options)
{
    stop();
    file_ = file;
    options_ = options;
    timer_.Start(half_an_hour_ms);
    back_up_if_changed();
}

void BackupClock::stop()
{
    timer_.Stop();
    task_.cancel();
}

void BackupClock::stop_and_wait()
{
    timer_.Stop();
    task_.cancel_and_wait();
}

void BackupClock::back_up_if_changed()
{
    if (task_.is_running()) return;
    task_.run(
        [file = file_, options = options_](std::stop_token stop) {
            return back_up(file, true, *options.clock, *options.zone, Progress({}, std::move(stop)));
        },
        [this](const Result<BackedUp>& done) {
            if (on_done) on_done(done);
        });
}

}  // namespace throughline
