#include "core/workspace/house_days.hpp"

#include <boost/date_time/gregorian/gregorian_types.hpp>

#include "core/store/cadence.hpp"

namespace throughline {

HouseDays::HouseDays(Context& context) : context_(context), house_(context.session.house()), now_(local(context.now)) {}

HouseDays::HouseDays(Context& context, const CadenceRule& rule) : HouseDays(context)
{
    auto house = std::make_shared<CadenceHouse>(*house_);
    house->rules.push_back(rule);
    house_ = std::move(house);
}

LocalTime HouseDays::local(Instant instant) const { return context_.session.options.zone->local(instant); }

const CadencePerson& HouseDays::person(const PersonId& id)
{
    const auto known = people_.find(id);
    if (known != people_.end()) return known->second;
    auto found = store::cadence_person(context_.database, id);
    if (!found) found.emplace().id = id;
    return people_.emplace(id, std::move(*found)).first->second;
}

const DayCounter& HouseDays::days_of(const PersonId& id)
{
    const auto known = days_.find(id);
    if (known != days_.end()) return known->second;
    return days_.emplace(id, day_counter(*house_, person(id))).first->second;
}

CadenceRule HouseDays::deadline_rule(const PersonId& teacher, RuleKind kind, Purpose purpose)
{
    if (const auto* rule = rule_for(*house_, person(teacher), kind, purpose, now_.date())) return *rule;
    const FollowUpRules otherwise;
    CadenceRule rule;
    rule.kind = kind;
    rule.purpose = purpose;
    rule.count = kind == RuleKind::step_check_after ? otherwise.check_back_after_school_days
                                                    : otherwise.debrief_within_school_days;
    rule.due_soon_school_days = otherwise.due_soon_school_days;
    return rule;
}

DueTime HouseDays::due_after(const PersonId& teacher, RuleKind kind, Purpose purpose, LocalTime event)
{
    return throughline::due_after(deadline_rule(teacher, kind, purpose), event, days_of(teacher));
}

Standing HouseDays::standing(const PersonId& teacher, const Deadline& deadline)
{
    return standing_of(deadline, days_of(teacher), now_);
}

Date HouseDays::year_start(const SchoolCalendar& calendar) const
{
    const Date today = now_.date();
    Date start = today - boost::gregorian::years(1);  // a file without a year: as far as a year reaches
    for (const auto& year : calendar.years())
        if (year.starts_on <= today) start = year.starts_on;
    return start;
}

}  // namespace throughline
