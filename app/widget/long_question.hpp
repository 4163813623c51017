// LongQuestion: has a question answered by a worker where it may take longer than a frame, so that the window goes on.
//
// Used by pages whose questions can go over a whole district (app/viewmodel/all_schools.hpp says which). The worker has
// a connection of its own as the same person; small questions are asked on the page's own document, at once.
// Promises: the last question wins: another one, `cancel` or the end of this object stops what runs, and its answer
// never comes. `done` gets the answer or its error on the window's thread. `on_wait` says that an answer is being
// waited for only once a person would notice, and says the end of it before `done`. At its end the object waits until
// the worker's statement has been stopped, which takes a moment.
#pragma once

#include <functional>
#include <stop_token>
#include <utility>

#include <wx/timer.h>

#include "app/viewmodel/document.hpp"
#include "app/widget/background_task.hpp"
#include "throughline/connection.hpp"

namespace throughline {

class LongQuestion {
public:
    enum class Size { small, large };

    LongQuestion()
    {
        notice_.Bind(wxEVT_TIMER, [this](wxTimerEvent&) { set_waiting(true); });
    }

    // `question` takes a `const Document&` and gives a Result; it must not touch windows nor anything of the page.
    template <class Ask, class Done>
    void ask(const Document& document, Size size, Ask question, Done done)
    {
        if (size == Size::small) {
            cancel();
            return done(question(document));
        }
        using Answer = decltype(question(document));
        task_.run(
            [open = another(document.workspace()), actor = document.actor(), question](std::stop_token stop) -> Answer {
                auto workspace = open(std::move(stop));
                if (!workspace) return tl::unexpected(workspace.error());
                return question(Document(std::move(*workspace), actor));
            },
            [this, done](Answer answer) {
                end_waiting();
                done(std::move(answer));
            });
        if (!is_waiting_ && !notice_.IsRunning()) notice_.StartOnce(unnoticed_ms);
    }

    // What was asked is no longer wanted.
    void cancel()
    {
        task_.cancel();
        end_waiting();
    }

    [[nodiscard]] bool is_running() const { return task_.is_running(); }
    [[nodiscard]] bool is_waiting() const { return is_waiting_; }

    std::function<void()> on_wait;  // `is_waiting` has changed

private:
    static constexpr int unnoticed_ms = 150;  // what is quicker would only flicker

    void end_waiting()
    {
        notice_.Stop();
        set_waiting(false);
    }
    void set_waiting(bool is_waiting)
    {
        if (is_waiting == is_waiting_) return;
        is_waiting_ = is_waiting;
        if (on_wait) on_wait();
    }

    wxTimer notice_;
    bool is_waiting_ = false;
    BackgroundTask task_;
};

}  // namespace throughline
