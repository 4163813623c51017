// today, follow-ups, search: what is due, and where something was written.
#include <memory>

#include <fmt/format.h>

#include "app/cli/commands.hpp"
#include "app/cli/rows.hpp"
#include "app/cli/table.hpp"
#include "throughline/query/search.hpp"

namespace throughline::cli {
namespace {

// The id that the next command takes: the plan's, the debrief's, the step's, or the visit's own.
std::string id_to_use(const FollowUp& follow_up)
{
    if (follow_up.kind == FollowUpKind::debrief && follow_up.debrief) return follow_up.debrief->text();
    if (follow_up.kind == FollowUpKind::step_check && follow_up.step) return follow_up.step->text();
    if (follow_up.booking) return follow_up.booking->text();
    return follow_up.observation.is_nil() ? std::string() : follow_up.observation.text();
}

std::string text_of(const std::vector<FollowUp>& rows, const std::string& if_none)
{
    Table table({"Due", "State", "Kind", "Teacher", "Observer", "Id", "What"});  // the long one last
    for (const auto& row : rows)
        table.add({iso(row.due_on), std::string(name_of(row.state)), std::string(name_of(row.kind)), row.teacher_name,
                   row.observer_name, id_to_use(row), row.words});
    return table.empty() ? if_none + "\n" : table.text();
}

std::string text_of(const std::vector<WhoNextRow>& rows, const OpenedFile& file)
{
    Table table({"Teacher", "Subject", "Grade", "Last visit", "Why", "Look for"});
    for (const auto& row : rows)
        table.add({row.teacher_name, row.subject, row.grade,
                   row.last_visit_on ? file.spoken(*row.last_visit_on) : "none yet", row.reason, row.live_step});
    return table.empty() ? "Nobody is waiting for a visit.\n" : table.text();
}

std::string text_of(const std::vector<VisitRow>& rows, const OpenedFile& file)
{
    Table table({"Visit", "Teacher", "Purpose", "Rubric", "Id"});
    for (const auto& row : rows)
        table.add({file.spoken(row.started_on), row.teacher_name, std::string(name_of(row.purpose)), row.rubric_title,
                   row.id.text()});
    return table.empty() ? "No visit waits to be shared.\n" : table.text();
}

std::string text_of(const std::vector<ScheduleRow>& rows, const OpenedFile& file)
{
    Table table({"At", "Kind", "Teacher", "Observer", "Id"});
    for (const auto& row : rows)
        table.add({row.starts_at ? iso(file.local(*row.starts_at)).substr(11, 5) : "", std::string(name_of(row.kind)),
                   row.teacher_name, row.observer_name, row.id.text()});
    return table.empty() ? "Nothing is planned for today.\n" : table.text();
}

std::string text_of(const std::vector<VisitRequests::Row>& rows, const OpenedFile& file)
{
    Table table({"Asked", "Teacher", "When", "Look at"});
    for (const auto& row : rows)
        table.add({file.spoken(row.request.asked_on), row.teacher_name, row.request.wish, row.request.focus});
    return table.empty() ? "Nobody asks for a visit.\n" : table.text();
}

template <class Row>
Json list_of(const std::vector<Row>& rows)
{
    auto list = Json::array();
    for (const auto& row : rows) list.push_back(json_of(row));
    return list;
}

Result<Reply> today(const Invocation&, OpenedFile& file)
{
    const auto answer = file.ask(Today{});
    if (!answer) return Failure(answer.error());
    Reply reply;
    reply.json = {{"today", iso(answer->today)},
                  {"is_school_day", answer->is_school_day},
                  {"who_next", list_of(answer->who_next)},
                  {"planned", Json::array()},
                  {"requests", list_of(answer->requests)},
                  {"debriefs", list_of(answer->debriefs)},
                  {"steps_to_check", list_of(answer->steps_to_check)},
                  {"has_more_due", answer->has_more_due},
                  {"drafts", Json::array()}};
    for (const auto& row : answer->planned) reply.json["planned"].push_back(json_of(row, file));
    for (const auto& draft : answer->drafts) reply.json["drafts"].push_back(json_of(draft, file));
    reply.text = fmt::format(
        "{} ({}){}\n\nPlanned\n{}\nAsked for a visit\n{}\nWho next\n{}\nDebriefs due\n{}\nSteps to check\n{}\nDrafts "
        "to finish\n{}",
        file.spoken(answer->today), iso(answer->today), answer->is_school_day ? "" : ", not a school day",
        text_of(answer->planned, file), text_of(answer->requests, file), text_of(answer->who_next, file),
        text_of(answer->debriefs, "No debrief is due."), text_of(answer->steps_to_check, "No step is due."),
        text_of(answer->drafts, file));
    if (answer->has_more_due)
        reply.text += "\nDebriefs and steps are the soonest; there are more. All: throughline-cli follow-ups.\n";
    return reply;
}

Result<Reply> follow_ups(const Invocation&, OpenedFile& file)
{
    FollowUps everything;
    everything.count_max = -1;
    const auto answer = file.ask(everything);
    if (!answer) return Failure(answer.error());
    return Reply{{{"today", iso(file.workspace.today())}, {"follow_ups", list_of(*answer)}},
                 text_of(*answer, "Nothing is due."),
                 {}};
}

Result<Reply> search(const Invocation&, OpenedFile& file, const std::string& text)
{
    const auto answer = whole_search(file.workspace, file.actor, Search{text});
    if (!answer) return Failure(answer.error());
    Reply reply;
    reply.json = {{"text", text}, {"found", Json::array()}};
    Table table({"Date", "Where", "Teacher", "Visit", "Words"});
    for (const auto& row : *answer) {
        const auto on = row.on.is_special() ? std::string() : iso(row.on);
        const auto visit = row.observation.is_nil() ? std::string() : row.observation.text();
        reply.json["found"].push_back({{"found_in", name_of(row.found_in)},
                                       {"on", json_or_null(on)},
                                       {"teacher", {{"id", row.teacher.text()}, {"name", row.teacher_name}}},
                                       {"words", row.snippet},
                                       {"observation", json_or_null(visit)}});
        table.add({on, std::string(name_of(row.found_in)), row.teacher_name, visit, row.snippet});
    }
    reply.text = table.empty() ? "Nothing found.\n" : table.text();
    return reply;
}

}  // namespace

void add_question_commands(CommandSet& commands, CLI::App* app)
{
    commands.add_for_file(app, "today", "What is planned, who next, debriefs due, steps to check, drafts to finish",
                          today);
    commands.add_for_file(app, "follow-ups", "Everything that is due, soonest first", follow_ups);
    const auto text = std::make_shared<std::string>();
    commands
        .add_for_file(
            app, "search", "Find words in evidence, feedback, steps, debriefs and names, all years",
            [text](const Invocation& invocation, OpenedFile& file) { return search(invocation, file, *text); })
        ->add_option("TEXT", *text, "Words that must all occur; several in quotes")
        ->type_name("")
        ->required();
}

}  // namespace throughline::cli
