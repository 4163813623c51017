// cadence, who-next, follow-through: who is on track, who was forgotten, and whether what was promised happened.
#include <memory>

#include <fmt/format.h>

#include "app/cli/cadence_filter.hpp"
#include "app/cli/commands.hpp"
#include "app/cli/rows.hpp"
#include "app/cli/table.hpp"
#include "throughline/base/text.hpp"
#include "throughline/query/cadence.hpp"

namespace throughline::cli {
namespace {

Json named(const PersonId& id, const std::string& name) { return {{"id", id.text()}, {"name", name}}; }

Json json_of(const VisitCadence& entry)
{
    return {{"kind", name_of(entry.kind)},
            {"purpose", name_of(entry.purpose)},
            {"rule", entry.rule.text()},
            {"state", name_of(entry.state)},
            {"due_on", cli::json_of(entry.due_on)},
            {"last_visit_on", cli::json_of(entry.last_on)},
            {"school_days_since", json_or_null(entry.school_days_since)},
            {"overdue_school_days", entry.overdue_school_days},
            {"made", entry.made},
            {"wanted", entry.wanted},
            {"booked_on", cli::json_of(entry.booked_on)},
            {"words", entry.reason}};
}

Json json_of(const CadenceRow& row)
{
    auto entries = Json::array();
    for (const auto& entry : row.entries) entries.push_back(json_of(entry));
    return {{"teacher", named(row.teacher, row.teacher_name)},
            {"school", json_or_null(row.school_name)},
            {"tags", row.tags},
            {"state", name_of(row.state)},
            {"entries", std::move(entries)}};
}

Json json_of(const UnsharedRow& row)
{
    return {{"observation", row.observation.text()},
            {"teacher", named(row.teacher, row.teacher_name)},
            {"observer", named(row.observer, row.observer_name)},
            {"purpose", name_of(row.purpose)},
            {"visited_on", iso(row.started_on)},
            {"due_on", iso(row.due_on)},
            {"state", name_of(row.state)},
            {"overdue_school_days", row.overdue_school_days}};
}

Json json_of(const Measure& measure)
{
    return {{"measure", name_of(measure.kind)},
            {"title", title_of(measure.kind)},
            {"value", json_or_null(measure.value)},
            {"count", measure.count},
            {"words", measure.words}};
}

template <class Row>
Json list_of(const std::vector<Row>& rows)
{
    auto list = Json::array();
    for (const auto& row : rows) list.push_back(json_of(row));
    return list;
}

Json list_of(const std::vector<FollowUp>& rows)
{
    auto list = Json::array();
    for (const auto& row : rows) list.push_back(cli::json_of(row));
    return list;
}

Json json_of_states(const std::map<DueState, int>& states)
{
    auto json = Json::object();
    for (const auto& [state, count] : states) json[std::string(name_of(state))] = count;
    return json;
}

std::string text_of(const std::vector<FollowUp>& rows)
{
    Table table({"Due", "Teacher", "Observer", "What"});
    for (const auto& row : rows) table.add({iso(row.due_on), row.teacher_name, row.observer_name, row.words});
    return table.empty() ? "none\n" : table.text();
}

std::string text_of(const CadenceAnswer& answer)
{
    Table people({"State", "Teacher", "Late by", "Last visit", "Why"});
    for (const auto& row : answer.people) {
        const auto& first = row.entries.front();
        people.add({std::string(name_of(row.state)), row.teacher_name,
                    first.overdue_school_days > 0 ? counted(first.overdue_school_days, "school day") : "",
                    first.last_on ? iso(*first.last_on) : "", first.reason});
    }
    Table unshared({"Visit", "Teacher", "Observer", "Late by"});
    for (const auto& row : answer.unshared)
        unshared.add(
            {iso(row.started_on), row.teacher_name, row.observer_name, counted(row.overdue_school_days, "school day")});
    return fmt::format(
        "{}: {} past their cadence, {} not held in time, {} past their check-back day, {} not yet shared\n\n"
        "Teachers under a rule ({}; {} without one)\n{}\nDebriefs not held in time\n{}\nSteps past their check-back "
        "day\n{}\nVisits not yet shared\n{}\nConferences missing\n{}",
        iso(answer.today), counted(answer.past_cadence, "teacher"),
        counted(static_cast<std::int64_t>(answer.debriefs.size()), "debrief"),
        counted(static_cast<std::int64_t>(answer.steps.size()), "step"),
        counted(static_cast<std::int64_t>(answer.unshared.size()), "visit"), answer.people.size(), answer.without_rule,
        people.empty() ? "none\n" : people.text(), text_of(answer.debriefs), text_of(answer.steps),
        unshared.empty() ? "none\n" : unshared.text(), text_of(answer.conferences));
}

Result<Reply> cadence(const Invocation&, OpenedFile& file, const FilterOptions& options)
{
    const auto filter = filter_of(file, options);
    if (!filter) return Failure(filter.error());
    const auto answer = file.ask(Cadence{*filter});
    if (!answer) return Failure(answer.error());
    return Reply{{{"today", iso(answer->today)},
                  {"is_school_day", answer->is_school_day},
                  {"counts",
                   {{"past_cadence", answer->past_cadence},
                    {"debriefs_not_held_in_time", answer->debriefs.size()},
                    {"steps_past_check_back", answer->steps.size()},
                    {"not_yet_shared", answer->unshared.size()},
                    {"conferences_missing", answer->conferences.size()},
                    {"people", answer->people.size()},
                    {"without_rule", answer->without_rule}}},
                  {"states", json_of_states(answer->states)},
                  {"people", list_of(answer->people)},
                  {"debriefs", list_of(answer->debriefs)},
                  {"steps", list_of(answer->steps)},
                  {"unshared", list_of(answer->unshared)},
                  {"conferences", list_of(answer->conferences)}},
                 text_of(*answer),
                 {}};
}

struct WhoNextOptions {
    int count = 8;
};

Result<Reply> who_next(const Invocation&, OpenedFile& file, const FilterOptions& options, int count)
{
    const auto filter = filter_of(file, options);
    if (!filter) return Failure(filter.error());
    const auto answer = file.ask(WhoNext{*filter, count});
    if (!answer) return Failure(answer.error());
    Table table({"Teacher", "State", "Due", "Last visit", "Why", "Look for"});
    auto rows = Json::array();
    for (const auto& row : *answer) {
        rows.push_back(cli::json_of(row));
        table.add({row.teacher_name, std::string(name_of(row.state)), row.due_on ? iso(*row.due_on) : "",
                   row.last_visit_on ? file.spoken(*row.last_visit_on) : "none yet", row.reason, row.live_step});
    }
    return Reply{{{"today", iso(file.workspace.today())}, {"who_next", std::move(rows)}},
                 table.empty() ? "Nobody is waiting for a visit.\n" : table.text(),
                 {}};
}

struct SpanOptions {
    std::string from;
    std::string to;
};

Result<Reply> follow_through(const Invocation&, OpenedFile& file, const FilterOptions& options, const SpanOptions& span)
{
    const auto filter = filter_of(file, options);
    if (!filter) return Failure(filter.error());
    FollowThrough query{*filter, {}, {}};
    if (!span.from.empty()) query.from = *parse_date(span.from);
    if (!span.to.empty()) query.to = *parse_date(span.to);
    const auto answer = file.ask(query);
    if (!answer) return Failure(answer.error());
    Table measures({"Measure", "Value"});
    for (const auto& measure : answer->measures) measures.add({std::string(title_of(measure.kind)), measure.words});
    Table loads({"Observer", "Teachers", "Load"});
    auto load_rows = Json::array();
    for (const auto& load : answer->load) {
        const auto& name = answer->observer_names.at(load.observer);
        loads.add({name, std::to_string(load.teacher_count), load.words});
        load_rows.push_back({{"observer", named(load.observer, name)},
                             {"teachers", load.teacher_count},
                             {"hours_needed_per_week", load.hours_needed},
                             {"hours_available_per_week", json_or_null(load.hours_available)},
                             {"words", load.words}});
    }
    return Reply{{{"from", iso(answer->from)},
                  {"to", iso(answer->to)},
                  {"measures", list_of(answer->measures)},
                  {"load", std::move(load_rows)}},
                 fmt::format("Visits from {} to {}\n{}\nLoad\n{}", iso(answer->from), iso(answer->to), measures.text(),
                             loads.empty() ? "Nobody has a caseload.\n" : loads.text()),
                 {}};
}

}  // namespace

void add_cadence_commands(CommandSet& commands, CLI::App* app)
{
    const auto add = [&](const char* name, const char* description, auto run) {
        const auto filter = std::make_shared<FilterOptions>();
        auto* command = commands.add_for_file(
            app, name, description,
            [filter, run](const Invocation& invocation, OpenedFile& file) { return run(invocation, file, *filter); });
        add_filter_options(command, filter);
        return command;
    };
    add("cadence", "Who is past their cadence, and what was promised and not kept", cadence);
    const auto count = std::make_shared<int>(WhoNextOptions{}.count);
    add("who-next", "Whom to visit next, by how far past the rule",
        [count](const Invocation& invocation, OpenedFile& file, const FilterOptions& filter) {
            return who_next(invocation, file, filter, *count);
        })
        ->add_option("--count", *count, "At most so many")
        ->check(is_whole_number(1))
        ->type_name("N");
    const auto span = std::make_shared<SpanOptions>();
    auto* through = add("follow-through", "Whether visits were shared, debriefed and followed up in time, with counts",
                        [span](const Invocation& invocation, OpenedFile& file, const FilterOptions& filter) {
                            return follow_through(invocation, file, filter, *span);
                        });
    through->add_option("--from", span->from, "Visits from this day on; the school year's start if left out")
        ->check(is_date())
        ->type_name("DATE");
    through->add_option("--to", span->to, "Up to this day; today if left out")->check(is_date())->type_name("DATE");
}

}  // namespace throughline::cli
