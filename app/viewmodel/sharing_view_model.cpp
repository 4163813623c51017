#include "app/viewmodel/sharing_view_model.hpp"

#include <algorithm>

#include "app/viewmodel/visit_wording.hpp"
#include "app/viewmodel/wording.hpp"

namespace throughline {

namespace {

std::string signature_words(const Document& document, const std::string& who, const Signature& signature)
{
    if (!signature.at) return who + ": not signed yet";
    const auto local = document.zone().local(*signature.at);
    return who + ": signed " + spoken_date(local.date(), document.today()) + " at " +
           clock_minutes(*signature.at, document.zone());
}

}  // namespace

SharingViewModel::SharingViewModel(Document& document, PersonId teacher, std::string teacher_name)
    : document_(document), teacher_(teacher), teacher_name_(std::move(teacher_name))
{}

Result<void> SharingViewModel::load()
{
    SharingAgreements asked;
    asked.teacher = teacher_;
    auto rows = document_.ask(asked);
    if (!rows) return tl::unexpected(rows.error());
    rows_ = std::move(*rows);
    readers_.clear();
    observers_.clear();
    const auto roster = document_.ask(Roster{});
    if (!roster) return {};  // a teacher may look up nobody: they sign and revoke what their coach began
    for (const auto& row : *roster) {
        const auto& roles = row.person.roles;
        if (row.person.id == teacher_) continue;
        if (roles.contains(Role::leader) || roles.contains(Role::administrator))
            readers_.push_back({row.person.id, row.person.name()});
        if (!roles.contains(Role::observer)) continue;
        const bool is_actor = document_.actor().person == row.person.id;
        observers_.insert(is_actor ? observers_.begin() : observers_.end(), {row.person.id, row.person.name()});
    }
    return {};
}

ShownTable SharingViewModel::table() const
{
    ShownTable table{"Sharing agreements",
                     {{"Who may see", 170}, {"What", 130}, {"Coach", 150}, {"State", 220}},
                     {},
                     "Nothing is shared: a leader sees that coaching took place, and none of its words."};
    for (const auto& row : rows_)
        table.rows.push_back({any(row.agreement.id),
                              {row.reader_name, sentence_case(name_of(row.agreement.extent)), row.observer_name,
                               sentence_case(row.state)},
                              row.state == "in force" ? TableRow::Look::plain : TableRow::Look::quiet});
    return table;
}

std::string SharingViewModel::words(std::size_t at) const
{
    if (at >= rows_.size()) return {};
    const auto& row = rows_[at];
    return row.words + "\n" + signature_words(document_, row.teacher_name, row.agreement.teacher_signature) + ". " +
           signature_words(document_, row.observer_name, row.agreement.observer_signature) + ".";
}

GrantSharing SharingViewModel::begin() const
{
    GrantSharing grant;
    grant.teacher = teacher_;
    if (!observers_.empty()) grant.observer = observers_.front().id;
    if (!readers_.empty()) grant.reader = readers_.front().id;
    grant.from = document_.today();
    return grant;
}

Result<void> SharingViewModel::grant(const GrantSharing& grant)
{
    if (const auto made = document_.execute(grant); !made) return tl::unexpected(made.error());
    return load();
}

std::optional<SharingViewModel::Person> SharingViewModel::waits_for(std::size_t at) const
{
    if (at >= rows_.size() || rows_[at].agreement.revoked_on) return std::nullopt;
    const auto& agreement = rows_[at].agreement;
    if (!agreement.teacher_signature.at) return Person{agreement.teacher, rows_[at].teacher_name};
    if (!agreement.observer_signature.at) return Person{agreement.observer, rows_[at].observer_name};
    return std::nullopt;
}

Result<void> SharingViewModel::sign(std::size_t at, const std::string& name)
{
    const auto party = waits_for(at);
    if (!party) return fail(ErrorCode::wrong_state, "Both have signed already, or it was revoked.");
    const auto done = document_.execute(SignSharing{rows_[at].agreement.id, party->id, name});
    if (!done) return tl::unexpected(done.error());
    return load();
}

Result<void> SharingViewModel::revoke(std::size_t at)
{
    if (at >= rows_.size()) return fail(ErrorCode::not_found, "Choose the agreement to revoke first.");
    const auto done = document_.execute(RevokeSharing{rows_[at].agreement.id});
    if (!done) return tl::unexpected(done.error());
    return load();
}

std::optional<report::Document> SharingViewModel::paper(std::size_t at) const
{
    if (at >= rows_.size()) return std::nullopt;
    const auto& row = rows_[at];
    report::Document page;
    page.title = "Sharing agreement";
    page.confidential = "Confidential personnel record.";
    page.blocks.push_back(report::Paragraph{row.words, report::Paragraph::Look::lead});
    report::Table signatures{"Signatures", {"Name", "Signature", "Day"}, {}, true, {4, 4, 3}};
    for (const auto& [name, signature] : {std::pair(&row.teacher_name, &row.agreement.teacher_signature),
                                          std::pair(&row.observer_name, &row.agreement.observer_signature)}) {
        const auto day =
            signature->at ? spoken_date(document_.zone().local(*signature->at).date(), document_.today()) : "";
        signatures.rows.push_back({*name, signature->name, day});
    }
    page.blocks.push_back(std::move(signatures));
    page.made_at = document_.workspace().now();
    page.made = "Made with Throughline on " + long_date(document_.today()) + ". State: " + row.state + ".";
    return page;
}

}  // namespace throughline
