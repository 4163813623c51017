// Who acts. On a personal computer nobody signs in: the file's keeper acts, with or without a name of their own.
#pragma once

#include <optional>

#include "throughline/base/ids.hpp"

namespace throughline {

struct Actor {
    std::optional<PersonId> person;  // nobody: the keeper of a file in which no person is set as its owner

    static Actor keeper() { return {}; }
    static Actor as(PersonId person) { return {person}; }
};

}  // namespace throughline
