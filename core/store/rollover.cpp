#include "core/store/rollover.hpp"

#include <fmt/format.h>

namespace throughline::store {
namespace {

// A record of this teacher on this day belongs to year ?1.
std::string in_year(const std::string& teacher, const std::string& day)
{
    return fmt::format(
        "EXISTS (SELECT 1 FROM person AS yt CROSS JOIN year_at_school AS y WHERE yt.id = {} AND y.school_id = "
        "yt.school_id AND y.year_id = ?1 AND {} BETWEEN y.starts_on AND y.ends_on)",
        teacher, day);
}

// The person is of a school for which year ?1 holds.
std::string holds_for(const std::string& person)
{
    return fmt::format(
        "EXISTS (SELECT 1 FROM person AS yt CROSS JOIN year_at_school AS y WHERE yt.id = {} AND y.school_id = "
        "yt.school_id AND y.year_id = ?1)",
        person);
}

const std::string visit_in_year = in_year("o.teacher_id", "o.started_on");
// An index by instant narrows a year down; a day is kept at both ends for the zone.
const std::string visit_near_year =
    "o.started_at >= (SELECT unixepoch(starts_on, '-1 day') * 1000000 FROM school_year WHERE id = ?1) AND "
    "o.started_at < (SELECT unixepoch(ends_on, '+2 days') * 1000000 FROM school_year WHERE id = ?1)";

int count(Database& database, const std::string& from, const SchoolYearId& year)
{
    auto query = database.query("SELECT count(*) FROM " + from);
    query.bind(year);
    query.next();
    return static_cast<int>(query.take<std::int64_t>());
}

// By the person in `whose`, who has most first.
std::vector<RolloverPlan::Share> shares(Database& database, const std::string& whose, const std::string& from,
                                        const SchoolYearId& year)
{
    auto query = database.query(
        "SELECT coalesce(trim(w.given_name || ' ' || w.family_name), ''), c.number FROM (SELECT " + whose +
        " AS person, count(*) AS number FROM " + from + " GROUP BY 1) AS c LEFT JOIN person AS w ON w.id = c.person " +
        "ORDER BY c.number DESC, w.family_name, w.given_name");
    query.bind(year);
    std::vector<RolloverPlan::Share> all;
    while (query.next()) {
        RolloverPlan::Share share;
        query.read(share.name);
        query.read(share.count);
        all.push_back(std::move(share));
    }
    return all;
}

const std::string booking_in_year = "b.state = 'planned' AND " + in_year("b.teacher_id", "b.starts_on");

// Asked in the year and still waiting, or planned for a visit of the year.
const std::string request_in_year =
    "((r.state = 'open' AND " + in_year("r.teacher_id", "r.asked_on") +
    ") OR (r.state = 'planned' AND EXISTS (SELECT 1 FROM booking AS b WHERE b.id = r.booking_id AND " +
    booking_in_year + ")))";

const std::string opening_in_year = "u.state = 'asked' AND " + visit_in_year;

// Answers are their teacher's and may still be given.
const std::string unfinished_in_year =
    "draft AS d CROSS JOIN observation AS o ON o.id = coalesce((SELECT id FROM observation WHERE id = d.record_id), "
    "(SELECT observation_id FROM evidence WHERE id = d.record_id), (SELECT observation_id FROM debrief WHERE id = "
    "d.record_id)) WHERE d.field NOT IN ('reply', 'reflection') AND trim(d.text) <> '' AND " +
    visit_in_year;

}  // namespace

std::vector<SchoolYears::Row> years_with_closing(Database& database)
{
    auto query = database.query("SELECT " + columns_of<SchoolYear>("y") +
                                ", coalesce(s.name, ''), y.closed_at, "
                                "coalesce(trim(w.given_name || ' ' || w.family_name), '') FROM school_year AS y "
                                "LEFT JOIN school AS s ON s.id = y.school_id LEFT JOIN person AS w ON w.id = "
                                "y.closed_by ORDER BY y.starts_on DESC, s.name");
    std::vector<SchoolYears::Row> rows;
    while (query.next()) {
        SchoolYears::Row row;
        row.year = take_row<SchoolYear>(query);
        query.read(row.school_name);
        query.read(row.closed_at);
        query.read(row.closed_by);
        rows.push_back(std::move(row));
    }
    return rows;
}

void count_open(Database& database, RolloverPlan::Plan& plan)
{
    const auto& year = plan.year.id;
    plan.visits =
        count(database, "observation AS o WHERE o.state <> 'archived' AND " + visit_near_year + " AND " + visit_in_year,
              year);
    const std::string opened =
        "EXISTS (SELECT 1 FROM unlocking AS u WHERE u.observation_id = o.id AND u.state = 'open')";
    plan.drafts = shares(database, "o.observer_id",
                         "observation AS o WHERE o.state = 'draft' AND NOT " + opened + " AND " + visit_in_year, year);
    plan.opened_again =
        shares(database, "o.observer_id",
               "observation AS o WHERE o.state = 'draft' AND " + opened + " AND " + visit_in_year, year);
    plan.unfinished = shares(database, "d.author_id", unfinished_in_year, year);
    plan.debriefs =
        shares(database, "p.observer_id",
               "debrief AS p CROSS JOIN observation AS o ON o.id = p.observation_id WHERE p.held_at IS NULL "
               "AND p.skip_reason = '' AND o.state = 'shared' AND " +
                   visit_in_year,
               year);
    plan.bookings = shares(database, "b.observer_id", "booking AS b WHERE " + booking_in_year, year);
    plan.requests = count(database, "visit_request AS r WHERE " + request_in_year, year);
    plan.openings_asked =
        count(database,
              "unlocking AS u CROSS JOIN observation AS o ON o.id = u.observation_id WHERE " + opening_in_year, year);
    plan.steps = count(database,
                       "action_step AS p CROSS JOIN observation AS o ON o.id = p.observation_id WHERE p.state IN "
                       "('assigned', 'acknowledged', 'in practice') AND " +
                           visit_in_year,
                       year);
    plan.caseloads = count(database,
                           "caseload AS c JOIN person AS t ON t.id = c.teacher_id WHERE c.to_day IS NULL AND t.active "
                           "AND " +
                               holds_for("c.teacher_id"),
                           year);
    plan.class_teachers =
        count(database, "(SELECT DISTINCT teacher_id FROM class_period) AS c WHERE " + holds_for("c.teacher_id"), year);
}

std::vector<Booking> planned_in_year(Database& database, const SchoolYearId& year)
{
    return select<Booking>(database, "AS b WHERE " + booking_in_year + " ORDER BY b.starts_at", year);
}

std::vector<VisitRequest> requests_in_year(Database& database, const SchoolYearId& year)
{
    return select<VisitRequest>(database, "AS r WHERE " + request_in_year + " ORDER BY r.asked_at", year);
}

std::vector<Unlocking> openings_asked_in_year(Database& database, const SchoolYearId& year)
{
    return select<Unlocking>(database,
                             "AS u WHERE EXISTS (SELECT 1 FROM observation AS o WHERE o.id = u.observation_id AND " +
                                 opening_in_year + ") ORDER BY u.asked_at",
                             year);
}

}  // namespace throughline::store
