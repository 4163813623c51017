// A list of students' names, for the question before Share and for nothing else.
#pragma once

#include <string>

#include "throughline/change_set.hpp"

namespace throughline {

// Takes in a list: a name a line, "Maria Lopez" or "Lopez, Maria"; it replaces the one before. Only a keyed hash of
// each name is kept: no name can be read back, but whoever has the file can try one. An empty text takes the list away.
struct ImportStudentNames {
    using Value = int;  // how many names are known now
    std::string text;
};
constexpr std::size_t student_names_max = 200'000;

}  // namespace throughline
