// Sharing agreements: begun, signed by both, revoked.
#include <algorithm>

#include "core/store/people.hpp"
#include "core/store/wall.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/signatures.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/wall.hpp"

namespace throughline {
namespace {

bool is_party(const SharingAgreement& agreement, const std::optional<PersonId>& person)
{
    return person == agreement.teacher || person == agreement.observer;
}

Result<SharingAgreement> own_agreement(Context& context, const SharingAgreementId& id)
{
    auto agreement = store::find<SharingAgreement>(context.database, id);
    if (!agreement || (!is_party(*agreement, context.actor.person) && !may_keep_house(context)))
        return fail(ErrorCode::not_found, "There is no such agreement, or it is between others.");
    return std::move(*agreement);
}

Result<void> check_people(Context& context, const GrantSharing& grant)
{
    const auto teacher = store::find_person(context.database, grant.teacher);
    const auto observer = store::find_person(context.database, grant.observer);
    const auto reader = store::find_person(context.database, grant.reader);
    if (!teacher || !observer || !reader)
        return fail(ErrorCode::not_found, "One of the three people is not in the file. Choose them from the list.");
    if (!reader->roles.contains(Role::leader) && !reader->roles.contains(Role::administrator))
        return fail(ErrorCode::invalid,
                    "{0} is neither a leader nor an administrator. Another coach is added to a visit as co-observer.",
                    reader->name());
    if (grant.teacher == grant.observer || grant.reader == grant.teacher || grant.reader == grant.observer)
        return fail(ErrorCode::invalid, "Teacher, observer and reader are three people.");
    return {};
}

}  // namespace

std::string words_of(Extent extent)
{
    switch (extent) {
        case Extent::steps:
            return "the text and the state of action steps";
        case Extent::feedback:
            return "action steps, strengths, growth areas and ratings";
        case Extent::everything:
            return "all that the teacher gets, with evidence and the words of the debrief";
    }
    return {};
}

template <>
Result<SharingAgreementId> handle(Context& context, const GrantSharing& grant)
{
    SharingAgreement agreement;
    agreement.teacher = grant.teacher;
    agreement.observer = grant.observer;
    agreement.reader = grant.reader;
    agreement.extent = grant.extent;
    agreement.from = grant.from.value_or(context.today);
    agreement.to = grant.to;
    if (!is_party(agreement, context.actor.person) && !may_keep_house(context))
        return fail(ErrorCode::not_allowed, "An agreement is begun by its teacher or its observer.");
    if (const auto good = check_people(context, grant); !good) return Failure(good.error());
    if (agreement.to && *agreement.to < agreement.from)
        return fail(ErrorCode::invalid, "The agreement ends before it begins. Check the two days.");
    for (const auto& [typed, party, signature] :
         {std::tuple(&grant.teacher_signature, grant.teacher, &agreement.teacher_signature),
          std::tuple(&grant.observer_signature, grant.observer, &agreement.observer_signature)}) {
        if (trimmed(*typed).empty()) continue;
        auto made = signature_of(context, party, *typed);
        if (!made) return Failure(made.error());
        *signature = std::move(*made);
    }
    agreement.id = context.new_id<SharingAgreementId>();
    store::insert(context.database, agreement);
    context.label = "Begin a sharing agreement";
    return agreement.id;
}

template <>
Result<Nothing> handle(Context& context, const SignSharing& signing)
{
    auto agreement = own_agreement(context, signing.agreement);
    if (!agreement) return Failure(agreement.error());
    if (agreement->revoked_on) return fail(ErrorCode::wrong_state, "This agreement was revoked. Begin a new one.");
    if (!is_party(*agreement, signing.party))
        return fail(ErrorCode::invalid, "The teacher and the observer of an agreement sign it, nobody else.");
    auto& signature =
        signing.party == agreement->teacher ? agreement->teacher_signature : agreement->observer_signature;
    if (signature.at) return fail(ErrorCode::wrong_state, "{0} has signed already.", signature.name);
    auto made = signature_of(context, signing.party, signing.signature);
    if (!made) return Failure(made.error());
    signature = std::move(*made);
    store::update(context.database, *agreement);
    context.label = "Sign a sharing agreement";
    return Nothing{};
}

template <>
Result<Nothing> handle(Context& context, const RevokeSharing& revoking)
{
    auto agreement = own_agreement(context, revoking.agreement);
    if (!agreement) return Failure(agreement.error());
    if (agreement->revoked_on) return fail(ErrorCode::wrong_state, "This agreement was revoked already.");
    agreement->revoked_on = context.today;
    agreement->revoked_by = context.actor.person;
    store::update(context.database, *agreement);
    context.label = "Revoke a sharing agreement";
    return Nothing{};
}

THROUGHLINE_COMMAND(GrantSharing);
THROUGHLINE_COMMAND(SignSharing);
THROUGHLINE_COMMAND(RevokeSharing);

}  // namespace throughline
