// What every person in a roster file must satisfy, whatever the file's format.
//
// Used by the staff CSV and the OneRoster readers. Remembers who was accepted, so that the second row with the same
// staff id or e-mail address is refused with the line of the first.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "throughline/exchange/roster_file.hpp"

namespace throughline {

// Lets a map with string keys be asked with a view, without making a string.
struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
};
template <class Value>
using TextMap = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;

enum class PersonField { name, given_name, family_name, email, role, school, subject, grade, staff_id };

struct PersonFault {
    PersonField field{};
    std::string code;
    std::string reason;
};

class PersonChecks {
public:
    // The first thing wrong with the person, or nothing; the person then counts as accepted.
    std::optional<PersonFault> accept(const RosterPerson& person);

private:
    std::optional<PersonFault> duplicate(const RosterPerson& person);

    TextMap<int> line_by_source_id_;
    TextMap<int> line_by_email_;
    TextMap<int> line_by_name_;  // of those who have neither id nor e-mail address
};

// One "@" with something before it, a domain with a dot after it, and nothing that an address cannot hold.
bool is_email_address(std::string_view text);

// The value as one line: no-break spaces and line breaks as spaces, runs of space as one, none at the ends.
std::string one_line(std::string_view text);

}  // namespace throughline
