// One row of a rubric in one month: how often it was looked at, and how it was rated. Shared by the questions that show
// rows by month, so that they show the same numbers.
#pragma once

#include <set>
#include <vector>

#include "core/store/cadence.hpp"
#include "core/workspace/visibility.hpp"

namespace throughline {

struct LookedAtInMonth {
    std::set<ObservationId> visits;
    std::set<PersonId> observers;
    std::set<PersonId> teachers;
    std::set<PersonId> rated_teachers;  // of whom levels stand in `levels`
    std::vector<double> levels;

    // The level only if the viewer may read it; of other visits that the row was looked at.
    void add(const store::Viewer& viewer, const store::LookedAt& row);
};

// Nothing but the number of teachers where they are fewer than five, and no level where fewer than five were rated.
Patterns::Cell cell_of(const LookedAtInMonth& gathered, const Rubric& rubric, const RubricNode& node);

Date month_of(Date day);  // its first day
std::vector<Date> months_between(Date from, Date to);

}  // namespace throughline
