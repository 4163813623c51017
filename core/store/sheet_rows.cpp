#include "core/store/sheet_rows.hpp"

namespace throughline::store {
namespace {

// Drafts are unfinished, and not for sheets that are passed on.
const std::string of_shared_visit =
    " JOIN temp.leaving_observation AS o ON o.id = x.observation_id AND o.state = 'shared'";
const std::string with_teacher = " JOIN person AS t ON t.id = o.teacher_id";
const std::string teacher_name = "trim(t.given_name || ' ' || t.family_name)";
const std::string observer_name = "trim(w.given_name || ' ' || w.family_name)";

}  // namespace

void sheet_visits(Database& database, const RowTaker<SheetVisit>& with)
{
    auto query = database.query(
        "SELECT o.id, o.started_at, o.minutes, o.purpose, o.announced, o.subject, o.grade, "
        "o.strength, o.growth_area, o.shared_at, " +
        teacher_name + ", t.staff_id, " + observer_name + ", o.rubric_version_id FROM temp.leaving_observation AS o" +
        with_teacher +
        " JOIN person AS w ON w.id = o.observer_id WHERE o.state = 'shared' "
        "ORDER BY o.started_at, o.number");
    while (query.next()) {
        SheetVisit row;
        query.read(row.id);
        query.read(row.started_at);
        query.read(row.minutes);
        query.read(row.purpose);
        query.read(row.announced);
        query.read(row.subject);
        query.read(row.grade);
        query.read(row.strength);
        query.read(row.growth_area);
        query.read(row.shared_at);
        query.read(row.teacher);
        query.read(row.teacher_staff_id);
        query.read(row.observer);
        query.read(row.rubric_version);
        if (!with(row)) return;
    }
}

void sheet_lines(Database& database, const RowTaker<SheetLine>& with)
{
    auto query = database.query("SELECT o.id, o.started_at, " + teacher_name +
                                ", x.elapsed_ms, x.speaker, x.text, x.indicators, x.amount, x.out_of "
                                "FROM temp.leaving_evidence AS x" +
                                of_shared_visit + with_teacher +
                                " WHERE x.is_private = 0 ORDER BY o.started_at, o.number, x.elapsed_ms, x.number");
    while (query.next()) {
        SheetLine row;
        query.read(row.visit);
        query.read(row.started_at);
        query.read(row.teacher);
        query.read(row.elapsed_ms);
        query.read(row.speaker);
        query.read(row.text);
        query.read(row.indicators);
        query.read(row.amount);
        query.read(row.out_of);
        if (!with(row)) return;
    }
}

void sheet_ratings(Database& database, const RowTaker<SheetRating>& with)
{
    auto query = database.query(
        "SELECT o.id, o.started_at AS at, " + teacher_name + ", " + observer_name +
        ", 0 AS own, o.rubric_version_id, x.code AS code, x.mark, x.level, o.number AS number "
        "FROM temp.leaving_rating AS x" +
        of_shared_visit + with_teacher +
        " JOIN person AS w ON w.id = o.observer_id UNION ALL SELECT o.id, o.started_at, " + teacher_name + ", " +
        teacher_name + ", 1, o.rubric_version_id, x.code, x.mark, x.level, o.number FROM temp.leaving_response AS x" +
        of_shared_visit + with_teacher + " WHERE x.kind = 'self-rating' ORDER BY at, number, own, code");
    while (query.next()) {
        SheetRating row;
        query.read(row.visit);
        query.read(row.started_at);
        query.read(row.teacher);
        query.read(row.rated_by);
        row.is_own = query.take<int>() != 0;
        query.read(row.rubric_version);
        query.read(row.rating.code);
        query.read(row.rating.mark);
        query.read(row.rating.level);
        if (!with(row)) return;
    }
}

void sheet_steps(Database& database, const RowTaker<SheetStep>& with)
{
    auto query = database.query("SELECT x.id, o.id, " + teacher_name + ", " + observer_name +
                                ", x.text, x.indicators, x.assigned_on, x.check_on, x.state, x.closed_on "
                                "FROM temp.leaving_action_step AS x" +
                                of_shared_visit + with_teacher +
                                " JOIN person AS w ON w.id = x.observer_id WHERE x.state <> 'draft' ORDER BY x.number");
    while (query.next()) {
        SheetStep row;
        query.read(row.id);
        query.read(row.visit);
        query.read(row.teacher);
        query.read(row.observer);
        query.read(row.text);
        query.read(row.indicators);
        query.read(row.assigned_on);
        query.read(row.check_on);
        query.read(row.state);
        query.read(row.closed_on);
        if (!with(row)) return;
    }
}

void sheet_checks(Database& database, const RowTaker<SheetCheck>& with)
{
    auto query = database.query("SELECT e.step_id, " + teacher_name +
                                ", e.day, coalesce(e.result, ''), e.state, e.note FROM temp.leaving_step_event AS e "
                                "JOIN temp.leaving_action_step AS x ON x.id = e.step_id" +
                                of_shared_visit + with_teacher + " ORDER BY e.at, e.id");
    while (query.next()) {
        SheetCheck row;
        query.read(row.step);
        query.read(row.teacher);
        query.read(row.on);
        query.read(row.result);
        query.read(row.state);
        query.read(row.note);
        if (!with(row)) return;
    }
}

void sheet_debriefs(Database& database, const RowTaker<SheetDebrief>& with)
{
    auto query = database.query("SELECT o.id, o.started_at, " + teacher_name + ", " + observer_name +
                                ", x.due_on, x.held_at, x.minutes, x.notes, x.teacher_words, x.skip_reason "
                                "FROM temp.leaving_debrief AS x" +
                                of_shared_visit + with_teacher +
                                " JOIN person AS w ON w.id = o.observer_id ORDER BY x.due_on, x.number");
    while (query.next()) {
        SheetDebrief row;
        query.read(row.visit);
        query.read(row.started_at);
        query.read(row.teacher);
        query.read(row.observer);
        query.read(row.due_on);
        query.read(row.held_at);
        query.read(row.minutes);
        query.read(row.notes);
        query.read(row.teacher_words);
        query.read(row.skip_reason);
        if (!with(row)) return;
    }
}

void sheet_answers(Database& database, const RowTaker<SheetAnswer>& with)
{
    auto query =
        database.query("SELECT o.id, " + teacher_name + ", x.at, x.kind, x.text FROM temp.leaving_response AS x" +
                       of_shared_visit + with_teacher + " WHERE x.kind <> 'self-rating' ORDER BY x.at, x.id");
    while (query.next()) {
        SheetAnswer row;
        query.read(row.visit);
        query.read(row.teacher);
        query.read(row.at);
        query.read(row.kind);
        query.read(row.text);
        if (!with(row)) return;
    }
}

}  // namespace throughline::store
