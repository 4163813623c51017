// One teacher's whole record as files. Everything in it comes from the questions that the windows ask, so the wall is
// theirs.
#include <algorithm>

#include <fmt/format.h>

#include "core/base/secrets.hpp"
#include "core/store/people.hpp"
#include "core/store/wall.hpp"
#include "core/workspace/detail.hpp"
#include "core/workspace/erased_words.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/command/feedback.hpp"
#include "throughline/exchange/csv_text.hpp"
#include "throughline/exchange/feedback_text.hpp"
#include "throughline/query/goal.hpp"
#include "throughline/query/teacher.hpp"
#include "throughline/query/unlocking.hpp"
#include "throughline/query/visit_request.hpp"
#include "throughline/query/wall.hpp"
#include "throughline/report/html.hpp"
#include "throughline/report/packet.hpp"
#include "throughline/report/pdf.hpp"

namespace throughline {
namespace {

using Visits = std::vector<ObservationDetail::Detail>;

class Table {
public:
    explicit Table(const std::vector<std::string>& heads) : text_(byte_order_mark + csv_line(heads)) {}
    void add(const std::vector<std::string>& cells) { text_ += csv_line(cells); }
    [[nodiscard]] const std::string& text() const { return text_; }

private:
    static constexpr const char* byte_order_mark = "\xef\xbb\xbf";  // or spreadsheets read "José" wrongly
    std::string text_;
};

class Records {
public:
    Records(Context& context, TeacherPageAnswer page, Visits visits, std::vector<Goals::Row> goals)
        : context_(context), page_(std::move(page)), visits_(std::move(visits)), goals_(std::move(goals))
    {}

    [[nodiscard]] std::string visits() const
    {
        Table table({"visit", "date", "minutes", "observer", "purpose", "rubric", "subject", "grade", "strength",
                     "growth area", "words"});
        for (const auto& row : page_.visits) {
            if (row.state != ObservationState::shared) continue;
            const auto* detail = detail_of(row.id);
            const auto minutes = row.minutes ? fmt::to_string(*row.minutes) : std::string();
            table.add({row.id.text(), iso(row.started_on), minutes, row.observer_name,
                       std::string(name_of(row.purpose)), row.rubric_title, detail ? detail->observation.subject : "",
                       detail ? detail->observation.grade : "", detail ? detail->observation.strength : "",
                       detail ? detail->observation.growth_area : "",
                       detail ? "included" : "between coach and teacher"});
        }
        return table.text();
    }
    [[nodiscard]] std::string evidence() const
    {
        Table table({"visit", "date", "after seconds", "speaker", "text", "indicators"});
        for (const auto& detail : visits_)
            for (const auto& line : detail.evidence) {
                constexpr int ms_a_second = 1000;
                table.add({detail.observation.id.text(), iso(detail.observation.started_on),
                           fmt::to_string(line.elapsed_ms / ms_a_second), std::string(name_of(line.speaker)), line.text,
                           join(line.indicators, " ")});
            }
        return table.text();
    }
    [[nodiscard]] std::string ratings() const
    {
        Table table({"visit", "date", "rated by", "indicator", "title", "rating", "level"});
        const auto add = [&](const ObservationDetail::Detail& detail, const std::string& by, const Rating& rating) {
            const auto* node = detail.rubric.node(rating.code);
            table.add({detail.observation.id.text(), iso(detail.observation.started_on), by, rating.code,
                       node ? node->title : "", rating_words(detail.rubric, rating),
                       rating.mark == Mark::level ? fmt::to_string(rating.level) : ""});
        };
        for (const auto& detail : visits_) {
            for (const auto& rating : detail.ratings) add(detail, detail.observer.name(), rating);
            for (const auto& response : detail.responses)
                if (response.rating) add(detail, detail.teacher.name(), *response.rating);
        }
        return table.text();
    }
    [[nodiscard]] std::string steps() const
    {
        Table table({"step", "visit", "agreed on", "observer", "text", "state", "check-back day", "ended on"});
        for (const auto& row : page_.steps)
            if (row.step.state != StepState::draft)
                table.add({row.step.id.text(), row.step.observation.text(), day(row.step.assigned_on),
                           row.observer_name, row.step.text, std::string(name_of(row.step.state)),
                           day(row.step.check_on), day(row.step.closed_on)});
        return table.text();
    }
    [[nodiscard]] std::string step_checks() const
    {
        Table table({"step", "on", "result", "state", "note"});
        for (const auto& row : page_.steps)
            for (const auto& event : row.events)
                table.add({row.step.id.text(), iso(event.on), event.result ? std::string(name_of(*event.result)) : "",
                           std::string(name_of(event.state)), event.note});
        return table.text();
    }
    [[nodiscard]] std::string debriefs() const
    {
        Table table({"visit", "due on", "held at", "minutes", "notes", "what the teacher said"});
        for (const auto& detail : visits_)
            if (const auto& debrief = detail.debrief)
                table.add({detail.observation.id.text(), iso(debrief->due_on), at(debrief->held_at),
                           debrief->minutes ? fmt::to_string(*debrief->minutes) : "", debrief->notes,
                           debrief->teacher_words});
        return table.text();
    }
    [[nodiscard]] std::string responses() const
    {
        Table table({"visit", "on", "kind", "text"});
        for (const auto& detail : visits_)
            for (const auto& response : detail.responses)
                if (!response.rating)
                    table.add({detail.observation.id.text(), iso(response.on), std::string(name_of(response.kind)),
                               response.text});
        return table.text();
    }
    [[nodiscard]] std::string amendments() const
    {
        Table table({"visit", "at", "field", "before", "after", "reason"});
        for (const auto& detail : visits_)
            for (const auto& amendment : detail.amendments)
                table.add({detail.observation.id.text(), at(amendment.at), amendment.field, amendment.old_text,
                           amendment.new_text, amendment.reason});
        return table.text();
    }
    [[nodiscard]] std::string goals() const
    {
        Table table({"goal", "kind", "text", "measure", "baseline", "target", "by", "state", "set on", "closed on"});
        for (const auto& [goal, readings] : goals_)
            table.add({goal.id.text(), std::string(name_of(goal.kind)), goal.text, goal.measure, goal.baseline,
                       goal.target, day(goal.by), std::string(name_of(goal.state)), iso(goal.set_on),
                       day(goal.closed_on)});
        return table.text();
    }
    [[nodiscard]] std::string goal_readings() const
    {
        Table table({"goal", "on", "value", "note"});
        for (const auto& [goal, readings] : goals_)
            for (const auto& reading : readings)
                table.add({goal.id.text(), iso(reading.day), reading.value, reading.note});
        return table.text();
    }
    [[nodiscard]] std::string requests(const std::vector<VisitRequests::Row>& rows) const
    {
        Table table({"asked at", "observer", "focus", "when", "state", "answer"});
        for (const auto& row : rows)
            table.add({at(row.request.asked_at), row.observer_name, row.request.focus, row.request.wish, row.state,
                       row.request.answer});
        return table.text();
    }
    [[nodiscard]] std::string unlockings(const std::vector<Unlockings::Row>& rows) const
    {
        Table table({"visit", "asked at", "asked by", "reason", "teacher signed", "teacher signed at",
                     "observer signed", "observer signed at", "state", "what had been given"});
        for (const auto& row : rows) {
            const auto& unlocking = row.unlocking;
            table.add({unlocking.observation.text(), at(unlocking.asked_at), row.asked_by_name, unlocking.reason,
                       unlocking.teacher_signature.name, at(unlocking.teacher_signature.at),
                       unlocking.observer_signature.name, at(unlocking.observer_signature.at), row.state,
                       unlocking.given});
        }
        return table.text();
    }
    // Who changed what and when, without the values: those of private lines are there, too.
    [[nodiscard]] std::string journal()
    {
        Table table({"at", "who", "what", "record"});
        const ErasedWords erased(context_);
        for (const auto& detail : visits_) {
            auto query = context_.database.named("journal/changes_of.sql");
            query.bind(detail.observation.id);
            while (query.next()) {
                const auto when = query.take<Instant>();
                const auto actor = query.take<std::optional<PersonId>>();
                const auto label = query.take<std::string>();
                const auto kind = query.take<std::string>();
                query.take<std::string>();  // the table
                const auto gone = erased.on(query.take<std::optional<Instant>>());
                table.add({at(when), actor ? person_name(context_, *actor) : "the file's keeper",
                           (kind == "do" ? label : kind + ": " + label) + gone, detail.observation.id.text()});
            }
        }
        return table.text();
    }
    [[nodiscard]] static std::string opened(const std::vector<OpenedBy::Row>& rows, const TimeZone& zone)
    {
        Table table({"at", "who", "what"});
        for (const auto& row : rows) table.add({iso(zone.local(row.at)), row.viewer_name, row.what});
        return table.text();
    }
    [[nodiscard]] report::Document document(const std::string& by)
    {
        report::YearRecord record;
        record.name = "the whole record";
        record.first = context_.today;
        record.last = context_.today;
        for (const auto& detail : visits_) {
            record.first = std::min(record.first, detail.observation.started_on);
            record.rubrics.try_emplace(detail.observation.rubric_version, detail.rubric);
        }
        record.page = page_;
        record.goals = goals_;
        record.visits = visits_;
        return report::year_packet(record, {by, context_.today, context_.now});
    }

private:
    [[nodiscard]] const ObservationDetail::Detail* detail_of(const ObservationId& id) const
    {
        const auto found = std::ranges::find_if(visits_, [&](const auto& each) { return each.observation.id == id; });
        return found == visits_.end() ? nullptr : &*found;
    }
    [[nodiscard]] static std::string day(const std::optional<Date>& date) { return date ? iso(*date) : std::string(); }
    [[nodiscard]] std::string at(const std::optional<Instant>& instant) const
    {
        return instant ? iso(context_.session.options.zone->local(*instant)) : std::string();
    }

    Context& context_;
    TeacherPageAnswer page_;
    Visits visits_;
    std::vector<Goals::Row> goals_;
};

}  // namespace

template <>
Result<MakeRecords::Made> handle(Context& context, const MakeRecords& make)
{
    if (context.actor.person != make.teacher && !may_keep_house(context))
        return fail(ErrorCode::not_found, "This teacher is not in the file. Choose one from the list.");
    auto page = answer(context, TeacherPage{make.teacher});
    if (!page) return Failure(page.error());
    MakeRecords::Made made;
    made.teacher_name = page->teacher.person.name();
    Visits visits;
    for (const auto& row : page->visits) {
        if (row.state != ObservationState::shared) continue;
        if (!row.words_visible) {
            ++made.visits_by_date_only;
            continue;
        }
        auto detail = answer(context, FeedbackPreview{row.id});
        if (!detail) return Failure(detail.error());
        visits.push_back(std::move(*detail));
    }
    made.visits = static_cast<int>(visits.size());
    std::ranges::reverse(visits);  // oldest first
    auto opened = answer(context, OpenedBy{make.teacher, 100'000});
    if (!opened) return Failure(opened.error());

    auto goals = answer(context, Goals{make.teacher});
    if (!goals) return Failure(goals.error());
    const auto requests = answer(context, VisitRequests{make.teacher});
    if (!requests) return Failure(requests.error());
    auto unlockings = answer(context, Unlockings{});
    if (!unlockings) return Failure(unlockings.error());
    std::erase_if(*unlockings, [&](const Unlockings::Row& row) { return row.teacher != make.teacher; });

    Records records(context, std::move(*page), std::move(visits), std::move(goals->rows));
    const auto by = context.actor.person ? person_name(context, *context.actor.person) : std::string();
    const auto document = records.document(by);
    auto pdf = report::as_pdf(document);
    if (!pdf) return Failure(pdf.error());
    made.files = {{"record.html", report::as_html(document)},
                  {"record.pdf", std::move(*pdf)},
                  {"visits.csv", records.visits()},
                  {"evidence.csv", records.evidence()},
                  {"ratings.csv", records.ratings()},
                  {"steps.csv", records.steps()},
                  {"step-checks.csv", records.step_checks()},
                  {"debriefs.csv", records.debriefs()},
                  {"responses.csv", records.responses()},
                  {"amendments.csv", records.amendments()},
                  {"goals.csv", records.goals()},
                  {"goal-readings.csv", records.goal_readings()},
                  {"visit-requests.csv", records.requests(requests->rows)},
                  {"unlockings.csv", records.unlockings(*unlockings)},
                  {"journal.csv", records.journal()},
                  {"opened.csv", Records::opened(*opened, *context.session.options.zone)}};
    // As `sha256sum --check manifest.txt` reads it.
    std::string manifest;
    for (const auto& file : made.files) manifest += sha256_hex(file.bytes) + "  " + file.name + "\n";
    made.files.push_back({"manifest.txt", std::move(manifest)});
    if (context.actor.person != make.teacher)
        store::log_access(
            context.database,
            {{context.actor.person, make.teacher, any(make.teacher), AccessKind::records}, context.now, context.today});
    context.label = "Hand over a record";
    context.final = true;
    return made;
}

THROUGHLINE_COMMAND(MakeRecords);

}  // namespace throughline
