// What the library's sources hand to a macro: the names of all commands, or of all questions.
#pragma once

#include <set>
#include <string>

namespace throughline::test {

// "THROUGHLINE_COMMAND": the argument of each use below core/.
std::set<std::string> named_in_sources(const std::string& macro);

}  // namespace throughline::test
