// sharing-agreement, who-opened, who-can-see, account: who sees what, who looked, and who signs in.
#include <memory>

#include <fmt/format.h>

#include "app/cli/commands.hpp"
#include "app/cli/rows.hpp"
#include "app/cli/table.hpp"
#include "throughline/command/wall.hpp"
#include "throughline/query/people.hpp"
#include "throughline/query/wall.hpp"

namespace throughline::cli {
namespace {

Json json_of(const Signature& signature, const OpenedFile& file)
{
    if (!signature.at) return nullptr;
    return {{"name", signature.name}, {"at", iso(file.local(*signature.at))}};
}

Json json_of(const SharingAgreements::Row& row, const OpenedFile& file)
{
    const auto& agreement = row.agreement;
    return {{"id", agreement.id.text()},
            {"teacher", row.teacher_name},
            {"observer", row.observer_name},
            {"reader", row.reader_name},
            {"extent", name_of(agreement.extent)},
            {"from", iso(agreement.from)},
            {"to", cli::json_of(agreement.to)},
            {"teacher_signature", json_of(agreement.teacher_signature, file)},
            {"observer_signature", json_of(agreement.observer_signature, file)},
            {"state", row.state},
            {"words", row.words}};
}

struct GrantOptions {
    std::string teacher;
    std::string observer;
    std::string reader;
    std::string extent;
    std::string from;
    std::string to;
    std::string teacher_signs;
    std::string observer_signs;
};

Result<Reply> grant(OpenedFile& file, const GrantOptions& options)
{
    GrantSharing grant;
    for (const auto& [typed, to] :
         {std::pair(&options.teacher, &grant.teacher), std::pair(&options.observer, &grant.observer),
          std::pair(&options.reader, &grant.reader)}) {
        if (typed->empty() && file.actor.person) {  // the observer, if nobody is named
            *to = *file.actor.person;
            continue;
        }
        const auto person = file.ask(ResolvePerson{*typed});
        if (!person) return Failure(person.error());
        *to = person->id;
    }
    grant.extent = *parse_extent(options.extent);
    if (!options.from.empty()) grant.from = *parse_date(options.from);
    if (!options.to.empty()) grant.to = *parse_date(options.to);
    grant.teacher_signature = options.teacher_signs;
    grant.observer_signature = options.observer_signs;
    const auto made = file.execute(grant);
    if (!made) return Failure(made.error());
    const auto rows = file.ask(SharingAgreements{});
    if (!rows) return Failure(rows.error());
    for (const auto& row : *rows)
        if (row.agreement.id == made->value)
            return Reply{
                json_of(row, file), fmt::format("{}: {}.\n{}\n", made->value.text(), row.state, row.words), {}};
    return Reply{{{"id", made->value.text()}}, made->value.text() + "\n", {}};
}

Result<Reply> list_agreements(OpenedFile& file)
{
    const auto rows = file.ask(SharingAgreements{});
    if (!rows) return Failure(rows.error());
    Table table({"Teacher", "Observer", "Reader", "Extent", "State", "Id"});
    auto list = Json::array();
    for (const auto& row : *rows) {
        list.push_back(json_of(row, file));
        table.add({row.teacher_name, row.observer_name, row.reader_name, std::string(name_of(row.agreement.extent)),
                   row.state, row.agreement.id.text()});
    }
    return Reply{{{"agreements", std::move(list)}}, table.empty() ? "No sharing agreement.\n" : table.text(), {}};
}

Result<Reply> sign(OpenedFile& file, const std::string& typed, const std::string& name)
{
    const auto id = parse_typed_id<SharingAgreementId>(typed);
    if (!id) return Failure(id.error());
    const auto party = file.ask(ResolvePerson{name});
    if (!party) return Failure(party.error());
    if (const auto signed_now = file.execute(SignSharing{*id, party->id, name}); !signed_now)
        return Failure(signed_now.error());
    return Reply{{{"id", id->text()}, {"signed", name}}, name + " has signed.\n", {}};
}

Result<Reply> revoke(OpenedFile& file, const std::string& typed)
{
    const auto id = parse_typed_id<SharingAgreementId>(typed);
    if (!id) return Failure(id.error());
    if (const auto revoked = file.execute(RevokeSharing{*id}); !revoked) return Failure(revoked.error());
    return Reply{{{"id", id->text()}}, "Revoked; visits from today on are not shown.\n", {}};
}

Result<Reply> who_opened(OpenedFile& file, const std::string& typed)
{
    const auto teacher = file.ask(ResolvePerson{typed});
    if (!teacher) return Failure(teacher.error());
    const auto rows = file.ask(OpenedBy{teacher->id});
    if (!rows) return Failure(rows.error());
    Table table({"When", "Who", "What"});
    auto list = Json::array();
    for (const auto& row : *rows) {
        const auto at = iso(file.local(row.at));
        table.add({at, row.viewer_name, row.what});
        list.push_back({{"at", at},
                        {"who", row.viewer_name},
                        {"what", row.what},
                        {"observation", row.observation ? Json(row.observation->text()) : Json(nullptr)}});
    }
    return Reply{{{"teacher", teacher->name()}, {"opened", std::move(list)}},
                 table.empty() ? "Nobody but the teacher and the observers opened it.\n" : table.text(),
                 {}};
}

Result<Reply> who_can_see(OpenedFile& file, const std::string& typed)
{
    const auto id = parse_typed_id<ObservationId>(typed);
    if (!id) return Failure(id.error());
    const auto lines = file.ask(WhoCanSee{*id});
    if (!lines) return Failure(lines.error());
    Reply reply{{{"who_can_see", *lines}}, {}, {}};
    for (const auto& line : *lines) reply.text += line + "\n";
    return reply;
}

Result<Reply> wall(OpenedFile& file)
{
    const auto matrix = file.ask(VisibilityMatrix{});
    if (!matrix) return Failure(matrix.error());
    std::vector<std::string> heads{"Part", "Purpose", "State"};
    heads.insert(heads.end(), matrix->hats.begin(), matrix->hats.end());
    Table table(heads);
    auto list = Json::array();
    for (const auto& row : matrix->rows) {
        std::vector<std::string> cells{row.part, row.purpose, row.state};
        cells.insert(cells.end(), row.seen.begin(), row.seen.end());
        table.add(cells);
        list.push_back({{"part", row.part}, {"purpose", row.purpose}, {"state", row.state}, {"seen", row.seen}});
    }
    return Reply{{{"hats", matrix->hats}, {"rows", std::move(list)}}, table.text(), {}};
}

Result<Reply> set_password(const Invocation& invocation, OpenedFile& file, const std::string& who,
                           const std::string& path)
{
    const auto person = file.ask(ResolvePerson{who});
    if (!person) return Failure(person.error());
    const auto password = first_line(invocation, path);
    if (!password) return Failure(password.error());
    const auto hint = password_hint(*password);
    if (const auto set = file.execute(SetPassword{person->id, *password}); !set) return Failure(set.error());
    return Reply{{{"person", person->id.text()}, {"password", hint.words}},
                 fmt::format("{} can sign in; the password is {}.\n", person->name(), hint.words),
                 {}};
}

Result<Reply> disable(OpenedFile& file, const std::string& who)
{
    const auto person = file.ask(ResolvePerson{who});
    if (!person) return Failure(person.error());
    if (const auto done = file.execute(DisableAccount{person->id}); !done) return Failure(done.error());
    return Reply{{{"person", person->id.text()}}, person->name() + " cannot sign in until a password is set.\n", {}};
}

Result<Reply> list_accounts(OpenedFile& file)
{
    const auto rows = file.ask(Accounts{});
    if (!rows) return Failure(rows.error());
    Table table({"Name", "State"});
    auto list = Json::array();
    for (const auto& row : *rows) {
        const auto* state = row.is_disabled ? "disabled" : row.must_change ? "must change the password" : "can sign in";
        table.add({row.name, state});
        list.push_back({{"person", row.person.text()}, {"name", row.name}, {"state", state}});
    }
    return Reply{{{"accounts", std::move(list)}},
                 table.empty() ? "No account: whoever opens the file works in it.\n" : table.text(),
                 {}};
}

void add_agreements(CommandSet& commands, CLI::App* app)
{
    auto* group = app->add_subcommand("sharing-agreement", "Let a leader see more of the coaching of two people");
    group->require_subcommand(1);
    const auto options = std::make_shared<GrantOptions>();
    auto* begin =
        commands.add_for_file(group, "grant", "Begin one; it opens nothing before both have signed",
                              [options](const Invocation&, OpenedFile& file) { return grant(file, *options); });
    begin->add_option("TEACHER", options->teacher, "Whose coaching it is about")->type_name("")->required();
    begin->add_option("--observer", options->observer, "Who coaches; who acts, if not said")->type_name("PERSON");
    begin->add_option("--reader", options->reader, "The leader or administrator who may see it")
        ->type_name("PERSON")
        ->required();
    begin->add_option("--extent", options->extent, "steps, feedback or everything")
        ->check(CLI::IsMember({"steps", "feedback", "everything"}))
        ->required();
    begin->add_option("--from", options->from, "Visits from this day; today's if not said")
        ->type_name("DATE")
        ->check(is_date());
    begin->add_option("--to", options->to, "Visits to this day; until it is revoked if not said")
        ->type_name("DATE")
        ->check(is_date());
    begin->add_option("--teacher-signs", options->teacher_signs, "The teacher's full name, as signed")
        ->type_name("NAME");
    begin->add_option("--observer-signs", options->observer_signs, "The observer's full name, as signed")
        ->type_name("NAME");
    const auto id = std::make_shared<std::string>();
    const auto name = std::make_shared<std::string>();
    auto* signing = commands.add_for_file(
        group, "sign", "Sign one", [id, name](const Invocation&, OpenedFile& file) { return sign(file, *id, *name); });
    signing->add_option("ID", *id, "The agreement's id")->type_name("")->required();
    signing->add_option("--name", *name, "The signer's full name")->type_name("NAME")->required();
    commands
        .add_for_file(group, "revoke", "End one for visits from today on",
                      [id](const Invocation&, OpenedFile& file) { return revoke(file, *id); })
        ->add_option("ID", *id, "The agreement's id")
        ->type_name("")
        ->required();
    commands.add_for_file(group, "list", "The agreements that concern who asks",
                          [](const Invocation&, OpenedFile& file) { return list_agreements(file); });
}

void add_accounts(CommandSet& commands, CLI::App* app)
{
    auto* group = app->add_subcommand("account", "Who signs in on a shared computer");
    group->require_subcommand(1);
    const auto who = std::make_shared<std::string>();
    const auto path = std::make_shared<std::string>();
    const auto add = [&](const char* word, const char* help) {
        auto* command =
            commands.add_for_file(group, word, help, [who, path](const Invocation& invocation, OpenedFile& file) {
                return set_password(invocation, file, *who, *path);
            });
        command->add_option("PERSON", *who, "Whose account")->type_name("")->required();
        command->add_option("--password-from", *path, "A file whose first line is the password; - for standard input")
            ->type_name("FILE")
            ->required();
    };
    add("add", "Give a person an account; with the first one everybody must sign in");
    add("reset", "Set another password; the person changes it when they sign in");
    commands
        .add_for_file(group, "disable", "No sign-in until a password is set",
                      [who](const Invocation&, OpenedFile& file) { return disable(file, *who); })
        ->add_option("PERSON", *who, "Whose account")
        ->type_name("")
        ->required();
    commands.add_for_file(group, "list", "All accounts",
                          [](const Invocation&, OpenedFile& file) { return list_accounts(file); });
}

}  // namespace

void add_wall_commands(CommandSet& commands, CLI::App* app)
{
    add_agreements(commands, app);
    add_accounts(commands, app);
    const auto who = std::make_shared<std::string>();
    commands
        .add_for_file(app, "who-opened", "Who looked at a teacher's record, and took it out",
                      [who](const Invocation&, OpenedFile& file) { return who_opened(file, *who); })
        ->add_option("TEACHER", *who, "Whose record")
        ->type_name("")
        ->required();
    commands
        .add_for_file(app, "who-can-see", "Who can see one visit, in sentences",
                      [who](const Invocation&, OpenedFile& file) { return who_can_see(file, *who); })
        ->add_option("ID", *who, "The visit's id")
        ->type_name("")
        ->required();
    commands.add_for_file(app, "wall", "What each hat sees of each kind of visit, as the library decides it",
                          [](const Invocation&, OpenedFile& file) { return wall(file); });
}

}  // namespace throughline::cli
