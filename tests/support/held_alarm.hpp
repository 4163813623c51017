// An alarm in the test's hand: time passes only when the test says so.
#pragma once

#include <cstdint>
#include <optional>

#include "app/viewmodel/draft_keeper.hpp"

namespace throughline::test {

class HeldAlarm final : public Alarm {
public:
    [[nodiscard]] std::int64_t now_ms() const override { return now_; }
    void set(std::int64_t delay_ms) override { rings_at_ = now_ + delay_ms; }
    void clear() override { rings_at_.reset(); }

    // Rings whenever it was set for a moment that passes.
    void advance(std::int64_t ms)
    {
        const auto until = now_ + ms;
        while (rings_at_ && *rings_at_ <= until) {
            now_ = *rings_at_;
            rings_at_.reset();
            on_ring();
        }
        now_ = until;
    }

private:
    std::int64_t now_ = 1'000'000;
    std::optional<std::int64_t> rings_at_;
};

}  // namespace throughline::test
