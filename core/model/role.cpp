#include "throughline/model/role.hpp"

#include <array>
#include <cassert>

namespace throughline {
namespace {

constexpr std::array all_roles{Role::teacher, Role::observer, Role::leader, Role::administrator};

}  // namespace

std::string_view name_of(Role role)
{
    switch (role) {
        case Role::teacher:
            return "Teacher";
        case Role::observer:
            return "Observer";
        case Role::leader:
            return "Leader";
        case Role::administrator:
            return "Administrator";
    }
    assert(false && "a role without a name");
    return {};
}

std::optional<Role> parse_role(std::string_view name)
{
    for (const auto role : all_roles)
        if (name == name_of(role)) return role;
    return std::nullopt;
}

}  // namespace throughline
