// The lines of a calendar file (RFC 5545, section 3.1) as components and properties, each with its place in the file.
//
// Used by the readers of busy times and of school days. Our own and not libical's parser, since that forgets the lines,
// and what a person has to put right must be named by its line. Takes any bytes: what is no property is left out and
// counted, a component that is never closed is marked as incomplete.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "throughline/base/error.hpp"

namespace throughline::calendar {

struct Property {
    std::string name;  // in capitals, as are the names of parameters
    std::vector<std::pair<std::string, std::string>> parameters;
    std::string value;  // as in the file; see text_of
    int line = 0;

    // Empty if there is none.
    [[nodiscard]] std::string_view parameter(std::string_view wanted) const;
};

struct Component {
    std::string kind;  // "VEVENT"
    int line = 0;
    bool is_complete = false;
    std::vector<Property> properties;
    std::vector<Component> parts;

    // The first of that name, or null.
    [[nodiscard]] const Property* find(std::string_view name) const;
    // Its text as one line; empty if there is none.
    [[nodiscard]] std::string text(std::string_view name) const;
};

struct Calendars {
    Component all;  // the parts are the file's calendars
    int lines_not_understood = 0;
    int first_not_understood = 0;  // its line
};

// Fails with bad_input if there is no calendar in it, or if it is larger than calendar_bytes_max.
Result<Calendars> parse(std::string_view text);

// A TEXT value without its escapes and as UTF-8, bytes that are none replaced.
std::string text_of(std::string_view value);
// A list of TEXT values, as in CATEGORIES.
std::vector<std::string> texts_of(std::string_view value);
// The text with U+FFFD for each byte that is not UTF-8.
std::string as_utf8(std::string_view text);

std::string in_capitals(std::string_view text);

}  // namespace throughline::calendar
