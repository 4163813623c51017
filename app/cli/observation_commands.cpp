// observe, share, debrief, step check: one visit and what becomes of it.
#include <memory>

#include <fmt/format.h>

#include "app/cli/commands.hpp"
#include "app/cli/rows.hpp"
#include "app/cli/table.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/debrief.hpp"
#include "throughline/command/observation.hpp"
#include "throughline/command/step.hpp"
#include "throughline/query/student_names.hpp"

namespace throughline::cli {
namespace {

Result<Reply> observe(const Invocation& invocation, OpenedFile& file, const std::string& path)
{
    const auto text = read_text(invocation, path);
    if (!text) return Failure(text.error());
    auto document = parse_observation_document(*text);
    if (!document) return Failure(in_file(path, document.error()));
    const auto recorded = file.execute(RecordObservation{std::move(*document)});
    // A place is one in the document; without one, the fault is the workspace's.
    if (!recorded) return Failure(recorded.error().place.empty() ? recorded.error() : in_file(path, recorded.error()));
    const auto id = recorded->value.text();
    return Reply{Json::object({{"id", id}}), id + "\n", {}};
}

Result<Reply> share(const Invocation&, OpenedFile& file, const std::string& typed)
{
    const auto id = parse_typed_id<ObservationId>(typed);
    if (!id) return Failure(id.error());
    const auto names = file.ask(StudentNameQuestions{*id});
    if (!names) return Failure(names.error());
    const auto shared = file.execute(ShareObservation{*id});
    if (!shared) return Failure(shared.error());
    const auto& made = shared->value;
    Reply reply;
    reply.json = {{"id", id->text()},
                  {"state", name_of(ObservationState::shared)},
                  {"debrief", {{"id", made.debrief.text()}, {"due_on", iso(made.debrief_due_on)}}},
                  {"step", nullptr}};
    reply.text = fmt::format("Shared {}.\nDebrief {}: due {}.\n", id->text(), made.debrief.text(),
                             file.spoken(made.debrief_due_on));
    if (made.step) {
        reply.json["step"] = {{"id", made.step->text()}, {"check_on", json_of(made.check_on)}};
        reply.text += fmt::format("Step {}: look back {}.\n", made.step->text(),
                                  made.check_on ? file.spoken(*made.check_on) : "on no set day");
    } else {
        reply.text += "It has no action step.\n";
    }
    reply.json["names_to_look_at"] = Json::array();
    for (const auto& row : *names) {
        reply.json["names_to_look_at"].push_back({{"name", row.name}, {"where", row.where}});
        reply.text += fmt::format("Is \"{}\" in {} a student? A name can be amended away, with a reason.\n",
                                  printable(row.name), row.where);
    }
    return reply;
}

struct DebriefOptions {
    std::string id;
    std::string held_at;
    int minutes = 0;
    std::string notes;
    bool has_notes = false;
};

Result<Reply> hold_debrief(const Invocation&, OpenedFile& file, const DebriefOptions& options)
{
    const auto typed = parse_typed_id<AnyId>(options.id);
    if (!typed) return Failure(typed.error());
    const auto before = file.ask(DebriefDetail{*typed});
    if (!before) return Failure(before.error());
    HoldDebrief command;
    command.debrief = before->debrief.id;
    command.held_at = file.instant_of(options.held_at);
    command.minutes = options.minutes;
    if (options.has_notes) command.notes = options.notes;
    const auto held = file.execute(command);
    if (!held) return Failure(held.error());
    return Reply{{{"id", command.debrief.text()},
                  {"observation", before->debrief.observation.text()},
                  {"held_at", iso(file.local(command.held_at))},
                  {"held_at_utc", iso_utc(command.held_at)},
                  {"minutes", options.minutes},
                  {"due_on", iso(before->debrief.due_on)}},
                 fmt::format("Debrief {} held with {}, {}, {}.\n", command.debrief.text(), before->visit.teacher.name(),
                             file.spoken(file.local(command.held_at).date()), counted(options.minutes, "minute")),
                 {}};
}

struct StepCheckOptions {
    std::string id;
    std::string result;
};

Result<Reply> check_step(const Invocation&, OpenedFile& file, const StepCheckOptions& options)
{
    const auto typed = parse_typed_id<AnyId>(options.id);
    if (!typed) return Failure(typed.error());
    const auto found = file.ask(FindStep{*typed});
    if (!found) return Failure(found.error());
    CheckStep command;
    command.step = found->step.id;
    command.result = *parse_step_result(options.result);
    const auto checked = file.execute(command);
    if (!checked) return Failure(checked.error());
    const auto after = file.ask(FindStep{any(command.step)});
    if (!after) return Failure(after.error());
    const auto next = is_live(after->step.state) ? after->step.check_on : std::nullopt;
    auto words = fmt::format("Step {} of {}: {}; it is {} now", command.step.text(), found->teacher_name,
                             options.result, name_of(checked->value));
    words += next ? fmt::format(" and looked at again {}.\n", file.spoken(*next)) : std::string(".\n");
    return Reply{{{"id", command.step.text()},
                  {"observation", found->step.observation.text()},
                  {"result", options.result},
                  {"state", name_of(checked->value)},
                  {"check_on", json_of(next)}},
                 std::move(words),
                 {}};
}

void add_debrief(CommandSet& commands, CLI::App* app)
{
    const auto options = std::make_shared<DebriefOptions>();
    auto* debrief = commands.add_for_file(
        app, "debrief", "Record that the debrief after a visit was held",
        [options](const Invocation& invocation, OpenedFile& file) { return hold_debrief(invocation, file, *options); });
    debrief->add_option("ID", options->id, "The debrief's id, or its observation's")->type_name("")->required();
    debrief->add_option("--held-at", options->held_at, "When it began: 2026-10-06T14:30, or 14:30 for today")
        ->required()
        ->type_name("TIME")
        ->check(is_local_time());
    debrief->add_option("--minutes", options->minutes, "How long it took")
        ->required()
        ->type_name("N")
        ->check(is_whole_number());
    debrief
        ->add_option_function<std::string>(
            "--notes",
            [options](const std::string& notes) {
                options->notes = notes;
                options->has_notes = true;
            },
            "What was said and agreed")
        ->type_name("TEXT");
}

void add_step(CommandSet& commands, CLI::App* app)
{
    auto* step = app->add_subcommand("step", "Action steps that were agreed");
    step->require_subcommand(1);
    const auto options = std::make_shared<StepCheckOptions>();
    auto* check = commands.add_for_file(
        step, "check", "Record what was seen of a step",
        [options](const Invocation& invocation, OpenedFile& file) { return check_step(invocation, file, *options); });
    check->add_option("ID", options->id, "The step's id, or its observation's")->type_name("")->required();
    check->add_option("--result", options->result, "practised, partly, mastered or not-seen")
        ->required()
        ->type_name("RESULT")
        ->check(CLI::Validator(
            [](const std::string& text) {
                return parse_step_result(text)
                           ? std::string()
                           : "\"" + text + "\" is no result, write practised, partly, mastered or not-seen";
            },
            "", "result"));
}

}  // namespace

void add_observation_commands(CommandSet& commands, CLI::App* app)
{
    const auto path = std::make_shared<std::string>();
    commands
        .add_for_file(
            app, "observe", "Record one visit from a JSON document and print its id",
            [path](const Invocation& invocation, OpenedFile& file) { return observe(invocation, file, *path); })
        ->add_option("FILE", *path, "The document (see help observation-file), or - for standard input")
        ->type_name("")
        ->required();
    const auto id = std::make_shared<std::string>();
    commands
        .add_for_file(app, "share", "Give a visit's feedback to the teacher: locks it, plans debrief and step check",
                      [id](const Invocation& invocation, OpenedFile& file) { return share(invocation, file, *id); })
        ->add_option("ID", *id, "The observation's id")
        ->type_name("")
        ->required();
    add_debrief(commands, app);
    add_step(commands, app);
}

}  // namespace throughline::cli
