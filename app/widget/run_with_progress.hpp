// Long work behind a bar that can be cancelled: the window stays alive, and the answer is there when this returns.
//
// Used where a person waits for one thing: a backup, an export, an import. The bar comes up only if it takes a moment;
// until then the window draws itself and keeps what is typed for later.
// Promises: `work` runs on a thread of its own and so touches neither windows nor the document (it opens the file by
// `another`, see throughline/connection.hpp); Cancel asks it to stop and waits for its answer.
#pragma once

#include <atomic>
#include <chrono>
#include <future>
#include <optional>
#include <stop_token>
#include <utility>

#include <wx/evtloop.h>
#include <wx/progdlg.h>
#include <wx/string.h>

#include "throughline/progress.hpp"

namespace throughline {

enum class MayCancel { yes, no };  // no: work of a moment that is no use half done

template <class Work>
auto run_with_progress(wxWindow* parent, const wxString& title, const wxString& words, Work work,
                       MayCancel may_cancel = MayCancel::yes) -> decltype(work(std::declval<const Progress&>()))
{
    constexpr std::chrono::milliseconds before_the_bar{400};
    constexpr std::chrono::milliseconds between_looks{10};
    constexpr int percent = 100;
    std::atomic<double> share = 0;
    std::stop_source stop;
    const Progress progress([&share](double reached) { share = reached; }, stop.get_token());
    auto answer = std::async(std::launch::async, [&] { return work(progress); });
    const auto began = std::chrono::steady_clock::now();
    std::optional<wxProgressDialog> bar;
    while (answer.wait_for(between_looks) != std::future_status::ready) {
        if (!bar && std::chrono::steady_clock::now() - began > before_the_bar)
            bar.emplace(title, words, percent, parent,
                        wxPD_APP_MODAL | wxPD_AUTO_HIDE | wxPD_ELAPSED_TIME |
                            (may_cancel == MayCancel::yes ? wxPD_CAN_ABORT : 0));
        if (!bar) {
            if (auto* loop = wxEventLoopBase::GetActive()) loop->YieldFor(wxEVT_CATEGORY_UI);
        } else if (!bar->Update(std::min(percent - 1, static_cast<int>(share * percent)))) {
            stop.request_stop();
        }
    }
    return answer.get();
}

}  // namespace throughline
