// Golden files: what the program wrote when somebody looked at it and found it good.
//
// A file that differs fails the test and says where. To make them anew, deliberately: run the tests with
// THROUGHLINE_REMAKE_GOLDEN=1 set, look at what git shows as changed, and commit it with the reason.
#pragma once

#include <string>

namespace throughline::test {

// Compares with tests/golden/<name>.
void check_golden(const std::string& name, const std::string& text);

}  // namespace throughline::test
