// What an actor may read of shared visits, as sheets: the workbook and the JSON lines. The fields of the lines are
// Ed-Fi's words where it has one (app/help/leaving.md says which).
#include "core/base/file_being_made.hpp"
#include "core/exchange/sheet_writer.hpp"
#include "core/store/sheet_rows.hpp"
#include "core/workspace/due.hpp"
#include "core/workspace/leaving_context.hpp"
#include "throughline/exchange/feedback_text.hpp"

namespace throughline {

namespace {

namespace fs = std::filesystem;

template <class Value>
SheetCell cell(const std::optional<Value>& value)
{
    if (!value) return {};
    if constexpr (std::is_same_v<Value, bool> || std::is_same_v<Value, Date>)
        return *value;
    else
        return static_cast<double>(*value);
}

// Widths in characters: what most values need.
constexpr int id_width = 38;
constexpr int name_width = 22;
constexpr int words_width = 60;
constexpr int day_width = 12;
constexpr int time_width = 17;
constexpr int number_width = 9;

const SheetColumn visit_id{"Visit", "evaluationRating", id_width};
const SheetColumn teacher_column{"Teacher", "personName", name_width};
const SheetColumn observer_column{"Observer", "reviewerName", name_width};
const SheetColumn when_column{"Visited", "evaluationDate", time_width};

class Sheets {
public:
    Sheets(Context& context, SheetWriter& writer, const LeavingWatch& watch)
        : context_(context), database_(context.database), writer_(writer), pace_(watch)
    {}

    Result<Leaving> run()
    {
        visits();
        evidence();
        ratings();
        steps();
        checks();
        debriefs();
        answers();
        follow_ups();
        if (is_stopped_) return LeavingPace::stopped();
        if (const auto done = writer_.finish(); !done) return Failure(done.error());
        return std::move(leaving_);
    }

private:
    [[nodiscard]] SheetCell local(const std::optional<Instant>& instant) const
    {
        if (!instant) return {};
        return context_.session.options.zone->local(*instant);
    }
    void begin(const SheetShape& shape)
    {
        pace_.begin(shape.title);
        writer_.begin(shape);
        leaving_.tables.push_back({shape.title, 0, 0});
    }
    bool put(const std::vector<SheetCell>& cells)
    {
        writer_.row(cells);
        ++leaving_.tables.back().rows;
        is_stopped_ = is_stopped_ || !pace_.step();
        return !is_stopped_;
    }

    void visits()
    {
        begin({"Visits",
               "evaluationRating",
               {visit_id,
                when_column,
                teacher_column,
                {"Staff id", "staffUniqueId", day_width},
                observer_column,
                {"Purpose", "evaluationType", day_width},
                {"Rubric", "evaluationTitle", name_width},
                {"Minutes", "actualDuration", number_width},
                {"Announced", "announced", number_width},
                {"Subject", "academicSubject", name_width},
                {"Grade", "gradeLevel", day_width},
                {"Strength", "areaOfReinforcement", words_width},
                {"Growth area", "areaOfRefinement", words_width},
                {"Shared", "sharedDate", time_width}}});
        store::sheet_visits(database_, [&](const store::SheetVisit& row) {
            return put({row.id.text(), local(row.started_at), row.teacher, row.teacher_staff_id, row.observer,
                        row.purpose, context_.session.rubric(row.rubric_version)->title, cell(row.minutes),
                        cell(row.announced), row.subject, row.grade, row.strength, row.growth_area,
                        local(row.shared_at)});
        });
    }
    void evidence()
    {
        begin({"Evidence",
               "evidence",
               {visit_id,
                when_column,
                teacher_column,
                {"After seconds", "elapsedSeconds", number_width},
                {"Speaker", "speaker", day_width},
                {"What was seen or heard", "text", words_width},
                {"Rows", "evaluationElements", name_width},
                {"Amount", "amount", number_width},
                {"Out of", "outOf", number_width}}});
        constexpr std::int64_t ms_per_second = 1000;
        store::sheet_lines(database_, [&](const store::SheetLine& row) {
            return put({row.visit.text(), local(row.started_at), row.teacher,
                        static_cast<double>(row.elapsed_ms / ms_per_second), row.speaker, row.text, row.indicators,
                        cell(row.amount), cell(row.out_of)});
        });
    }
    void ratings()
    {
        begin({"Ratings",
               "evaluationElementRating",
               {visit_id,
                when_column,
                teacher_column,
                {"Rated by", "ratedBy", name_width},
                {"By", "raterType", day_width},
                {"Row", "evaluationElement", number_width},
                {"Title", "evaluationElementTitle", words_width},
                {"Level", "evaluationElementRatingLevel", name_width},
                {"Number", "rating", number_width}}});
        store::sheet_ratings(database_, [&](const store::SheetRating& row) {
            const auto rubric = context_.session.rubric(row.rubric_version);
            const auto* node = rubric->node(row.rating.code);
            SheetCell number;
            if (row.rating.mark == Mark::level) number = static_cast<double>(row.rating.level);
            return put({row.visit.text(), local(row.started_at), row.teacher, row.rated_by,
                        std::string(row.is_own ? "teacher" : "observer"), row.rating.code,
                        node == nullptr ? std::string() : node->title, rating_words(*rubric, row.rating), number});
        });
    }
    void steps()
    {
        begin({"Steps",
               "goal",
               {{"Step", "goal", id_width},
                visit_id,
                teacher_column,
                observer_column,
                {"What to try", "goalDescription", words_width},
                {"Rows", "evaluationElements", name_width},
                {"Agreed on", "assignmentDate", day_width},
                {"Look back on", "dueDate", day_width},
                {"State", "goalStatus", day_width},
                {"Ended on", "completedDate", day_width}}});
        store::sheet_steps(database_, [&](const store::SheetStep& row) {
            return put({row.id.text(), row.visit.text(), row.teacher, row.observer, row.text, row.indicators,
                        cell(row.assigned_on), cell(row.check_on), row.state, cell(row.closed_on)});
        });
    }
    void checks()
    {
        begin({"Step checks",
               "goalProgress",
               {{"Step", "goal", id_width},
                teacher_column,
                {"On", "progressDate", day_width},
                {"Result", "result", day_width},
                {"State", "goalStatus", day_width},
                {"Note", "comments", words_width}}});
        store::sheet_checks(database_, [&](const store::SheetCheck& row) {
            return put({row.step.text(), row.teacher, row.on, row.result, row.state, row.note});
        });
    }
    void debriefs()
    {
        begin({"Debriefs",
               "debrief",
               {visit_id,
                when_column,
                teacher_column,
                observer_column,
                {"Due on", "dueDate", day_width},
                {"Held", "heldDate", time_width},
                {"Minutes", "actualDuration", number_width},
                {"Notes", "comments", words_width},
                {"What the teacher said", "personComments", words_width},
                {"Not held because", "skipReason", name_width}}});
        store::sheet_debriefs(database_, [&](const store::SheetDebrief& row) {
            return put({row.visit.text(), local(row.started_at), row.teacher, row.observer, row.due_on,
                        local(row.held_at), cell(row.minutes), row.notes, row.teacher_words, row.skip_reason});
        });
    }
    void answers()
    {
        begin({"Answers",
               "response",
               {visit_id,
                teacher_column,
                {"At", "responseDate", time_width},
                {"Kind", "responseType", day_width},
                {"Text", "comments", words_width}}});
        store::sheet_answers(database_, [&](const store::SheetAnswer& row) {
            return put({row.visit.text(), row.teacher, local(row.at), row.kind, row.text});
        });
    }
    void follow_ups()
    {
        begin({"Follow-ups",
               "followUp",
               {{"What", "followUpType", day_width},
                teacher_column,
                observer_column,
                {"Due on", "dueDate", day_width},
                {"Where it stands", "status", day_width},
                {"In words", "comments", words_width}}});
        FollowUps everything;
        everything.count_max = -1;
        for (const auto& row : throughline::follow_ups(context_, everything))
            if (!put({std::string(name_of(row.kind)), row.teacher_name, row.observer_name, row.due_on,
                      std::string(name_of(row.state)), row.words}))
                break;
    }

    Context& context_;
    store::Database& database_;
    SheetWriter& writer_;
    LeavingPace pace_;
    bool is_stopped_ = false;
    Leaving leaving_;
};

template <class MakeWriter>
Result<Leaving> export_sheets(Workspace& workspace, const Actor& actor, const fs::path& file, const LeavingWatch& watch,
                              MakeWriter make_writer)
{
    auto& session = WorkspaceInside::session(workspace);
    return store::guarded(session.file, [&]() -> Result<Leaving> {
        if (const auto allowed = session.allow(actor); !allowed) return Failure(allowed.error());
        auto context = session.make_context(actor);
        const auto name = unfinished_name(file);
        if (!name) return Failure(name.error());
        if (watch.stop.stop_requested()) return LeavingPace::stopped();
        if (const auto kept = keep_leaving(context); !kept) return Failure(kept.error());
        Unfinished unfinished(*name);
        auto eyes = leaving_eyes(context);
        eyes.takes_all = false;  // private lines are for nobody's sheet
        const store::LeavingWall wall(session.database, eyes, leaving_sight(context));
        auto left = [&]() -> Result<Leaving> {
            const Snapshot snapshot(session.database);
            const auto writer = make_writer(unfinished.path());
            return Sheets(context, *writer, watch).run();
        }();
        if (!left) return left;
        if (const auto placed = unfinished.put_in_place(file); !placed) return Failure(placed.error());
        return left;
    });
}

}  // namespace

Result<Leaving> export_workbook(Workspace& workspace, const Actor& actor, const fs::path& file,
                                const LeavingWatch& watch)
{
    return export_sheets(workspace, actor, file, watch, workbook_writer);
}

Result<Leaving> export_lines(Workspace& workspace, const Actor& actor, const fs::path& file, const LeavingWatch& watch)
{
    return export_sheets(workspace, actor, file, watch, json_lines_writer);
}

}  // namespace throughline
