// Progress: what long work says while it runs, and how it is asked to stop.
//
// Used by everything that can take longer than a second and so runs on a thread of its own. Promises: `report` is
// called on the thread that works, at most each 100 ms, with a share from 0 to 1 that never falls.
#pragma once

#include <chrono>
#include <functional>
#include <stop_token>
#include <utility>

namespace throughline {

class Progress {
public:
    Progress() = default;
    explicit Progress(std::function<void(double)> report, std::stop_token stop = {})
        : report_(std::move(report)), stop_(std::move(stop))
    {}

    // `share` of the work is done, 0 to 1.
    void at(double share) const
    {
        if (!report_ || share < reached_) return;
        const auto now = std::chrono::steady_clock::now();
        if (now - said_at_ < least_time_between && share < 1) return;
        said_at_ = now;
        reached_ = share;
        report_(share);
    }
    [[nodiscard]] std::stop_token stop_token() const { return stop_; }
    [[nodiscard]] bool is_stopped() const { return stop_.stop_requested(); }

    // The part of this work that goes from one share to another.
    [[nodiscard]] Progress part(double from, double to) const
    {
        return Progress([this, from, to](double share) { at(from + share * (to - from)); }, stop_);
    }

private:
    static constexpr std::chrono::milliseconds least_time_between{100};

    std::function<void(double)> report_;
    std::stop_token stop_;
    mutable double reached_ = 0;
    mutable std::chrono::steady_clock::time_point said_at_{};
};

}  // namespace throughline
