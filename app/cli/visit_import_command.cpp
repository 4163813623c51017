// import observations: visits that were kept in a spreadsheet.
#include <memory>

#include <fmt/format.h>

#include "app/cli/commands.hpp"
#include "app/cli/table.hpp"
#include "throughline/backup.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/visit_import.hpp"
#include "throughline/query/rubric.hpp"

namespace throughline::cli {
namespace {

struct ImportOptions {
    std::string table;
    std::string map;
    std::string guess_for;  // a rubric
    bool dry_run = false;
};

Result<Rubric> rubric_called(const OpenedFile& file, const std::string& id)
{
    auto found = file.ask(NewestRubric{id});
    if (!found) return Failure(found.error());
    return std::move(found->rubric);
}

Json json_of(const VisitPlan& plan)
{
    auto refused = Json::array();
    for (const auto& row : plan.refused)
        refused.push_back(
            {{"line", row.line}, {"column", row.column}, {"heading", row.header}, {"reason", row.reason}});
    auto rows = Json::array();
    for (const auto& row : plan.rows)
        rows.push_back({{"line", row.line},
                        {"change", name_of(row.change)},
                        {"teacher", row.teacher_name},
                        {"observer", row.observer_name},
                        {"started_at", iso(row.started_at)},
                        {"state", row.is_shared ? "shared" : "draft"},
                        {"evidence_lines", row.evidence_count},
                        {"ratings", row.rating_count},
                        {"remark", row.remark}});
    return {{"new", plan.added},
            {"known", plan.known},
            {"remarked", plan.remarked},
            {"outside_years", plan.outside_years},
            {"refused", std::move(refused)},
            {"rows", std::move(rows)}};
}

std::string text_of(const VisitPlan& plan, const VisitFile& file, bool is_written)
{
    std::string text;
    for (const auto& row : plan.refused)
        text += fmt::format("{}:{}: {}{}\n", file.name, row.line,
                            row.header.empty() ? std::string() : printable(row.header) + ": ", printable(row.reason));
    for (const auto& row : plan.rows)
        if (row.change == VisitChange::added && !row.remark.empty())
            text += fmt::format("{}:{}: look at this one: {}\n", file.name, row.line, row.remark);
    if (!is_written) {
        Table table({"Line", "Would be", "Teacher", "Observer", "When", "State", "With"});
        for (const auto& row : plan.rows)
            table.add({fmt::to_string(row.line), std::string(name_of(row.change)), row.teacher_name, row.observer_name,
                       iso(row.started_at), row.is_shared ? "shared" : "draft", row.words});
        if (!table.empty()) text += table.text();
    }
    if (plan.outside_years > 0)
        text += fmt::format("In no school year of this file: {} of {}.\n", plan.outside_years,
                            counted(plan.added, "new visit"));
    const auto to_look_at = plan.remarked > 0 ? fmt::format(" ({} to look at)", plan.remarked) : std::string();
    return text + fmt::format("{}: new {}{}, already there {}, refused {}.\n",
                              is_written ? "Imported" : "Nothing was written; it would be", plan.added, to_look_at,
                              plan.known, plan.refused.size());
}

Result<Reply> guess(const OpenedFile& file, const ImportOptions& options)
{
    const auto rubric = rubric_called(file, options.guess_for);
    if (!rubric) return Failure(rubric.error());
    const auto sheet = read_visit_sheet(options.table);
    if (!sheet) return Failure(sheet.error());
    const auto mapping = guess_visit_mapping(*sheet, *rubric);
    auto text = visit_mapping_json(mapping);
    return Reply{Json::parse(text), std::move(text), {}};
}

Result<Reply> import_visits(const Invocation& invocation, OpenedFile& file, const ImportOptions& options)
{
    if (options.map.empty() == options.guess_for.empty())
        return fail(ErrorCode::invalid,
                    "Say what the columns mean with --map MAP.json, or have a mapping guessed with --guess RUBRIC.");
    if (!options.guess_for.empty()) return guess(file, options);
    const auto text = read_text(invocation, options.map);
    if (!text) return Failure(text.error());
    const auto mapping = parse_visit_mapping(*text);
    if (!mapping) return Failure(in_file(options.map, mapping.error()));
    const auto rubric = rubric_called(file, mapping->rubric);
    if (!rubric) return Failure(in_file(options.map, rubric.error()));
    const auto sheet = read_visit_sheet(options.table);
    if (!sheet) return Failure(sheet.error());
    const auto visits = read_visits(*sheet, *mapping, *rubric);
    if (!visits) return Failure(in_file(options.map, visits.error()));
    const auto plan = file.ask(PlanVisitImport{*visits});
    if (!plan) return Failure(plan.error());
    Reply reply{json_of(*plan), text_of(*plan, *visits, false), {}};
    if (plan->rows.empty()) {
        reply.refused =
            fail(ErrorCode::bad_input, "No row of {0} could be read, so nothing was written; correct the rows listed.",
                 visits->name)
                .value();
        return reply;
    }
    if (options.dry_run || plan->added == 0) return reply;
    // So that more than undo leads back.
    const auto now = invocation.workspace_options();
    if (const auto safe = back_up(file.workspace.file(), true, *now.clock, *now.zone); !safe)
        return Failure(safe.error());
    const auto imported = file.execute(ImportVisits{*visits});
    if (!imported) return Failure(imported.error());
    return Reply{json_of(imported->value), text_of(imported->value, *visits, true), {}};
}

}  // namespace

void add_visit_import_command(CommandSet& commands, CLI::App* app)
{
    const auto options = std::make_shared<ImportOptions>();
    auto* command = commands.add_for_file(app->get_subcommand("import"), "observations",
                                          "Visits from a spreadsheet (CSV, a row for each visit)",
                                          [options](const Invocation& invocation, OpenedFile& file) {
                                              return import_visits(invocation, file, *options);
                                          });
    command->add_option("FILE", options->table, "The table (see help visit-table)")->type_name("")->required();
    command->add_option("--map", options->map, "What its columns and words mean")->type_name("MAP.json");
    command
        ->add_option("--guess", options->guess_for, "Print a mapping for this rubric instead, to look at and correct")
        ->type_name("RUBRIC");
    command->add_flag("--dry-run", options->dry_run, "Say what would be done and write nothing");
}

}  // namespace throughline::cli
