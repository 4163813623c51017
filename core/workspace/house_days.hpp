// HouseDays: the rules, calendars and excusals of a file, and the days as each teacher lives them.
#pragma once

#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>

#include "core/workspace/session.hpp"
#include "throughline/analysis/cadence.hpp"

namespace throughline {

class HouseDays {
public:
    explicit HouseDays(Context& context);
    HouseDays(const HouseDays&) = delete;
    HouseDays& operator=(const HouseDays&) = delete;

    // With one rule more, as if it were in force.
    HouseDays(Context& context, const CadenceRule& rule);

    [[nodiscard]] const CadenceHouse& house() const { return *house_; }
    [[nodiscard]] LocalTime now() const { return now_; }
    // Remembers a person who was read in a list, so that they are not read again one by one.
    void know(CadencePerson person) { people_.emplace(person.id, std::move(person)); }
    const CadencePerson& person(const PersonId& id);
    const DayCounter& days_of(const PersonId& id);
    const SchoolCalendar& calendar_of(const PersonId& id) { return days_of(id).calendar(); }

    // The rule of a kind ..._after for visits of this purpose to this teacher today, or what holds where none is set.
    CadenceRule deadline_rule(const PersonId& teacher, RuleKind kind, Purpose purpose);
    // When something falls due that follows `event`.
    DueTime due_after(const PersonId& teacher, RuleKind kind, Purpose purpose, LocalTime event);
    Standing standing(const PersonId& teacher, const Deadline& deadline);

    [[nodiscard]] LocalTime local(Instant instant) const;
    // The first day of the school year of a teacher's school that today lies in; of the last one, in summer.
    [[nodiscard]] Date year_start(const SchoolCalendar& calendar) const;

private:
    Context& context_;
    std::shared_ptr<const CadenceHouse> house_;
    LocalTime now_;
    std::unordered_map<PersonId, CadencePerson> people_;
    std::unordered_map<PersonId, DayCounter> days_;
};

}  // namespace throughline
