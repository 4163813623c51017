// Visits that were kept elsewhere: what an import would do with each row, and the import.
//
// Used by `import observations` and the window. Promises: the plan and the import check in the same way; a row that
// cannot be taken is named and does not keep the others out; a row that is in the file already is noticed and left out;
// one import is one command, and one undo takes it back. Side effects stay away: a shared visit's debrief is kept as
// skipped ("imported"), a step without a day still to come is closed, no booking is marked as done.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "throughline/base/ids.hpp"
#include "throughline/exchange/visit_table.hpp"

namespace throughline {

enum class VisitChange { added, known };
std::string_view name_of(VisitChange change);  // "new", "already there"

struct VisitPlan {
    struct Row {
        VisitChange change = VisitChange::added;
        int line = 0;
        std::string teacher_name;
        std::string observer_name;
        LocalTime started_at;
        bool is_shared = true;
        int evidence_count = 0;
        int rating_count = 0;
        std::string words;  // "2 lines, 9 ratings, an action step"
        // What a person should look at before they take the row in: a day of long ago, the same visit twice in the
        // file. Empty: nothing.
        std::string remark;
    };
    std::vector<Row> rows;
    std::vector<RefusedRow> refused;  // by line; with those of the file
    int added = 0;
    int known = 0;
    int remarked = 0;       // of those added
    int outside_years = 0;  // of those added: their day is in no school year of the file
};

struct PlanVisitImport {
    using Answer = VisitPlan;
    VisitFile file;
};

struct ImportVisits {
    using Value = VisitPlan;  // as it was done
    VisitFile file;
};

}  // namespace throughline
