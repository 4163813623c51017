// The comparison of a closed session: rows by observers, what they are held against, and how far they agree. Values in
// (what ratings_in() gave out), values out.
#pragma once

#include <vector>

#include "core/workspace/calibration_rules.hpp"
#include "throughline/query/calibration.hpp"

namespace throughline {

struct RaterRatings {
    PersonId person;
    std::string name;
    std::vector<CalibrationRating> ratings;
};

struct Comparison {
    std::vector<CalibrationMeeting::Row> rows;
    ReferenceKind reference = ReferenceKind::none;
    std::vector<CalibrationMeeting::Observer> observers;
    std::vector<CalibrationMeeting::Scale> scales;
    std::vector<std::string> notes;
};

struct ReferenceRatings {
    std::vector<CalibrationRating> master;
    std::vector<CalibrationRating> consensus;
};

Comparison compare(const Rubric& rubric, const Calibration& session, const std::vector<RaterRatings>& raters,
                   const ReferenceRatings& references);

// The same of a session in the file; nothing is compared while it is open.
Comparison comparison_of(Context& context, const CalibrationInside& inside);

}  // namespace throughline
