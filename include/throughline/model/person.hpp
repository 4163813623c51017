// A person in a school, whatever hats they wear. One person may teach, observe and lead at once.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "throughline/base/ids.hpp"
#include "throughline/base/time.hpp"
#include "throughline/model/role.hpp"

namespace throughline {

// "Ana Silva"; either may be empty.
inline std::string full_name(const std::string& given, const std::string& family)
{
    if (given.empty()) return family;
    return family.empty() ? given : given + " " + family;
}

struct Person {
    PersonId id;
    std::string given_name;
    std::string family_name;
    std::string email;      // may be empty
    std::string staff_id;   // the school's own number; may be empty
    std::string source_id;  // a roster's sourcedId; may be empty
    std::string subject;
    std::string grade;
    SchoolId school;
    std::set<Role> roles;
    bool active = true;                        // false: left; the record stays
    bool from_roster = false;                  // false: made on the spot, to be merged with the roster later
    std::optional<Date> in_school_since = {};  // set when they change school; nothing: always
    bool operator==(const Person&) const = default;

    // "Ana Ruiz"; whichever part is known.
    [[nodiscard]] std::string name() const { return full_name(given_name, family_name); }
};

// A name as somebody types it or a roster's cell holds it: "Ana Silva", "Silva, Ana", "Dr. Ana de la Cruz",
// "John Smith Jr.". Splitting names is guessing; it is done in a way that can be said in a sentence: the last word is
// the family name, with the particles before it and the suffix after it. A name of one word is a family name.
struct SplitName {
    std::string given_name;
    std::string family_name;
};
SplitName split_name(std::string_view text);

}  // namespace throughline
