// Viewer: the eyes that a list is read with, as far as SQL must know them. Made by core/workspace/visibility.
#pragma once

#include <optional>
#include <vector>

#include "throughline/base/ids.hpp"
#include "throughline/model/sharing.hpp"

namespace throughline::store {

struct Viewer {
    std::optional<PersonId> person;
    bool sees_all = false;  // the keeper of a file without an owner
    bool leads = false;
    bool administers = false;
    bool observes = false;
    // Signed ones that this person reads under. They open more of visits that a leader knows of anyway, so that lists
    // need not ask them.
    std::vector<SharingAgreement> agreements;
    // By the school's policy this leader reads the steps of coaching. Of visits that a leader knows of anyway, too.
    bool reads_steps = false;
};

}  // namespace throughline::store
