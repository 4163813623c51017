// export, import workspace: everything out of the file, and into a new one.
#include <memory>

#include <fmt/format.h>

#include "app/cli/commands.hpp"
#include "app/cli/table.hpp"
#include "app/cli/terminal_progress.hpp"
#include "throughline/base/text.hpp"
#include "throughline/leaving.hpp"

namespace throughline::cli {
namespace {

struct ExportOptions {
    std::string folder;
    std::string workbook;
    std::string lines;
};

Json json_of(const std::vector<TableCount>& tables)
{
    auto rows = Json::array();
    for (const auto& table : tables)
        rows.push_back({{"table", table.table}, {"rows", table.rows}, {"kept_back", table.rows_kept_back}});
    return rows;
}

std::string text_of(const std::vector<TableCount>& tables)
{
    Table counts({"Table", "Rows"});
    std::int64_t all = 0;
    for (const auto& table : tables) {
        if (table.rows > 0) counts.add({table.table, fmt::to_string(table.rows)});
        all += table.rows;
    }
    return counts.text() + fmt::format("{} in all.\n", counted(all, "row"));
}

Result<Reply> export_folder(OpenedFile& file, const std::string& folder)
{
    const auto left = export_all(file.workspace, file.actor, folder, TerminalProgress("Writing").watch());
    if (!left) return Failure(left.error());
    auto text = text_of(left->tables);
    for (const auto& line : left->kept_back) text += "Kept back: " + line + ".\n";
    text += fmt::format("{}: {}.\n", folder,
                        left->is_whole ? "whole; 'import workspace' makes the same workspace of it"
                                       : "all that you may read; the rest stays behind the wall");
    return Reply{{{"folder", folder},
                  {"tables", json_of(left->tables)},
                  {"rubrics", left->rubrics},
                  {"whole", left->is_whole},
                  {"kept_back", left->kept_back}},
                 std::move(text),
                 {}};
}

Result<Reply> export_file(const std::string& path, const Result<Leaving>& left)
{
    if (!left) return Failure(left.error());
    return Reply{{{"file", path}, {"tables", json_of(left->tables)}},
                 text_of(left->tables) + fmt::format("{}: what you may read of shared visits.\n", path),
                 {}};
}

Result<Reply> import_folder(const Invocation& invocation, const std::string& folder)
{
    if (invocation.workspace.empty())
        return fail(ErrorCode::invalid, "Name the new file with --workspace FILE; it must not be there yet.");
    const auto arrived = import_workspace(folder, invocation.workspace, TerminalProgress("Reading").watch());
    if (!arrived) return Failure(arrived.error());
    return Reply{{{"file", invocation.workspace}, {"tables", json_of(arrived->tables)}, {"whole", arrived->is_whole}},
                 text_of(arrived->tables) + fmt::format("Made {} from {}{}.\n", invocation.workspace, folder,
                                                        arrived->is_whole ? "" : ", which is a part of a workspace"),
                 {}};
}

Result<Reply> leave(OpenedFile& file, const ExportOptions& options)
{
    const int ways =
        (options.folder.empty() ? 0 : 1) + (options.workbook.empty() ? 0 : 1) + (options.lines.empty() ? 0 : 1);
    if (ways != 1) return fail(ErrorCode::invalid, "Say one way to export: --all DIR, --xlsx FILE or --jsonl FILE.");
    if (!options.folder.empty()) return export_folder(file, options.folder);
    TerminalProgress bar("Writing");
    const auto watch = bar.watch();
    if (!options.workbook.empty())
        return export_file(options.workbook, export_workbook(file.workspace, file.actor, options.workbook, watch));
    return export_file(options.lines, export_lines(file.workspace, file.actor, options.lines, watch));
}

}  // namespace

void add_leaving_commands(CommandSet& commands, CLI::App* app)
{
    const auto options = std::make_shared<ExportOptions>();
    auto* leaving = commands.add_for_file(
        app, "export", "Write what is in the workspace as files that other programs open (see help leaving)",
        [options](const Invocation&, OpenedFile& file) { return leave(file, *options); });
    leaving->add_option("--all", options->folder, "Everything, into a new folder")->type_name("DIR");
    leaving->add_option("--xlsx", options->workbook, "Shared visits as a workbook, with a sheet for each kind of row")
        ->type_name("FILE");
    leaving->add_option("--jsonl", options->lines, "The same, a JSON object on each line, in Ed-Fi's words")
        ->type_name("FILE");

    const auto folder = std::make_shared<std::string>();
    commands
        .add(app->get_subcommand("import"), "workspace",
             "Make a new workspace, which --workspace names, from a folder that 'export --all' wrote",
             [folder](const Invocation& invocation) { return import_folder(invocation, *folder); })
        ->add_option("DIR", *folder, "The folder")
        ->type_name("")
        ->required();
}

}  // namespace throughline::cli
