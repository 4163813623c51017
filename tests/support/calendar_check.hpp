// A strict reader of the calendar files that we write: RFC 5545 to the letter where calendar programs stumble, and our
// own promises (private, no evidence).
//
// Written without the library's reader and without libical, so that a fault in one of those cannot hide itself.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace throughline::test {

struct CheckedProperty {
    std::string name;
    std::vector<std::string> parameters;  // "TZID=America/New_York"
    std::string value;                    // as in the file

    [[nodiscard]] std::string parameter(std::string_view name) const;
    [[nodiscard]] std::string text() const;  // without its escapes
};

struct CheckedComponent {
    std::string kind;
    std::vector<CheckedProperty> properties;
    std::vector<CheckedComponent> parts;

    [[nodiscard]] int count(std::string_view name) const;
    // The only one of that name; a property without name if there is none or several.
    [[nodiscard]] const CheckedProperty& the(std::string_view name) const;
    [[nodiscard]] std::vector<const CheckedComponent*> all(std::string_view kind) const;
};

struct CheckedCalendar {
    CheckedComponent calendar;
    std::vector<std::string> faults;  // empty is what a test wants
};

struct CalendarPromises {
    bool is_private = true;                // each item is CLASS:PRIVATE
    std::vector<std::string> not_in_text;  // evidence, ratings: must not be found anywhere
};

CheckedCalendar check_calendar(std::string_view text, const CalendarPromises& promises = {});

}  // namespace throughline::test
