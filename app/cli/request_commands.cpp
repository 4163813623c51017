// request: a teacher asks for a visit with a question in mind. policy: what a school decides about who sees what.
#include <memory>

#include <fmt/format.h>

#include "app/cli/commands.hpp"
#include "app/cli/rows.hpp"
#include "app/cli/table.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/policy.hpp"
#include "throughline/command/visit_request.hpp"
#include "throughline/query/people.hpp"
#include "throughline/query/policy.hpp"
#include "throughline/query/visit_request.hpp"

namespace throughline::cli {
namespace {

struct RequestOptions {
    std::string id;
    std::string observer;
    std::string focus;
    std::string wish;
    std::string answer;
    std::string teacher;
};

Result<Reply> told(const OpenedFile& file, const VisitRequestId& id)
{
    const auto seen = file.ask(VisitRequests{});
    if (!seen) return Failure(seen.error());
    for (const auto& row : seen->rows)
        if (row.request.id == id) return Reply{json_of(row), fmt::format("{}: {}.\n", id.text(), row.state), {}};
    return Reply{{{"id", id.text()}}, id.text() + "\n", {}};
}

// A teacher cannot look people up; those whom they can ask are told by name.
Result<PersonId> observer_called(const OpenedFile& file, const std::string& typed)
{
    const auto seen = file.ask(VisitRequests{});
    if (!seen) return Failure(seen.error());
    std::vector<std::string> names;
    for (const auto& person : seen->may_ask) {
        if (folded(person.name) == folded(typed) || (!person.email.empty() && folded(person.email) == folded(typed)))
            return person.id;
        names.push_back(person.name);
    }
    if (names.empty())
        return fail(ErrorCode::not_allowed,
                    "Only a teacher asks for a visit, and there is nobody to ask. Say who you "
                    "are with --as.");
    return fail(ErrorCode::not_found, "You cannot ask \"{0}\" for a visit. You can ask {1}.", typed, join(names, ", "));
}

Result<Reply> add(OpenedFile& file, const RequestOptions& options)
{
    const auto observer = observer_called(file, options.observer);
    if (!observer) return Failure(observer.error());
    const auto made = file.execute(AskForVisit{*observer, options.focus, options.wish});
    if (!made) return Failure(made.error());
    return told(file, made->value);
}

Result<Reply> decline(OpenedFile& file, const RequestOptions& options)
{
    const auto id = parse_typed_id<VisitRequestId>(options.id);
    if (!id) return Failure(id.error());
    if (const auto done = file.execute(AnswerVisitRequest{*id, options.answer}); !done) return Failure(done.error());
    return told(file, *id);
}

Result<Reply> withdraw(OpenedFile& file, const RequestOptions& options)
{
    const auto id = parse_typed_id<VisitRequestId>(options.id);
    if (!id) return Failure(id.error());
    if (const auto done = file.execute(WithdrawVisitRequest{*id}); !done) return Failure(done.error());
    return told(file, *id);
}

Result<Reply> list(const OpenedFile& file, const RequestOptions& options)
{
    VisitRequests asked;
    if (!options.teacher.empty()) {
        const auto person = file.ask(ResolvePerson{options.teacher});
        if (!person) return Failure(person.error());
        asked.teacher = person->id;
    }
    const auto seen = file.ask(asked);
    if (!seen) return Failure(seen.error());
    Table table({"Asked", "Teacher", "Observer", "Look at", "When", "State", "Answer", "Id"});
    auto all = Json::array();
    for (const auto& row : seen->rows) {
        all.push_back(json_of(row));
        table.add({iso(row.request.asked_on), row.teacher_name, row.observer_name, row.request.focus, row.request.wish,
                   row.state, row.request.answer, row.request.id.text()});
    }
    return Reply{{{"requests", std::move(all)}}, table.empty() ? "No request.\n" : table.text(), {}};
}

Result<Reply> told_policy(const OpenedFile& file)
{
    const auto policy = file.ask(SchoolPolicy{});
    if (!policy) return Failure(policy.error());
    const std::string words = policy->leaders_read_steps
                                  ? "Leaders read the text and the state of coaching steps without an agreement.\n"
                                  : "Leaders read coaching steps only where a sharing agreement says so.\n";
    return Reply{{{"leaders_read_steps", policy->leaders_read_steps}}, words, {}};
}

Result<Reply> set_policy(OpenedFile& file, const std::string& word)
{
    if (const auto done = file.execute(SetStepPolicy{word == "yes"}); !done) return Failure(done.error());
    return told_policy(file);
}

void add_policy_commands(CommandSet& commands, CLI::App* app)
{
    auto* group = app->add_subcommand("policy", "What the school decides for all about who sees what");
    group->require_subcommand(1);
    commands.add_for_file(group, "show", "How it is",
                          [](const Invocation&, OpenedFile& file) { return told_policy(file); });
    const auto word = std::make_shared<std::string>();
    commands
        .add_for_file(group, "set", "Decide; for the owner, a leader or an administrator",
                      [word](const Invocation&, OpenedFile& file) { return set_policy(file, *word); })
        ->add_option("--leaders-read-steps", *word, "yes or no: coaching steps without a sharing agreement")
        ->check(CLI::IsMember({"yes", "no"}))
        ->required();
}

}  // namespace

void add_request_commands(CommandSet& commands, CLI::App* app)
{
    auto* group = app->add_subcommand("request", "A teacher's requests for a visit with a question in mind");
    group->require_subcommand(1);
    const auto options = std::make_shared<RequestOptions>();
    const auto act = [&](const char* word, const char* help, auto run) {
        return commands.add_for_file(
            group, word, help, [options, run](const Invocation&, OpenedFile& file) { return run(file, *options); });
    };
    const auto with_id = [options](CLI::App* command) {
        command->add_option("ID", options->id, "The request's id")->type_name("")->required();
        return command;
    };
    auto* adding = act("add", "Ask somebody to come and look at one thing, as the teacher", add);
    adding->add_option("--observer", options->observer, "Whom you ask: a full name or an e-mail address")
        ->type_name("PERSON")
        ->required();
    adding->add_option("--focus", options->focus, "The question to look at")->type_name("TEXT")->required();
    adding->add_option("--when", options->wish, "When it would suit you, in words")->type_name("TEXT");
    with_id(act("answer", "Say no, with words; a yes is a visit that is planned or begun", decline))
        ->add_option("--decline", options->answer, "Why not, or when else")
        ->type_name("TEXT")
        ->required();
    with_id(act("withdraw", "Take it back, as the teacher", withdraw));
    act("list", "All that you asked, or were asked", list)
        ->add_option("TEACHER", options->teacher, "Of one teacher")
        ->type_name("");
    add_policy_commands(commands, app);
}

}  // namespace throughline::cli
