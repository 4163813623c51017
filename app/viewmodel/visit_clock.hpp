// VisitClock: how long a visit has been going on, and whether it still is.
//
// The time is the steady clock's distance from a fixed start, worked out anew each time it is asked for and never
// counted up by ticks: a dialog, a busy computer or a changed wall clock cannot slow it or make it jump.
// A visit runs while it is a draft without minutes. One in which nothing was written for `quiet_ms_max` was left: it
// stands still at its last line, so that a draft reopened in the evening does not count for ever.
// Used by OpenVisit. Times are milliseconds since the visit began. No wx.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "throughline/model/observation.hpp"

namespace throughline {

class VisitClock {
public:
    // A double lesson in which nobody writes a word for an hour is not a visit any more.
    static constexpr std::int64_t quiet_ms_max = 60 * 60 * 1000;

    // Follows this visit from now on. The wall clock is asked only the first time that a visit is seen; after that its
    // start is known on the steady clock, whatever happens to the other.
    void follow(const Observation& observation, std::int64_t last_line_ms, Instant now, std::int64_t steady_us);
    // Something was written just now, or the person says that the visit goes on.
    void touch(std::int64_t steady_us);

    [[nodiscard]] bool is_running(std::int64_t steady_us) const;
    // What a line written now is stamped with; where the visit stands still, its end.
    [[nodiscard]] std::int64_t elapsed_ms(std::int64_t steady_us) const;
    // Nothing was written for so long that the visit counts as left. False once its minutes are known.
    [[nodiscard]] bool was_left(std::int64_t steady_us) const;

private:
    struct Start {
        Instant started_at;          // as the record says; another one begins anew
        std::int64_t steady_us = 0;  // when the visit began, on the steady clock
        std::int64_t touched_ms = 0;
    };

    [[nodiscard]] std::int64_t since_start_ms(std::int64_t steady_us) const;

    std::map<ObservationId, Start> starts_;
    const Start* start_ = nullptr;
    ObservationId observation_;
    bool is_open_ = false;
    std::optional<int> minutes_;
    std::int64_t last_line_ms_ = 0;
};

}  // namespace throughline
