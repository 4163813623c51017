// Who fits what is typed: the rows of the palette and of "Who are you visiting?", as names with a line about each.
#pragma once

#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"

namespace throughline {

struct PersonChoice {
    PersonId id;
    std::string name;
    std::string about;  // "Math, grade 6"; why this teacher is next
};

Result<std::vector<PersonChoice>> found_people(const Document& document, const std::string& typed, bool teachers_only);
// Nothing typed yet: those who are next, as on Today.
Result<std::vector<PersonChoice>> people_to_visit(const Document& document, const std::string& typed);
// "Math, grade 6", whichever is known.
std::string subject_and_grade(const std::string& subject, const std::string& grade);

}  // namespace throughline
