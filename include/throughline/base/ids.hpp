// Ids: one type per noun, so that a teacher's id cannot be passed where an observation's is meant.
//
// Every id is a UUIDv7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then random bits. They are made on this
// machine, sort by the time they were made, and never collide with records made on another machine.
// Used by everything. Promises: a default-made id is the nil id (`is_nil()`), which is never stored.
#pragma once

#include <array>
#include <bit>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace throughline {

// The 16 bytes of a UUID in network order, without a noun.
using IdBytes = std::array<std::uint8_t, 16>;

// "0192f3a4-....", lower case, 36 characters.
std::string to_string(const IdBytes& bytes);

// Accepts the 36-character form, upper or lower case; nothing else.
std::optional<IdBytes> parse_id(std::string_view text);

template <class Noun>
struct Id {
    IdBytes bytes{};

    auto operator<=>(const Id&) const = default;
    // As two numbers, which is a third of the time of comparing bytes: reports look for people by the hundred thousand.
    bool operator==(const Id& other) const
    {
        using Halves = std::array<std::uint64_t, 2>;
        return std::bit_cast<Halves>(bytes) == std::bit_cast<Halves>(other.bytes);
    }
    [[nodiscard]] bool is_nil() const { return *this == Id{}; }
    [[nodiscard]] std::string text() const { return to_string(bytes); }
    static std::optional<Id> parse(std::string_view text)
    {
        const auto bytes = parse_id(text);
        return bytes ? std::optional<Id>(Id{*bytes}) : std::nullopt;
    }
};

using PersonId = Id<struct PersonNoun>;
using SchoolId = Id<struct SchoolNoun>;
using SchoolYearId = Id<struct SchoolYearNoun>;
using CalendarDayId = Id<struct CalendarDayNoun>;
using CaseloadId = Id<struct CaseloadNoun>;
using AcademicSessionId = Id<struct AcademicSessionNoun>;
using ClassSectionId = Id<struct ClassSectionNoun>;
using RubricVersionId = Id<struct RubricVersionNoun>;
using ObservationId = Id<struct ObservationNoun>;
using EvidenceId = Id<struct EvidenceNoun>;
using RatingId = Id<struct RatingNoun>;
using ActionStepId = Id<struct ActionStepNoun>;
using StepEventId = Id<struct StepEventNoun>;
using DebriefId = Id<struct DebriefNoun>;
using AmendmentId = Id<struct AmendmentNoun>;
using SettingId = Id<struct SettingNoun>;
using CadenceRuleId = Id<struct CadenceRuleNoun>;
using ExcusalId = Id<struct ExcusalNoun>;
using TeamId = Id<struct TeamNoun>;
using TeamMemberId = Id<struct TeamMemberNoun>;
using PersonTagId = Id<struct PersonTagNoun>;
using BookingId = Id<struct BookingNoun>;
using BookingSeriesId = Id<struct BookingSeriesNoun>;
using BusyTimeId = Id<struct BusyTimeNoun>;
using ClassPeriodId = Id<struct ClassPeriodNoun>;
using ObserverTimeId = Id<struct ObserverTimeNoun>;
using PacketId = Id<struct PacketNoun>;
using ResponseId = Id<struct ResponseNoun>;
using SharingAgreementId = Id<struct SharingAgreementNoun>;
using GoalId = Id<struct GoalNoun>;
using GoalReadingId = Id<struct GoalReadingNoun>;
using VisitRequestId = Id<struct VisitRequestNoun>;
using UnlockingId = Id<struct UnlockingNoun>;
using CalibrationId = Id<struct CalibrationNoun>;
using CalibrationRaterId = Id<struct CalibrationRaterNoun>;
using CalibrationRatingId = Id<struct CalibrationRatingNoun>;
using RetentionRuleId = Id<struct RetentionRuleNoun>;
using LegalHoldId = Id<struct LegalHoldNoun>;
using PurgeId = Id<struct PurgeNoun>;
using CommandId = Id<struct CommandNoun>;
using AnyId = Id<struct AnyNoun>;  // a draft's or a change's record, whatever its noun

// Forgets the noun, for drafts and change sets.
template <class Noun>
AnyId any(const Id<Noun>& id)
{
    return AnyId{id.bytes};
}

// Gives a nounless id its noun back; the caller knows which it is.
template <class IdType>
IdType as(const AnyId& id)
{
    return IdType{id.bytes};
}

// Where ids come from; injected, so that a sample or a test is the same each time.
class IdSource {
public:
    virtual ~IdSource() = default;
    virtual IdBytes next_bytes() = 0;

    template <class IdType>
    IdType next()
    {
        return IdType{next_bytes()};
    }
};

}  // namespace throughline

template <class Noun>
struct std::hash<throughline::Id<Noun>> {
    std::size_t operator()(const throughline::Id<Noun>& id) const noexcept
    {
        // Random bits fill the second half of a UUIDv7, so that nothing need be stirred.
        const auto halves = std::bit_cast<std::array<std::uint64_t, 2>>(id.bytes);
        return static_cast<std::size_t>(halves[0] ^ halves[1]);
    }
};
