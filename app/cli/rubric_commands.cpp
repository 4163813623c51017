// rubric list, show, validate, add.
//
// list and show look at the workspace if one is named, and else at the rubrics that ship with the program.
#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "app/cli/commands.hpp"
#include "app/cli/rubric_text.hpp"
#include "app/cli/table.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/rubric.hpp"
#include "throughline/exchange/rubric_file.hpp"
#include "throughline/query/rubric.hpp"

namespace throughline::cli {
namespace {

Result<std::vector<Rubric>> shipped_rubrics()
{
    std::vector<Rubric> rubrics;
    for (const auto text : shipped_rubric_files()) {
        auto rubric = parse_rubric(text);
        if (!rubric) return Failure(rubric.error());
        rubrics.push_back(std::move(*rubric));
    }
    return rubrics;
}

Result<std::vector<RubricRow>> rows_of(const Invocation& invocation)
{
    if (!invocation.workspace.empty()) {
        const auto file = open_file(invocation);
        if (!file) return Failure(file.error());
        return file->ask(Rubrics{true});
    }
    const auto rubrics = shipped_rubrics();
    if (!rubrics) return Failure(rubrics.error());
    std::vector<RubricRow> rows;
    for (const auto& rubric : *rubrics) {
        RubricRow row;
        row.rubric_id = rubric.id;
        row.title = rubric.title;
        row.version = rubric.version;
        row.licence = rubric.licence;
        row.is_template = rubric.is_template;
        rows.push_back(std::move(row));
    }
    return rows;
}

Result<Reply> list(const Invocation& invocation)
{
    const auto rows = rows_of(invocation);
    if (!rows) return Failure(rows.error());
    Reply reply;
    reply.json = {{"rubrics", Json::array()}};
    Table table({"Id", "Version", "Title", "Licence", "Visits", "State"});
    for (const auto& row : *rows) {
        reply.json["rubrics"].push_back({{"id", row.rubric_id},
                                         {"version", row.version},
                                         {"title", row.title},
                                         {"licence", row.licence},
                                         {"template", row.is_template},
                                         {"newest", row.newest},
                                         {"frozen", row.frozen},
                                         {"observations", row.observation_count}});
        const auto* const state = row.frozen ? "in use" : row.is_template ? "template" : "";
        table.add({row.rubric_id, row.version, row.title, row.licence,
                   row.observation_count > 0 ? std::to_string(row.observation_count) : "",
                   row.newest ? state : std::string(state) + (*state ? ", older" : "older")});
    }
    reply.text = table.empty() ? "There is no rubric.\n" : table.text();
    return reply;
}

Result<Rubric> find_rubric(const Invocation& invocation, const std::string& id)
{
    if (!invocation.workspace.empty()) {
        const auto file = open_file(invocation);
        if (!file) return Failure(file.error());
        auto found = file->ask(NewestRubric{id});
        if (!found) return Failure(found.error());
        return std::move(found->rubric);
    }
    auto rubrics = shipped_rubrics();
    if (!rubrics) return Failure(rubrics.error());
    const auto found =
        std::find_if(rubrics->begin(), rubrics->end(), [&](const auto& rubric) { return rubric.id == id; });
    if (found != rubrics->end()) return std::move(*found);
    std::vector<std::string> ids;
    for (const auto& rubric : *rubrics) ids.push_back(rubric.id);
    return fail(ErrorCode::not_found, "There is no rubric \"{0}\"; there are {1}.", id, join(ids, ", "));
}

Result<Reply> show(const Invocation& invocation, const std::string& id)
{
    const auto rubric = find_rubric(invocation, id);
    if (!rubric) return Failure(rubric.error());
    return Reply{Json::parse(write_rubric(*rubric)), text_of(*rubric), {}};
}

Result<Reply> validate(const Invocation& invocation, const std::string& path)
{
    const auto text = read_text(invocation, path);
    if (!text) return Failure(text.error());
    const auto problems = rubric_problems(*text);
    Reply reply;
    reply.json = {{"file", path}, {"valid", problems.empty()}, {"problems", Json::array()}};
    for (const auto& problem : problems) {
        reply.json["problems"].push_back({{"place", problem.place}, {"text", problem.text}});
        reply.text += printable((problem.place.empty() ? "" : problem.place + ": ") + problem.text) + "\n";
    }
    if (problems.empty())
        reply.text = fmt::format("{} is a good rubric.\n", name_of_input(path));
    else
        reply.refused =
            fail(ErrorCode::bad_input, "{0} is not a good rubric ({1}); correct what is listed and try again.",
                 name_of_input(path), counted(static_cast<std::int64_t>(problems.size()), "fault"))
                .value();
    return reply;
}

Result<Reply> add(const Invocation& invocation, OpenedFile& file, const std::string& path)
{
    const auto text = read_text(invocation, path);
    if (!text) return Failure(text.error());
    const auto rubric = parse_rubric(*text);
    if (!rubric) return Failure(in_file(path, rubric.error()));
    const auto added = file.execute(AddRubricVersion{*text});
    if (!added) return Failure(added.error().place.empty() ? added.error() : in_file(path, added.error()));
    const bool is_new = !added->changes.empty();
    return Reply{
        {{"id", rubric->id}, {"version", rubric->version}, {"version_id", added->value.text()}, {"changed", is_new}},
        is_new ? fmt::format("Added {}, version {}.\n", rubric->id, rubric->version)
               : fmt::format("{}, version {}, is here already; nothing was changed.\n", rubric->id, rubric->version),
        {}};
}

}  // namespace

void add_rubric_commands(CommandSet& commands, CLI::App* app)
{
    auto* rubric = app->add_subcommand("rubric", "The rubrics that visits are rated on");
    rubric->require_subcommand(1);
    commands.add(rubric, "list", "All rubrics and their versions", list);
    const auto id = std::make_shared<std::string>();
    commands
        .add(rubric, "show", "One rubric with every level described",
             [id](const Invocation& invocation) { return show(invocation, *id); })
        ->add_option("ID", *id, "Such as teach-primary")
        ->type_name("")
        ->required();
    const auto checked = std::make_shared<std::string>();
    commands
        .add(rubric, "validate", "Say everything that is wrong with a rubric file",
             [checked](const Invocation& invocation) { return validate(invocation, *checked); })
        ->add_option("FILE", *checked, "The rubric file (see help rubric-file), or - for standard input")
        ->type_name("")
        ->required();
    const auto added = std::make_shared<std::string>();
    commands
        .add_for_file(rubric, "add", "Keep a rubric file's text as a version in the workspace",
                      [added](const Invocation& invocation, OpenedFile& file) { return add(invocation, file, *added); })
        ->add_option("FILE", *added, "The rubric file, or - for standard input")
        ->type_name("")
        ->required();
}

}  // namespace throughline::cli
