// Whether a person's record may be erased, and in which words it may not.
#pragma once

#include "core/workspace/session.hpp"
#include "throughline/model/person.hpp"

namespace throughline {

// The person; otherwise the reason and what to do first. The actor keeps the house.
Result<Person> erasable_person(Context& context, const PersonId& id);

}  // namespace throughline
