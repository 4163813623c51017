// What follows from a visit: sharing, the debrief, the step and everything that becomes of it.
//
// Used by plan.cpp, one TeacherStory per teacher and year, fed with that teacher's visits in order. Promises: one step
// is live at a time; a step's checks and its end come after its visit was shared; nothing happens on or after `today`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/workspace/sample/schedule.hpp"

namespace throughline::sample {

class TeacherStory {
public:
    // `visits` are all of the year; they must stay where they are while the story is told.
    TeacherStory(std::vector<PlannedVisit>& visits, const SampleYear& year, Date today, std::string teacher_name);

    // The behavior of the live step, if this slot's observer would look for it now.
    [[nodiscard]] std::string looked_for(const Slot& slot, const LocalTime& starts_at) const;

    // Tells what follows from a visit that has been written. Returns the row of the look-fors that got stronger since
    // a step was mastered in it; usually none.
    std::optional<std::string> follow(const Slot& slot, int visit, Voice& voice, const LessonMarks& marks);

    // Closes what is still open when the school year is over.
    void end_year(Voice& voice);

private:
    [[nodiscard]] Date day(int index) const;
    [[nodiscard]] bool has_happened(const LocalTime& at) const { return at.date() < today_; }
    [[nodiscard]] int last_day() const { return year_.last_before(today_); }
    void share(const Slot& slot, PlannedVisit& visit, Random& random) const;
    [[nodiscard]] Date check_day(const Slot& slot) const;
    StepResult draw_result(Random& random);
    void look_at_live_step(const Slot& slot, PlannedVisit& visit, Voice& voice);
    void agree_step(const Slot& slot, int visit, Voice& voice, const LessonMarks& marks);
    void check_between(const Slot& slot, Voice& voice);
    void master(PlannedStep& step);

    std::vector<PlannedVisit>& visits_;
    const SampleYear& year_;
    Date today_;
    std::string teacher_name_;
    std::vector<std::string> step_texts_;  // agreed this year; new ones are preferred
    std::optional<int> live_;              // the visit whose step is live
    int checks_ = 0;                       // of the live step
    std::optional<std::string> stronger_row_;
};

// What a debrief is about besides the visit itself.
struct DebriefMatter {
    const Slot& slot;
    const SampleYear& year;
    Date today;
    const LessonMarks& marks;
    std::string teacher_name;
    std::string kept_step;  // the text of the step that stays live after this visit; may be empty
};

// The conversation after a shared visit: when, how long, what was said. Not held if it has not happened yet.
void hold_debrief(PlannedVisit& visit, const DebriefMatter& matter, Voice& voice);

}  // namespace throughline::sample
