// RemindersViewModel: what begins soon, said once, and again after a snooze. No wx.
//
// Used by the window's reminders, which look once a minute. Promises: nothing is said while a visit is going on; what
// was kept back then is said afterwards if it has not begun yet; what has no time of day is on Today and never said.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "throughline/query/schedule.hpp"

namespace throughline {

class RemindersViewModel {
public:
    static constexpr int lead_minutes_default = 10;

    explicit RemindersViewModel(const Document& document) : document_(document) {}

    void set_lead(int minutes) { lead_minutes_ = minutes; }  // 0: no reminders
    [[nodiscard]] int lead() const { return lead_minutes_; }

    struct Reminder {
        AnyId id;
        std::string words;  // "In 10 minutes: visit to Ana Ruiz, 9:15"
    };
    // What is to be said now. `is_writing`: a visit is on screen.
    [[nodiscard]] Result<std::vector<Reminder>> take(bool is_writing);
    // Say it again in so many minutes, or when it begins if that is earlier.
    void snooze(AnyId id, int minutes);

private:
    [[nodiscard]] Result<bool> is_visiting() const;
    [[nodiscard]] Reminder reminder_of(const ScheduleRow& row) const;

    const Document& document_;
    int lead_minutes_ = lead_minutes_default;
    std::map<AnyId, Instant> not_before_;  // said already: far away; snoozed: then
    std::map<AnyId, Instant> said_for_;    // the time that it was said for: what is moved is said anew
};

}  // namespace throughline
