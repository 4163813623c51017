// Commands on the wall: agreements that open more, and accounts for a shared computer.
#pragma once

#include <optional>
#include <string>

#include "throughline/change_set.hpp"
#include "throughline/model/sharing.hpp"

namespace throughline {

// Begins an agreement; it opens nothing before both have signed. By the teacher, the observer, or who keeps the house.
struct GrantSharing {
    using Value = SharingAgreementId;
    PersonId teacher;
    PersonId observer;
    PersonId reader;
    Extent extent = Extent::steps;
    std::optional<Date> from;  // nothing: today; a day in the past opens visits that were made before
    std::optional<Date> to;
    // What each wrote as their name. Where people sign in, each signs for themselves only.
    std::string teacher_signature;
    std::string observer_signature;
};

struct SignSharing {
    using Value = Nothing;
    SharingAgreementId agreement;
    PersonId party;         // its teacher or its observer
    std::string signature;  // must be the party's name
};

struct RevokeSharing {  // by either of the two, or who keeps the house; visits from today on are not opened
    using Value = Nothing;
    SharingAgreementId agreement;
};

// Gives a person a password, or another one. The first account is an administrator's, a leader's or the owner's, and
// from then on everybody must sign in. Setting somebody else's is for who keeps the house, and they must change it.
struct SetPassword {
    using Value = Nothing;
    PersonId person;
    std::string password;
};
constexpr std::size_t password_chars_min = 10;
constexpr std::size_t password_chars_max = 200;

struct DisableAccount {  // no sign-in until a new password is set; never the last that keeps the house
    using Value = Nothing;
    PersonId person;
};

// How hard a password is to guess, in words for the one who types it: "too short: 4 of 10 letters".
enum class Strength { refused, weak, fair, good };
struct PasswordHint {
    Strength strength = Strength::refused;
    std::string words;
};
PasswordHint password_hint(const std::string& password);

}  // namespace throughline
