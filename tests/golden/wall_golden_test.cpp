// The visibility matrix as the library decides it, printed: whoever changes the wall sees the table change.
#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "tests/support/golden.hpp"
#include "tests/support/temp_workspace.hpp"
#include "throughline/query/wall.hpp"

using namespace throughline;
using namespace throughline::test;

TEST_CASE("the visibility matrix is the one of the practice")
{
    TempWorkspace t;
    const auto matrix = must(t.workspace.ask(Actor::keeper(), VisibilityMatrix{}));
    std::string text = fmt::format("{:14} {:12} {:7}", "part", "purpose", "state");
    for (const auto& hat : matrix.hats) text += fmt::format(" {:18}", hat);
    text += "\n";
    for (const auto& row : matrix.rows) {
        text += fmt::format("{:14} {:12} {:7}", row.part, row.purpose, row.state);
        for (const auto& seen : row.seen) text += fmt::format(" {:18}", seen);
        text += "\n";
    }
    check_golden("visibility_matrix.txt", text);
}
