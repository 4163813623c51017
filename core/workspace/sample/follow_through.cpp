#include "core/workspace/sample/follow_through.hpp"

#include <algorithm>

namespace throughline::sample {
namespace {

using boost::posix_time::minutes;

LocalTime at(Date day, int minute_of_day) { return LocalTime(day, minutes(minute_of_day)); }

constexpr int evening_first = 15 * 60 + 5;  // lessons are over, observers write
constexpr int evening_last = 17 * 60 + 30;
constexpr int morning_first = 7 * 60 + 15;
constexpr int morning_last = 7 * 60 + 50;

}  // namespace

TeacherStory::TeacherStory(std::vector<PlannedVisit>& visits, const SampleYear& year, Date today,
                           std::string teacher_name)
    : visits_(visits), year_(year), today_(today), teacher_name_(std::move(teacher_name))
{}

Date TeacherStory::day(int index) const
{
    const auto last = year_.school_days.size() - 1;
    return year_.school_days[std::min(static_cast<std::size_t>(std::max(index, 0)), last)];
}

std::string TeacherStory::looked_for(const Slot& slot, const LocalTime& starts_at) const
{
    if (!live_ || !slot.is_own_caseload) return "";
    const auto& agreed_in = visits_[static_cast<std::size_t>(*live_)];
    return *agreed_in.shared_at < starts_at ? agreed_in.step->behaviour : "";
}

void TeacherStory::share(const Slot& slot, PlannedVisit& visit, Random& random) const
{
    if (slot.ending == Ending::draft) return;
    visit.shared_at = at(visit.starts_at.date(), random.between(evening_first, evening_last));
    // Sometimes it waits for the next mornings, unless somebody comes back before that.
    const bool may_wait = slot.ending == Ending::usual && (!slot.next_day || *slot.next_day > slot.day + 3);
    if (!may_wait || !random.chance(0.2)) return;
    const int days = random.chance(0.2) ? 2 : 1;
    const auto later = at(day(slot.day + days), random.between(morning_first, morning_last));
    if (has_happened(later) && later > *visit.shared_at) visit.shared_at = later;
}

// Where the story wants the check to be overdue or due: on a day that has gone, or the next school day.
Date TeacherStory::check_day(const Slot& slot) const
{
    return slot.ending == Ending::check_overdue ? day(slot.day + 5) : day(last_day() + 1);
}

StepResult TeacherStory::draw_result(Random& random)
{
    const double mastered = std::min(0.15 + 0.2 * checks_, 0.75);
    const double draw = random.unit();
    ++checks_;
    if (draw < mastered) return StepResult::mastered;
    const double rest = (draw - mastered) / (1.0 - mastered);
    if (rest < 0.48) return StepResult::practised;
    return rest < 0.83 ? StepResult::partly : StepResult::not_seen;
}

void TeacherStory::master(PlannedStep& step)
{
    stronger_row_ = text_bank().feedback_on(step.behaviour).row;
    live_.reset();
}

// In a visit: what is seen of last time's step. It stays live with a new day, is mastered, or gives way to another.
void TeacherStory::look_at_live_step(const Slot& slot, PlannedVisit& visit, Voice& voice)
{
    if (!live_ || visits_[static_cast<std::size_t>(*live_)].shared_at >= visit.starts_at) return;
    visit.pinned = live_;
    if (!visit.shared_at) return;
    auto& random = voice.random();
    auto& step = *visits_[static_cast<std::size_t>(*live_)].step;
    const bool has_story = slot.ending == Ending::check_overdue || slot.ending == Ending::check_due;
    visit.pinned_result = draw_result(random);
    if (has_story && *visit.pinned_result == StepResult::mastered) visit.pinned_result = StepResult::practised;
    if (*visit.pinned_result == StepResult::mastered) return master(step);
    if (!has_story && random.chance(0.2)) {
        const auto reasons = text_bank().talk_of("reason replaced", voice.setting());
        // Closed while the visit is written up, just before it is shared.
        step.closing = PlannedClosing{*visit.shared_at - minutes(2), StepState::replaced,
                                      voice.say(random.pick(reasons), {{"name", teacher_name_}})};
        visit.pinned_result.reset();
        live_.reset();
        return;
    }
    if (slot.next_day && random.chance(0.65))
        step.moves.emplace_back(*visit.shared_at + minutes(3), day(*slot.next_day));
}

void TeacherStory::agree_step(const Slot& slot, int visit_index, Voice& voice, const LessonMarks& marks)
{
    auto& visit = visits_[static_cast<std::size_t>(visit_index)];
    auto& random = voice.random();
    if (live_ || marks.growth_on.empty() || !visit.shared_at) return;
    if (slot.ending == Ending::usual && random.chance(0.06)) return;
    const auto& feedback = text_bank().feedback_on(marks.growth_on);
    std::vector<std::string> choices;
    std::vector<std::string> agreed_before;
    for (const auto& [settings, phrases, text] : feedback.steps)
        if (fits(settings, voice.setting()))
            (std::ranges::find(step_texts_, text) == step_texts_.end() ? choices : agreed_before).push_back(text);
    if (choices.empty()) choices = agreed_before;  // an old step comes back, as they do
    if (choices.empty()) return;
    const auto text = random.pick(choices);
    step_texts_.push_back(text);

    PlannedStep step;
    step.behaviour = marks.growth_on;
    step.text = voice.say(text, {{"name", teacher_name_}});
    step.indicators = {code_in(visit, feedback.behaviour, feedback.row)};
    const int gap = slot.next_day ? *slot.next_day - slot.day : 0;
    step.check_on = gap >= 3 && gap <= 13 ? day(*slot.next_day) : day(slot.day + random.between(5, 7));
    if (slot.ending == Ending::check_overdue || slot.ending == Ending::check_due) step.check_on = check_day(slot);
    visit.step = std::move(step);
    live_ = visit_index;
    checks_ = 0;
}

// A short look or a talk at the copier, between two visits.
void TeacherStory::check_between(const Slot& slot, Voice& voice)
{
    if (!live_ || slot.ending != Ending::usual) return;
    auto& random = voice.random();
    const int gap = slot.next_day ? *slot.next_day - slot.day : 20;
    if (gap < 6 || !random.chance(gap > 13 ? 0.85 : 0.3)) return;
    auto& agreed_in = visits_[static_cast<std::size_t>(*live_)];
    PlannedCheck check;
    const int check_day = slot.day + random.between(4, 5);
    if (check_day >= static_cast<int>(year_.school_days.size())) return;
    check.at = at(day(check_day), random.between(9 * 60, 14 * 60 + 30));
    if (!has_happened(check.at) || check.at <= *agreed_in.shared_at) return;
    check.result = draw_result(random);
    const auto key = std::string("note ") + std::string(name_of(check.result));
    check.note = voice.say(random.pick(text_bank().talk_of(key, voice.setting())), {{"name", teacher_name_}});
    if (check.result != StepResult::mastered && slot.next_day) check.next_check_on = day(*slot.next_day);
    agreed_in.step->checks.push_back(check);
    if (check.result == StepResult::mastered) master(*agreed_in.step);
}

std::optional<std::string> TeacherStory::follow(const Slot& slot, int visit_index, Voice& voice,
                                                const LessonMarks& marks)
{
    stronger_row_.reset();
    auto& visit = visits_[static_cast<std::size_t>(visit_index)];
    share(slot, visit, voice.random());
    std::string kept;
    if (slot.is_own_caseload) {
        look_at_live_step(slot, visit, voice);
        if (live_) kept = visits_[static_cast<std::size_t>(*live_)].step->text;
        agree_step(slot, visit_index, voice, marks);
        check_between(slot, voice);
    }
    if (visit.shared_at) hold_debrief(visit, {slot, year_, today_, marks, teacher_name_, kept}, voice);
    return stronger_row_;
}

void TeacherStory::end_year(Voice& voice)
{
    if (!live_ || today_ <= year_.ends_on) return;
    auto& step = *visits_[static_cast<std::size_t>(*live_)].step;
    const auto reasons = text_bank().talk_of("reason year-end", voice.setting());
    step.closing = PlannedClosing{at(year_.ends_on, 18 * 60), StepState::dropped, std::string(reasons.front())};
    live_.reset();
}

}  // namespace throughline::sample
