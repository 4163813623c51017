// import roster: who works at the school, from a staff CSV or a OneRoster set.
#include <memory>
#include <unordered_set>

#include <fmt/format.h>

#include "app/cli/commands.hpp"
#include "app/cli/table.hpp"
#include "throughline/backup.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/person.hpp"
#include "throughline/command/student_names.hpp"
#include "throughline/query/people.hpp"
#include "throughline/query/roster.hpp"

namespace throughline::cli {
namespace {

struct ImportOptions {
    std::string path;
    bool dry_run = false;
    bool whole_staff = false;
};

// A delta may name a person without repeating the role; whoever the workspace does not know may be a student.
Result<RosterFile> read(const OpenedFile& file, const std::string& path)
{
    const auto people = file.ask(Roster{true});
    if (!people) return Failure(people.error());
    std::unordered_set<std::string> known;
    for (const auto& row : *people) known.insert(row.person.source_id);
    known.erase("");
    return read_roster(path, [&known](std::string_view source_id) { return known.count(std::string(source_id)) > 0; });
}

Json json_of(const RosterPlan& plan)
{
    auto refused = Json::array();
    for (const auto& row : plan.refused)
        refused.push_back({{"file", row.file}, {"line", row.line}, {"column", row.column}, {"reason", row.reason}});
    return {{"new", plan.added},
            {"changed", plan.changed},
            {"unchanged", plan.unchanged},
            {"deactivated", plan.deactivated},
            {"refused", std::move(refused)}};
}

std::string left_aside(const RosterFile& roster)
{
    std::string text;
    const auto add = [&](int count, std::string_view noun, const char* why) {
        if (count > 0) text += fmt::format("Left aside: {} {}.\n", counted(count, noun), why);
    };
    add(roster.skipped_students, "student", "(nothing of a student is kept)");
    add(roster.skipped_others, "person in another role", "(aides, guardians and the like)");
    add(roster.skipped_without_role, "person without a role", "(no row in roles.csv)");
    return text;
}

std::string text_of(const RosterFile& roster, const RosterPlan& plan, bool dry_run)
{
    std::string text;
    for (const auto& row : plan.refused)
        text += fmt::format("{}:{}:{}: {}\n", row.file, row.line, row.column, printable(row.reason));
    for (const auto& note : roster.notes) text += printable(note) + "\n";
    if (dry_run) {
        Table table({"Would be", "Name", "Line", "Detail"});
        for (const auto& row : plan.rows)
            if (row.change != RosterChange::unchanged)
                table.add({std::string(name_of(row.change)), row.person.name(),
                           row.line > 0 ? std::to_string(row.line) : "", row.detail});
        if (!table.empty()) text += table.text();
    }
    text += left_aside(roster);
    text += fmt::format("{}: new {}, changed {}, unchanged {}, deactivated {}, refused {}.\n",
                        dry_run ? "Nothing was written; it would be" : name_of(roster.kind), plan.added, plan.changed,
                        plan.unchanged, plan.deactivated, plan.refused.size());
    return text;
}

// Nobody could be read: taking that for a school without staff would deactivate everyone.
bool holds_nobody(const RosterFile& roster, const RosterPlan& plan)
{
    const bool has_rows = plan.added + plan.changed + plan.unchanged > 0;
    return !has_rows && (roster.full_snapshot || !plan.refused.empty());
}

Result<Reply> import_roster(const Invocation& invocation, OpenedFile& file, const ImportOptions& options)
{
    auto roster = read(file, options.path);
    if (!roster) return Failure(roster.error());
    PlanRosterImport question{std::move(*roster)};
    auto plan = file.ask(question);
    if (!plan) return Failure(plan.error());
    if (holds_nobody(question.file, *plan)) {
        plan->deactivated = 0;
        plan->rows.clear();
        return Reply{
            json_of(*plan), text_of(question.file, *plan, true),
            fail(ErrorCode::bad_input, "No row of {0} could be read, so nothing was written; correct the rows listed.",
                 name_of_input(options.path))
                .value()};
    }
    if (plan->loses_most() && !options.whole_staff && !options.dry_run)
        return Reply{json_of(*plan), text_of(question.file, *plan, true),
                     fail(ErrorCode::conflict,
                          "{0} of the people here are not in {1} and would be set inactive, so nothing was written. If "
                          "it is the whole staff, say --whole-staff.",
                          fmt::to_string(plan->deactivated), name_of_input(options.path))
                         .value()};
    if (!options.dry_run) {
        // So that more than undo leads back.
        const auto now = invocation.workspace_options();
        const auto safe = back_up(file.workspace.file(), true, *now.clock, *now.zone);
        if (!safe) return Failure(safe.error());
        const auto imported = file.execute(ImportRoster{question.file});
        if (!imported) return Failure(imported.error());
        plan->added = imported->value.added;
        plan->changed = imported->value.changed;
        plan->unchanged = imported->value.unchanged;
        plan->deactivated = imported->value.deactivated;
    }
    return Reply{json_of(*plan), text_of(question.file, *plan, options.dry_run), {}};
}

Result<Reply> import_student_names(const Invocation& invocation, OpenedFile& file, const std::string& path)
{
    auto text = read_text(invocation, path);
    if (!text) return Failure(text.error());
    const auto known = file.execute(ImportStudentNames{std::move(*text)});
    if (!known) return Failure(in_file(path, known.error()));
    return Reply{{{"known", known->value}},
                 fmt::format("{} known, as hashes, for the question before Share.\n", counted(known->value, "name")),
                 {}};
}

}  // namespace

void add_roster_commands(CommandSet& commands, CLI::App* app)
{
    auto* import = app->add_subcommand("import", "Take in what other programs wrote");
    import->require_subcommand(1);
    const auto options = std::make_shared<ImportOptions>();
    auto* roster =
        commands.add_for_file(import, "roster", "Staff from a CSV file, a OneRoster zip or a OneRoster folder",
                              [options](const Invocation& invocation, OpenedFile& file) {
                                  return import_roster(invocation, file, *options);
                              });
    roster->add_option("PATH", options->path, "The file or folder (see help roster-file)")->type_name("")->required();
    roster->add_flag("--dry-run", options->dry_run, "Say what would be done and write nothing");
    roster->add_flag("--whole-staff", options->whole_staff, "Take the file in even if most people are not in it");
    const auto path = std::make_shared<std::string>();
    commands
        .add_for_file(
            import, "student-names",
            "Names for the question before Share, a line each; only hashes are kept, an empty file takes them away",
            [path](const Invocation& invocation, OpenedFile& file) {
                return import_student_names(invocation, file, *path);
            })
        ->add_option("FILE", *path, "\"Maria Lopez\" or \"Lopez, Maria\" on each line; - for standard input")
        ->type_name("")
        ->required();
}

}  // namespace throughline::cli
