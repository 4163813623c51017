#include <array>

#include <fmt/format.h>

#include "core/workspace/sample/names.hpp"
#include "core/workspace/sample/plan.hpp"

namespace throughline::sample {
namespace {

// A middle school of forty teachers; a larger one has more of the same.
constexpr std::array subjects{"Math",
                              "ELA",
                              "Science",
                              "Social Studies",
                              "Special Education",
                              "Math",
                              "ELA",
                              "Science",
                              "Social Studies",
                              "Art",
                              "Math",
                              "ELA",
                              "Science",
                              "Social Studies",
                              "PE",
                              "Math",
                              "ELA",
                              "Music",
                              "Special Education",
                              "ELD",
                              "Math",
                              "ELA",
                              "Science",
                              "Social Studies",
                              "World Languages",
                              "Math",
                              "ELA",
                              "Science",
                              "Special Education",
                              "ELD",
                              "Math",
                              "ELA",
                              "Science",
                              "Social Studies",
                              "Special Education",
                              "Special Education",
                              "PE",
                              "Social Studies",
                              "World Languages",
                              "ELD"};

struct ObserverKind {
    const char* title;
    std::set<Role> roles;
};

const std::vector<ObserverKind>& observer_kinds()
{
    static const std::vector<ObserverKind> kinds{
        {"Instructional coach", {Role::observer}},
        {"LEAP leader", {Role::observer}},
        {"Assistant principal", {Role::leader, Role::observer}},
        {"Principal", {Role::leader, Role::observer}},
    };
    return kinds;
}

bool is_taught_by_grade(std::string_view subject)
{
    return subject == "Math" || subject == "ELA" || subject == "Science" || subject == "Social Studies";
}

PlannedPerson person_named(const InventedName& name, int school_number, int staff_number)
{
    PlannedPerson person;
    person.given_name = name.given_name;
    person.family_name = name.family_name;
    person.email = sample_email(name, school_number);
    person.staff_id = fmt::format("{:03}-{:03}", school_number + 1, staff_number);
    return person;
}

// Every observer gets teachers of all subjects: the list of subjects is in rows of five.
int caseload_of(int teacher, int observer_count) { return (teacher + teacher / 5) % observer_count; }

// Which teacher is also the department chair who observes others: one whom the chair does not visit.
int chair_among(int teacher_count, int observer_count)
{
    for (int teacher = 1; teacher < teacher_count; ++teacher)
        if (std::string_view(subjects[static_cast<std::size_t>(teacher) % subjects.size()]) == "ELA" &&
            caseload_of(teacher, observer_count) != observer_count - 1)
            return teacher;
    return -1;
}

}  // namespace

PlannedSchool plan_school(const SampleSize& size, int number)
{
    auto random = Random::of({size.seed, 1, static_cast<std::uint64_t>(number)});
    PlannedSchool school;
    school.number = number;
    school.name = sample_school_name(number);
    school.teacher_count = size.teachers_per_school;
    const auto names = invented_names(random, size.teachers_per_school + size.observers_per_school);

    for (int i = 0; i < size.teachers_per_school; ++i) {
        auto person = person_named(names[static_cast<std::size_t>(i)], number, 101 + i);
        person.subject = subjects[static_cast<std::size_t>(i) % subjects.size()];
        person.grade = is_taught_by_grade(person.subject) ? std::string(1, "678"[i / 5 % 3]) : "6-8";
        person.title = "Teacher";
        person.roles = {Role::teacher};
        school.people.push_back(std::move(person));
        school.observer_of.push_back(caseload_of(i, size.observers_per_school));
    }
    const int chair =
        size.observers_per_school > 1 ? chair_among(size.teachers_per_school, size.observers_per_school) : -1;
    const int others = size.observers_per_school - (chair >= 0 ? 1 : 0);
    for (int i = 0; i < others; ++i) {
        // More observers than kinds: they are coaches.
        const auto& kind = i < static_cast<int>(observer_kinds().size()) ? observer_kinds()[static_cast<std::size_t>(i)]
                                                                         : observer_kinds().front();
        auto person = person_named(names[static_cast<std::size_t>(size.teachers_per_school + i)], number, 11 + i);
        person.title = kind.title;
        person.roles = kind.roles;
        school.observers.push_back(static_cast<int>(school.people.size()));
        school.people.push_back(std::move(person));
    }
    if (chair >= 0) {
        auto& person = school.people[static_cast<std::size_t>(chair)];
        person.title = "Teacher and department chair";
        person.roles.insert(Role::observer);
        school.observers.push_back(chair);
    }
    return school;
}

int first_year_of(const SampleSize& size) { return school_year_of(size.today) - size.years + 1; }

}  // namespace throughline::sample
