// Statements on people, schools, settings and caseloads.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/store/rows.hpp"
#include "core/store/viewer.hpp"
#include "throughline/query/people.hpp"
#include "throughline/query/teacher.hpp"

namespace throughline::store {

std::optional<Person> find_person(Database& database, const PersonId& id);
std::string person_name(Database& database, const PersonId& id);  // empty if there is nobody
// By staff id, e-mail (any case) or full name (accents and case ignored), in this order; merged people left out.
std::vector<Person> people_called(Database& database, std::string_view text);
std::vector<PersonRow> roster(Database& database, bool include_inactive, bool observers_only = false);
// Whose name's words begin with the typed words.
std::vector<PersonRow> find_people(Database& database, std::string_view typed, bool teachers_only,
                                   bool include_inactive, int count_max);
std::vector<PersonStored> people_from_roster(Database& database);
std::vector<PersonStored> all_people(Database& database);
std::vector<TeacherRow> teachers(Database& database, const Viewer& viewer, const Teachers& query, Date year_start,
                                 Date today);
// The teachers whom this observer visits on that day.
std::vector<PersonId> caseload(Database& database, const PersonId& observer, Date on);
// The other way round: who visits this teacher.
std::vector<PersonId> observers_of(Database& database, const PersonId& teacher, Date on);

std::optional<School> first_school(Database& database);
std::vector<School> schools(Database& database);
std::string setting(Database& database, std::string_view name, std::string_view otherwise);

// Everything that names `from` names `into` afterwards.
void move_records(Database& database, const PersonId& from, const PersonId& into);

}  // namespace throughline::store
