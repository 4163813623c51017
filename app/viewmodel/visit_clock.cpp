#include "app/viewmodel/visit_clock.hpp"

#include <algorithm>

namespace throughline {

namespace {

constexpr std::int64_t ms_per_minute = 60'000;

}  // namespace

void VisitClock::follow(const Observation& observation, std::int64_t last_line_ms, Instant now, std::int64_t steady_us)
{
    observation_ = observation.id;
    is_open_ = observation.state == ObservationState::draft;
    minutes_ = observation.minutes;
    last_line_ms_ = last_line_ms;
    auto [at, is_new] = starts_.try_emplace(observation.id);
    auto& start = at->second;
    if (is_new || start.started_at != observation.started_at) {
        start.started_at = observation.started_at;
        // A wall clock that was set back must not put the visit's lines in a wrong order.
        const auto since_us = std::max(now - observation.started_at, last_line_ms * us_per_ms);
        start.steady_us = steady_us - since_us;
        start.touched_ms = 0;
    }
    start_ = &start;
}

void VisitClock::touch(std::int64_t steady_us)
{
    if (start_) starts_[observation_].touched_ms = since_start_ms(steady_us);
}

bool VisitClock::is_running(std::int64_t steady_us) const
{
    return start_ && is_open_ && !minutes_ && !was_left(steady_us);
}

std::int64_t VisitClock::elapsed_ms(std::int64_t steady_us) const
{
    if (!start_) return 0;
    if (minutes_) return std::max(last_line_ms_, *minutes_ * ms_per_minute);
    return is_running(steady_us) ? since_start_ms(steady_us) : last_line_ms_;
}

bool VisitClock::was_left(std::int64_t steady_us) const
{
    if (!start_ || minutes_) return false;
    return since_start_ms(steady_us) - std::max(last_line_ms_, start_->touched_ms) > quiet_ms_max;
}

std::int64_t VisitClock::since_start_ms(std::int64_t steady_us) const
{
    return (steady_us - start_->steady_us) / us_per_ms;
}

}  // namespace throughline
