#include "app/viewmodel/hour_blocks.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <boost/date_time/posix_time/posix_time_types.hpp>

#include "app/viewmodel/typed_time.hpp"
#include "throughline/base/text.hpp"

namespace throughline {

Result<void> HourBlocks::load(const SchoolCalendar& calendar, Date from, Date to, std::optional<PersonId> me,
                              const std::vector<PersonId>& teachers)
{
    clear();
    calendar_ = calendar;
    me_ = me;
    if (me_) {
        auto busy = document_.ask(BusyTimes{*me_, from, to});
        if (!busy) return tl::unexpected(busy.error());
        busy_ = std::move(*busy);
        if (const auto loaded = load_classes(*me_); !loaded) return loaded;
    }
    for (const auto& teacher : teachers)
        if (const auto loaded = load_classes(teacher); !loaded) return loaded;
    return {};
}

void HourBlocks::clear()
{
    me_.reset();
    busy_.clear();
    classes_.clear();
}

Result<void> HourBlocks::load_classes(const PersonId& of)
{
    if (classes_.contains(of)) return {};
    auto periods = document_.ask(ClassPeriods{of});
    // Who may not know of a teacher's classes sees the week without them.
    if (!periods && periods.error().code == ErrorCode::not_allowed) return {};
    if (!periods) return tl::unexpected(periods.error());
    classes_[of] = std::move(*periods);
    return {};
}

std::vector<HourBlock> HourBlocks::of(Date day, std::optional<PersonId> teacher) const
{
    std::vector<HourBlock> blocks;
    add_busy(day, blocks);
    if (me_) add_classes(day, *me_, HourBlock::Kind::own_class, blocks);
    if (teacher && teacher != me_) add_classes(day, *teacher, HourBlock::Kind::their_class, blocks);
    std::ranges::stable_sort(blocks, {}, &HourBlock::from_minute);
    return blocks;
}

void HourBlocks::add_classes(Date day, const PersonId& of, HourBlock::Kind kind, std::vector<HourBlock>& into) const
{
    const auto found = classes_.find(of);
    if (found == classes_.end() || !calendar_.is_school_day(day)) return;
    const auto letter = calendar_.week_letter(day);
    for (const auto& period : found->second) {
        if (period.weekday != day.day_of_week().as_number()) continue;
        if (!period.week_letter.empty() && period.week_letter != letter) continue;
        into.push_back(
            {kind, period.begins_minute, period.ends_minute, period.title.empty() ? "a class" : period.title});
    }
}

void HourBlocks::add_busy(Date day, std::vector<HourBlock>& into) const
{
    const LocalTime midnight(day);
    const auto minute_of = [&](Instant instant) {
        const auto minutes = (document_.zone().local(instant) - midnight).total_seconds() / 60;
        return static_cast<int>(std::clamp<long>(minutes, 0, minutes_a_day));
    };
    for (const auto& span : busy_) {
        const HourBlock block{HourBlock::Kind::busy, minute_of(span.from), minute_of(span.to), "busy"};
        if (block.to_minute > block.from_minute) into.push_back(block);
    }
}

std::string HourBlocks::words(Date day) const
{
    std::vector<std::string> sentences;
    for (const auto& block : of(day, {})) {
        const auto hours = fmt::format("{} to {}", time_words(block.from_minute), time_words(block.to_minute));
        if (block.kind == HourBlock::Kind::busy)
            sentences.push_back(block.to_minute - block.from_minute == minutes_a_day ? "You are busy all day"
                                                                                     : "You are busy from " + hours);
        else
            sentences.push_back(fmt::format("You teach {}, {}", block.words, hours));
    }
    return join(sentences, ". ");
}

}  // namespace throughline
