#include "core/workspace/certificate.hpp"

#include <cassert>

#include <fmt/format.h>

#include "core/exchange/certificate_file.hpp"
#include "core/workspace/detail.hpp"
#include "throughline/base/text.hpp"

namespace throughline {
namespace {

constexpr auto copies_warning =
    "Backups, exports and packets that were made before still hold what was taken out of the file. Nobody can call "
    "back "
    "a packet that was sent. Remove old backups when they are not needed any more.";

std::vector<std::string> names_of(const std::vector<std::filesystem::path>& files)
{
    std::vector<std::string> names;
    for (const auto& file : files) names.push_back(file.string());
    return names;
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

report::Table table_of_records(const CertificateFile& certificate)
{
    report::Table table{"What was taken out, by kind and school year",
                        {"Kind", "School year", "Records", "Oldest", "Newest"},
                        {},
                        true,
                        {5, 3, 2, 3, 3}};
    for (const auto& row : certificate.taken)
        table.rows.push_back({title_of_name(row.kind), row.year, std::to_string(row.count), row.oldest, row.newest});
    return table;
}

report::Table table_of_rows(const CertificateFile& certificate)
{
    report::Table table{"Rows of the file's tables", {"Table", "Taken out", "Blanked"}, {}, true, {4, 2, 2}};
    for (const auto& row : certificate.tables)
        table.rows.push_back({row.table, std::to_string(row.taken), std::to_string(row.blanked)});
    return table;
}

report::List list_of(const std::string& lead, const std::vector<std::string>& texts)
{
    report::List list;
    for (const auto& text : texts) list.items.push_back({lead, text, {}});
    return list;
}

report::List rules_of(const CertificateFile& certificate)
{
    report::List list;
    for (const auto& rule : certificate.rules) {
        RetentionRule row;
        row.years = rule.years;
        row.from = parse_counted_from(rule.counted_from).value_or(CountedFrom::year_end);
        list.items.push_back({title_of_name(rule.kind), "kept " + words_of(row), {}});
    }
    return list;
}

report::List holds_of(const CertificateFile& certificate)
{
    report::List list;
    for (const auto& hold : certificate.holds)
        list.items.push_back({"since " + hold.placed_on,
                              fmt::format("on {}: {} held back", hold.covers, counted(hold.records, "record")),
                              hold.id});
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

report::Document document_of(Context& context, const store::PurgeRow& purge, const CertificateFile& certificate,
                             bool fits)
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
    facts.items = {
        {"File", certificate.file_name, certificate.file_identity},
        {"Certificate", purge.id.text(), {}},
        {"Reason", purge.reason, {}},
        {"List of rows", fmt::format("{}, SHA-256 {}", counted(certificate.list_rows, "row"), certificate.list_sha256),
         fits ? "it is what the file's journal says" : "the file's journal says something else"},
        {"Changes",
         fmt::format("{} of the journal lost their words; that they took place stays", certificate.changes_blanked),
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
    add_part(blocks, "Made just before, with all that went", list_of("Backup", certificate.backups),
             "No backup was made.");
    add_part(blocks, "Other copies that were known", list_of("Copy", certificate.copies), "There was none.");
    blocks.emplace_back(report::Notice{"Copies still hold it", certificate.warning});
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
            text_ += "  " + row.front();
            for (std::size_t at = 1; at < row.size(); ++at) text_ += fmt::format("; {}: {}", table.heads[at], row[at]);
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
    CertificateFile file;
    file.id = purge.id.text();
    file.kind = name_of(purge.kind);
    file.file_name = context.session.file.filename().string();
    file.file_identity = store::file_identity(context.database);
    file.done_at = iso_utc(purge.done_at);
    if (purge.done_by) file.done_by = purge.done_by->text();
    if (purge.person) file.person = purge.person->text();
    file.reason = purge.reason;
    for (const auto& rule : facts.rules)
        file.rules.push_back({std::string(name_of(rule.kind)), rule.years, std::string(name_of(rule.from))});
    for (const auto& row : facts.records) {
        CertificateFile::Records entry{
            std::string(name_of(row.kind)), row.year, row.count, iso(row.oldest), iso(row.newest), {}};
        if (row.verdict == store::Verdict::held) entry.why = "legal hold";
        if (row.verdict == store::Verdict::resting) entry.why = "something live rests on it";
        (row.verdict == store::Verdict::due ? file.taken : file.stays).push_back(std::move(entry));
    }
    for (const auto& [table, rows] : facts.taken.tables) file.tables.push_back({table, rows.taken, rows.blanked});
    file.changes_blanked = facts.taken.changes_blanked;
    file.list_rows = facts.taken.list_rows;
    file.list_sha256 = facts.taken.list_sha256;
    for (const auto& held : facts.holds)
        file.holds.push_back(
            {held.hold.id.text(), held.hold.person ? "one person" : "everybody", iso(held.hold.placed_on), held.count});
    file.backups = names_of(facts.backups);
    file.copies = names_of(facts.copies);
    file.warning = copies_warning;
    return certificate_json(file);
}

std::string certificate_words(const std::string& text)
{
    const auto file = read_certificate(text);
    if (!file) return {};
    std::int64_t taken = 0;
    std::int64_t blanked = 0;
    std::int64_t records = 0;
    for (const auto& row : file->tables) {
        taken += row.taken;
        blanked += row.blanked;
    }
    for (const auto& row : file->taken) records += row.count;
    auto words = counted(taken, "row") + " taken out";
    if (records > 0) words = counted(records, "record") + ", " + words;
    if (blanked > 0) words += ", " + std::to_string(blanked) + " blanked";
    return words;
}

PurgeCertificate::Certificate certificate_of(Context& context, const store::PurgeRow& purge)
{
    const auto file = read_certificate(purge.certificate);
    if (!file) throw store::UnreadableValue("a certificate cannot be read: " + purge.id.text());
    PurgeCertificate::Certificate certificate;
    certificate.json = purge.certificate;
    certificate.list_fits_journal = store::list_digest_by_journal(context.database, purge.id) == file->list_sha256;
    certificate.document = document_of(context, purge, *file, certificate.list_fits_journal);
    certificate.text = PlainText().of(certificate.document);
    return certificate;
}

}  // namespace throughline
