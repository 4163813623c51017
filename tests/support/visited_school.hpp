// A workspace on a real file with several teachers and visits on many days, as growth needs them. Used by the tests of
// growth.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <boost/date_time/gregorian/gregorian.hpp>

#include "tests/support/temp_workspace.hpp"

namespace throughline::test {

using Levels = std::map<std::string, int>;

class VisitedSchool : public TempWorkspace {
public:
    // `teachers` of them, Ana Ruiz first.
    explicit VisitedSchool(int count) : TempWorkspace("2026-09-07T09:10:00"), teachers{teacher, other_teacher}
    {
        static const char* const names[] = {"Cleo", "Dara", "Eli", "Fay", "Gus", "Hana", "Ivo", "Jo"};
        for (int i = 2; i < count; ++i)
            teachers.push_back(add(names[i - 2], "Sample", {Role::teacher},
                                   std::string(names[i - 2]) + "@school.example", "S" + std::to_string(i)));
        teachers.resize(static_cast<std::size_t>(count));
    }

    // `week` weeks after Monday 7 September 2026, at 9:10.
    static Date monday(int week) { return *parse_date("2026-09-07") + boost::gregorian::days(7 * week); }
    void go_to(Date day) { clock->set(zone->instant(*parse_local_time(iso(day) + "T09:10:00"))); }

    struct Hat {
        Purpose purpose = Purpose::coaching;
        std::string rubric = "essential-practice-look-fors";
        PersonId observer;  // nil: Cora Coach
    };
    ObservationId begin(const PersonId& of, Date day, const Levels& levels, const Hat& hat)
    {
        go_to(day);
        const auto actor = Actor::as(hat.observer.is_nil() ? coach : hat.observer);
        StartObservation start;
        start.teacher = of;
        start.purpose = hat.purpose;
        start.rubric_version = must(workspace.ask(actor, NewestRubric{hat.rubric})).version;
        const auto visit = must(workspace.execute(actor, start)).value;
        for (const auto& [code, level] : levels)
            must(workspace.execute(actor, RateIndicator{visit, code, Mark::level, level}));
        return visit;
    }
    ObservationId visit(const PersonId& of, Date day, const Levels& levels, const Hat& hat)
    {
        const auto made = begin(of, day, levels, hat);
        must(workspace.execute(Actor::as(hat.observer.is_nil() ? coach : hat.observer), ShareObservation{made}));
        return made;
    }
    ObservationId visit(const PersonId& of, Date day, const Levels& levels) { return visit(of, day, levels, Hat{}); }

    // Everybody but the first, once every other week from week 0 on, on levels that go up and down a little.
    void visit_the_others(int times, const Hat& hat)
    {
        for (int i = 0; i < times; ++i)
            for (std::size_t t = 1; t < teachers.size(); ++t) {
                const int level = 2 + static_cast<int>((t + static_cast<std::size_t>(i) * (t + 1)) % 2);
                visit(teachers[t], monday(2 * i), {{"1a", level}, {"2", 5 - level}, {"3a", level}}, hat);
            }
    }
    void visit_the_others(int times) { visit_the_others(times, Hat{}); }

    std::vector<PersonId> teachers;
};

}  // namespace throughline::test
