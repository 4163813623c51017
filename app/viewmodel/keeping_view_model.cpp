#include "app/viewmodel/keeping_view_model.hpp"

#include <fmt/format.h>

#include "throughline/base/text.hpp"

namespace throughline {

namespace {

std::string number_or_blank(std::int64_t count) { return count == 0 ? std::string() : std::to_string(count); }

Failure choose_first(const char* what) { return fail(ErrorCode::not_found, "Choose {0} first.", what); }

}  // namespace

Result<void> KeepingViewModel::load()
{
    auto rows = document_.ask(Retention{});
    if (!rows) return tl::unexpected(rows.error());
    rules_ = std::move(*rows);
    return {};
}

ShownTable KeepingViewModel::rules() const
{
    ShownTable table{
        "Kinds of records", {{"Records", 215}, {"Kept", 330}, {"What goes with them", 620}}, {}, "There are no kinds."};
    for (const auto& row : rules_)
        table.rows.push_back({{},
                              {title_of(row.kind), row.words, meaning_of(row.kind)},
                              row.rule ? TableRow::Look::strong : TableRow::Look::plain});
    return table;
}

const Retention::Row* KeepingViewModel::rule(std::size_t row) const
{
    return row < rules_.size() ? &rules_[row] : nullptr;
}

Result<void> KeepingViewModel::set(const SetRetention& rule)
{
    if (const auto done = document_.execute(rule); !done) return tl::unexpected(done.error());
    return load();
}

Result<void> KeepingViewModel::load_holds()
{
    auto rows = document_.ask(LegalHolds{});
    if (!rows) return tl::unexpected(rows.error());
    holds_ = std::move(*rows);
    return {};
}

ShownTable KeepingViewModel::holds() const
{
    ShownTable table{"Legal holds",
                     {{"Whose records", 180}, {"Since", 130}, {"Placed by", 150}, {"Reason", 260}, {"Lifted", 130}},
                     {},
                     "There is no hold. While one stands, nothing that it covers is purged or erased."};
    const auto today = document_.today();
    for (const auto& row : holds_) {
        const auto lifted = row.hold.lifted_on ? spoken_date(*row.hold.lifted_on, today) : std::string();
        table.rows.push_back(
            {any(row.hold.id),
             {row.person_name, spoken_date(row.hold.placed_on, today), row.placed_by_name, row.hold.reason, lifted},
             row.hold.lifted_on ? TableRow::Look::quiet : TableRow::Look::plain});
    }
    return table;
}

Result<void> KeepingViewModel::place_hold(const std::string& who, const std::string& reason)
{
    PlaceHold place;
    place.reason = reason;
    if (!trimmed(who).empty()) {
        const auto person = document_.ask(ResolvePerson{who});
        if (!person) return tl::unexpected(person.error());
        place.person = person->id;
    }
    if (const auto done = document_.execute(place); !done) return tl::unexpected(done.error());
    return load_holds();
}

Result<void> KeepingViewModel::lift_hold(std::size_t row)
{
    if (row >= holds_.size()) return choose_first("a hold");
    if (const auto done = document_.execute(LiftHold{holds_[row].hold.id}); !done) return tl::unexpected(done.error());
    return load_holds();
}

Result<void> KeepingViewModel::load_certificates()
{
    auto rows = document_.ask(Certificates{});
    if (!rows) return tl::unexpected(rows.error());
    certificates_ = std::move(*rows);
    return {};
}

ShownTable KeepingViewModel::certificates() const
{
    ShownTable table{"Certificates",
                     {{"When", 130}, {"Of", 200}, {"By", 150}, {"What", 330}},
                     {},
                     "Nothing was purged or erased in this file."};
    for (const auto& row : certificates_)
        table.rows.push_back({any(row.id),
                              {spoken_date(document_.zone().local(row.done_at).date(), document_.today()),
                               row.kind == PurgeKind::erasure ? row.person_name : std::string("the retention rules"),
                               row.done_by_name, row.words}});
    return table;
}

Result<PurgeCertificate::Certificate> KeepingViewModel::certificate(std::size_t row) const
{
    if (row >= certificates_.size()) return choose_first("a certificate");
    return document_.ask(PurgeCertificate{certificates_[row].id});
}

ShownTable KeepingViewModel::table_of(const RetentionPreview::Preview& preview) const
{
    ShownTable table{"What is due",
                     {{"Records", 200},
                      {"School year", 110},
                      {"Would go", 90, false, true},
                      {"From", 120},
                      {"To", 120},
                      {"Held back", 90, false, true},
                      {"Stays", 70, false, true},
                      {"Because", 220}},
                     {},
                     "Nothing is old enough by the rules."};
    const auto day = [&](const std::optional<Date>& date) {
        return date ? spoken_date(*date, document_.today()) : std::string();
    };
    for (const auto& row : preview.rows)
        table.rows.push_back({{},
                              {title_of(row.kind), row.year, number_or_blank(row.due), day(row.oldest), day(row.newest),
                               number_or_blank(row.held), number_or_blank(row.resting), row.resting_words}});
    return table;
}

std::string KeepingViewModel::words_of(const RetentionPreview::Preview& preview)
{
    std::int64_t held = 0;
    for (const auto& each : preview.held_back) held += each.records;
    auto words = preview.due == 0 ? std::string("Nothing is due today.")
                                  : counted(preview.due, "record") + " would go for good, with all that hangs on " +
                                        (preview.due == 1 ? "it." : "them.");
    if (held > 0)
        words += fmt::format(" {} {} held back by {}.", held, held == 1 ? "is" : "are",
                             counted(static_cast<std::int64_t>(preview.held_back.size()), "hold"));
    return words;
}

std::string KeepingViewModel::words_of(const ErasurePreview::Preview& preview)
{
    return fmt::format(
        "{} becomes \"{}\". Rows that go: {}. Rows that lose their words: {}. Of {} stays that {} took place, when and "
        "for what.",
        preview.person_name, preview.name_afterwards, preview.rows_taken, preview.rows_blanked,
        counted(preview.visits_kept, "visit"), preview.visits_kept == 1 ? "it" : "they");
}

std::string KeepingViewModel::words_of(const Purged& purged)
{
    auto words = fmt::format("Gone for good: {}. The certificate is in Settings, Keeping records.",
                             counted(purged.records, "record"));
    for (const auto& backup : purged.backups)
        words += "\nThe backup made before still holds it: " + backup.file.string();
    if (purged.not_wiped)
        words += "\nWhat deleted rows leave in the file could not be overwritten: " + purged.not_wiped->text();
    return words;
}

}  // namespace throughline
