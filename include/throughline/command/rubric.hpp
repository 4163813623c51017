// Commands on rubrics.
#pragma once

#include <string>

#include "throughline/change_set.hpp"

namespace throughline {

// Keeps a rubric file's text as a version. The same id and version again changes nothing if the text is the same,
// replaces it if no observation uses it yet, and is refused if one does: used versions are frozen.
struct AddRubricVersion {
    using Value = RubricVersionId;
    std::string json;
};

}  // namespace throughline
