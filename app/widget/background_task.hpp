// BackgroundTask: long work on a thread of its own, with its result brought back to the window's thread.
//
// Used where a file of any size is read or written. Promises: `done` runs on the window's thread, and never after
// `cancel` or after this object is gone; the window does not wait for the work except when this object goes, which then
// waits for its end. The work must not touch windows nor the document: it has a Workspace of its own.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

#include <wx/app.h>

namespace throughline {

class BackgroundTask {
public:
    BackgroundTask() = default;
    ~BackgroundTask() { cancel(); }
    BackgroundTask(const BackgroundTask&) = delete;
    BackgroundTask& operator=(const BackgroundTask&) = delete;

    template <class Work, class Done>
    void run(Work work, Done done)
    {
        cancel();
        std::erase_if(threads_, [](const Running& running) { return running.has_ended->load(); });
        wanted_ = std::make_shared<bool>(true);
        auto ended = std::make_shared<std::atomic<bool>>(false);
        threads_.push_back({ended, std::jthread([work = std::move(work), done = std::move(done), wanted = wanted_,
                                                 ended](std::stop_token stop) {
                                auto result = std::make_shared<decltype(work(stop))>(work(stop));
                                wxTheApp->CallAfter([done, wanted, result] {
                                    if (!*wanted) return;
                                    *wanted = false;
                                    done(std::move(*result));
                                });
                                ended->store(true);
                            })});
    }

    // The work is asked to stop; what comes back, done after all or cancelled, is still wanted.
    void ask_to_stop()
    {
        for (auto& running : threads_) running.thread.request_stop();
    }

    // What comes back is no longer wanted; the thread ends by itself.
    void cancel()
    {
        if (wanted_) *wanted_ = false;
        ask_to_stop();
    }

    // Waits until no thread of this task is left.
    void cancel_and_wait()
    {
        cancel();
        threads_.clear();
    }

    [[nodiscard]] bool is_running() const { return wanted_ && *wanted_; }

private:
    struct Running {
        std::shared_ptr<std::atomic<bool>> has_ended;
        std::jthread thread;
    };
    std::shared_ptr<bool> wanted_;  // looked at and changed on the window's thread only
    std::vector<Running> threads_;
};

}  // namespace throughline
