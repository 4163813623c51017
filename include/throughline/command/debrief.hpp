// Commands on the conversation after a visit.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "throughline/change_set.hpp"
#include "throughline/model/debrief.hpp"

namespace throughline {

struct PlanDebrief {  // or move it: id, notes and links stay
    using Value = Nothing;
    DebriefId debrief;
    std::optional<Instant> planned_at;
    std::optional<Date> due_on;
};

struct ChangeDebrief {  // only what is set changes
    using Value = Nothing;
    DebriefId debrief;
    std::optional<std::string> protocol;
    std::optional<std::vector<std::string>> done;
    std::optional<std::optional<bool>> practised;
    std::optional<std::optional<Date>> next_visit_on;
};

struct ChangeDebriefText {  // settles the field's draft row
    using Value = Nothing;
    DebriefId debrief;
    DebriefField field = DebriefField::notes;
    std::string text;
    std::optional<std::string> was;
};

struct HoldDebrief {  // it took place
    using Value = Nothing;
    DebriefId debrief;
    Instant held_at;
    int minutes = 0;
    std::optional<std::string> notes;  // nothing: as they stand
};

}  // namespace throughline
