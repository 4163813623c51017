#include "app/widget/wx_alarm.hpp"

#include <algorithm>
#include <chrono>
#include <limits>

namespace throughline {

std::int64_t WxAlarm::now_ms() const
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

void WxAlarm::set(std::int64_t delay_ms)
{
    // A timer of no length would never ring.
    constexpr std::int64_t longest_ms = std::numeric_limits<int>::max();
    StartOnce(static_cast<int>(std::clamp<std::int64_t>(delay_ms, 1, longest_ms)));
}

void WxAlarm::clear() { Stop(); }

void WxAlarm::Notify()
{
    if (on_ring) on_ring();
}

}  // namespace throughline
