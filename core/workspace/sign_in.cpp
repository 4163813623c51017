// Accounts for a shared computer: passwords, signing in, and what happens after wrong tries.
#include <algorithm>

#include <fmt/format.h>

#include "core/base/secrets.hpp"
#include "core/store/people.hpp"
#include "core/store/wall.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/resolve_person.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/wall.hpp"
#include "throughline/query/wall.hpp"

namespace throughline {
namespace {

// Five tries are free; each one after closes the account for twice as long, up to a quarter of an hour.
constexpr int free_tries = 5;
constexpr std::int64_t first_wait_us = 30LL * 1'000'000;
constexpr std::int64_t longest_wait_us = 15LL * 60 * 1'000'000;

std::int64_t wait_after(int wrong_tries)
{
    if (wrong_tries < free_tries) return 0;
    const int doublings = std::min(wrong_tries - free_tries, 10);
    return std::min(first_wait_us << doublings, longest_wait_us);
}

Failure does_not_fit()
{
    return fail(ErrorCode::not_allowed,
                "This name and this password do not go together. Check both; passwords tell "
                "large and small letters apart.");
}

Failure too_many_tries(std::int64_t wait_us)
{
    constexpr std::int64_t second_us = 1'000'000;
    return fail(ErrorCode::not_allowed, "Too many wrong tries. Try again in {0} seconds.",
                fmt::to_string((wait_us + second_us - 1) / second_us));
}

bool keeps_house(Context& context, const Person& person)
{
    return person.roles.contains(Role::leader) || person.roles.contains(Role::administrator) ||
           store::setting(context.database, "owner", "") == person.id.text();
}

}  // namespace

PasswordHint password_hint(const std::string& password)
{
    const auto letters = count_characters(password);
    if (letters < password_chars_min)
        return {Strength::refused, fmt::format("too short: {} of {} letters", letters, password_chars_min)};
    if (letters > password_chars_max) return {Strength::refused, "too long"};
    std::string folded_text = folded(password);
    std::sort(folded_text.begin(), folded_text.end());
    const auto different = std::unique(folded_text.begin(), folded_text.end()) - folded_text.begin();
    constexpr int few_letters = 5;
    constexpr std::size_t long_enough = 16;
    if (different < few_letters) return {Strength::weak, "weak: few different letters"};
    if (letters >= long_enough) return {Strength::good, "good: long"};
    constexpr int many_letters = 9;
    if (different >= many_letters) return {Strength::good, "good"};
    return {Strength::fair, "fair: a few words in a row are better"};
}

Result<void> Workspace::Session::allow(const Actor& actor)
{
    if (signed_in && actor.person == signed_in) return {};
    if (!store::has_accounts(database)) return {};
    if (signed_in) return fail(ErrorCode::not_allowed, "Somebody else has signed in. Sign out first.");
    return fail(ErrorCode::not_allowed, "This file has accounts. Sign in first.");
}

// While another program writes, reading goes on: what was looked at is kept as soon as the file is free again.
void Workspace::Session::keep_accesses(const Context& context)
{
    for (const auto& access : context.accesses)
        if (store::is_new_access(database, access, context.today))
            looked_at.push_back({access, context.now, context.today});
    if (batch || looked_at.empty()) return;
    database.wait_at_most(0);
    const auto kept = write_accesses();
    database.wait_at_most(store::busy_timeout_ms);
    // Busy, read-only, full: the note waits in `looked_at`.
    if (!kept && looked_at.size() > looked_at_max) looked_at.pop_front();
}

Result<void> Workspace::Session::write_accesses()
{
    return store::guarded(file, [&]() -> Result<void> {
        store::Transaction transaction(database);
        for (const auto& logged : looked_at)
            if (store::is_new_access(database, logged.access, logged.day)) store::log_access(database, logged);
        transaction.commit();
        looked_at.clear();
        return {};
    });
}

bool Workspace::needs_sign_in() const { return !session_->signed_in && store::has_accounts(session_->database); }

Result<Workspace::SignedIn> Workspace::sign_in(const std::string& who, const std::string& password)
{
    return store::guarded(session_->file, [&]() -> Result<SignedIn> {
        auto& database = session_->database;
        const auto now = this->now();
        Context context = session_->make_context(Actor::keeper());
        const auto person = resolve_person(context, who);
        auto account = person ? store::account_of(database, person->id) : std::nullopt;
        if (!account || account->is_disabled) {
            // As slow, and after as many tries as unfriendly, as with a name that is known.
            (void)fits_password(password, unknown_password_hash());
            const int tries = ++session_->wrong_names[folded(who)];
            return tries > free_tries ? too_many_tries(wait_after(tries)) : does_not_fit();
        }
        if (now < account->closed_until) return too_many_tries(account->closed_until.us - now.us);
        const bool fits = fits_password(password, account->hash);
        account->wrong_tries = fits ? 0 : account->wrong_tries + 1;
        account->closed_until = fits ? Instant{} : now + wait_after(account->wrong_tries);
        {
            store::Transaction transaction(database);
            store::save_account(database, *account);
            transaction.commit();
        }
        if (!fits) return does_not_fit();
        session_->signed_in = person->id;
        return SignedIn{*person, account->must_change};
    });
}

void Workspace::sign_out() { session_->signed_in.reset(); }

template <>
Result<Nothing> handle(Context& context, const SetPassword& set)
{
    const auto person = store::find_person(context.database, set.person);
    if (!person) return fail(ErrorCode::not_found, "This person is not in the file. Choose one from the list.");
    const bool is_first = !store::has_accounts(context.database);
    const bool is_self = context.actor.person == set.person;
    if (!is_self && !may_keep_house(context))
        return fail(ErrorCode::not_allowed,
                    "Only an administrator, a leader or the file's owner sets another's password.");
    if (is_first && !keeps_house(context, *person))
        return fail(
            ErrorCode::wrong_state,
            "The first account must be an administrator's, a leader's or the owner's: somebody who can reset the "
            "others' passwords.");
    if (const auto hint = password_hint(set.password); hint.strength == Strength::refused)
        return fail(ErrorCode::invalid, "This password is {0}.", hint.words);
    store::AccountRow account;
    account.person = set.person;
    account.hash = hash_of_password(set.password);
    account.must_change = !is_self && !is_first;
    account.changed_at = context.now;
    store::save_account(context.database, account);
    // Whoever makes the first account goes on as that person or signs in.
    if (is_first) context.session.signed_in = context.actor.person == set.person ? context.actor.person : std::nullopt;
    context.label = "Set a password";
    context.final = true;
    return Nothing{};
}

template <>
Result<Nothing> handle(Context& context, const DisableAccount& disable)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    auto account = store::account_of(context.database, disable.person);
    if (!account) return fail(ErrorCode::not_found, "This person has no account.");
    const auto others = store::accounts(context.database);
    const bool is_last = std::ranges::none_of(others, [&](const store::AccountRow& other) {
        const auto person = store::find_person(context.database, other.person);
        return other.person != disable.person && !other.is_disabled && person && keeps_house(context, *person);
    });
    if (is_last)
        return fail(ErrorCode::wrong_state,
                    "This is the last account that can reset passwords. Make another one first.");
    account->is_disabled = true;
    store::save_account(context.database, *account);
    context.label = "Disable an account";
    context.final = true;
    return Nothing{};
}

template <>
Result<std::vector<Accounts::Row>> answer(Context& context, const Accounts&)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    std::vector<Accounts::Row> rows;
    for (const auto& account : store::accounts(context.database)) {
        const auto person = store::find_person(context.database, account.person);
        Accounts::Row row{account.person, person ? person->name() : "", account.is_disabled, account.must_change, {}};
        if (context.now < account.closed_until) row.closed_until = account.closed_until;
        rows.push_back(std::move(row));
    }
    std::ranges::sort(rows, {}, &Accounts::Row::name);
    return rows;
}

THROUGHLINE_COMMAND(SetPassword);
THROUGHLINE_COMMAND(DisableAccount);
THROUGHLINE_QUERY(Accounts);

}  // namespace throughline
