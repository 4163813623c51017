// What stands open in one school year: counts and rows for closing it. Used by the handlers of years.
#pragma once

#include <vector>

#include "core/store/closed_years.hpp"
#include "core/store/goals.hpp"
#include "core/store/unlocking.hpp"
#include "throughline/query/school_year.hpp"

namespace throughline::store {

// Each year with the school's name and whether it is closed, newest first; without `reopened`.
std::vector<SchoolYears::Row> years_with_closing(Database& database);

// Fills in the counts of `plan.year`.
void count_open(Database& database, RolloverPlan::Plan& plan);

// What closing ends.
std::vector<Booking> planned_in_year(Database& database, const SchoolYearId& year);
std::vector<VisitRequest> requests_in_year(Database& database, const SchoolYearId& year);
std::vector<Unlocking> openings_asked_in_year(Database& database, const SchoolYearId& year);

}  // namespace throughline::store
