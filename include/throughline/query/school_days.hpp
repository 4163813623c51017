// The school calendar as a file: what taking one in would do, and the days as spans to write.
//
// Used by the import and export of the window and the command line. PlanSchoolDaysImport reads and compares, and writes
// nothing; command/school.hpp's ImportSchoolDays takes in what it found.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "throughline/command/school.hpp"
#include "throughline/exchange/school_days_file.hpp"

namespace throughline {

// Days in a row of one kind, name and school, by first day.
struct SchoolDaySpans {
    using Answer = std::vector<SchoolDaySpan>;
    std::optional<Date> from;
    std::optional<Date> to;          // inclusive
    std::optional<SchoolId> school;  // its own and the general ones; nothing: of all schools
};

struct PlanSchoolDaysImport {
    struct Row {
        AddCalendarDays span;
        std::string school_name;  // empty: all schools
        int line = 0;
        bool is_kind_said = false;  // false: taken for a holiday because nothing says otherwise
    };
    struct Plan {
        std::vector<Row> rows;  // by first day
        ImportSchoolDays::Counts counts;
        std::vector<RefusedItem> refused;  // by line; they do not keep the others out
        std::vector<std::string> notes;

        [[nodiscard]] ImportSchoolDays command() const
        {
            ImportSchoolDays import;
            for (const auto& row : rows) import.spans.push_back(row.span);
            return import;
        }
    };
    using Answer = Plan;
    std::string text;                // .ics or CSV
    std::optional<SchoolId> school;  // whose days they are where the file does not say
};

}  // namespace throughline
