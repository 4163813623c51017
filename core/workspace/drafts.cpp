// Drafts: keeping what is being typed, and taking over what an interrupted session left behind.
#include <fmt/format.h>

#include "core/store/calibration.hpp"
#include "core/store/closed_years.hpp"
#include "core/store/people.hpp"
#include "core/store/visits.hpp"
#include "core/workspace/detail.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/observation_rules.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/command/calibration.hpp"
#include "throughline/workspace.hpp"

namespace throughline {

template <>
Result<Nothing> handle(Context& context, const ChangeCalibrationWords& change);  // in calibration_commands.cpp
template <>
Result<Nothing> handle(Context& context, const KeepDecisions& keep);

namespace {

constexpr std::string_view words_prefix = "words ";  // see words_field()

// What a draft belongs to. A record that is gone, or a field that no record has, has no home.
struct Home {
    ObservationId visit;
    std::optional<ObservationField> observation_field;
    std::optional<DebriefField> debrief_field;
    bool evidence_text = false;
    std::optional<Calibration> calibration;  // then there is no visit
};

std::optional<Home> home_of(store::Database& database, const AnyId& record, std::string_view field)
{
    Home home;
    if (const auto visit = store::find<Observation>(database, as<ObservationId>(record))) {
        home.visit = visit->id;
        home.observation_field = parse_observation_field(field);
        return home;
    }
    if (const auto line = store::find<Evidence>(database, as<EvidenceId>(record))) {
        home.visit = line->observation;
        home.evidence_text = field == "text";
        return home;
    }
    if (const auto debrief = store::find<Debrief>(database, as<DebriefId>(record))) {
        home.visit = debrief->observation;
        home.debrief_field = parse_debrief_field(field);
        return home;
    }
    if (auto session = store::find<Calibration>(database, as<CalibrationId>(record))) {
        home.calibration = std::move(session);
        return home;
    }
    return std::nullopt;
}

bool is_of_closed_year(store::Database& database, const store::DraftRow& draft)
{
    const auto home = home_of(database, draft.record, draft.field);
    const auto visit = home ? store::find<Observation>(database, home->visit) : std::nullopt;
    return visit && store::closed_year_of(database, visit->teacher, visit->started_on).has_value();
}

std::string field_words(std::string_view field)
{
    if (field == "script_line") return "Unfinished line";
    if (field == "growth_area") return "Growth area";
    if (field == "action_step") return "Action step";
    if (field == "notes") return "Debrief notes";
    if (field == "teacher_words") return "The teacher's words";
    if (field == "text") return "Evidence line";
    if (field == decisions_field) return "What the group decided";
    if (field.starts_with(words_prefix)) return "Words on " + std::string(field.substr(words_prefix.size()));
    std::string words(field);
    if (!words.empty() && words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
    return words;
}

RecoveredDraft as_typed(const store::DraftRow& draft)
{
    RecoveredDraft recovered;
    recovered.record = draft.record;
    recovered.field = draft.field;
    recovered.text = draft.text;
    recovered.typed_at = draft.typed_at;
    return recovered;
}

std::string typed_words(Context& context, const store::DraftRow& draft)
{
    const auto typed = iso(context.session.options.zone->local(draft.typed_at));
    return "typed " + typed.substr(typed.find('T') + 1);
}

RecoveredDraft describe(Context& context, const store::DraftRow& draft, const Observation& visit)
{
    auto recovered = as_typed(draft);
    recovered.teacher_name = person_name(context, visit.teacher);
    recovered.rubric_title = context.session.rubric(visit.rubric_version)->title;
    recovered.observation = visit.id;
    recovered.words = fmt::format("{}, {}, {}: {}", field_words(draft.field), recovered.teacher_name,
                                  spoken_date(visit.started_on, context.today), typed_words(context, draft));
    return recovered;
}

RecoveredDraft describe(Context& context, const store::DraftRow& draft, const Calibration& session)
{
    auto recovered = as_typed(draft);
    recovered.rubric_title = context.session.rubric(session.rubric_version)->title;
    recovered.words = fmt::format("{}, {}: {}", field_words(draft.field), session.title, typed_words(context, draft));
    return recovered;
}

// The commands' own rules decide: who submitted in the meantime adds no words, and what is not settled waits.
bool settle_in_calibration(Context& context, const store::DraftRow& draft, const Calibration& session)
{
    const auto label = context.label;
    const auto done = draft.field == decisions_field
                          ? handle(context, KeepDecisions{session.id, draft.text, {}})
                          : handle(context, ChangeCalibrationWords{
                                                session.id, draft.field.substr(words_prefix.size()), draft.text, {}});
    context.label = label;
    if (done) store::drop_draft(context.database, draft.record, draft.field, draft.session);
    return done.has_value();
}

bool may_type(store::Database& database, const Calibration& session, std::string_view field,
              const std::optional<PersonId>& person)
{
    if (field != decisions_field && !field.starts_with(words_prefix)) return false;
    if (!person) return field == decisions_field;
    return (field == decisions_field && *person == session.leader) ||
           store::rater_of(database, session.id, *person).has_value();
}

// What was typed takes the place of what stood there. If something was written there since, by another window, neither
// is lost: it stands below, unless it is a part of it.
void bring_in(Context& context, const store::DraftRow& draft, std::string& text, const char* between,
              RecoveredDraft& recovered)
{
    if (!store::is_overtaken(context.database, draft)) {
        text = draft.text;
        return;
    }
    if (trimmed(draft.text).empty() || text.find(draft.text) != std::string::npos) {
        recovered.words += "; what stands there was written later, and stays";
        return;
    }
    text += (text.empty() ? "" : between) + draft.text;
    recovered.words += "; what stands there was written later, so both are kept, one behind the other";
}

// Writes a one-field draft into its record. False if it must wait for a person: an unfinished line, a step, a record
// that has been shared in the meantime.
bool settle(Context& context, const store::DraftRow& draft, const Home& home, Observation& visit,
            RecoveredDraft& recovered)
{
    auto& database = context.database;
    constexpr auto* paragraph = "\n\n";
    constexpr auto* in_a_line = " / ";
    if (home.debrief_field) {
        auto debrief = store::find<Debrief>(database, as<DebriefId>(draft.record));
        auto& text = *home.debrief_field == DebriefField::notes ? debrief->notes : debrief->teacher_words;
        bring_in(context, draft, text, paragraph, recovered);
        store::update(database, *debrief);
    } else if (visit.state != ObservationState::draft) {
        return false;
    } else if (home.observation_field) {
        bring_in(context, draft, text_field(visit, *home.observation_field), paragraph, recovered);
        store::update(database, visit);
    } else if (home.evidence_text && !trimmed(draft.text).empty()) {
        auto line = store::find<Evidence>(database, as<EvidenceId>(draft.record));
        bring_in(context, draft, line->text, in_a_line, recovered);
        store::update(database, *line);
    } else {
        return false;
    }
    store::drop_draft(database, draft.record, draft.field, draft.session);
    return true;
}

}  // namespace

// What a teacher is about to answer: theirs alone, in nobody else's record.
bool is_answer_field(std::string_view field)
{
    return field == name_of(ResponseKind::reply) || field == name_of(ResponseKind::reflection);
}

Result<void> Workspace::keep_draft(const Actor& actor, AnyId record, std::string_view field, std::string_view text)
{
    return store::guarded(session_->file, [&]() -> Result<void> {
        if (const auto allowed = session_->allow(actor); !allowed) return allowed;
        const auto home = home_of(session_->database, record, field);
        if (!home)
            return fail(ErrorCode::not_found, "What you are typing into is not there any more. Copy the text first.");
        if (const auto good = check_text(text); !good) return good;
        if (home->calibration) {
            if (!may_type(session_->database, *home->calibration, field, actor.person))
                return fail(ErrorCode::not_allowed, "Only who takes part in this session may write here.");
        } else if (const auto visit = store::find<Observation>(session_->database, home->visit);
                   is_answer_field(field)) {
            if (!actor.person || *actor.person != visit->teacher)
                return fail(ErrorCode::not_allowed, "Only the teacher of this visit may answer it.");
        } else if (actor.person && *actor.person != visit->observer) {
            return fail(ErrorCode::not_allowed, "Only the observer who made this visit may change it.");
        }
        // Also in a closed year: who was typing when somebody else closed it loses nothing. It stays beside the visit.
        store::keep_draft(session_->database, {record, std::string(field), session_->session_name, actor.person,
                                               std::string(text), session_->options.clock->now()});
        return {};
    });
}

Result<void> Workspace::drop_draft(AnyId record, std::string_view field)
{
    return store::guarded(session_->file, [&]() -> Result<void> {
        store::drop_draft(session_->database, record, field, session_->session_name);
        return {};
    });
}

Result<std::vector<RecoveredDraft>> Workspace::recover_drafts()
{
    std::vector<RecoveredDraft> all;
    const bool is_shared_computer = store::has_accounts(session_->database);
    for (const auto& draft : store::all_drafts(session_->database)) {
        // What somebody else typed waits until they sign in.
        if (is_shared_computer && draft.author != session_->signed_in) continue;
        if (draft.session == session_->session_name || store::SessionName::may_be_running(draft.session)) continue;
        if (store::is_set_aside(draft) && is_of_closed_year(session_->database, draft)) continue;
        const Actor author{draft.author};
        const auto done = session_->run<Nothing>(author, "SettleDraft", [&](Context& context) -> Result<Nothing> {
            context.label = "Bring back what was typed";
            const auto home = home_of(context.database, draft.record, draft.field);
            if (!home) {  // an undo took its record away; the text itself is still worth showing
                store::drop_draft(context.database, draft.record, draft.field, draft.session);
                RecoveredDraft lost;
                lost.record = draft.record;
                lost.field = draft.field;
                lost.text = draft.text;
                lost.typed_at = draft.typed_at;
                lost.words = fmt::format("{}: its record is not there any more; it said \"{}\"",
                                         field_words(draft.field), draft.text);
                all.push_back(std::move(lost));
                return Nothing{};
            }
            // Unsaid, and nobody's to read but the teacher's: it stands in the answer's dialog when they open it.
            if (is_answer_field(draft.field)) {
                store::adopt_draft(context.database, draft, context.session.session_name);
                return Nothing{};
            }
            RecoveredDraft recovered;
            if (home->calibration) {
                recovered = describe(context, draft, *home->calibration);
                recovered.settled = settle_in_calibration(context, draft, *home->calibration);
            } else {
                auto visit = store::find<Observation>(context.database, home->visit);
                if (const auto year = store::closed_year_of(context.database, visit->teacher, visit->started_on)) {
                    recovered = describe(context, draft, *visit);
                    recovered.words += fmt::format("; {} is closed, so it is kept beside the visit", *year);
                    store::set_aside(context.database, draft);
                    all.push_back(std::move(recovered));
                    return Nothing{};
                }
                recovered = describe(context, draft, *visit);
                recovered.settled = settle(context, draft, *home, *visit, recovered);
            }
            if (!recovered.settled) store::adopt_draft(context.database, draft, context.session.session_name);
            all.push_back(std::move(recovered));
            return Nothing{};
        });
        if (!done) return Failure(done.error());
    }
    return all;
}

}  // namespace throughline
