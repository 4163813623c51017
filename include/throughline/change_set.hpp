// What a command changed, so that a panel refreshes a row and not the world.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/base/ids.hpp"

namespace throughline {

enum class Noun {
    school,
    school_year,
    calendar_day,
    person,
    caseload,
    academic_session,
    class_section,
    rubric_version,
    observation,
    evidence,
    rating,
    action_step,
    step_event,
    debrief,
    amendment,
    setting,
    cadence_rule,
    excusal,
    team,
    team_member,
    person_tag,
    booking,
    busy_time,
    class_period,
    observer_time,
    packet,
    response,
    sharing_agreement,
    goal,
    goal_reading,
    visit_request,
    unlocking,
    calibration,
    calibration_rater,
    calibration_rating,
    retention_rule,
    legal_hold,
    purge,
};
std::string_view name_of(Noun noun);  // the table's name
std::optional<Noun> parse_noun(std::string_view name);
const std::vector<Noun>& all_nouns();

struct Change {
    Noun noun = Noun::observation;
    AnyId id;
    bool operator==(const Change&) const = default;
};

struct ChangeSet {
    std::vector<Change> changes;  // each row once, in the order first touched

    [[nodiscard]] bool touches(Noun noun) const;
    [[nodiscard]] bool empty() const { return changes.empty(); }
};

// A command's result. `label` names it for the undo menu: "Rate 6.1".
template <class Value>
struct Outcome {
    Value value{};
    ChangeSet changes;
    std::string label;
};

struct Nothing {  // the Value of a command that has none
    bool operator==(const Nothing&) const = default;
};

}  // namespace throughline
