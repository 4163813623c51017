#include "core/workspace/certificate.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/workspace/detail.hpp"
#include "throughline/base/text.hpp"

namespace throughline {
namespace {

using Json = nlohmann::ordered_json;

constexpr auto copies_warning =
    "Backups, exports and packets that were made before still hold what was taken out of the file. Nobody can call "
    "back "
    "a packet that was sent. Remove old backups when they are not needed any more.";

Json json_of(const std::vector<std::filesystem::path>& files)
{
    auto list = Json::array();
    for (const auto& file : files) list.push_back(file.string());
    return list;
}

std::string local_words(Context& context, Instant at)
{
    const auto local = context.session.options.zone->local(at);
    return fmt::format("{} {:02}:{:02}", iso(local.date()), local.time_of_day().hours(), local.time_of_day().minutes());
}

std::string actor_name(Context& context, const std::optional<PersonId>& actor)
{
    return actor ? person_name(context, *actor) : std::string("the file's keeper");
}

std::string title_of_name(const std::string& name)
{
    const auto kind = parse_record_kind(name);
    return kind ? title_of(*kind) : name;
}

report::Table table_of_records(const Json& certificate)
{
    report::Table table{"What was taken out, by kind and school year",
                        {"Kind", "School year", "Records", "Oldest", "Newest"},
                        {},
                        true,
                        {5, 3, 2, 3, 3}};
    for (const auto& row : certificate.at("taken"))
        table.rows.push_back({title_of_name(row.at("kind")), row.at("year").get<std::string>(),
                              std::to_string(row.at("records").get<std::int64_t>()), row.at("oldest"),
                              row.at("newest")});
    return table;
}

report::Table table_of_rows(const Json& certificate)
{
    report::Table table{"Rows of the file's tables", {"Table", "Taken out", "Blanked"}, {}, true, {4, 2, 2}};
    for (const auto& row : certificate.at("tables"))
        table.rows.push_back({row.at("table"), std::to_string(row.at("taken").get<std::int64_t>()),
                              std::to_string(row.at("blanked").get<std::int64_t>())});
    return table;
}

report::List list_of(const std::string& lead, const Json& texts)
{
    report::List list;
    for (const auto& text : texts) list.items.push_back({lead, text.get<std::string>(), {}});
    return list;
}

report::List rules_of(const Json& certificate)
{
    report::List list;
    for (const auto& rule : certificate.at("rules")) {
        RetentionRule row;
        row.years = rule.at("years");
        row.from = parse_counted_from(rule.at("counted_from").get<std::string>()).value_or(CountedFrom::year_end);
        list.items.push_back({title_of_name(rule.at("kind")), "kept " + words_of(row), {}});
    }
    return list;
}

report::List holds_of(const Json& certificate)
{
    report::List list;
    for (const auto& hold : certificate.at("holds"))
        list.items.push_back({"since " + hold.at("placed_on").get<std::string>(),
                              fmt::format("on {}: {} held back", hold.at("covers").get<std::string>(),
                                          counted(hold.at("records").get<std::int64_t>(), "record")),
                              hold.at("id").get<std::string>()});
    return list;
}

void add_part(std::vector<report::Block>& blocks, const std::string& heading, report::List list,
              const std::string& otherwise)
{
    blocks.emplace_back(report::Heading{2, heading});
    if (list.items.empty())
        blocks.emplace_back(report::Paragraph{otherwise});
    else
        blocks.emplace_back(std::move(list));
}

report::Document document_of(Context& context, const store::PurgeRow& purge, const Json& certificate, bool fits)
{
    const bool is_erasure = purge.kind == PurgeKind::erasure;
    report::Document document;
    document.title = is_erasure ? "Certificate of erasure" : "Certificate of purge";
    document.made_at = purge.done_at;
    document.made = fmt::format("Written by Throughline on {}.", local_words(context, purge.done_at));
    auto& blocks = document.blocks;
    const auto who = actor_name(context, purge.done_by);
    blocks.emplace_back(report::Paragraph{
        is_erasure ? fmt::format("On {} {} erased what this file held about \"{}\". That visits took place, when and "
                                 "for what purpose, stays.",
                                 local_words(context, purge.done_at), who, person_name(context, *purge.person))
                   : fmt::format("On {} {} applied the retention rules to this file.",
                                 local_words(context, purge.done_at), who),
        report::Paragraph::Look::lead});
    report::List facts;
    facts.items = {{"File", certificate.at("file").at("name"), certificate.at("file").at("identity")},
                   {"Certificate", purge.id.text(), {}},
                   {"Reason", purge.reason, {}},
                   {"List of rows",
                    fmt::format("{}, SHA-256 {}", counted(certificate.at("list_rows").get<std::int64_t>(), "row"),
                                certificate.at("list_sha256").get<std::string>()),
                    fits ? "it is what the file's journal says" : "the file's journal says something else"},
                   {"Changes",
                    fmt::format("{} of the journal lost their words; that they took place stays",
                                certificate.at("changes_blanked").get<std::int64_t>()),
                    {}}};
    blocks.emplace_back(std::move(facts));
    if (!is_erasure) {
        add_part(blocks, "The rules", rules_of(certificate), "There was none.");
        blocks.emplace_back(report::Heading{2, "What went"});
        blocks.emplace_back(table_of_records(certificate));
    } else {
        blocks.emplace_back(report::Heading{2, "What went"});
    }
    blocks.emplace_back(table_of_rows(certificate));
    add_part(blocks, "Holds that were respected", holds_of(certificate), "No legal hold stood.");
    add_part(blocks, "Made just before, with all that went", list_of("Backup", certificate.at("backups")),
             "No backup was made.");
    add_part(blocks, "Other copies that were known", list_of("Copy", certificate.at("copies")), "There was none.");
    blocks.emplace_back(report::Notice{"Copies still hold it", certificate.at("warning")});
    return document;
}

class PlainText {
public:
    std::string of(const report::Document& document)
    {
        text_ = document.title + "\n";
        for (const auto& block : document.blocks) std::visit(*this, block);
        return text_ + "\n" + document.made + "\n";
    }
    void operator()(const report::Heading& heading) { text_ += "\n" + heading.text + "\n"; }
    void operator()(const report::Paragraph& paragraph) { text_ += paragraph.text + "\n"; }
    void operator()(const report::Notice& notice) { text_ += "\n" + notice.title + "\n" + notice.text + "\n"; }
    void operator()(const report::List& list)
    {
        for (const auto& item : list.items)
            text_ += fmt::format("  {}: {}{}\n", item.lead, item.text, item.note.empty() ? "" : " (" + item.note + ")");
    }
    void operator()(const report::Table& table)
    {
        text_ += table.caption + "\n";
        for (const auto& row : table.rows) {
            text_ += " ";
            for (std::size_t at = 0; at < row.size(); ++at)
                text_ += fmt::format(" {}{} {}", at > 0 ? "; " : "", at > 0 ? table.heads[at] + ":" : "", row[at]);
            text_ += "\n";
        }
        if (table.rows.empty()) text_ += "  nothing\n";
    }
    template <class Other>
    void operator()(const Other&)
    {
        assert(false && "a certificate has no such block");
    }

private:
    std::string text_;
};

}  // namespace

std::string certificate_json(Context& context, const CertificateFacts& facts)
{
    const auto& purge = facts.purge;
    Json json{
        {"format", "throughline-certificate"},
        {"version", 1},
        {"id", purge.id.text()},
        {"kind", name_of(purge.kind)},
        {"file",
         {{"name", context.session.file.filename().string()}, {"identity", store::file_identity(context.database)}}},
        {"done_at", iso_utc(purge.done_at)},
        {"done_by", purge.done_by ? Json(purge.done_by->text()) : Json(nullptr)},
        {"person", purge.person ? Json(purge.person->text()) : Json(nullptr)},
        {"reason", purge.reason},
        {"rules", Json::array()},
        {"taken", Json::array()},
        {"stays", Json::array()},
        {"tables", Json::array()},
        {"changes_blanked", facts.taken.changes_blanked},
        {"list_rows", facts.taken.list_rows},
        {"list_sha256", facts.taken.list_sha256},
        {"holds", Json::array()},
        {"backups", json_of(facts.backups)},
        {"copies", json_of(facts.copies)},
        {"warning", copies_warning}};
    for (const auto& rule : facts.rules)
        json["rules"].push_back(
            {{"kind", name_of(rule.kind)}, {"years", rule.years}, {"counted_from", name_of(rule.from)}});
    for (const auto& row : facts.records) {
        Json entry{{"kind", name_of(row.kind)},
                   {"year", row.year},
                   {"records", row.count},
                   {"oldest", iso(row.oldest)},
                   {"newest", iso(row.newest)}};
        if (row.verdict != store::Verdict::due)
            entry["why"] = row.verdict == store::Verdict::held ? "legal hold" : "something live rests on it";
        json[row.verdict == store::Verdict::due ? "taken" : "stays"].push_back(std::move(entry));
    }
    for (const auto& [table, rows] : facts.taken.tables)
        json["tables"].push_back({{"table", table}, {"taken", rows.taken}, {"blanked", rows.blanked}});
    for (const auto& held : facts.holds)
        json["holds"].push_back({{"id", held.hold.id.text()},
                                 {"covers", held.hold.person ? "one person" : "everybody"},
                                 {"placed_on", iso(held.hold.placed_on)},
                                 {"records", held.count}});
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

std::string certificate_words(const std::string& text)
{
    const auto json = Json::parse(text, nullptr, false);
    if (json.is_discarded() || !json.contains("tables")) return {};
    std::int64_t taken = 0;
    std::int64_t blanked = 0;
    for (const auto& row : json.at("tables")) {
        taken += row.at("taken").get<std::int64_t>();
        blanked += row.at("blanked").get<std::int64_t>();
    }
    std::int64_t records = 0;
    for (const auto& row : json.at("taken")) records += row.at("records").get<std::int64_t>();
    auto words = counted(taken, "row") + " taken out";
    if (records > 0) words = counted(records, "record") + ", " + words;
    if (blanked > 0) words += ", " + std::to_string(blanked) + " blanked";
    return words;
}

PurgeCertificate::Certificate certificate_of(Context& context, const store::PurgeRow& purge)
{
    const auto json = Json::parse(purge.certificate, nullptr, false);
    if (json.is_discarded() || !json.contains("list_sha256"))
        throw store::UnreadableValue("a certificate cannot be read: " + purge.id.text());
    PurgeCertificate::Certificate certificate;
    certificate.json = purge.certificate;
    certificate.list_fits_journal =
        store::list_digest_by_journal(context.database, purge.id) == json.at("list_sha256").get<std::string>();
    certificate.document = document_of(context, purge, json, certificate.list_fits_journal);
    certificate.text = PlainText().of(certificate.document);
    return certificate;
}

}  // namespace throughline
