// Conflicts: what else the two people of a visit or conversation have at its time. Shown before and after planning,
// never a reason to refuse: a coach may know better.
#pragma once

#include <map>
#include <unordered_map>
#include <vector>

#include "core/store/schedule.hpp"
#include "core/store/viewer.hpp"
#include "core/workspace/house_days.hpp"
#include "core/workspace/name_book.hpp"
#include "throughline/query/schedule.hpp"

namespace throughline {

struct Meeting {
    ScheduleKind kind = ScheduleKind::visit;
    PersonId teacher;
    PersonId observer;
    Instant begins;
    Instant ends;
    AnyId except;  // its own row, if it has one
};

// Loads what people have between two days once, for any number of meetings. In words for the viewer: of what they may
// not know of, only that somebody is booked; and to the teacher of an unannounced visit not even that.
class Conflicts {
public:
    Conflicts(Context& context, HouseDays& house, const store::Viewer& viewer, Date from, Date to);

    std::vector<Conflict> of(const Meeting& meeting);

private:
    struct Occupied {  // by a booking or debrief
        Instant begins;
        Instant ends;
        AnyId id;
        std::string words;  // empty: the viewer may not know what it is
    };
    struct Person {
        std::string name;
        std::vector<Occupied> occupied;
        std::vector<store::BusyTimeRow> busy;
        std::vector<ClassPeriod> periods;
    };

    Person& person(const PersonId& id);
    void load_bookings(const PersonId& id, Person& into);
    void load_debriefs();
    [[nodiscard]] std::string subject(const PersonId& id);
    [[nodiscard]] std::string meets(const PersonId& observer, const PersonId& teacher, std::string_view what);
    void add_day(const Meeting& meeting, std::vector<Conflict>& found);
    void add_occupied(const Meeting& meeting, const PersonId& id, std::vector<Conflict>& found);
    void add_busy(const Meeting& meeting, const PersonId& id, std::vector<Conflict>& found);
    void add_classes(const Meeting& meeting, const PersonId& id, std::vector<Conflict>& found);

    Context& context_;
    HouseDays& house_;
    store::Viewer viewer_;
    Date from_;
    Date to_;
    std::unordered_map<PersonId, Person> people_;
    std::vector<store::PlannedDebrief> debriefs_;
    NameBook name_;
};

}  // namespace throughline
