// Triggers put aside: taken away for work that they must not see, and given back as the statements that make them anew.
//
// Used inside a transaction by purging and repair, and while a new file is filled. Whoever puts them aside runs the
// statements at the end; a transaction that is rolled back brings them back by itself.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/store/database.hpp"

namespace throughline::store {

enum class TriggersOf { file, connection };  // those of the file, or the temporary ones

// Those whose name is LIKE `pattern`, with \ before what is meant as it stands; in the order in which they were made.
std::vector<std::string> put_triggers_aside(Database& database, TriggersOf whose, std::string_view pattern);

}  // namespace throughline::store
