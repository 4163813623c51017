// IdleWatch: for how long nobody has touched the keyboard or the mouse in this program. And after how long a shared
// computer is locked: a setting of this computer, not of the file.
#pragma once

#include <wx/eventfilter.h>
#include <wx/stopwatch.h>

namespace throughline {

class IdleWatch : public wxEventFilter {
public:
    IdleWatch();
    ~IdleWatch() override;
    IdleWatch(const IdleWatch&) = delete;
    IdleWatch& operator=(const IdleWatch&) = delete;

    int FilterEvent(wxEvent& event) override;
    [[nodiscard]] long idle_ms() const { return since_.Time(); }
    void start_again() { since_.Start(); }

private:
    wxStopWatch since_;
};

constexpr int lock_after_minutes_default = 10;
int lock_after_minutes();  // 0: never by itself
void set_lock_after_minutes(int minutes);

}  // namespace throughline
