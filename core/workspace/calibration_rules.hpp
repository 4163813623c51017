// Who may know of a calibration session, who may read what was rated in it, and which ratings count. The blindness of
// sessions is here: whoever wants ratings of several observers asks ratings_in(), which gives none of an open session.
#pragma once

#include <vector>

#include "core/store/calibration.hpp"
#include "core/store/viewer.hpp"
#include "core/workspace/session.hpp"
#include "throughline/model/rubric.hpp"

namespace throughline {

struct CalibrationInside {
    Calibration session;
    std::vector<CalibrationRater> raters;

    [[nodiscard]] bool is_joint() const;
    [[nodiscard]] const CalibrationRater* rater(const std::optional<PersonId>& person) const;
    [[nodiscard]] int submitted() const;
};

CalibrationInside inside_of(Context& context, Calibration session);

// Who took part or leads it, leaders, and the keeper; of a joint visit, besides the two, only who may read the ratings
// of both visits.
bool knows_of(Context& context, const store::Viewer& viewer, const CalibrationInside& inside);

// Not found, in the same words, where there is none and where the actor may not know of it.
Result<CalibrationInside> known_calibration(Context& context, const CalibrationId& id);
// The same, and the actor leads it or keeps the file.
Result<CalibrationInside> led_calibration(Context& context, const CalibrationId& id);
// The same, and the actor rates in it and is not done.
Result<CalibrationInside> rated_calibration(Context& context, const CalibrationId& id);

// The rows of the session's form that are rated, in the rubric's order.
std::vector<const RubricNode*> rated_rows(const Rubric& rubric, const Calibration& session);
Result<void> check_row(const Rubric& rubric, const Calibration& session, const std::string& code);

// What one observer who is in has rated, by the rubric's code; nothing while the session is open. Of a joint visit,
// what their record of it says, with the tagged evidence that is not private.
std::vector<CalibrationRating> ratings_in(Context& context, const Calibration& session, const CalibrationRater& rater);

}  // namespace throughline
