// An observation as a JSON document: what `throughline-cli observe` reads (app/help/observation-file.md).
// Reading it checks its shape; names, codes and levels are looked up when it is recorded (RecordObservation), and
// every refusal names the place in the document: "evidence[1].indicators[0]".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "throughline/base/error.hpp"
#include "throughline/base/time.hpp"
#include "throughline/model/observation.hpp"

namespace throughline {

struct ObservationDocument {
    struct Line {
        std::optional<std::int64_t> elapsed_ms;  // blank: the visit's start
        Speaker speaker = Speaker::none;
        EvidenceKind kind = EvidenceKind::note;
        std::string text;
        std::vector<std::string> indicators;
        bool is_private = false;
    };
    struct Step {
        std::string text;
        std::vector<std::string> indicators;
        std::optional<Date> check_on;
    };

    std::string teacher;   // staff id, e-mail or full name
    std::string observer;  // the same; empty: whoever records it
    std::string rubric;    // rubric id; its newest version is used
    Purpose purpose = Purpose::coaching;
    std::optional<LocalTime> started_at;  // blank: now
    std::optional<int> minutes;
    std::optional<bool> announced;
    std::string subject;
    std::string grade;
    std::optional<int> students_present;
    std::vector<Line> evidence;
    // code; level's number or name, "not-observed", "not-applicable"
    std::vector<std::pair<std::string, std::string>> ratings;
    std::string strength;
    std::string growth_area;
    std::optional<Step> action_step;
};

Result<ObservationDocument> parse_observation_document(std::string_view json);

}  // namespace throughline
