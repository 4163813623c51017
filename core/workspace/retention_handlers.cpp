// Rules on how long records are kept, holds, and what can be asked about both. What takes out is in retention.cpp.
#include <algorithm>

#include "core/store/people.hpp"
#include "core/store/purging.hpp"
#include "core/store/retention.hpp"
#include "core/workspace/certificate.hpp"
#include "core/workspace/detail.hpp"
#include "core/workspace/erasing.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/retention.hpp"
#include "throughline/query/retention.hpp"

namespace throughline {
namespace {

std::string resting_words(RecordKind kind)
{
    switch (kind) {
        case RecordKind::coaching_visits:
        case RecordKind::evaluation_visits:
        case RecordKind::other_visits:
            return "a step that is being worked on, or open for correction";
        case RecordKind::script_lines:
        case RecordKind::private_lines:
            return "the visit is open for correction";
        case RecordKind::goals:
            return "still being worked on";
        case RecordKind::calibration:
            return "still open";
        case RecordKind::agreements:
            return "still in force";
        case RecordKind::plans:
        case RecordKind::who_opened:
        case RecordKind::history:
            return {};
    }
    return {};
}

std::string name_or_keeper(Context& context, const std::optional<PersonId>& person)
{
    return person ? person_name(context, *person) : std::string("the file's keeper");
}

}  // namespace

template <>
Result<Nothing> handle(Context& context, const SetRetention& set)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    if (set.years && (*set.years < 0 || *set.years > retention_years_max))
        return fail(ErrorCode::invalid, "Records are kept 0 to {0} whole years, or for ever.",
                    std::to_string(retention_years_max));
    if (set.years && set.from == CountedFrom::separation && !can_count_from_separation(set.kind))
        return fail(ErrorCode::invalid,
                    "{0} belong to no one teacher who could leave. Count from the end of the school year.",
                    title_of(set.kind));
    auto rule = store::select_one<RetentionRule>(context.database, "WHERE record_kind = ?", set.kind);
    context.label = "Change how long records are kept";
    if (!set.years) {
        if (rule) store::remove<RetentionRule>(context.database, rule->id);
        return Nothing{};
    }
    const bool is_new = !rule;
    if (is_new) rule = RetentionRule{context.new_id<RetentionRuleId>(), set.kind, 0, CountedFrom::year_end};
    rule->years = *set.years;
    rule->from = set.from;
    if (is_new)
        store::insert(context.database, *rule);
    else
        store::update(context.database, *rule);
    return Nothing{};
}

template <>
Result<LegalHoldId> handle(Context& context, const PlaceHold& place)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    const auto reason = std::string(trimmed(place.reason));
    if (reason.empty()) return fail(ErrorCode::invalid, "A hold needs a reason, such as the case it is for.");
    if (count_characters(reason) > hold_reason_chars_max)
        return fail(ErrorCode::invalid, "A reason has at most {0} characters.", std::to_string(hold_reason_chars_max));
    if (place.person && !store::find_person(context.database, *place.person))
        return fail(ErrorCode::not_found, "This person is not in the file. Choose one from the list.");
    LegalHold hold;
    hold.id = context.new_id<LegalHoldId>();
    hold.person = place.person;
    hold.reason = reason;
    hold.placed_on = context.today;
    hold.placed_by = context.actor.person;
    store::insert(context.database, hold);
    context.label = "Place a legal hold";
    return hold.id;
}

template <>
Result<Nothing> handle(Context& context, const LiftHold& lift)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    auto hold = store::find<LegalHold>(context.database, lift.hold);
    if (!hold) return fail(ErrorCode::not_found, "There is no such hold. 'retention holds' lists them.");
    if (hold->lifted_on) return fail(ErrorCode::wrong_state, "This hold was lifted already.");
    hold->lifted_on = context.today;
    hold->lifted_by = context.actor.person;
    store::update(context.database, *hold);
    context.label = "Lift a legal hold";
    return Nothing{};
}

template <>
Result<std::vector<Retention::Row>> answer(Context& context, const Retention&)
{
    const auto rules = store::retention_rules(context.database);
    std::vector<Retention::Row> rows;
    for (const auto kind : all_record_kinds()) {
        const auto rule = std::ranges::find(rules, kind, &RetentionRule::kind);
        Retention::Row row;
        row.kind = kind;
        if (rule != rules.end()) row.rule = *rule;
        row.words = words_of(row.rule);
        rows.push_back(std::move(row));
    }
    return rows;
}

template <>
Result<RetentionPreview::Preview> answer(Context& context, const RetentionPreview&)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    store::find_old_records(context.database, context.today);
    RetentionPreview::Preview preview;
    for (const auto& found : store::old_records(context.database)) {
        auto row = std::ranges::find_if(
            preview.rows, [&](const auto& each) { return each.kind == found.kind && each.year == found.year; });
        if (row == preview.rows.end()) {
            row = preview.rows.insert(row, RetentionPreview::Row{});
            row->kind = found.kind;
            row->year = found.year;
        }
        switch (found.verdict) {
            case store::Verdict::due:
                row->due = found.count;
                row->oldest = found.oldest;
                row->newest = found.newest;
                preview.due += found.count;
                break;
            case store::Verdict::held:
                row->held = found.count;
                break;
            case store::Verdict::resting:
                row->resting = found.count;
                row->resting_words = resting_words(found.kind);
                break;
        }
    }
    for (auto& held : store::held_records(context.database)) {
        RetentionPreview::HeldBack row;
        row.hold = std::move(held.hold);
        row.records = held.count;
        preview.held_back.push_back(std::move(row));
    }
    return preview;
}

template <>
Result<std::vector<LegalHolds::Row>> answer(Context& context, const LegalHolds&)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    std::vector<LegalHolds::Row> rows;
    for (auto& hold : store::select<LegalHold>(context.database, "ORDER BY lifted_on IS NOT NULL, id DESC")) {
        LegalHolds::Row row;
        row.person_name = hold.person ? person_name(context, *hold.person) : std::string("everybody");
        row.placed_by_name = name_or_keeper(context, hold.placed_by);
        if (hold.lifted_on) row.lifted_by_name = name_or_keeper(context, hold.lifted_by);
        row.hold = std::move(hold);
        rows.push_back(std::move(row));
    }
    return rows;
}

template <>
Result<std::vector<Certificates::Row>> answer(Context& context, const Certificates&)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    std::vector<Certificates::Row> rows;
    for (const auto& purge : store::select<store::PurgeRow>(context.database, "ORDER BY done_at DESC, id DESC")) {
        Certificates::Row row;
        row.id = purge.id;
        row.kind = purge.kind;
        if (purge.person) row.person_name = person_name(context, *purge.person);
        row.done_at = purge.done_at;
        row.done_by_name = name_or_keeper(context, purge.done_by);
        row.words = certificate_words(purge.certificate);
        rows.push_back(std::move(row));
    }
    return rows;
}

template <>
Result<PurgeCertificate::Certificate> answer(Context& context, const PurgeCertificate& asked)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    const auto purge = store::find<store::PurgeRow>(context.database, asked.purge);
    if (!purge) return fail(ErrorCode::not_found, "There is no such certificate. 'retention certificates' lists them.");
    return certificate_of(context, *purge);
}

template <>
Result<ErasurePreview::Preview> answer(Context& context, const ErasurePreview& asked)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    const auto known = store::find_person(context.database, asked.person);
    if (!known) return fail(ErrorCode::not_found, "This person is not in the file. Choose one from the list.");
    ErasurePreview::Preview preview;
    preview.person_name = known->name();
    const auto person = erasable_person(context, asked.person);
    if (!person) {
        preview.refusal = person.error().text();
        return preview;
    }
    preview.name_afterwards = "Erased person " + store::erased_family_name(context.database, asked.person);
    store::choose_person(context.database, asked.person);
    const auto chosen = store::chosen(context.database);
    const auto total = chosen.total();
    preview.rows_taken = total.taken;
    preview.rows_blanked = total.blanked;
    const auto visits = chosen.tables.find("observation");
    if (visits != chosen.tables.end()) preview.visits_kept = visits->second.blanked;
    return preview;
}

THROUGHLINE_COMMAND(SetRetention);
THROUGHLINE_COMMAND(PlaceHold);
THROUGHLINE_COMMAND(LiftHold);
THROUGHLINE_QUERY(Retention);
THROUGHLINE_QUERY(RetentionPreview);
THROUGHLINE_QUERY(LegalHolds);
THROUGHLINE_QUERY(Certificates);
THROUGHLINE_QUERY(PurgeCertificate);
THROUGHLINE_QUERY(ErasurePreview);

}  // namespace throughline
