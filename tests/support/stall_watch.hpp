// StallWatch: the longest time for which the window's thread looked at nothing.
//
// A timer ticks on that thread; the watch keeps the longest time between two ticks. Time in which the thread was ready
// and another program had the processor is not counted (Linux keeps it in /proc/thread-self/schedstat), so that a busy
// machine fails no test, but work and waiting of the thread itself are.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <fstream>

#include <wx/timer.h>

namespace throughline::test {

class StallWatch : public wxTimer {
public:
    StallWatch()
    {
        last_ = now_ms();
        Start(tick_ms);
    }
    [[nodiscard]] double longest_ms()
    {
        Notify();  // the time since the last tick belongs to it
        return longest_ms_;
    }

    // What the test itself did does not count.
    void begin_again()
    {
        longest_ms_ = 0;
        last_ = now_ms();
    }

    void Notify() override
    {
        const double now = now_ms();
        longest_ms_ = std::max(longest_ms_, now - last_);
        last_ = now;
    }

private:
    static constexpr int tick_ms = 2;

    // Milliseconds, less those in which the thread waited for a processor.
    static double now_ms()
    {
        using Milliseconds = std::chrono::duration<double, std::milli>;
        const Milliseconds wall = std::chrono::steady_clock::now().time_since_epoch();
        std::int64_t ran_ns = 0;
        std::int64_t waited_ns = 0;  // 0 where the system keeps no such count
        std::ifstream("/proc/thread-self/schedstat") >> ran_ns >> waited_ns;
        return wall.count() - static_cast<double>(waited_ns) * 1e-6;
    }

    double last_ = 0;
    double longest_ms_ = 0;
};

}  // namespace throughline::test
