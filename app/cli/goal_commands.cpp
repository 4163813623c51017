// goal: a teacher's own goals and steps.
#include <memory>

#include <fmt/format.h>

#include "app/cli/commands.hpp"
#include "app/cli/rows.hpp"
#include "app/cli/table.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/goal.hpp"
#include "throughline/query/goal.hpp"
#include "throughline/query/people.hpp"

namespace throughline::cli {
namespace {

struct GoalOptions {
    std::string id;
    std::string kind = "goal";
    std::optional<std::string> text;
    std::optional<std::string> measure;
    std::optional<std::string> baseline;
    std::optional<std::string> target;
    std::optional<std::string> by;
    std::optional<std::vector<std::string>> indicators;
    std::string value;
    std::string note;
    std::string day;
    std::string state;
    std::string teacher;
};

Json json_of(const Goals::Row& row)
{
    const auto& goal = row.goal;
    Json json{{"id", goal.id.text()},
              {"kind", name_of(goal.kind)},
              {"text", goal.text},
              {"measure", json_or_null(goal.measure)},
              {"baseline", json_or_null(goal.baseline)},
              {"target", json_or_null(goal.target)},
              {"indicators", goal.indicators},
              {"by", cli::json_of(goal.by)},
              {"state", name_of(goal.state)},
              {"set_on", iso(goal.set_on)},
              {"closed_on", cli::json_of(goal.closed_on)},
              {"readings", Json::array()}};
    for (const auto& reading : row.readings)
        json["readings"].push_back({{"id", reading.id.text()},
                                    {"on", iso(reading.day)},
                                    {"value", reading.value},
                                    {"note", json_or_null(reading.note)}});
    return json;
}

// The actor's own goals: everything but the list is about these.
Result<Goals::Row> own_goal(const OpenedFile& file, const GoalId& id)
{
    if (file.actor.person) {
        auto own = file.ask(Goals{*file.actor.person});
        if (!own) return Failure(own.error());
        for (auto& row : own->rows)
            if (row.goal.id == id) return std::move(row);
    }
    return fail(ErrorCode::not_found,
                "You have no goal {0}. Only the teacher whose goal it is can change it; say who you are with --as.",
                id.text());
}

Result<Reply> told(const OpenedFile& file, const GoalId& id, const std::string& words)
{
    const auto row = own_goal(file, id);
    if (!row) return Failure(row.error());
    return Reply{json_of(*row), fmt::format("{}: {}.\n", id.text(), words), {}};
}

void lay(GoalWords& words, const GoalOptions& options)
{
    for (const auto& [from, to] :
         {std::pair(&options.text, &words.text), std::pair(&options.measure, &words.measure),
          std::pair(&options.baseline, &words.baseline), std::pair(&options.target, &words.target)})
        if (*from) *to = **from;
    if (options.by) words.by = parse_date(*options.by);
    if (options.indicators) words.indicators = *options.indicators;
}

Result<Reply> add(OpenedFile& file, const GoalOptions& options)
{
    SetGoal set;
    set.kind = *parse_goal_kind(options.kind);
    lay(set.words, options);
    const auto made = file.execute(set);
    if (!made) return Failure(made.error());
    auto reply = told(file, made->value, options.kind + " set");
    if (!reply || set.kind == GoalKind::step) return reply;
    for (const auto& question : peers_questions)
        reply->text += fmt::format("  {}: {}\n", question.word, question.question);
    return reply;
}

Result<Reply> change(OpenedFile& file, const GoalOptions& options)
{
    const auto id = parse_typed_id<GoalId>(options.id);
    if (!id) return Failure(id.error());
    const auto row = own_goal(file, *id);
    if (!row) return Failure(row.error());
    const auto& was = row->goal;
    GoalWords words{was.text, was.measure, was.baseline, was.target, was.indicators, was.by};
    lay(words, options);
    if (const auto done = file.execute(ChangeGoal{*id, words}); !done) return Failure(done.error());
    return told(file, *id, "changed");
}

Result<Reply> read(OpenedFile& file, const GoalOptions& options)
{
    const auto id = parse_typed_id<GoalId>(options.id);
    if (!id) return Failure(id.error());
    AddGoalReading reading{*id, options.value, options.note, {}};
    if (!options.day.empty()) reading.day = parse_date(options.day);
    if (const auto done = file.execute(reading); !done) return Failure(done.error());
    return told(file, *id, "reading added");
}

Result<Reply> close(OpenedFile& file, const GoalOptions& options)
{
    const auto id = parse_typed_id<GoalId>(options.id);
    if (!id) return Failure(id.error());
    if (const auto done = file.execute(CloseGoal{*id, *parse_goal_state(options.state)}); !done)
        return Failure(done.error());
    return told(file, *id, options.state);
}

Result<PersonId> whose(const OpenedFile& file, const std::string& typed)
{
    if (typed.empty() && file.actor.person) return *file.actor.person;
    if (typed.empty()) return fail(ErrorCode::invalid, "Say whose goals: name the teacher, or who you are with --as.");
    const auto person = file.ask(ResolvePerson{typed});
    if (!person) return Failure(person.error());
    return person->id;
}

Result<Reply> list(const OpenedFile& file, const std::string& typed)
{
    const auto teacher = whose(file, typed);
    if (!teacher) return Failure(teacher.error());
    const auto seen = file.ask(Goals{*teacher});
    if (!seen) return Failure(seen.error());
    if (!seen->may_see)
        return fail(ErrorCode::not_allowed,
                    "Goals are between a teacher and their coaches; see throughline-cli help who-sees-what.");
    Table table({"Kind", "Text", "Measure", "Last reading", "By", "State", "Id"});
    auto all = Json::array();
    for (const auto& row : seen->rows) {
        all.push_back(json_of(row));
        const auto& goal = row.goal;
        const auto last =
            row.readings.empty() ? std::string() : row.readings.back().value + " on " + iso(row.readings.back().day);
        table.add({std::string(name_of(goal.kind)), goal.text, goal_measure_words(goal), last,
                   goal.by ? iso(*goal.by) : std::string(), std::string(name_of(goal.state)), goal.id.text()});
    }
    return Reply{{{"goals", std::move(all)}}, table.empty() ? "No goal and no own step.\n" : table.text(), {}};
}

void add_words(CLI::App* command, GoalOptions& options)
{
    command->add_option("--measure", options.measure, "What tells that you are there")->type_name("TEXT");
    command->add_option("--baseline", options.baseline, "How it is now")->type_name("TEXT");
    command->add_option("--target", options.target, "How it shall be")->type_name("TEXT");
    command->add_option("--by", options.by, "By when")->type_name("DATE")->check(is_date());
    command->add_option("--indicator", options.indicators, "A row of the rubric, as often as there are rows")
        ->type_name("CODE");
}

}  // namespace

void add_goal_commands(CommandSet& commands, CLI::App* app)
{
    auto* group = app->add_subcommand("goal", "A teacher's own goals and steps");
    group->require_subcommand(1);
    const auto options = std::make_shared<GoalOptions>();
    auto* adding =
        commands.add_for_file(group, "add", "Set a goal or a step of your own",
                              [options](const Invocation&, OpenedFile& file) { return add(file, *options); });
    adding->add_option("TEXT", options->text, "What you want to reach or try")->type_name("")->required();
    adding->add_option("--kind", options->kind, "goal or step")->check(CLI::IsMember({"goal", "step"}));
    add_words(adding, *options);
    auto* changing =
        commands.add_for_file(group, "change", "Change one that is open; what is not named stays",
                              [options](const Invocation&, OpenedFile& file) { return change(file, *options); });
    changing->add_option("ID", options->id, "The goal's id")->type_name("")->required();
    changing->add_option("--text", options->text, "What you want to reach or try")->type_name("TEXT");
    add_words(changing, *options);
    auto* reading =
        commands.add_for_file(group, "reading", "Add a reading of its measure",
                              [options](const Invocation&, OpenedFile& file) { return read(file, *options); });
    reading->add_option("ID", options->id, "The goal's id")->type_name("")->required();
    reading->add_option("VALUE", options->value, "Such as \"14 of 26\"")->type_name("")->required();
    reading->add_option("--note", options->note, "What is to be said to it")->type_name("TEXT");
    reading->add_option("--day", options->day, "Of which day; today if not said")->type_name("DATE")->check(is_date());
    auto* closing =
        commands.add_for_file(group, "close", "Reached, or dropped",
                              [options](const Invocation&, OpenedFile& file) { return close(file, *options); });
    closing->add_option("ID", options->id, "The goal's id")->type_name("")->required();
    closing->add_option("--state", options->state, "reached or dropped")
        ->check(CLI::IsMember({"reached", "dropped"}))
        ->required();
    commands
        .add_for_file(group, "list", "All of a teacher's, the open ones first",
                      [options](const Invocation&, OpenedFile& file) { return list(file, options->teacher); })
        ->add_option("TEACHER", options->teacher, "Whose; who acts, if not said")
        ->type_name("");
}

}  // namespace throughline::cli
