// Who can see this, who opened it, and the matrix behind both.
#include <algorithm>

#include <fmt/format.h>

#include "core/store/packets.hpp"
#include "core/store/people.hpp"
#include "core/store/wall.hpp"
#include "core/workspace/detail.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/settings.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/query/wall.hpp"

namespace throughline {
namespace {

std::string state_words(Context& context, const SharingAgreements::Row& row)
{
    const auto& agreement = row.agreement;
    if (agreement.revoked_on) return "revoked on " + spoken_date(*agreement.revoked_on, context.today);
    if (!agreement.teacher_signature.at) return "waits for " + row.teacher_name;
    if (!agreement.observer_signature.at) return "waits for " + row.observer_name;
    if (agreement.to && *agreement.to < context.today) return "over";
    if (agreement.from > context.today) return "from " + spoken_date(agreement.from, context.today);
    return "in force";
}

std::string agreement_words(Context& context, const SharingAgreements::Row& row)
{
    const auto& agreement = row.agreement;
    auto until =
        agreement.to ? " to " + spoken_date(*agreement.to, context.today) : std::string(", until it is revoked");
    return fmt::format(
        "{} and {} agree that {} may see {} of {}'s coaching visits by {}, from {}{}. Private notes are never shown. "
        "Either of the two may revoke this at any time; visits from that day on are not shown.",
        row.teacher_name, row.observer_name, row.reader_name, words_of(agreement.extent), row.teacher_name,
        row.observer_name, spoken_date(agreement.from, context.today), until);
}

std::string sight_words(Sight sight)
{
    switch (sight) {
        case Sight::nothing:
            return "no";
        case Sight::existence:
            return "that it took place";
        case Sight::steps:
            return "action steps";
        case Sight::feedback:
            return "feedback";
        case Sight::words:
        case Sight::author:
            return "yes";
    }
    return {};
}

// What a teacher sets and asks for hangs on no visit: own_side.cpp decides it, and says it here in the hats' order.
VisibilityMatrix::Row own_row(const char* part, const std::array<const char*, hat_count>& seen)
{
    VisibilityMatrix::Row row{part, "any", "any", {}};
    for (const auto* words : seen) row.seen.emplace_back(words);
    return row;
}

std::string opened_words(Context& context, const store::Access& access)
{
    switch (access.kind) {
        case AccessKind::visit: {
            const auto visit = store::find<Observation>(context.database, as<ObservationId>(access.record));
            return visit ? "the visit of " + spoken_date(visit->started_on, context.today) : "a visit";
        }
        case AccessKind::page:
            return "the teacher's page";
        case AccessKind::growth:
            return "the growth picture";
        case AccessKind::records:
            return "the whole record, as files";
    }
    return {};
}

}  // namespace

template <>
Result<std::vector<SharingAgreements::Row>> answer(Context& context, const SharingAgreements& asked)
{
    const bool keeps = may_keep_house(context);
    const auto& who = context.actor.person;
    std::vector<SharingAgreements::Row> rows;
    for (auto& agreement : store::select<SharingAgreement>(context.database, "ORDER BY id DESC")) {
        const bool concerns = keeps || who == agreement.teacher || who == agreement.observer || who == agreement.reader;
        if (!concerns || (asked.teacher && *asked.teacher != agreement.teacher)) continue;
        SharingAgreements::Row row;
        row.teacher_name = person_name(context, agreement.teacher);
        row.observer_name = person_name(context, agreement.observer);
        row.reader_name = person_name(context, agreement.reader);
        row.agreement = std::move(agreement);
        row.state = state_words(context, row);
        row.words = agreement_words(context, row);
        rows.push_back(std::move(row));
    }
    return rows;
}

template <>
Result<std::vector<OpenedBy::Row>> answer(Context& context, const OpenedBy& asked)
{
    if (context.actor.person != asked.teacher && !may_keep_house(context))
        return fail(ErrorCode::not_found, "This teacher is not in the file. Choose one from the list.");
    const auto name_of_viewer = [&](const std::optional<PersonId>& viewer) {
        return viewer ? person_name(context, *viewer) : std::string("the file's keeper");
    };
    std::vector<OpenedBy::Row> rows;
    for (const auto& logged : store::accesses_to(context.database, asked.teacher, asked.count_max)) {
        OpenedBy::Row row{name_of_viewer(logged.access.viewer), opened_words(context, logged.access), {}, logged.at};
        if (logged.access.kind == AccessKind::visit) row.observation = as<ObservationId>(logged.access.record);
        rows.push_back(std::move(row));
    }
    for (const auto& packet : store::select<store::PacketRow>(
             context.database, "WHERE teacher_id = ? ORDER BY made_at DESC LIMIT ?", asked.teacher, asked.count_max)) {
        if (packet.made_by == asked.teacher) continue;
        const auto visit = packet.observation ? store::find<Observation>(context.database, *packet.observation)
                                              : std::optional<Observation>();
        const auto of = visit ? "the visit of " + spoken_date(visit->started_on, context.today) : "the year";
        rows.push_back({name_of_viewer(packet.made_by), "a packet of " + of, packet.observation, packet.made_at});
    }
    std::ranges::stable_sort(rows, [](const OpenedBy::Row& a, const OpenedBy::Row& b) { return b.at < a.at; });
    if (rows.size() > static_cast<std::size_t>(asked.count_max)) rows.resize(static_cast<std::size_t>(asked.count_max));
    return rows;
}

template <>
Result<std::vector<std::string>> answer(Context& context, const WhoCanSee& asked)
{
    const auto visit = visible_observation(context, asked.observation);
    if (!visit) return Failure(visit.error());
    const auto leader = leaders_read_steps(context.database) ? sight_by_policy(Hat::leader, visit->purpose, true)
                                                             : sight_through(Hat::leader, visit->purpose, true);
    const auto administrator = sight_through(Hat::administrator, visit->purpose, true);
    const auto observers = sight_through(Hat::other_observer, visit->purpose, true);
    std::vector<std::string> lines;
    lines.push_back(person_name(context, visit->observer) + ", who wrote it: everything, and their own private lines");
    if (visit->co_observer) lines.push_back(person_name(context, *visit->co_observer) + ", who was there: everything");
    lines.push_back(person_name(context, visit->teacher) + ": everything that is shared");
    const auto line = [&](const char* who, Sight sight) {
        lines.push_back(fmt::format("{}: {}", who,
                                    sight == Sight::nothing     ? "nothing"
                                    : sight == Sight::existence ? "that it took place, when and by whom"
                                    : sight == Sight::steps
                                        ? "that it took place, when and by whom, and, by the school's policy, the "
                                          "text and the state of its action step"
                                        : "everything but private lines"));
    };
    line("Leaders of the school", leader);
    line("Administrators", administrator);
    line("Other coaches", observers);
    lines.emplace_back("Other teachers: nothing");
    for (const auto& agreement :
         store::select<SharingAgreement>(context.database, "WHERE teacher_id = ?", visit->teacher))
        if (agreement.observer == visit->observer && visit->purpose == Purpose::coaching &&
            agreement.covers(visit->started_on))
            lines.push_back(fmt::format("{}, by agreement: {}", person_name(context, agreement.reader),
                                        words_of(agreement.extent)));
    lines.emplace_back("Whoever has this computer's file and its password or disk: all of it");
    return lines;
}

template <>
Result<VisibilityMatrix::Matrix> answer(Context& context, const VisibilityMatrix&)
{
    const bool by_policy = leaders_read_steps(context.database);
    VisibilityMatrix::Matrix matrix;
    for (const auto name : hat_names) matrix.hats.emplace_back(name);
    const auto add = [&](const char* part, Purpose purpose, bool is_shared, auto seen) {
        VisibilityMatrix::Row row{part, std::string(name_of(purpose)), is_shared ? "shared" : "draft", {}};
        for (std::size_t hat = 0; hat < hat_count; ++hat)
            row.seen.push_back(
                seen(static_cast<Hat>(hat), by_policy ? sight_by_policy(static_cast<Hat>(hat), purpose, is_shared)
                                                      : sight_through(static_cast<Hat>(hat), purpose, is_shared)));
        matrix.rows.push_back(std::move(row));
    };
    for (const auto purpose : wall_purposes)
        for (const bool is_shared : {true, false}) {
            add("visit", purpose, is_shared, [](Hat, Sight sight) { return sight_words(sight); });
            add("debrief words", purpose, is_shared, [](Hat hat, Sight sight) {
                return std::string(sight >= Sight::words && hears_debrief(hat) ? "yes" : "no");
            });
            add("private line", purpose, is_shared,
                [](Hat, Sight sight) { return std::string(sight == Sight::author ? "yes" : "no"); });
        }
    // A visit that was shared and is open for correction is its author's draft; what had been given is not forgotten.
    for (const auto purpose : wall_purposes) {
        VisibilityMatrix::Row row{"given before", std::string(name_of(purpose)), "opened", {}};
        for (std::size_t hat = 0; hat < hat_count; ++hat)
            row.seen.emplace_back(reads_given(static_cast<Hat>(hat), purpose) ? "yes" : "no");
        matrix.rows.push_back(std::move(row));
    }
    matrix.rows.push_back(own_row("goals", {"if coaching", "no", "yes", "no", "no", "if in caseload", "no", "yes"}));
    matrix.rows.push_back(own_row("request", {"if asked", "no", "yes", "no", "no", "if asked", "no", "yes"}));
    return matrix;
}

THROUGHLINE_QUERY(SharingAgreements);
THROUGHLINE_QUERY(OpenedBy);
THROUGHLINE_QUERY(WhoCanSee);
THROUGHLINE_QUERY(VisibilityMatrix);

}  // namespace throughline
