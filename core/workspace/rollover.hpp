// What closing a school year means, said once for the question and the command.
#pragma once

#include "core/workspace/session.hpp"
#include "throughline/query/school_year.hpp"

namespace throughline {

// The year with all that stands open in it, and the year after it.
RolloverPlan::Plan plan_of(Context& context, const SchoolYear& year);

// Why years were opened again, from the settings that keep it.
std::vector<SchoolYears::Reopening> reopenings_of(Context& context, const SchoolYearId& year);
void keep_reopening(Context& context, const SchoolYearId& year, const std::string& reason);

}  // namespace throughline
