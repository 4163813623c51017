#include "app/viewmodel/people_choices.hpp"

#include "throughline/base/text.hpp"
#include "throughline/query/today.hpp"

namespace throughline {

std::string subject_and_grade(const std::string& subject, const std::string& grade)
{
    if (grade.empty()) return subject;
    const bool is_number = grade.find_first_not_of("0123456789-, ") == std::string::npos;
    const auto said = is_number ? "grade " + grade : grade;
    return subject.empty() ? said : subject + ", " + said;
}

Result<std::vector<PersonChoice>> found_people(const Document& document, const std::string& typed, bool teachers_only)
{
    FindPeople find;
    find.typed = typed;
    find.teachers_only = teachers_only;
    const auto found = document.ask(find);
    if (!found) return tl::unexpected(found.error());
    std::vector<PersonChoice> choices;
    for (const auto& row : *found)
        choices.push_back({row.person.id, row.person.name(), subject_and_grade(row.person.subject, row.person.grade)});
    return choices;
}

Result<std::vector<PersonChoice>> people_to_visit(const Document& document, const std::string& typed)
{
    if (!trimmed(typed).empty()) return found_people(document, typed, true);
    const auto today = document.ask(Today{});
    if (!today) return tl::unexpected(today.error());
    if (today->who_next.empty()) return found_people(document, typed, true);
    std::vector<PersonChoice> choices;
    for (const auto& row : today->who_next) choices.push_back({row.teacher, row.teacher_name, row.reason});
    return choices;
}

}  // namespace throughline
