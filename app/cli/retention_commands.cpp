// retention, erase: how long records are kept, what is due to go, and taking it out for good.
#include <fstream>
#include <memory>

#include <fmt/format.h>

#include "app/cli/commands.hpp"
#include "app/cli/rows.hpp"
#include "app/cli/table.hpp"
#include "app/cli/terminal_progress.hpp"
#include "throughline/base/files.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/retention.hpp"
#include "throughline/query/people.hpp"
#include "throughline/query/retention.hpp"
#include "throughline/report/html.hpp"
#include "throughline/report/pdf.hpp"
#include "throughline/retention.hpp"

namespace throughline::cli {
namespace {

namespace fs = std::filesystem;

Result<Reply> show_rules(OpenedFile& file)
{
    const auto rows = file.ask(Retention{});
    if (!rows) return Failure(rows.error());
    Table table({"Kind", "Records", "Kept", "What goes with it"});
    auto list = Json::array();
    for (const auto& row : *rows) {
        const std::string kind(name_of(row.kind));
        table.add({kind, title_of(row.kind), row.words, meaning_of(row.kind)});
        Json entry{{"kind", kind}, {"years", nullptr}, {"counted_from", nullptr}, {"words", row.words}};
        if (row.rule) {
            entry["years"] = row.rule->years;
            entry["counted_from"] = name_of(row.rule->from);
        }
        list.push_back(std::move(entry));
    }
    return Reply{{{"rules", std::move(list)}}, table.text() + "Nothing goes before 'retention apply'.\n", {}};
}

struct SetOptions {
    std::string kind;
    std::string years;
    std::string from = "year-end";
};

Result<Reply> set_rule(OpenedFile& file, const SetOptions& options)
{
    SetRetention set;
    set.kind = *parse_record_kind(options.kind);
    if (options.years != "forever") set.years = std::stoi(options.years);
    set.from = *parse_counted_from(options.from);
    if (const auto done = file.execute(set); !done) return Failure(done.error());
    return show_rules(file);
}

Json json_of(const RetentionPreview::Preview& preview)
{
    Json json{{"due", preview.due}, {"rows", Json::array()}, {"held_back", Json::array()}};
    for (const auto& row : preview.rows)
        json["rows"].push_back({{"kind", name_of(row.kind)},
                                {"year", row.year},
                                {"due", row.due},
                                {"oldest", cli::json_of(row.oldest)},
                                {"newest", cli::json_of(row.newest)},
                                {"held", row.held},
                                {"resting", row.resting}});
    for (const auto& held : preview.held_back)
        json["held_back"].push_back({{"hold", held.hold.id.text()}, {"records", held.records}});
    return json;
}

std::string text_of(const RetentionPreview::Preview& preview)
{
    Table table({"Records", "School year", "Would go", "From", "To", "Held back", "Stays", "Because"});
    const auto number = [](std::int64_t count) { return count == 0 ? std::string() : std::to_string(count); };
    for (const auto& row : preview.rows)
        table.add({title_of(row.kind), row.year, std::to_string(row.due), row.oldest ? iso(*row.oldest) : std::string(),
                   row.newest ? iso(*row.newest) : std::string(), number(row.held), number(row.resting),
                   row.resting_words});
    std::string text = table.empty() ? std::string() : table.text();
    for (const auto& held : preview.held_back)
        text += fmt::format("Hold {} since {}: {} held back.\n", held.hold.id.text(), iso(held.hold.placed_on),
                            counted(held.records, "record"));
    if (preview.due == 0) return text + "Nothing is due: no record is older than its rule.\n";
    return text + fmt::format("{} would go for good with 'retention apply'.\n", counted(preview.due, "record"));
}

Result<Reply> preview(OpenedFile& file)
{
    const auto found = file.ask(RetentionPreview{});
    if (!found) return Failure(found.error());
    return Reply{json_of(*found), text_of(*found), {}};
}

// After a purge or an erasure, whose certificate is the answer.
Result<Reply> done_reply(const KeeperPass& pass, const Purged& purged, bool remove_backups)
{
    Reply reply;
    reply.json = {{"certificate", purged.purge.text()}, {"records", purged.records}, {"backups", Json::array()}};
    reply.text =
        fmt::format("{} gone for good. Certificate {}.\n", counted(purged.records, "record"), purged.purge.text());
    std::vector<fs::path> own;
    for (const auto& backup : purged.backups) {
        own.push_back(backup.file);
        reply.json["backups"].push_back(backup.file.string());
        reply.text += "Backed up before, with all that went: " + backup.file.string() + "\n";
    }
    if (remove_backups) {
        const auto count = remove_old_backups(pass, purged.purge, own);
        if (!count) return Failure(count.error());
        reply.json["removed_backups"] = *count;
        reply.text += fmt::format("Removed {} from before.\n", counted(*count, "other backup"));
    }
    const auto copies = copies_before(pass, purged.purge);
    if (!copies) return Failure(copies.error());
    reply.json["copies"] = Json::array();
    for (const auto& copy : *copies) reply.json["copies"].push_back(copy.file.string());
    reply.text += fmt::format(
        "Copies from before that still hold it: {}; so do exports, and packets that were sent. When the backup above "
        "is "
        "not needed any more: retention remove-backups {}\n",
        copies->size(), purged.purge.text());
    if (purged.not_wiped)
        reply.refused = Error{purged.not_wiped->code,
                              "The records are gone, but what deleted rows leave in the file could not be overwritten: "
                              "{0} Then run: retention wipe",
                              {purged.not_wiped->text()},
                              {},
                              {}};
    return reply;
}

struct ApplyOptions {
    bool yes = false;
    bool remove_backups = false;
};

Result<Reply> apply(OpenedFile& file, const ApplyOptions& options)
{
    const auto day = file.workspace.today();
    if (options.yes && day > file.local(system_clock()->now()).date())  // by --on
        return fail(ErrorCode::invalid,
                    "{0} is still to come. --on shows what will be due by then; nothing is taken out before.",
                    iso(day));
    const auto found = file.ask(RetentionPreview{});
    if (!found) return Failure(found.error());
    if (!options.yes) {
        Reply reply{json_of(*found), text_of(*found), {}};
        if (found->due > 0) reply.text += "This cannot be undone. Nothing was taken out yet: say --yes to do it.\n";
        return reply;
    }
    const auto pass = KeeperPass::of(file.workspace, file.actor);
    if (!pass) return Failure(pass.error());
    const auto purged = apply_retention(*pass, found->due, TerminalProgress("Taking out").progress());
    if (!purged) return Failure(purged.error());
    return done_reply(*pass, *purged, options.remove_backups);
}

struct HoldOptions {
    std::string person;
    bool everybody = false;
    std::string reason;
};

Result<Reply> list_holds(OpenedFile& file)
{
    const auto rows = file.ask(LegalHolds{});
    if (!rows) return Failure(rows.error());
    Table table({"Whose", "Since", "By", "Reason", "Lifted", "By ", "Id"});
    auto list = Json::array();
    for (const auto& row : *rows) {
        const auto& hold = row.hold;
        table.add({row.person_name, iso(hold.placed_on), row.placed_by_name, printable(hold.reason),
                   hold.lifted_on ? iso(*hold.lifted_on) : std::string(), row.lifted_by_name, hold.id.text()});
        list.push_back({{"id", hold.id.text()},
                        {"person", row.person_name},
                        {"reason", hold.reason},
                        {"placed_on", iso(hold.placed_on)},
                        {"placed_by", row.placed_by_name},
                        {"lifted_on", cli::json_of(hold.lifted_on)},
                        {"lifted_by", row.lifted_by_name}});
    }
    return Reply{{{"holds", std::move(list)}}, table.empty() ? "No legal hold.\n" : table.text(), {}};
}

Result<Reply> place_hold(OpenedFile& file, const HoldOptions& options)
{
    if (options.person.empty() != options.everybody)
        return fail(ErrorCode::invalid, "Say whose records are held: a person, or --everybody.");
    PlaceHold place;
    place.reason = options.reason;
    if (!options.everybody) {
        const auto person = file.ask(ResolvePerson{options.person});
        if (!person) return Failure(person.error());
        place.person = person->id;
    }
    const auto placed = file.execute(place);
    if (!placed) return Failure(placed.error());
    return Reply{
        {{"id", placed->value.text()}},
        fmt::format("Held. Nothing that it covers goes before it is lifted: retention lift {}\n", placed->value.text()),
        {}};
}

Result<Reply> lift_hold(OpenedFile& file, const std::string& typed)
{
    const auto id = parse_typed_id<LegalHoldId>(typed);
    if (!id) return Failure(id.error());
    if (const auto done = file.execute(LiftHold{*id}); !done) return Failure(done.error());
    return list_holds(file);
}

Result<Reply> list_certificates(OpenedFile& file)
{
    const auto rows = file.ask(Certificates{});
    if (!rows) return Failure(rows.error());
    Table table({"When", "Of", "By", "What", "Id"});
    auto list = Json::array();
    for (const auto& row : *rows) {
        const auto of = row.kind == PurgeKind::erasure ? row.person_name : std::string("the retention rules");
        table.add({iso(file.local(row.done_at)), of, row.done_by_name, row.words, row.id.text()});
        list.push_back({{"id", row.id.text()},
                        {"kind", name_of(row.kind)},
                        {"done_at", iso_utc(row.done_at)},
                        {"done_by", row.done_by_name},
                        {"person", row.person_name},
                        {"words", row.words}});
    }
    return Reply{
        {{"certificates", std::move(list)}}, table.empty() ? "Nothing was purged or erased.\n" : table.text(), {}};
}

Result<std::string> content_for(const PurgeCertificate::Certificate& certificate, const fs::path& out)
{
    if (out.extension() == ".json") return certificate.json + "\n";
    if (out.extension() == ".html") return report::as_html(certificate.document);
    if (out.extension() == ".pdf") return report::as_pdf(certificate.document);
    return certificate.text;
}

Result<Reply> show_certificate(OpenedFile& file, const std::string& typed, const std::string& out)
{
    const auto id = parse_typed_id<PurgeId>(typed);
    if (!id) return Failure(id.error());
    const auto certificate = file.ask(PurgeCertificate{*id});
    if (!certificate) return Failure(certificate.error());
    Reply reply;
    reply.json = Json::parse(certificate->json);
    reply.json["list_fits_journal"] = certificate->list_fits_journal;
    reply.text = certificate->text;
    if (out.empty()) return reply;
    const auto content = content_for(*certificate, out);
    if (!content) return Failure(content.error());
    if (const auto written = write_new_file(out, *content); !written) return Failure(written.error());
    reply.text = "Written: " + out + "\n";
    reply.json = {{"file", out}};
    return reply;
}

Result<Reply> remove_backups(OpenedFile& file, const std::string& typed, bool yes)
{
    const auto id = parse_typed_id<PurgeId>(typed);
    if (!id) return Failure(id.error());
    const auto pass = KeeperPass::of(file.workspace, file.actor);
    if (!pass) return Failure(pass.error());
    const auto copies = copies_before(*pass, *id);
    if (!copies) return Failure(copies.error());
    Reply reply;
    reply.json = {{"copies", Json::array()}};
    for (const auto& copy : *copies) {
        reply.json["copies"].push_back({{"file", copy.file.string()}, {"backup", copy.is_backup}});
        reply.text += copy.file.string() + (copy.is_backup ? "\n" : "  (no backup: remove it yourself)\n");
    }
    if (copies->empty()) reply.text = "No copy from before is known.\n";
    if (!yes) {
        if (!copies->empty()) reply.text += "Say --yes to remove the backups among these for good.\n";
        return reply;
    }
    const auto count = remove_old_backups(*pass, *id);
    if (!count) return Failure(count.error());
    reply.json["removed"] = *count;
    reply.text = fmt::format("Removed {}.\n", counted(*count, "backup"));
    return reply;
}

Result<Reply> wipe(OpenedFile& file)
{
    const auto pass = KeeperPass::of(file.workspace, file.actor);
    if (!pass) return Failure(pass.error());
    if (const auto done = wipe_free_space(*pass); !done) return Failure(done.error());
    return Reply{{{"wiped", true}}, "Made anew: nothing that was deleted is left in the file or its log.\n", {}};
}

struct EraseOptions {
    std::string person;
    std::string reason;
    bool yes = false;
    bool remove_backups = false;
};

Result<Reply> erase(OpenedFile& file, const EraseOptions& options)
{
    const auto person = file.ask(ResolvePerson{options.person});
    if (!person) return Failure(person.error());
    const auto shown = file.ask(ErasurePreview{person->id});
    if (!shown) return Failure(shown.error());
    if (!shown->refusal.empty()) return fail(ErrorCode::wrong_state, shown->refusal);
    if (!options.yes) {
        Reply reply;
        reply.json = {{"person", person->id.text()},
                      {"name_afterwards", shown->name_afterwards},
                      {"visits_kept", shown->visits_kept},
                      {"rows_taken", shown->rows_taken},
                      {"rows_blanked", shown->rows_blanked}};
        reply.text = fmt::format(
            "{} would become \"{}\". Rows that would go: {}. Rows that would lose their words: {}. Of {} stays that {} "
            "took place, when and for what.\nThis cannot be undone. Nothing was erased yet: say --yes to do it.\n",
            shown->person_name, shown->name_afterwards, shown->rows_taken, shown->rows_blanked,
            counted(shown->visits_kept, "visit"), shown->visits_kept == 1 ? "it" : "they");
        return reply;
    }
    const auto pass = KeeperPass::of(file.workspace, file.actor);
    if (!pass) return Failure(pass.error());
    const auto purged = erase_person(*pass, person->id, options.reason, TerminalProgress("Erasing").progress());
    if (!purged) return Failure(purged.error());
    return done_reply(*pass, *purged, options.remove_backups);
}

void add_rules(CommandSet& commands, CLI::App* group)
{
    commands.add_for_file(group, "show", "How long each kind of record is kept",
                          [](const Invocation&, OpenedFile& file) { return show_rules(file); });
    const auto setting = std::make_shared<SetOptions>();
    auto* set = commands.add_for_file(
        group, "set", "Keep a kind of record so many whole years, or for ever; nothing goes by this alone",
        [setting](const Invocation&, OpenedFile& file) { return set_rule(file, *setting); });
    std::set<std::string> kinds;
    for (const auto kind : all_record_kinds()) kinds.emplace(name_of(kind));
    set->add_option("KIND", setting->kind, "As 'retention show' lists them")
        ->type_name("")
        ->required()
        ->check(CLI::IsMember(kinds));
    set->add_option("YEARS", setting->years, "0 to 100, or forever")
        ->type_name("")
        ->required()
        ->check(CLI::IsMember(std::set<std::string>{"forever"}) | is_whole_number(0, retention_years_max));
    set->add_option("--from", setting->from,
                    "year-end: the end of the record's school year; separation: when its "
                    "teacher left")
        ->check(CLI::IsMember(std::set<std::string>{"year-end", "separation"}));
    commands.add_for_file(group, "preview", "What the rules would take out today, and what they would not",
                          [](const Invocation&, OpenedFile& file) { return preview(file); });
    const auto applying = std::make_shared<ApplyOptions>();
    auto* applied =
        commands.add_for_file(group, "apply", "Take out for good what is due, after a backup; cannot be undone",
                              [applying](const Invocation&, OpenedFile& file) { return apply(file, *applying); });
    applied->add_flag("--yes", applying->yes, "Really do it; without this only the preview is shown");
    applied->add_flag("--remove-backups", applying->remove_backups,
                      "Remove the backups from before, too, but for the one that this makes");
}

void add_holds(CommandSet& commands, CLI::App* group)
{
    const auto holding = std::make_shared<HoldOptions>();
    auto* hold = commands.add_for_file(
        group, "hold", "While it stands, nothing of a person, or of everybody, is purged or erased",
        [holding](const Invocation&, OpenedFile& file) { return place_hold(file, *holding); });
    hold->add_option("PERSON", holding->person, "Whose records")->type_name("");
    hold->add_flag("--everybody", holding->everybody, "Everybody's records");
    hold->add_option("--reason", holding->reason, "Why: the case")->type_name("TEXT")->required();
    const auto id = std::make_shared<std::string>();
    commands
        .add_for_file(group, "lift", "End a hold",
                      [id](const Invocation&, OpenedFile& file) { return lift_hold(file, *id); })
        ->add_option("ID", *id, "The hold's id")
        ->type_name("")
        ->required();
    commands.add_for_file(group, "holds", "All holds, those that stand first",
                          [](const Invocation&, OpenedFile& file) { return list_holds(file); });
}

void add_certificates(CommandSet& commands, CLI::App* group)
{
    commands.add_for_file(group, "certificates", "What was purged and erased, newest first",
                          [](const Invocation&, OpenedFile& file) { return list_certificates(file); });
    const auto id = std::make_shared<std::string>();
    const auto out = std::make_shared<std::string>();
    auto* certificate = commands.add_for_file(
        group, "certificate", "One certificate, to read or to keep",
        [id, out](const Invocation&, OpenedFile& file) { return show_certificate(file, *id, *out); });
    certificate->add_option("ID", *id, "The certificate's id")->type_name("")->required();
    certificate->add_option("--out", *out, "A new file: .txt, .json, .html or .pdf")->type_name("FILE");
    const auto yes = std::make_shared<bool>(false);
    auto* removed = commands.add_for_file(
        group, "remove-backups", "Remove the backups that were made before a purge or an erasure",
        [id, yes](const Invocation&, OpenedFile& file) { return remove_backups(file, *id, *yes); });
    removed->add_option("ID", *id, "The certificate's id")->type_name("")->required();
    removed->add_flag("--yes", *yes, "Really do it; without this they are only listed");
    commands.add_for_file(group, "wipe", "Overwrite what deleted rows left in the file",
                          [](const Invocation&, OpenedFile& file) { return wipe(file); });
}

}  // namespace

void add_retention_commands(CommandSet& commands, CLI::App* app)
{
    auto* group = app->add_subcommand("retention", "How long records are kept, and taking out what is due");
    group->require_subcommand(1);
    add_rules(commands, group);
    add_holds(commands, group);
    add_certificates(commands, group);
    const auto erasing = std::make_shared<EraseOptions>();
    auto* erased = commands.add_for_file(
        app, "erase", "Blank all that was written about and by one person, after a backup; cannot be undone",
        [erasing](const Invocation&, OpenedFile& file) { return erase(file, *erasing); });
    erased->add_option("PERSON", erasing->person, "Whose record")->type_name("")->required();
    erased->add_option("--reason", erasing->reason, "Why, without the name: the number of the request")
        ->type_name("TEXT");
    erased->add_flag("--yes", erasing->yes, "Really do it; without this only what would go is shown");
    erased->add_flag("--remove-backups", erasing->remove_backups,
                     "Remove the backups from before, too, but for the one that this makes");
}

}  // namespace throughline::cli
