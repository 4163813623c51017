// The columns of OneRoster's files that are read here, and what their values must look like.
//
// The names and vocabularies are OneRoster's (1.1.1 and 1.2.1). A column that is not listed, such as a user's password,
// is never looked at. The enumerators are the places in the array under them.
#pragma once

#include <array>
#include <string_view>

#include "core/exchange/one_roster_table.hpp"

namespace throughline::one_roster {

inline constexpr std::array<std::string_view, 6> org_types{"department", "school", "district",
                                                           "local",      "state",  "national"};
inline constexpr std::array<std::string_view, 4> session_types{"gradingPeriod", "semester", "schoolYear", "term"};
inline constexpr std::array<std::string_view, 2> class_types{"homeroom", "scheduled"};
inline constexpr std::array<std::string_view, 2> role_types{"primary", "secondary"};

namespace org {
enum : std::size_t { id, name, type };
inline constexpr std::array columns{Column{"sourcedId", Form::id, true, {}}, Column{"name", Form::text, true, {}},
                                    Column{"type", Form::word, true, org_types}};
}  // namespace org

namespace session {
enum : std::size_t { id, title, type, begin, end, school_year };
inline constexpr std::array columns{
    Column{"sourcedId", Form::id, true, {}},         Column{"title", Form::text, true, {}},
    Column{"type", Form::word, true, session_types}, Column{"startDate", Form::date, true, {}},
    Column{"endDate", Form::date, true, {}},         Column{"schoolYear", Form::year, true, {}}};
}  // namespace session

namespace course {
enum : std::size_t { id, subjects, grades };
inline constexpr std::array columns{Column{"sourcedId", Form::id, true, {}}, Column{"subjects", Form::list, false, {}},
                                    Column{"grades", Form::list, false, {}}};
}  // namespace course

namespace school_class {
enum : std::size_t { id, title, grades, course, code, type, location, school, terms, subjects, periods };
inline constexpr std::array columns{
    Column{"sourcedId", Form::id, true, {}},       Column{"title", Form::text, true, {}},
    Column{"grades", Form::list, false, {}},       Column{"courseSourcedId", Form::id, false, {}},
    Column{"classCode", Form::text, false, {}},    Column{"classType", Form::word, true, class_types},
    Column{"location", Form::text, false, {}},     Column{"schoolSourcedId", Form::id, true, {}},
    Column{"termSourcedIds", Form::ids, true, {}}, Column{"subjects", Form::list, false, {}},
    Column{"periods", Form::list, false, {}}};
}  // namespace school_class

namespace user {
enum : std::size_t {
    id,
    enabled,
    given_name,
    family_name,
    email,
    identifier,
    grades,
    role,
    orgs,  // 1.1
    preferred_given_name = role,
    preferred_family_name,
    primary_org  // 1.2
};
inline constexpr std::array columns_1_1{
    Column{"sourcedId", Form::id, true, {}},     Column{"enabledUser", Form::boolean, true, {}},
    Column{"givenName", Form::text, true, {}},   Column{"familyName", Form::text, true, {}},
    Column{"email", Form::text, false, {}},      Column{"identifier", Form::text, false, {}},
    Column{"grades", Form::list, false, {}},     Column{"role", Form::text, true, {}},
    Column{"orgSourcedIds", Form::ids, true, {}}};
inline constexpr std::array columns_1_2{Column{"sourcedId", Form::id, true, {}},
                                        Column{"enabledUser", Form::boolean, true, {}},
                                        Column{"givenName", Form::text, true, {}},
                                        Column{"familyName", Form::text, true, {}},
                                        Column{"email", Form::text, false, {}},
                                        Column{"identifier", Form::text, false, {}},
                                        Column{"grades", Form::list, false, {}},
                                        Column{"preferredGivenName", Form::text, false, {}},
                                        Column{"preferredFamilyName", Form::text, false, {}},
                                        Column{"primaryOrgSourcedId", Form::id, false, {}}};
}  // namespace user

namespace user_role {
enum : std::size_t { id, user, type, role, org };
inline constexpr std::array columns{Column{"sourcedId", Form::id, true, {}},
                                    Column{"userSourcedId", Form::id, true, {}},
                                    Column{"roleType", Form::word, true, role_types},
                                    Column{"role", Form::text, true, {}}, Column{"orgSourcedId", Form::id, true, {}}};
}  // namespace user_role

namespace enrollment {
enum : std::size_t { id, class_id, user, role, primary };
inline constexpr std::array columns{Column{"sourcedId", Form::id, true, {}},
                                    Column{"classSourcedId", Form::id, true, {}},
                                    Column{"userSourcedId", Form::id, true, {}}, Column{"role", Form::text, true, {}},
                                    Column{"primary", Form::boolean, false, {}}};
}  // namespace enrollment

}  // namespace throughline::one_roster
