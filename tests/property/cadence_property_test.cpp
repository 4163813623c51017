// What the cadence engine promises, for schools, rules and visits made up by rapidcheck.
#include <catch2/catch.hpp>

#include <rapidcheck.h>
#include <boost/date_time/gregorian/gregorian.hpp>
#include <boost/date_time/posix_time/posix_time.hpp>

#include "throughline/analysis/cadence.hpp"

using namespace throughline;

namespace {

using Days = boost::gregorian::days;

const Date year_start(2026, 8, 31);
const Date year_end(2027, 6, 11);
const int year_days = static_cast<int>((year_end - year_start).days());

Date a_day() { return year_start + Days(*rc::gen::inRange(0, year_days + 1)); }

template <class IdType>
IdType id_of(int number)
{
    IdType id;
    id.bytes[15] = static_cast<std::uint8_t>(number);
    id.bytes[14] = 1;  // never nil
    return id;
}

struct House {
    std::vector<CalendarDay> days_off;
    CadenceHouse house;
    CadencePerson person;
};

SchoolCalendar calendar_with(std::vector<CalendarDay> days)
{
    const std::vector<Term> terms = {{{}, "Term 1", Date(2026, 8, 31), Date(2026, 12, 18)},
                                     {{}, "Term 2", Date(2027, 1, 4), Date(2027, 3, 26)},
                                     {{}, "Term 3", Date(2027, 4, 6), Date(2027, 6, 11)}};
    return {{{SchoolYearId{}, "2026-27", year_start, year_end, {}, 1}}, std::move(days), terms};
}

CadenceRule a_rule(int number)
{
    CadenceRule rule;
    rule.id = id_of<CadenceRuleId>(number);
    rule.kind = *rc::gen::element(RuleKind::visit_interval, RuleKind::visit_count);
    rule.scope.kind = *rc::gen::element(ScopeKind::everyone, ScopeKind::tag, ScopeKind::person);
    rule.scope.tag = "first year";
    rule.scope.person = id_of<PersonId>(*rc::gen::inRange(1, 3));
    rule.purpose = *rc::gen::element(Purpose::coaching, Purpose::evaluation);
    if (*rc::gen::arbitrary<bool>()) rule.also_counts = {Purpose::walkthrough};
    rule.count = *rc::gen::inRange(1, 15);
    rule.unit = *rc::gen::element(RuleUnit::school_days, RuleUnit::school_weeks);
    rule.window = *rc::gen::element(CountWindow::school_year, CountWindow::term, CountWindow::by_date);
    if (rule.window == CountWindow::by_date) rule.by = a_day();
    rule.due_soon_school_days = *rc::gen::inRange(0, 5);
    return rule;
}

House a_house()
{
    House made;
    for (int i = *rc::gen::inRange(0, 12); i > 0; --i) {
        const auto kind = *rc::gen::element(DayKind::holiday, DayKind::closing, DayKind::half_day);
        made.days_off.push_back({CalendarDayId{}, a_day(), kind, "Day off", {}});
    }
    made.house.calendars.emplace(SchoolId{}, calendar_with(made.days_off));
    for (int i = *rc::gen::inRange(1, 6); i > 0; --i) made.house.rules.push_back(a_rule(i));
    made.person.id = id_of<PersonId>(1);
    if (*rc::gen::arbitrary<bool>()) made.person.tags.push_back("first year");
    for (int i = *rc::gen::inRange(0, 20); i > 0; --i)
        made.person.visits.push_back(
            {a_day(), *rc::gen::element(Purpose::coaching, Purpose::evaluation, Purpose::walkthrough)});
    return made;
}

Excusal an_excusal(const PersonId& person)
{
    Excusal excusal;
    excusal.scope.kind = ScopeKind::person;
    excusal.scope.person = person;
    excusal.from = a_day();
    excusal.to = excusal.from + Days(*rc::gen::inRange(0, 40));
    excusal.reason = "leave";
    return excusal;
}

const VisitCadence* entry_under(const std::vector<VisitCadence>& entries, const VisitCadence& like)
{
    for (const auto& entry : entries)
        if (entry.kind == like.kind && entry.purpose == like.purpose) return &entry;
    return nullptr;
}

}  // namespace

TEST_CASE("adding a day off never makes anyone more overdue")
{
    CHECK(rc::check([] {
        auto made = a_house();
        const Date today = a_day();
        const auto before = visit_cadence(made.house, made.person, today);
        auto days = made.days_off;
        days.push_back({CalendarDayId{}, a_day(), *rc::gen::element(DayKind::holiday, DayKind::closing), "More", {}});
        made.house.calendars.clear();
        made.house.calendars.emplace(SchoolId{}, calendar_with(days));
        for (const auto& after : visit_cadence(made.house, made.person, today)) {
            const auto* entry = entry_under(before, after);
            if (entry == nullptr) continue;
            RC_ASSERT(after.overdue_school_days <= entry->overdue_school_days);
            RC_ASSERT(entry->state == DueState::overdue || after.state != DueState::overdue);
        }
    }));
}

TEST_CASE("excusing a person never makes them more overdue, and never touches anybody else")
{
    CHECK(rc::check([] {
        auto made = a_house();
        const Date today = a_day();
        auto other = made.person;
        other.id = id_of<PersonId>(9);
        const auto before = visit_cadence(made.house, made.person, today);
        const auto other_before = visit_cadence(made.house, other, today);
        made.house.excusals.push_back(an_excusal(made.person.id));
        const auto after = visit_cadence(made.house, made.person, today);
        const auto other_after = visit_cadence(made.house, other, today);
        for (const auto& entry : after)
            if (const auto* was = entry_under(before, entry))
                RC_ASSERT(entry.overdue_school_days <= was->overdue_school_days);
        RC_ASSERT(other_after.size() == other_before.size());
        for (std::size_t i = 0; i < other_after.size(); ++i) {
            RC_ASSERT(other_after[i].state == other_before[i].state);
            RC_ASSERT(other_after[i].state != DueState::excused);
            RC_ASSERT(other_after[i].due_on == other_before[i].due_on);
        }
    }));
}

TEST_CASE("moving today forward within a school year never turns overdue into anything that asks for less")
{
    CHECK(rc::check([] {
        auto made = a_house();
        const Date today = a_day();
        std::erase_if(made.person.visits, [&](const auto& visit) { return visit.on > today; });
        const Date later = std::min(year_end, Date(today + Days(*rc::gen::inRange(1, 60))));
        const auto after = visit_cadence(made.house, made.person, later);
        for (const auto& entry : visit_cadence(made.house, made.person, today)) {
            if (entry.state != DueState::overdue) continue;
            const auto* then = entry_under(after, entry);
            RC_ASSERT(then != nullptr);
            RC_ASSERT(then->state == DueState::overdue);
            RC_ASSERT(then->overdue_school_days >= entry.overdue_school_days);
        }
    }));
}

TEST_CASE("every person under a rule has exactly one entry for each purpose and kind that has one, and one state")
{
    CHECK(rc::check([] {
        const auto made = a_house();
        const Date today = a_day();
        const auto entries = visit_cadence(made.house, made.person, today);
        for (const auto& entry : entries) {
            const auto same = std::count_if(entries.begin(), entries.end(), [&](const VisitCadence& other) {
                return other.kind == entry.kind && other.purpose == entry.purpose;
            });
            RC_ASSERT(same == 1);
            const auto* rule = rule_for(made.house, made.person, entry.kind, entry.purpose, today);
            RC_ASSERT(rule != nullptr);
            RC_ASSERT(rule->id == entry.rule);
        }
        RC_ASSERT(state_of(entries).has_value() == !entries.empty());
        if (!entries.empty()) RC_ASSERT(*state_of(entries) == entries.front().state);
    }));
}

TEST_CASE("a rule set today makes nobody overdue today who was on time under the one before it")
{
    CHECK(rc::check([] {
        auto made = a_house();
        const Date today = a_day();
        CadenceRule old_rule = a_rule(1);
        old_rule.kind = RuleKind::visit_interval;
        old_rule.scope = {};
        old_rule.to = today - Days(1);
        CadenceRule new_rule = old_rule;
        new_rule.id = id_of<CadenceRuleId>(2);
        new_rule.count = *rc::gen::inRange(1, 15);
        new_rule.from = today;
        new_rule.to.reset();
        auto still_old = old_rule;
        still_old.to.reset();
        made.house.rules = {still_old};
        const auto before = visit_cadence(made.house, made.person, today);
        made.house.rules = {old_rule, new_rule};
        const auto after = visit_cadence(made.house, made.person, today);
        RC_ASSERT(before.size() == 1U);
        RC_ASSERT(after.size() == 1U);
        if (before.front().state != DueState::overdue) RC_ASSERT(after.front().state != DueState::overdue);
    }));
}

TEST_CASE("counting with summed days is counting day by day")
{
    CHECK(rc::check([] {
        std::vector<CalendarDay> off;
        for (int i = *rc::gen::inRange(0, 30); i > 0; --i)
            off.push_back({CalendarDayId{}, a_day(), DayKind::holiday, "Day off", {}});
        const auto calendar = calendar_with(off);
        const Date from = year_start + Days(*rc::gen::inRange(-60, year_days + 60));
        const Date to = year_start + Days(*rc::gen::inRange(-60, year_days + 60));
        int count = 0;
        for (Date day = std::min(from, to) + Days(1); day <= std::max(from, to); day += Days(1))
            count += calendar.is_school_day(day) ? 1 : 0;
        RC_ASSERT(calendar.school_days_between(from, to) == (to < from ? -count : count));
    }));
}

TEST_CASE("the day that lies so many school days ahead is found as by going on day by day")
{
    CHECK(rc::check([] {
        std::vector<CalendarDay> off;
        for (int i = *rc::gen::inRange(0, 30); i > 0; --i)
            off.push_back({CalendarDayId{}, a_day(), DayKind::holiday, "Day off", {}});
        const auto calendar = calendar_with(off);
        const Date from = year_start + Days(*rc::gen::inRange(-60, year_days + 60));
        const int count = *rc::gen::inRange(0, 60);
        Date day = from;
        if (count == 0)
            while (!calendar.is_school_day(day)) day += Days(1);
        for (int left = count; left > 0;) left -= calendar.is_school_day(day += Days(1)) ? 1 : 0;
        RC_ASSERT(DayCounter(calendar).days_after(from, count) == day);
        // The same for who has been excused long ago.
        const DaySpan long_ago{Date(2020, 3, 2), Date(2020, 3, 6)};
        RC_ASSERT(DayCounter(calendar, {long_ago}).days_after(from, count) == day);
    }));
}

TEST_CASE("a deadline that was met keeps its state for ever")
{
    CHECK(rc::check([] {
        const auto made = a_house();
        const DayCounter days(made.house.calendar_of({}));
        Deadline deadline;
        deadline.due_on = a_day();
        deadline.done_at = LocalTime(a_day(), boost::posix_time::hours(*rc::gen::inRange(0, 24)));
        const auto at = [&](Date day) {
            return standing_of(deadline, days, LocalTime(day, boost::posix_time::hours(8)));
        };
        const auto first = at(deadline.done_at->date()).state;
        RC_ASSERT(first == DueState::done || first == DueState::done_late);
        RC_ASSERT(at(a_day()).state == first);
    }));
}
