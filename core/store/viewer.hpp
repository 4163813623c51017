// Viewer: the eyes that a list is read with, as far as SQL must know them. Made by core/workspace/visibility.
#pragma once

#include <optional>

#include "throughline/base/ids.hpp"

namespace throughline::store {

struct Viewer {
    std::optional<PersonId> person;
    bool sees_all = false;  // the keeper of a file without an owner
    bool leads = false;
    bool administers = false;
    bool observes = false;
};

}  // namespace throughline::store
