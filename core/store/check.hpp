// The checks of a whole file, each a question to SQLite.
#pragma once

#include "core/store/database.hpp"
#include "throughline/workspace.hpp"

namespace throughline::store {

CheckReport check(Database& database);

}  // namespace throughline::store
