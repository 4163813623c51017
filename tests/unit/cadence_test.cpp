// The cadence engine on days that schools really have: holidays, short weeks, leave, new rules, new schools.
#include <catch2/catch.hpp>

#include <boost/date_time/gregorian/gregorian.hpp>
#include <boost/date_time/posix_time/posix_time.hpp>

#include "throughline/analysis/cadence.hpp"

using namespace throughline;

namespace {

Date day(const char* text) { return *parse_date(text); }
LocalTime at(const char* text) { return *parse_local_time(text); }

SchoolYear year(const char* from, const char* to) { return {SchoolYearId{}, "year", day(from), day(to), {}, 1}; }
CalendarDay off(const char* on, DayKind kind = DayKind::holiday) { return {CalendarDayId{}, day(on), kind, "Off", {}}; }

SchoolCalendar ordinary()
{
    return {{year("2026-08-31", "2027-06-11")},
            {off("2026-11-11"), off("2026-11-26"), off("2026-11-27"), off("2026-12-21"), off("2026-12-22"),
             off("2026-12-23"), off("2026-12-24"), off("2026-12-25"), off("2026-12-28"), off("2026-12-29"),
             off("2026-12-30"), off("2026-12-31"), off("2027-01-01"), off("2026-10-09", DayKind::half_day)}};
}

CadenceRule every(int count, RuleUnit unit = RuleUnit::school_days)
{
    CadenceRule rule;
    rule.id.bytes[15] = static_cast<std::uint8_t>(count);
    rule.count = count;
    rule.unit = unit;
    return rule;
}

struct School {
    CadenceHouse house;
    CadencePerson ana;

    explicit School(std::vector<CadenceRule> rules, SchoolCalendar calendar = ordinary())
    {
        house.rules = std::move(rules);
        house.calendars.emplace(SchoolId{}, std::move(calendar));
        ana.id.bytes[0] = 1;
    }
    void visited(const char* on, Purpose purpose = Purpose::coaching) { ana.visits.push_back({day(on), purpose}); }
    VisitCadence on(const char* today) const
    {
        const auto entries = visit_cadence(house, ana, day(today));
        REQUIRE_FALSE(entries.empty());
        return entries.front();
    }
};

}  // namespace

TEST_CASE("an interval runs from the last visit, in school days")
{
    School school({every(5)});
    school.visited("2026-10-05");
    CHECK(school.on("2026-10-06").state == DueState::on_track);
    CHECK(school.on("2026-10-09").state == DueState::due_soon);
    CHECK(school.on("2026-10-12").state == DueState::due_today);
    const auto late = school.on("2026-10-14");
    CHECK(late.state == DueState::overdue);
    CHECK(late.overdue_school_days == 2);
    CHECK(late.reason == "7 school days since the last visit; the rule is 5");
    CHECK(*late.due_on == day("2026-10-12"));
}

TEST_CASE("fault 23: a holiday week makes nobody overdue, and a half day counts")
{
    School school({every(5)});
    school.visited("2026-12-18");
    CHECK(school.on("2027-01-04").state == DueState::on_track);
    CHECK(school.on("2027-01-04").school_days_since == 1);
    School half({every(5)});
    half.visited("2026-10-08");
    CHECK(half.on("2026-10-12").school_days_since == 2);
}

TEST_CASE("an interval in school weeks is due at the end of the week, and a week without school is none")
{
    School school({every(1, RuleUnit::school_weeks)});
    school.visited("2026-12-16");
    CHECK(*school.on("2027-01-05").due_on == day("2027-01-08"));
    CHECK(school.on("2027-01-08").state == DueState::due_today);
    CHECK(school.on("2027-01-11").state == DueState::overdue);
}

TEST_CASE("a walkthrough does not satisfy a coaching rule unless the rule says so")
{
    School school({every(5)});
    school.visited("2026-10-12", Purpose::walkthrough);
    CHECK(school.on("2026-10-13").reason == "Not visited yet this school year; the rule is 5");
    school.house.rules.front().also_counts = {Purpose::walkthrough};
    CHECK(school.on("2026-10-13").school_days_since == 1);
}

TEST_CASE("the most particular rule wins: person, tag, team, school, everyone")
{
    auto tag = every(7);
    tag.scope.kind = ScopeKind::tag;
    tag.scope.tag = "first year";
    auto person = every(3);
    person.scope.kind = ScopeKind::person;
    School school({every(10), tag});
    CHECK(school.on("2026-10-05").rule == every(10).id);
    school.ana.tags = {"first year"};
    CHECK(school.on("2026-10-05").rule == tag.id);
    person.scope.person = school.ana.id;
    school.house.rules.push_back(person);
    CHECK(school.on("2026-10-05").rule == person.id);
}

TEST_CASE("days of leave do not count, and on them the state is excused with its reason")
{
    School school({every(5)});
    school.visited("2026-10-05");
    Excusal leave;
    leave.scope.kind = ScopeKind::person;
    leave.scope.person = school.ana.id;
    leave.from = day("2026-10-07");
    leave.to = day("2026-10-20");
    leave.reason = "parental leave";
    school.house.excusals = {leave};
    CHECK(school.on("2026-10-13").state == DueState::excused);
    CHECK(school.on("2026-10-13").reason == "Excused: parental leave");
    CHECK(school.on("2026-10-21").state == DueState::on_track);
    CHECK(school.on("2026-10-21").school_days_since == 2);
}

TEST_CASE("a rule that is tightened in mid-year lets what was on time stay on time")
{
    auto old_rule = every(10);
    old_rule.to = day("2026-10-14");
    auto new_rule = every(5);
    new_rule.from = day("2026-10-15");
    School school({old_rule, new_rule});
    school.visited("2026-10-05");
    // Eight school days gone on the 15th: late by the new rule, on time by the old one, which still sets the day.
    CHECK(school.on("2026-10-15").state != DueState::overdue);
    CHECK(*school.on("2026-10-15").due_on == day("2026-10-19"));
    CHECK(school.on("2026-10-20").state == DueState::overdue);
    school.visited("2026-10-20");
    CHECK(*school.on("2026-10-21").due_on == day("2026-10-27"));
}

TEST_CASE("a first rule in mid-year gives everybody one interval to meet it")
{
    auto rule = every(5);
    rule.from = day("2027-02-01");
    School school({rule});
    CHECK(visit_cadence(school.house, school.ana, day("2027-01-29")).empty());
    CHECK(school.on("2027-02-01").state == DueState::on_track);
    CHECK(*school.on("2027-02-01").due_on == day("2027-02-08"));
}

TEST_CASE("a teacher who comes from another school is counted by the new school's calendar from that day")
{
    School school({every(5)});
    SchoolId other;
    other.bytes[0] = 7;
    school.house.calendars.emplace(
        other, SchoolCalendar({year("2026-09-07", "2027-06-25")}, {off("2026-10-12"), off("2026-10-13")}));
    school.visited("2026-09-16");
    CHECK(school.on("2026-10-09").state == DueState::overdue);
    school.ana.school = other;
    school.ana.in_school_since = day("2026-10-08");
    CHECK(school.on("2026-10-08").state == DueState::on_track);
    CHECK(*school.on("2026-10-09").due_on == day("2026-10-19"));
}

TEST_CASE("before the school year, between years and after the last one nothing is due")
{
    School school({every(5)}, {{year("2025-09-01", "2026-06-12"), year("2026-08-31", "2027-06-11")}, {}});
    school.visited("2026-06-01");
    CHECK(school.on("2026-07-15").state == DueState::not_started);
    CHECK(school.on("2026-08-31").school_days_since == std::nullopt);
    CHECK(school.on("2026-09-08").state == DueState::overdue);
    CHECK(school.on("2027-06-20").state == DueState::not_started);
    CHECK(school.on("2027-06-20").reason == "The school year is over; the next one is added in Settings");
}

TEST_CASE("fault 19: a school year that ends on another day ends there, leap day included")
{
    School school({every(5)}, {{year("2027-08-30", "2028-06-09")}, {}});
    school.visited("2028-02-25");
    CHECK(school.on("2028-02-29").school_days_since == 2);
    CHECK(*school.on("2028-02-29").due_on == day("2028-03-03"));
}

TEST_CASE("visits by a date or per term are counted, missed terms can be made up, and extra visits do not carry on")
{
    auto rule = every(2);
    rule.kind = RuleKind::visit_count;
    rule.window = CountWindow::term;
    const SchoolCalendar calendar(
        {year("2026-08-31", "2027-06-11")}, {},
        {{{}, "Term 1", day("2026-08-31"), day("2026-12-18")}, {{}, "Term 2", day("2027-01-04"), day("2027-03-26")}});
    School school({rule}, calendar);
    school.visited("2026-10-01");
    CHECK(school.on("2026-12-17").state == DueState::due_soon);
    CHECK(school.on("2026-12-17").reason == "1 of 2 visits in Term 1; the last day is Fri 18 Dec");
    CHECK(school.on("2027-01-04").state == DueState::overdue);
    school.visited("2027-01-05");
    CHECK(school.on("2027-01-06").state == DueState::on_track);
    CHECK(school.on("2027-01-06").made == 0);
    school.visited("2027-01-07");
    school.visited("2027-01-08");
    CHECK(school.on("2027-01-11").state == DueState::done);
    School eager({rule}, calendar);
    for (const auto* on : {"2026-09-08", "2026-09-15", "2026-09-22", "2026-09-29"}) eager.visited(on);
    CHECK(eager.on("2026-10-05").state == DueState::done);
    CHECK(eager.on("2027-01-05").made == 0);
}

TEST_CASE("hours pass on school days only, and late by an hour is late")
{
    const auto calendar = ordinary();
    const DayCounter days(calendar);
    CHECK(days.hours_after(at("2026-10-02T14:00"), 24) == at("2026-10-05T14:00"));
    CHECK(days.hours_after(at("2026-10-02T14:00"), 48) == at("2026-10-06T14:00"));
    CHECK(days.hours_after(at("2026-10-02T20:00"), 6) == at("2026-10-05T02:00"));
    Deadline deadline;
    deadline.due_on = day("2026-10-05");
    deadline.due_at = at("2026-10-05T14:00");
    CHECK(standing_of(deadline, days, at("2026-10-05T13:59")).state == DueState::due_today);
    CHECK(standing_of(deadline, days, at("2026-10-05T14:01")).state == DueState::overdue);
    deadline.done_at = at("2026-10-05T15:00");
    CHECK(standing_of(deadline, days, at("2026-10-09T08:00")).state == DueState::done_late);
}

TEST_CASE("who next goes by how far past the rule, leaves out who is booked, and breaks ties by the longest unseen")
{
    auto often = every(3);
    often.scope.kind = ScopeKind::tag;
    often.scope.tag = "first year";
    School school({every(10), often});
    const auto person = [&](int number, const char* visited, bool first_year) {
        auto of = school.ana;
        of.id.bytes[0] = static_cast<std::uint8_t>(number);
        of.visits = {{day(visited), Purpose::coaching}};
        if (first_year) of.tags = {"first year"};
        return of;
    };
    const auto twice_late = person(1, "2026-10-05", true);  // 6 school days under a rule of 3
    const auto just_late = person(2, "2026-09-28", false);  // 11 under a rule of 10
    auto booked = person(3, "2026-09-01", false);           // very late, and planned for tomorrow
    booked.next_booked_on = day("2026-10-14");
    std::vector<VisitCadence> entries;
    for (const auto& each : {just_late, twice_late, booked})
        entries.push_back(visit_cadence(school.house, each, day("2026-10-13")).front());
    const auto next = who_next(entries);
    REQUIRE(next.size() == 2);
    CHECK(next[0].person == twice_late.id);
    CHECK(next[1].person == just_late.id);
}

TEST_CASE("two-week rotation counts weeks that have school")
{
    auto rotating = year("2026-08-31", "2027-06-11");
    rotating.rotation_weeks = 2;
    std::vector<CalendarDay> break_week;
    for (const auto* on : {"2026-10-12", "2026-10-13", "2026-10-14", "2026-10-15", "2026-10-16"})
        break_week.push_back(off(on));
    const SchoolCalendar calendar({rotating}, break_week);
    CHECK(calendar.week_letter(day("2026-09-02")) == "A");
    CHECK(calendar.week_letter(day("2026-09-09")) == "B");
    CHECK(calendar.week_letter(day("2026-10-07")) == "B");
    CHECK(calendar.week_letter(day("2026-10-14")).empty());
    CHECK(calendar.week_letter(day("2026-10-20")) == "A");
}
