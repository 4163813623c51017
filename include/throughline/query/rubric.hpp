// Questions about rubrics.
#pragma once

#include <string>
#include <vector>

#include "throughline/model/rubric.hpp"

namespace throughline {

struct RubricRow {
    RubricVersionId version_id;
    std::string rubric_id;
    std::string title;
    std::string version;
    std::string licence;
    bool is_template = false;
    bool newest = true;
    bool frozen = false;  // an observation uses it
    static constexpr int observation_count_max = 10'000;
    int observation_count = 0;  // visits that use it; observation_count_max: so many or more
};

struct Rubrics {
    using Answer = std::vector<RubricRow>;
    bool all_versions = false;
};

struct RubricVersion {
    using Answer = Rubric;
    RubricVersionId version;
};

struct NewestRubric {  // by rubric id: "teach-primary"
    struct Found {
        RubricVersionId version;
        Rubric rubric;
    };
    using Answer = Found;
    std::string rubric_id;
};

}  // namespace throughline
