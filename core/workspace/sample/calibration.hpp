// The sample school's calibration: one session that is over, with master ratings, and one that waits for the owner.
//
// Used by write.cpp. Promises: titles say that it is a sample; the same for the same school.
#pragma once

#include <vector>

#include "throughline/workspace.hpp"

namespace throughline::sample {

struct CalibrationGroup {
    PersonId leader;               // does not rate
    std::vector<PersonId> raters;  // the file's owner first; two at least
    RubricVersionId look_fors;
};

Result<void> write_calibration(Workspace& workspace, const CalibrationGroup& group);

}  // namespace throughline::sample
