// A sharing agreement: a teacher and their observer let a leader see more of the coaching between them, exactly as far
// as it says. And who looked at whose record.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "throughline/base/ids.hpp"
#include "throughline/base/time.hpp"

namespace throughline {

enum class Extent {  // each holds the ones before it
    steps,           // the text and the state of action steps
    feedback,        // strength, growth area and ratings, too
    everything,      // evidence and the words of the debrief, too; never a private line
};
std::string_view name_of(Extent extent);  // "steps"
std::optional<Extent> parse_extent(std::string_view name);

struct Signature {
    std::string name;           // as they wrote it; empty: not signed yet
    std::optional<Instant> at;  // set with the name
    bool operator==(const Signature&) const = default;
};

struct SharingAgreement {
    SharingAgreementId id;
    PersonId teacher;
    PersonId observer;
    PersonId reader;  // a leader or an administrator
    Extent extent = Extent::steps;
    Date from;               // of visits
    std::optional<Date> to;  // inclusive; nothing: until it is revoked
    Signature teacher_signature;
    Signature observer_signature;
    std::optional<Date> revoked_on;  // visits from that day on are not opened
    std::optional<PersonId> revoked_by;
    bool operator==(const SharingAgreement&) const = default;

    [[nodiscard]] bool is_signed() const { return teacher_signature.at && observer_signature.at; }
    // A shared coaching visit of these two on that day is opened to the reader.
    [[nodiscard]] bool covers(Date day) const
    {
        return is_signed() && from <= day && (!to || day <= *to) && (!revoked_on || day < *revoked_on);
    }
};

// "the text and the state of action steps".
std::string words_of(Extent extent);

enum class AccessKind { visit, page, growth, records };
std::string_view name_of(AccessKind kind);
std::optional<AccessKind> parse_access_kind(std::string_view name);
std::optional<AccessKind> parse_access_kind(std::string_view name);

}  // namespace throughline
