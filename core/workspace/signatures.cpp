#include "core/workspace/signatures.hpp"

#include "core/store/people.hpp"
#include "core/store/wall.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/base/text.hpp"

namespace throughline {

Result<Signature> signature_of(Context& context, const PersonId& party, const std::string& typed)
{
    const auto person = store::find_person(context.database, party);
    const auto name = std::string(trimmed(typed));
    if (!person || folded(name) != folded(person->name()))
        return fail(ErrorCode::invalid, "A signature is the full name, here \"{0}\". \"{1}\" is not.",
                    person ? person->name() : std::string(), name);
    const bool is_self = context.actor.person == party;
    if (!is_self && (store::has_accounts(context.database) || !may_keep_house(context)))
        return fail(ErrorCode::not_allowed, "Only {0} signs for {0}.", person->name());
    return Signature{name, context.now};
}

}  // namespace throughline
