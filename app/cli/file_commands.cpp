// new, sample, undo, redo: the workspace file itself.
#include <memory>

#include <fmt/format.h>

#include "app/cli/commands.hpp"
#include "app/cli/terminal_progress.hpp"
#include "throughline/base/text.hpp"
#include "throughline/sample.hpp"

namespace throughline::cli {
namespace {

struct NewOptions {
    std::string file;
    std::string school;
    std::string year_start;
    std::string year_end;
};

Result<Reply> make_new(const Invocation& invocation, const NewOptions& options)
{
    const NewSchool school{options.school, *parse_date(options.year_start), *parse_date(options.year_end)};
    const auto workspace = Workspace::create(options.file, school, invocation.workspace_options());
    if (!workspace) return Failure(workspace.error());
    return Reply{{{"file", options.file},
                  {"school", options.school},
                  {"year_start", options.year_start},
                  {"year_end", options.year_end}},
                 fmt::format("Made {} for {}, school year {} to {}.\n", options.file, options.school,
                             options.year_start, options.year_end),
                 {}};
}

struct SampleOptions {
    std::string file;
    SampleSize size;
};

Result<Reply> make_sample(const Invocation& invocation, const SampleOptions& options)
{
    auto size = options.size;
    size.today = invocation.today();
    TerminalProgress bar("Writing visits");  // a district takes minutes
    const auto progress = bar.progress();
    const auto say = [&](const SampleProgress& at) {
        if (at.total > 0) progress.at(static_cast<double>(at.done) / static_cast<double>(at.total));
    };
    const auto made = write_sample(options.file, size, say, progress.stop_token());
    if (!made) return Failure(made.error());
    return Reply{{{"file", options.file},
                  {"schools", size.schools},
                  {"years", size.years},
                  {"seed", size.seed},
                  {"today", iso(size.today)}},
                 fmt::format("Made {}, a sample: {}, {}, seed {}. Every person and visit in it is invented.\n",
                             options.file, counted(size.schools, "school"), counted(size.years, "year"), size.seed),
                 {}};
}

Result<Reply> reply_of(const Result<Outcome<Nothing>>& outcome, const char* key, const char* word)
{
    if (!outcome) return Failure(outcome.error());
    return Reply{{{key, outcome->label}, {"rows", outcome->changes.changes.size()}},
                 fmt::format("{}: {} ({}).\n", word, outcome->label,
                             counted(static_cast<std::int64_t>(outcome->changes.changes.size()), "row")),
                 {}};
}

}  // namespace

void add_file_commands(CommandSet& commands, CLI::App* app)
{
    const auto making = std::make_shared<NewOptions>();
    auto* make = commands.add(app, "new", "Make an empty workspace for a school",
                              [making](const Invocation& invocation) { return make_new(invocation, *making); });
    make->add_option("FILE", making->file, "The file to make; its name should end in .throughline")->required();
    make->add_option("--school", making->school, "The school's name")->required()->type_name("NAME");
    make->add_option("--year-start", making->year_start, "First day of school")
        ->required()
        ->type_name("DATE")
        ->check(is_date());
    make->add_option("--year-end", making->year_end, "Last day of school")
        ->required()
        ->type_name("DATE")
        ->check(is_date());

    const auto sampling = std::make_shared<SampleOptions>();
    auto* sample =
        commands.add(app, "sample", "Make a workspace with invented people and visits",
                     [sampling](const Invocation& invocation) { return make_sample(invocation, *sampling); });
    sample->add_option("FILE", sampling->file, "The file to make; its name should end in .throughline")
        ->type_name("")
        ->required();
    sample->add_option("--schools", sampling->size.schools, "How many schools, 1 to 200")
        ->type_name("N")
        ->check(is_whole_number(1, 200));
    sample->add_option("--years", sampling->size.years, "How many school years, 1 to 10; the last is this one")
        ->type_name("Y")
        ->check(is_whole_number(1, 10));
    sample->add_option("--seed", sampling->size.seed, "The same number makes the same sample")
        ->type_name("S")
        ->check(is_whole_number(0));

    commands.add_for_file(app, "undo", "Take back the last change", [](const Invocation&, OpenedFile& file) {
        return reply_of(file.workspace.undo(file.actor), "undone", "Undone");
    });
    commands.add_for_file(app, "redo", "Do again what was taken back", [](const Invocation&, OpenedFile& file) {
        return reply_of(file.workspace.redo(file.actor), "redone", "Done again");
    });
}

}  // namespace throughline::cli
