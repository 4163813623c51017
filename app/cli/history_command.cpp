// history TEACHER: every visit with all that was written down, and what became of each action step.
#include <map>
#include <memory>

#include <fmt/format.h>

#include "app/cli/commands.hpp"
#include "app/cli/rows.hpp"
#include "app/cli/rubric_text.hpp"
#include "app/cli/table.hpp"
#include "throughline/base/text.hpp"
#include "throughline/exchange/feedback_text.hpp"
#include "throughline/query/people.hpp"
#include "throughline/query/teacher.hpp"

namespace throughline::cli {
namespace {

using Detail = ObservationDetail::Detail;

std::string heading_of(const Detail& detail, const OpenedFile& file)
{
    const auto& visit = detail.observation;
    const auto started = file.local(visit.started_at);
    auto out = fmt::format("{} {:02}:{:02}, {}, by {}, {} {}", file.spoken(visit.started_on),
                           started.time_of_day().hours(), started.time_of_day().minutes(), name_of(visit.purpose),
                           detail.observer.name(), detail.rubric.title, detail.rubric.version);
    if (visit.minutes) out += ", " + counted(*visit.minutes, "minute");
    const std::string lesson(trimmed(visit.subject + " " + visit.grade));
    if (!lesson.empty()) out += fmt::format(", {}", lesson);
    if (visit.students_present) out += ", " + counted(*visit.students_present, "student");
    if (visit.announced) out += *visit.announced ? ", announced" : ", not announced";
    const auto closed = detail.closed_year.empty() ? std::string() : "; " + detail.closed_year + ", closed";
    return printable(out) + fmt::format(" ({}{})\n  id {}\n", name_of(visit.state), closed, visit.id.text());
}

std::string evidence_of(const Detail& detail)
{
    std::string out;
    for (const auto& line : detail.evidence) {
        out += "  " + written_elapsed(line.elapsed_ms) + "  ";
        if (line.speaker != Speaker::none) out += fmt::format("{}: ", name_of(line.speaker));
        out += printable(line.text);
        if (line.amount)
            out += fmt::format(" [{}{}]", *line.amount, line.out_of ? fmt::format(" of {}", *line.out_of) : "");
        for (const auto& code : line.indicators) out += " #" + printable(code);
        out += line.is_private ? " (private)\n" : "\n";
    }
    return out;
}

std::string ratings_of(const Detail& detail)
{
    Table table({"  Code", "Row", "Rating"});
    for (const auto& rating : detail.ratings) {
        const auto* node = detail.rubric.node(rating.code);
        table.add({"  " + rating.code, node ? node->title : "", words_of(rating, detail.rubric)});
    }
    return table.empty() ? std::string() : table.text();
}

std::string step_line(const ActionStep& step, const OpenedFile& file)
{
    auto out = fmt::format("{} ({}", printable(step.text), name_of(step.state));
    if (is_live(step.state) && step.check_on) out += ", check " + file.spoken(*step.check_on);
    return out + ")\n";
}

std::string debrief_of(const Debrief& debrief, bool is_year_closed, const OpenedFile& file)
{
    if (debrief.is_skipped()) return fmt::format("  No debrief: {}\n", printable(debrief.skip_reason));
    if (!debrief.held_at && is_year_closed) return "  The debrief was not held\n";
    if (!debrief.held_at) return fmt::format("  Debrief due {}\n", file.spoken(debrief.due_on));
    auto out = fmt::format("  Debrief held {}", file.spoken(file.local(*debrief.held_at).date()));
    if (debrief.minutes) out += ", " + counted(*debrief.minutes, "minute");
    out += "\n";
    if (!debrief.notes.empty()) out += "    Notes: " + printable(debrief.notes) + "\n";
    if (!debrief.teacher_words.empty()) out += "    The teacher: " + printable(debrief.teacher_words) + "\n";
    return out;
}

std::string response_line(const Response& response, const Detail& detail, const OpenedFile& file)
{
    const auto words = response.rating ? fmt::format("Own level on {}: {}", response.rating->code,
                                                     words_of(*response.rating, detail.rubric))
                                       : response_words(response);
    return printable(fmt::format("{} answered {}: {}", detail.teacher.name(), file.spoken(response.on), words));
}

std::string visit_text(const Detail& detail, const OpenedFile& file)
{
    auto out = heading_of(detail, file);
    // An agreement may open a part of it.
    if (!detail.words_visible) out += "  What was written is between coach and teacher.\n";
    out += evidence_of(detail) + ratings_of(detail);
    const auto& visit = detail.observation;
    if (!visit.strength.empty()) out += "  Strength: " + printable(visit.strength) + "\n";
    if (!visit.growth_area.empty()) out += "  Growth area: " + printable(visit.growth_area) + "\n";
    if (detail.step) out += "  Action step: " + step_line(*detail.step, file);
    if (!detail.words_visible) return out;
    if (detail.debrief) out += debrief_of(*detail.debrief, !detail.closed_year.empty(), file);
    for (const auto& amendment : detail.amendments)
        out += fmt::format("  Amended {}, {}: {} (was: {}); reason: {}\n", file.spoken(file.local(amendment.at).date()),
                           printable(amendment.field), printable(amendment.new_text), printable(amendment.old_text),
                           printable(amendment.reason));
    for (const auto& response : detail.responses) out += "  " + response_line(response, detail, file) + "\n";
    return out;
}

std::string steps_text(const std::vector<StepRow>& steps, const OpenedFile& file)
{
    std::string out;
    for (const auto& row : steps) {
        out += step_line(row.step, file);
        for (const auto& event : row.events) {
            out += fmt::format("  {}: {}", file.spoken(event.on), name_of(event.state));
            if (event.result) out += fmt::format(" ({})", name_of(*event.result));
            out += event.note.empty() ? "\n" : ", " + printable(event.note) + "\n";
        }
    }
    return out.empty() ? "No action step yet.\n" : out;
}

std::string text_of(const TeacherPageAnswer& page, const std::vector<Detail>& visits, const OpenedFile& file)
{
    const auto& person = page.teacher.person;
    std::string out = printable(person.name());
    const std::string lesson(trimmed(person.subject + " " + person.grade));
    if (!lesson.empty()) out += ", " + printable(lesson);
    if (!page.teacher.school_name.empty()) out += ", " + printable(page.teacher.school_name);
    out += person.active ? "\n\n" : " (no longer here)\n\n";
    out += "Visits\n";
    if (visits.empty()) out += "No visit yet.\n";
    std::map<std::string, std::string> credits;  // each rubric's once, however often its words stand above
    for (const auto& detail : visits) {
        out += visit_text(detail, file) + "\n";
        credits[detail.rubric.title] = credit_of(detail.rubric);
    }
    out += visits.empty() ? "\nAction steps\n" : "Action steps\n";
    out += steps_text(page.steps, file);
    if (!page.follow_ups.empty()) out += "\nDue\n";
    for (const auto& follow_up : page.follow_ups) out += printable(follow_up.words) + "\n";
    for (const auto& [title, credit] : credits)
        if (!credit.empty()) out += "\n" + printable(title) + "\n" + credit;
    return out;
}

Json rubric_credits(const std::vector<Detail>& visits)
{
    auto list = Json::array();
    std::map<std::string, bool> listed;
    for (const auto& detail : visits) {
        const auto& rubric = detail.rubric;
        if (std::exchange(listed[rubric.id + " " + rubric.version], true)) continue;
        list.push_back({{"id", rubric.id},
                        {"version", rubric.version},
                        {"title", rubric.title},
                        {"licence", json_or_null(rubric.licence)},
                        {"attribution", json_or_null(rubric.attribution)},
                        {"notice", json_or_null(rubric.notice)}});
    }
    return list;
}

Json json_of_history(const TeacherPageAnswer& page, const std::vector<Detail>& visits, const OpenedFile& file)
{
    Json json{{"teacher", json_of(page.teacher.person, page.teacher.school_name)},
              {"visits", Json::array()},
              {"steps", Json::array()},
              {"follow_ups", Json::array()},
              {"rubrics", rubric_credits(visits)}};
    for (const auto& detail : visits) json["visits"].push_back(json_of(detail, file));
    for (const auto& step : page.steps) json["steps"].push_back(json_of(step));
    for (const auto& follow_up : page.follow_ups) json["follow_ups"].push_back(json_of(follow_up));
    return json;
}

Result<Reply> history(const Invocation&, OpenedFile& file, const std::string& teacher)
{
    const auto person = file.ask(ResolvePerson{teacher});
    if (!person) return Failure(person.error());
    const auto page = file.ask(TeacherPage{person->id});
    if (!page) return Failure(page.error());
    std::vector<Detail> visits;
    for (const auto& row : page->visits) {
        auto detail = file.ask(ObservationDetail{row.id});
        if (!detail) return Failure(detail.error());
        visits.push_back(std::move(*detail));
    }
    return Reply{json_of_history(*page, visits, file), text_of(*page, visits, file), {}};
}

}  // namespace

void add_history_command(CommandSet& commands, CLI::App* app)
{
    const auto teacher = std::make_shared<std::string>();
    commands
        .add_for_file(
            app, "history", "One teacher's visits, steps and debriefs",
            [teacher](const Invocation& invocation, OpenedFile& file) { return history(invocation, file, *teacher); })
        ->add_option("TEACHER", *teacher, "A staff id, an e-mail address or a full name in quotes")
        ->type_name("")
        ->required();
}

}  // namespace throughline::cli
