#include "throughline/change_set.hpp"

#include <algorithm>

namespace throughline {

bool ChangeSet::touches(Noun noun) const { return std::ranges::find(changes, noun, &Change::noun) != changes.end(); }

}  // namespace throughline
