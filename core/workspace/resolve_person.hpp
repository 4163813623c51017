// Who is meant by a staff id, an e-mail address or a full name.
#pragma once

#include <string_view>

#include "core/workspace/session.hpp"
#include "throughline/model/person.hpp"

namespace throughline {

// not_found, or ambiguous with the candidates and how to tell them apart.
Result<Person> resolve_person(Context& context, std::string_view text);

}  // namespace throughline
