// The school's settings and the state of undo.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "throughline/change_set.hpp"
#include "throughline/model/person.hpp"
#include "throughline/model/school_calendar.hpp"

namespace throughline {

struct School {
    SchoolId id;
    std::string name;
    std::string source_id;
};

struct SchoolSettings {
    struct Settings {
        std::vector<School> schools;
        std::vector<SchoolYear> years;
        std::vector<CalendarDay> days;
        std::vector<Term> typed_terms;  // by start; those that SetTerms replaces, without a roster's
        FollowUpRules rules;
        std::map<std::string, std::string> abbreviations;
        std::optional<Person> owner;
        bool is_sample = false;
        SchoolCalendar calendar;
    };
    using Answer = Settings;
};

struct UndoState {  // labels of what undo and redo would do for the actor; blank if nothing
    struct State {
        std::string undo_label;
        std::string redo_label;
        std::int64_t undo_rows = 0;  // how many rows it would turn round: an import's are many
        std::int64_t redo_rows = 0;
    };
    using Answer = State;
};

// Who changed what, newest first; what the actor may not see has its words blanked.
struct JournalEntries {
    struct Entry {
        std::string label;
        std::string actor_name;
        Instant at;
        int change_count = 0;
    };
    using Answer = std::vector<Entry>;
    int count_max = 100;
};

}  // namespace throughline
