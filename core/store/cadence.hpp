// Statements on rules, calendars of schools, and the few facts of many visits that the cadence engine asks for.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/store/rows.hpp"
#include "core/store/viewer.hpp"
#include "throughline/analysis/cadence.hpp"
#include "throughline/query/cadence.hpp"

namespace throughline::store {

// The calendar of each school that has days, years or terms of its own; the general one under the nil id.
std::map<SchoolId, SchoolCalendar> calendars(Database& database);
// One school's calendar.
SchoolCalendar calendar_of(Database& database, const SchoolId& school);

CadenceHouse cadence_house(Database& database);

// A teacher with what lists show of them.
struct TeacherInCadence {
    CadencePerson facts;
    std::string name;
    std::string subject;
    std::string grade;
};
// Some of a list: so many, after so many. All, where nothing is said.
struct Page {
    int count_max = -1;
    int skip = 0;
};
// Active teachers that fit the filter, by family name, with nothing but the row of each.
std::vector<TeacherInCadence> teachers_in_cadence(Database& database, const CadenceFilter& filter, Date today,
                                                  const Page& page = {});
// The facts of the same teachers, in no order and with teams and tags, for reports that ask about most of them.
std::vector<CadencePerson> all_in_cadence(Database& database, const CadenceFilter& filter, Date today);
int count_teachers_in_cadence(Database& database, const CadenceFilter& filter, Date today);
std::optional<CadencePerson> cadence_person(Database& database, const PersonId& person);

// The people to whom the following functions add what they find.
using PeopleById = std::unordered_map<PersonId, CadencePerson*>;
// Teams and tags.
void add_groups(Database& database, const PeopleById& people);
// Visits since `from` that count for this viewer, drafts included: for who leads, all; for an observer,
// their own. Only of these purposes; with `latest_only` the last one of each, which is enough for intervals and much
// faster for a district.
void add_visits(Database& database, const Viewer& viewer, const PeopleById& people, Date from,
                const std::set<Purpose>& purposes, bool latest_only);
// The next planned visit of each from `today` on: a booking, or one agreed in a debrief.
void add_bookings(Database& database, const Viewer& viewer, const PeopleById& people, Date today);

// Planned and not yet made, by time; of one observer or of all.
std::vector<Booking> open_bookings(Database& database, BookingKind kind, const std::optional<PersonId>& observer,
                                   const std::optional<PersonId>& teacher = {});

// What was promised and is not yet kept, in brief.
struct OpenPromise {
    PersonId teacher;
    PersonId observer;
    ObservationId observation;
    Purpose purpose = Purpose::coaching;
    Date visit_on;
    Date due_on;
    std::optional<Instant> due_at;
    AnyId id;  // of the debrief or step
};
// Debriefs not held and live steps, due in [from, before).
std::vector<OpenPromise> late_debriefs(Database& database, const CadenceFilter& filter, Date from, Date before);
std::vector<OpenPromise> late_steps(Database& database, const CadenceFilter& filter, Date from, Date before);
// Drafts begun in [from, before]; their due day is for the caller to find.
std::vector<OpenPromise> unshared(Database& database, const CadenceFilter& filter, Date from, Date before);

// Checks of steps on days in [from, to]: of whom, and when.
std::vector<std::pair<PersonId, Date>> step_checks(Database& database, const CadenceFilter& filter, Date from, Date to,
                                                   const std::vector<PersonId>* people = nullptr);
// Who visits whom on that day, among the teachers in the filter; of one observer where the filter names one.
std::map<PersonId, std::vector<PersonId>> caseloads(Database& database, const CadenceFilter& filter, Date on);

}  // namespace throughline::store
