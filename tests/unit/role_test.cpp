#include <catch2/catch.hpp>

#include "throughline/model/role.hpp"

using namespace throughline;

TEST_CASE("a role survives being written and read, and nothing else is read as one")
{
    for (const auto role : {Role::teacher, Role::observer, Role::leader, Role::administrator})
        CHECK(parse_role(name_of(role)) == role);
    for (const auto* other : {"teacher", "Principal", "", "Teacher "}) CHECK_FALSE(parse_role(other));
}
