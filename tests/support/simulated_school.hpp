// A school made of random numbers: who is how good, grows how fast, sees how strictly is known, so that what the growth
// model says can be held against it. Used by the tests of growth.
#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "tests/support/random_designs.hpp"
#include "throughline/analysis/growth.hpp"

namespace throughline::test {

struct SchoolPlan {
    int teachers = 20;
    int visits = 10;  // to each teacher, spread over the year
    int observers = 4;
    int indicators = 3;
    double weeks = 36;
    double teacher_deviation = 0.4;
    double slope_deviation = 0;  // levels per week
    double slope_of_all = 0;
    double observer_deviation = 0.2;
    double visit_deviation = 0.2;
    double rest_deviation = 0.5;
    bool whole_levels = true;  // 1 to 4, as observers give them
};

struct SimulatedSchool {
    analysis::GrowthInput input;
    std::vector<double> levels;     // of each teacher at the year's start, as the observers there are see it on average
    std::vector<double> slopes;     // per week
    std::vector<double> observers;  // how much higher each rates than the others
};

inline std::vector<double> normals(Random& random, int count, double deviation)
{
    std::vector<double> drawn;
    for (int i = 0; i < count; ++i) drawn.push_back(deviation * random.normal());
    return drawn;
}

inline double mean_of(const std::vector<double>& values)
{
    double mean = 0;
    for (const double value : values) mean += value / static_cast<double>(values.size());
    return mean;
}

inline SimulatedSchool simulated_school(std::uint64_t seed, const SchoolPlan& plan)
{
    Random random(seed);
    SimulatedSchool school;
    school.levels = normals(random, plan.teachers, plan.teacher_deviation);
    school.slopes = normals(random, plan.teachers, plan.slope_deviation);
    for (auto& slope : school.slopes) slope += plan.slope_of_all;
    school.observers = normals(random, plan.observers, plan.observer_deviation);
    const auto indicators = normals(random, plan.indicators, 0.3);
    for (int i = 0; i < plan.teachers; ++i) school.input.teachers.push_back("Teacher " + std::to_string(i + 1));
    for (int i = 0; i < plan.observers; ++i) school.input.observers.push_back("Observer " + std::to_string(i + 1));
    for (int i = 0; i < plan.indicators; ++i) school.input.indicators.push_back("Indicator " + std::to_string(i + 1));
    std::int32_t visit = 0;
    for (std::int32_t teacher = 0; teacher < plan.teachers; ++teacher)
        for (int i = 0; i < plan.visits; ++i, ++visit) {
            const double week = std::floor(plan.weeks * (i + random.uniform()) / plan.visits);
            const std::int32_t observer = random.below(plan.observers);
            const auto t = static_cast<std::size_t>(teacher);
            const double seen = 2.5 + school.levels[t] + school.slopes[t] * week +
                                school.observers[static_cast<std::size_t>(observer)] +
                                plan.visit_deviation * random.normal();
            for (std::int32_t indicator = 0; indicator < plan.indicators; ++indicator) {
                double level =
                    seen + indicators[static_cast<std::size_t>(indicator)] + plan.rest_deviation * random.normal();
                if (plan.whole_levels) level = std::clamp(std::round(level), 1.0, 4.0);
                school.input.ratings.push_back({teacher, observer, indicator, visit, week, level});
            }
        }
    for (auto& level : school.levels) level += 2.5 + mean_of(school.observers) + mean_of(indicators);
    return school;
}

}  // namespace throughline::test
