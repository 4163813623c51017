// A closed school year stays as it is: the one place that guarantees it, for every command, undo and redo.
//
// On a workspace's connection temporary triggers stand on all tables that belong to a visit (and on what was planned),
// beside the journal's. They let through what is the teacher's own (answers, acknowledging), the life of action steps
// that go on, and that a message was prepared. Repair, recovery and import of a whole workspace work on connections
// of their own and are not concerned.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/store/database.hpp"
#include "core/store/rows.hpp"

namespace throughline::store {

// Sets up the view `year_at_school` (each school with the years that hold for it) and the triggers. Once for each
// connection, before the first command.
void guard_closed_years(Database& database);

// While one of these lives, its connection may write in closed years: for moving records when two people are merged,
// for purging and erasing, for making a sample. Nothing that a person types goes under it.
class ClosedYearPermission {
public:
    explicit ClosedYearPermission(Database& database);
    ClosedYearPermission(const ClosedYearPermission&) = delete;
    ClosedYearPermission& operator=(const ClosedYearPermission&) = delete;
    ~ClosedYearPermission();

private:
    Database& database_;
};

// Whether command `seq`, or the one that it turned round, only moved records between people.
bool moves_records_only(Database& database, std::int64_t seq);

// The closed year that this day lies in, for a teacher of their school.
std::optional<std::string> closed_year_of(Database& database, const PersonId& teacher, Date on);

// What a person reads when it is refused.
Error closed_year_error(const std::string& year);

// A condition: the visit with this teacher and this day lies in a closed year. Arguments are SQL expressions.
std::string in_closed_year(const std::string& teacher, const std::string& day);

// The settings that keep why a year was opened again are named so, and then by the year's id.
constexpr std::string_view reopened_year_prefix = "reopened_year ";

// The first day of the earliest closed year.
std::optional<Date> first_closed_day(Database& database);

// A year's row, only for what closing sets.
struct YearClosing {
    SchoolYearId id;
    std::optional<Instant> closed_at;
    std::optional<PersonId> closed_by;
};

template <>
struct Table<YearClosing> {
    static constexpr auto name = "school_year";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("closed_at", row.closed_at);
        visit("closed_by", row.closed_by);
    }
};

}  // namespace throughline::store
