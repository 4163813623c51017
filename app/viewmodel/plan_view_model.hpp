// PlanViewModel: a visit or a conference that is being planned or moved: whom, when, how long, what for. No wx.
//
// Used by the planning dialog. Promises: what stands in the way is asked anew for whatever is set now and refuses
// nothing; planning is one command, and so one undo.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "throughline/command/schedule.hpp"
#include "throughline/query/schedule.hpp"

namespace throughline {

struct Plan {
    BookingKind kind = BookingKind::visit;
    PersonId teacher;
    std::string teacher_name;
    PersonId observer;
    Purpose purpose = Purpose::coaching;
    Date day;
    int minute_of_day = 9 * 60;
    int minutes = visit_minutes_default;
    bool announced = false;
    std::string note;
    std::optional<Date> weekly_until;
};

class PlanViewModel {
public:
    explicit PlanViewModel(Document& document) : document_(document) {}

    // A new plan for this teacher, on `day` or else on the next school day.
    [[nodiscard]] Result<void> begin(PersonId teacher, std::optional<Date> day = {},
                                     Purpose purpose = Purpose::coaching);
    // One that is there already: only time, length, purpose, note and announced can change.
    [[nodiscard]] Result<void> open(const ScheduleRow& row);

    // A time for a debrief that is due: only day and time are asked for.
    [[nodiscard]] Result<void> open_debrief(DebriefId debrief, PersonId teacher, const std::string& teacher_name,
                                            std::optional<Instant> planned_at);

    [[nodiscard]] bool is_new() const { return !booking_ && !debrief_; }
    [[nodiscard]] bool is_debrief() const { return debrief_.has_value(); }
    [[nodiscard]] Plan& plan() { return plan_; }
    struct Observer {
        PersonId id;
        std::string name;
    };
    // Whom it can be planned for; only oneself, where one does not keep the house.
    [[nodiscard]] const std::vector<Observer>& observers() const { return observers_; }
    void choose_kind(BookingKind kind);  // with its usual length

    // What the teacher asked to be looked at; empty if they did not, or if this plan is something else.
    [[nodiscard]] std::string focus_words() const;
    // "Sat 28 Nov is no school day", "Ana Ruiz teaches Mathematics 4, 9:00 to 9:45": what stands in the way.
    [[nodiscard]] std::vector<std::string> obstacles() const;
    // "Planned: a visit to Ana Ruiz, Tue 24 Nov, 9:15"
    [[nodiscard]] Result<std::string> keep();

private:
    [[nodiscard]] Result<void> load();
    void propose_time(std::optional<Date> day);
    [[nodiscard]] Instant starts_at() const;
    [[nodiscard]] std::string words() const;
    [[nodiscard]] Result<void> change();

    Document& document_;
    Plan plan_;
    std::optional<BookingId> booking_;
    std::optional<DebriefId> debrief_;
    ScheduleRow before_;
    std::vector<Observer> observers_;
    SchoolCalendar calendar_;
};

}  // namespace throughline
