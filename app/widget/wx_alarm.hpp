// WxAlarm: DraftKeeper's alarm on the program's event loop.
#pragma once

#include <wx/timer.h>

#include "app/viewmodel/draft_keeper.hpp"

namespace throughline {

class WxAlarm : public Alarm, private wxTimer {
public:
    [[nodiscard]] std::int64_t now_ms() const override;
    void set(std::int64_t delay_ms) override;
    void clear() override;

private:
    void Notify() override;
};

}  // namespace throughline
