// unlock: opening a shared visit again, signed by its teacher and its observer.
#include <memory>

#include <fmt/format.h>

#include "app/cli/commands.hpp"
#include "app/cli/rows.hpp"
#include "app/cli/table.hpp"
#include "throughline/command/unlocking.hpp"
#include "throughline/exchange/feedback_text.hpp"
#include "throughline/query/unlocking.hpp"

namespace throughline::cli {
namespace {

Json json_of(const Signature& signature)
{
    if (!signature.at) return nullptr;
    return {{"name", signature.name}, {"at", iso_utc(*signature.at)}};
}

Json json_of(const Unlockings::Row& row)
{
    const auto& unlocking = row.unlocking;
    return {{"id", unlocking.id.text()},
            {"observation", unlocking.observation.text()},
            {"teacher", row.teacher_name},
            {"observer", row.observer_name},
            {"visit_on", iso(row.visit_on)},
            {"purpose", name_of(row.purpose)},
            {"reason", unlocking.reason},
            {"asked_by", row.asked_by_name},
            {"asked_at", iso_utc(unlocking.asked_at)},
            {"teacher_signature", json_of(unlocking.teacher_signature)},
            {"observer_signature", json_of(unlocking.observer_signature)},
            {"state", name_of(unlocking.state)},
            {"words", row.state},
            {"given", unlocking.given.empty() ? Json(nullptr) : Json::parse(unlocking.given, nullptr, false)},
            {"closed_at", cli::json_of(unlocking.closed_at)}};
}

Result<Unlockings::Row> row_of(const OpenedFile& file, UnlockingId id)
{
    auto rows = file.ask(Unlockings{});
    if (!rows) return Failure(rows.error());
    for (auto& row : *rows)
        if (row.unlocking.id == id) return std::move(row);
    return fail(ErrorCode::not_found, "Nobody has asked to open this visit, or it is between others.");
}

Result<Reply> told(const OpenedFile& file, UnlockingId id)
{
    const auto row = row_of(file, id);
    if (!row) return Failure(row.error());
    return Reply{json_of(*row), fmt::format("{}: {}.\n", id.text(), row->state), {}};
}

Result<Reply> ask(OpenedFile& file, const std::string& typed, const std::string& reason, const std::string& signature)
{
    const auto id = parse_typed_id<ObservationId>(typed);
    if (!id) return Failure(id.error());
    const auto asked = file.execute(AskToUnlock{*id, reason, signature});
    if (!asked) return Failure(asked.error());
    return told(file, asked->value);
}

Result<Reply> sign(OpenedFile& file, const std::string& typed, const std::string& party, const std::string& signature)
{
    const auto id = parse_typed_id<UnlockingId>(typed);
    if (!id) return Failure(id.error());
    const auto row = row_of(file, *id);
    if (!row) return Failure(row.error());
    const auto done = file.execute(SignUnlocking{*id, party == "teacher" ? row->teacher : row->observer, signature});
    if (!done) return Failure(done.error());
    return told(file, *id);
}

Result<Reply> decline(OpenedFile& file, const std::string& typed)
{
    const auto id = parse_typed_id<UnlockingId>(typed);
    if (!id) return Failure(id.error());
    if (const auto done = file.execute(DeclineUnlocking{*id}); !done) return Failure(done.error());
    return told(file, *id);
}

Result<Reply> list(const OpenedFile& file)
{
    const auto rows = file.ask(Unlockings{});
    if (!rows) return Failure(rows.error());
    Table table({"Visit", "Teacher", "Observer", "State", "Reason", "Id"});
    auto all = Json::array();
    for (const auto& row : *rows) {
        all.push_back(json_of(row));
        table.add({iso(row.visit_on), row.teacher_name, row.observer_name, row.state, row.unlocking.reason,
                   row.unlocking.id.text()});
    }
    return Reply{
        {{"unlockings", std::move(all)}}, table.empty() ? "No shared visit was opened again.\n" : table.text(), {}};
}

Result<Reply> show(const OpenedFile& file, const std::string& typed)
{
    const auto id = parse_typed_id<UnlockingId>(typed);
    if (!id) return Failure(id.error());
    const auto row = row_of(file, *id);
    if (!row) return Failure(row.error());
    auto text = fmt::format("{}.\nReason: {}\n", row->state, row->unlocking.reason);
    if (row->given) text += "\nWhat had been given:\n\n" + plain_text(feedback_blocks(*row->given));
    return Reply{json_of(*row), std::move(text), {}};
}

}  // namespace

void add_unlock_commands(CommandSet& commands, CLI::App* app)
{
    auto* group = app->add_subcommand("unlock", "Open a shared visit again, once its teacher and observer have signed");
    group->require_subcommand(1);
    const auto id = std::make_shared<std::string>();
    const auto reason = std::make_shared<std::string>();
    const auto party = std::make_shared<std::string>();
    const auto signature = std::make_shared<std::string>();
    const auto unlocking = [&](CLI::App* command) {
        command->add_option("UNLOCKING", *id, "Its id, see unlock list")->type_name("")->required();
        return command;
    };
    auto* asking = commands.add_for_file(
        group, "ask", "Ask to open a shared visit; nothing opens before both have signed",
        [id, reason, signature](const Invocation&, OpenedFile& file) { return ask(file, *id, *reason, *signature); });
    asking->add_option("ID", *id, "The shared visit's id")->type_name("")->required();
    asking->add_option("--reason", *reason, "What has to be put right")->type_name("TEXT")->required();
    asking->add_option("--signature", *signature, "Your full name, to sign at once")->type_name("NAME");
    auto* signing = unlocking(commands.add_for_file(
        group, "sign", "Sign; with the second signature the visit is its observer's draft again",
        [id, party, signature](const Invocation&, OpenedFile& file) { return sign(file, *id, *party, *signature); }));
    signing->add_option("--as-party", *party, "teacher or observer")
        ->check(CLI::IsMember({"teacher", "observer"}))
        ->required();
    signing->add_option("--signature", *signature, "The signer's full name")->type_name("NAME")->required();
    unlocking(commands.add_for_file(group, "decline", "Leave the visit locked",
                                    [id](const Invocation&, OpenedFile& file) { return decline(file, *id); }));
    commands.add_for_file(group, "list", "What was asked, opened and shared again",
                          [](const Invocation&, OpenedFile& file) { return list(file); });
    unlocking(commands.add_for_file(group, "show", "One of them, with what had been given before",
                                    [id](const Invocation&, OpenedFile& file) { return show(file, *id); }));
}

}  // namespace throughline::cli
