// HourBlocks: what fills the hours of a week besides plans: when a person is busy, what they teach, and what the
// teacher of a chosen plan teaches. Read once for a span of days. No wx.
//
// Used by the schedule. Promises: nothing on days without school but busy times; of busy times never what for.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "throughline/model/booking.hpp"
#include "throughline/query/schedule.hpp"

namespace throughline {

struct HourBlock {
    enum class Kind { busy, own_class, their_class } kind = Kind::busy;
    int from_minute = 0;  // of the day
    int to_minute = 0;
    std::string words;  // "busy", "Mathematics 4"
    bool operator==(const HourBlock&) const = default;
};

class HourBlocks {
public:
    explicit HourBlocks(const Document& document) : document_(document) {}

    // Of `me`, if anybody, and the classes of these teachers.
    [[nodiscard]] Result<void> load(const SchoolCalendar& calendar, Date from, Date to, std::optional<PersonId> me,
                                    const std::vector<PersonId>& teachers);
    void clear();

    // Of that day, by time; with the classes of this teacher, if one is given.
    [[nodiscard]] std::vector<HourBlock> of(Date day, std::optional<PersonId> teacher) const;
    // "You are busy from 10:00 to 11:00. You teach Mathematics 4, 9:00 to 9:45"; empty if nothing is known.
    [[nodiscard]] std::string words(Date day) const;

private:
    [[nodiscard]] Result<void> load_classes(const PersonId& of);
    void add_classes(Date day, const PersonId& of, HourBlock::Kind kind, std::vector<HourBlock>& into) const;
    void add_busy(Date day, std::vector<HourBlock>& into) const;

    const Document& document_;
    SchoolCalendar calendar_;
    std::optional<PersonId> me_;
    std::vector<BusyTimes::Span> busy_;
    std::map<PersonId, std::vector<ClassPeriod>> classes_;
};

}  // namespace throughline
