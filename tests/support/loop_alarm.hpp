// An Alarm that rings when a test's loop looks at it, as a window's event loop would.
#pragma once

#include <chrono>
#include <cstdint>

#include "app/viewmodel/draft_keeper.hpp"

namespace throughline::test {

inline std::int64_t now_ms()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

class LoopAlarm final : public Alarm {
public:
    std::int64_t now_ms() const override { return test::now_ms(); }
    void set(std::int64_t delay_ms) override { ring_at_ms_ = now_ms() + delay_ms; }
    void clear() override { ring_at_ms_ = 0; }
    void look()
    {
        if (ring_at_ms_ == 0 || now_ms() < ring_at_ms_) return;
        ring_at_ms_ = 0;
        on_ring();
    }

private:
    std::int64_t ring_at_ms_ = 0;
};

}  // namespace throughline::test
