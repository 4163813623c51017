#include "core/workspace/erasing.hpp"

#include <algorithm>

#include "core/store/people.hpp"
#include "core/store/retention.hpp"
#include "core/store/wall.hpp"
#include "core/workspace/visibility.hpp"

namespace throughline {
namespace {

bool keeps_house(const Person& person)
{
    return person.roles.contains(Role::leader) || person.roles.contains(Role::administrator);
}

// The others could then not give anybody a password any more.
bool is_last_account(Context& context, const PersonId& id)
{
    const auto accounts = store::accounts(context.database);
    const auto opens = [&](const store::AccountRow& account) {
        const auto person = store::find_person(context.database, account.person);
        return !account.is_disabled && person && keeps_house(*person);
    };
    return std::ranges::any_of(accounts, [&](const auto& each) { return each.person == id && opens(each); }) &&
           std::ranges::none_of(accounts, [&](const auto& each) { return each.person != id && opens(each); });
}

Result<void> check_open_work(Context& context, const Person& person)
{
    const auto open = store::open_work_of(context.database, person.id);
    if (open.visits_open_again > 0)
        return fail(ErrorCode::wrong_state,
                    "A visit of {0} is open for correction, or was asked to be. Share it again or decline it first.",
                    person.name());
    if (open.sessions_led > 0)
        return fail(ErrorCode::wrong_state, "{0} leads a calibration session that is open. Close it first.",
                    person.name());
    if (open.visits_held > 0)
        return fail(ErrorCode::wrong_state,
                    "A legal hold covers somebody in visits of {0}; while it stands, nothing of these is erased.",
                    person.name());
    if (open.others_held > 0)
        return fail(
            ErrorCode::wrong_state,
            "A legal hold covers somebody who opened the record of {0}, planned with them or shared it; while it "
            "stands, nothing of that is erased.",
            person.name());
    return {};
}

}  // namespace

Result<Person> erasable_person(Context& context, const PersonId& id)
{
    const auto row = store::find<store::PersonStored>(context.database, id);
    if (!row || row->merged_into)
        return fail(ErrorCode::not_found, "This person is not in the file. Choose one from the list.");
    auto person = *store::find_person(context.database, id);
    if (store::is_erased(context.database, id))
        return fail(ErrorCode::wrong_state, "{0} was erased already.", person.name());
    if (context.actor.person == id)
        return fail(ErrorCode::not_allowed,
                    "Nobody erases their own record. Another leader or administrator has to do it.");
    if (store::setting(context.database, "owner", "") == id.text())
        return fail(ErrorCode::wrong_state, "{0} is the owner of this file. Name another one in Settings first.",
                    person.name());
    if (is_last_account(context, id))
        return fail(ErrorCode::wrong_state,
                    "{0} has the last account that can reset passwords. Make another one first.", person.name());
    if (const auto hold = store::hold_on(context.database, id))
        return fail(ErrorCode::wrong_state,
                    "A legal hold on {0} stands since {1}; nothing is erased before it is lifted.",
                    hold->person ? person.name() : std::string("everybody"), iso(hold->placed_on));
    if (const auto done = check_open_work(context, person); !done) return Failure(done.error());
    return person;
}

}  // namespace throughline
