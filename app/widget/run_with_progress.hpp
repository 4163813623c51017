// Long work behind a bar that can be cancelled: the window stays alive, and the answer is there when this returns.
//
// Used where a person waits for one thing: a backup, a restore, a check. The bar comes up only if it takes a moment.
// Promises: `work` runs on a thread of its own and so touches neither windows nor the document; Cancel asks it to stop
// and waits for its answer.
#pragma once

#include <atomic>
#include <future>
#include <memory>
#include <stop_token>
#include <utility>

#include <wx/progdlg.h>
#include <wx/string.h>

#include "throughline/progress.hpp"

namespace throughline {

template <class Work>
auto run_with_progress(wxWindow* parent, const wxString& title, const wxString& words, Work work)
    -> decltype(work(std::declval<const Progress&>()))
{
    constexpr std::chrono::milliseconds before_the_bar{400};
    constexpr std::chrono::milliseconds a_frame{30};
    constexpr int percent = 100;
    std::atomic<double> share = 0;
    std::stop_source stop;
    const Progress progress([&share](double reached) { share = reached; }, stop.get_token());
    auto answer = std::async(std::launch::async, [&] { return work(progress); });
    if (answer.wait_for(before_the_bar) == std::future_status::ready) return answer.get();
    wxProgressDialog bar(title, words, percent, parent,
                         wxPD_APP_MODAL | wxPD_CAN_ABORT | wxPD_AUTO_HIDE | wxPD_ELAPSED_TIME);
    while (answer.wait_for(a_frame) != std::future_status::ready)
        if (!bar.Update(std::min(percent - 1, static_cast<int>(share * percent)))) stop.request_stop();
    return answer.get();
}

}  // namespace throughline
