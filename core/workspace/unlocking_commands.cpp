// Opening a shared visit again: asked for with a reason, signed by its teacher and its observer.
#include <algorithm>

#include "core/exchange/given_visit.hpp"
#include "core/store/unlocking.hpp"
#include "core/store/visits.hpp"
#include "core/workspace/detail.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/observation_rules.hpp"
#include "core/workspace/signatures.hpp"
#include "core/workspace/unlocking_rules.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/unlocking.hpp"

namespace throughline {
namespace {

constexpr std::size_t reason_chars_max = 2'000;

bool is_party(const Context& context, const Observation& visit)
{
    const auto& actor = context.actor.person;
    return !actor || *actor == visit.teacher || *actor == visit.observer;
}

Result<Observation> visit_of_two(Context& context, const ObservationId& id)
{
    auto visit = visible_observation(context, id);
    if (!visit) return visit;
    if (!is_party(context, *visit))
        return fail(ErrorCode::not_allowed,
                    "Only the teacher and the observer of this visit can agree to open it again.");
    if (const auto open = require_open_year(context, *visit); !open) return Failure(open.error());
    return visit;
}

struct Asked {
    Unlocking unlocking;
    Observation visit;
};

// An unlocking that waits, of a visit of the actor's. Whoever may not know of it learns nothing.
Result<Asked> waiting(Context& context, const UnlockingId& id)
{
    auto unlocking = store::find<Unlocking>(context.database, id);
    auto visit = unlocking ? store::find<Observation>(context.database, unlocking->observation) : std::nullopt;
    if (!unlocking || !visit || !is_party(context, *visit))
        return fail(ErrorCode::not_found, "Nobody has asked to open this visit, or it is between others.");
    if (unlocking->state != UnlockingState::asked)
        return fail(ErrorCode::wrong_state, "This is settled already: it is {0}.",
                    std::string(name_of(unlocking->state)));
    if (const auto open = require_open_year(context, *visit); !open) return Failure(open.error());
    return Asked{std::move(*unlocking), std::move(*visit)};
}

// The visit through its teacher's eyes, who sees every word and no private line.
std::string given_of(Context& context, const Observation& visit)
{
    store::Viewer teacher;
    teacher.person = visit.teacher;
    return given_text(detail_of(context, teacher, visit));
}

void open(Context& context, Asked& asked)
{
    auto& [unlocking, visit] = asked;
    unlocking.given = given_of(context, visit);
    unlocking.state = UnlockingState::open;
    visit.state = ObservationState::draft;
    visit.shared_at.reset();
    store::update(context.database, visit);
    context.label = "Open a shared visit again";
}

Result<void> sign(Context& context, Asked& asked, const PersonId& party, const std::string& typed)
{
    auto& [unlocking, visit] = asked;
    if (party != visit.teacher && party != visit.observer)
        return fail(ErrorCode::invalid, "The teacher and the observer of the visit sign this, nobody else.");
    auto made = signature_of(context, party, typed);
    if (!made) return Failure(made.error());
    bool has_signed = false;
    // Whoever observed their own lesson signs for both.
    for (auto [who, signature] : {std::pair(visit.teacher, &unlocking.teacher_signature),
                                  std::pair(visit.observer, &unlocking.observer_signature)}) {
        if (who != party) continue;
        if (signature->at) return fail(ErrorCode::wrong_state, "{0} has signed already.", signature->name);
        *signature = *made;
        has_signed = true;
    }
    if (has_signed && unlocking.opened_at()) open(context, asked);
    return {};
}

}  // namespace

Result<void> require_never_shared(Context& context, const Observation& observation)
{
    if (!store::open_unlocking(context.database, observation.id)) return {};
    return fail(ErrorCode::wrong_state,
                "This visit was shared before and is open for correction only. It stays with its teacher, its purpose "
                "and its rubric, and cannot be put away.");
}

bool is_pinned_check_taken(Context& context, const Observation& observation)
{
    if (!observation.pinned_step) return false;
    const auto events = store::events_of(context.database, *observation.pinned_step);
    return std::ranges::any_of(events, [&](const StepEvent& event) {
        return event.result.has_value() && event.observation.has_value() && *event.observation == observation.id;
    });
}

template <>
Result<UnlockingId> handle(Context& context, const AskToUnlock& ask)
{
    auto visit = visit_of_two(context, ask.observation);
    if (!visit) return Failure(visit.error());
    if (visit->state != ObservationState::shared)
        return fail(ErrorCode::wrong_state, "This visit is not locked: it has not been shared, or is open already.");
    const auto reason = std::string(trimmed(ask.reason));
    if (reason.empty())
        return fail(ErrorCode::invalid, "Say what has to be put right: the other one reads it before they sign.");
    if (count_characters(reason) > reason_chars_max)
        return fail(ErrorCode::invalid, "A reason has at most {0} characters. Shorten it.",
                    std::to_string(reason_chars_max));
    if (const auto good = check_text(reason); !good) return Failure(good.error());
    if (store::select_one<Unlocking>(context.database, "WHERE observation_id = ? AND state = 'asked'", visit->id))
        return fail(ErrorCode::conflict, "Somebody has asked to open this visit already. Sign that, or decline it.");
    Asked asked;
    asked.visit = std::move(*visit);
    asked.unlocking.id = context.new_id<UnlockingId>();
    asked.unlocking.observation = asked.visit.id;
    asked.unlocking.reason = reason;
    asked.unlocking.asked_by = context.actor.person;
    asked.unlocking.asked_at = context.now;
    context.label = "Ask to open a shared visit";
    if (!trimmed(ask.signature).empty()) {
        if (!context.actor.person)
            return fail(ErrorCode::invalid, "Say who signs: ask first, then sign for the one who does.");
        if (const auto done = sign(context, asked, *context.actor.person, ask.signature); !done)
            return Failure(done.error());
    }
    context.final = asked.unlocking.state == UnlockingState::open;
    store::insert(context.database, asked.unlocking);
    return asked.unlocking.id;
}

template <>
Result<UnlockingState> handle(Context& context, const SignUnlocking& signing)
{
    auto asked = waiting(context, signing.unlocking);
    if (!asked) return Failure(asked.error());
    context.label = "Sign the opening of a shared visit";
    if (const auto done = sign(context, *asked, signing.party, signing.signature); !done) return Failure(done.error());
    store::update(context.database, asked->unlocking);
    context.final = true;
    return asked->unlocking.state;
}

template <>
Result<Nothing> handle(Context& context, const DeclineUnlocking& decline)
{
    auto asked = waiting(context, decline.unlocking);
    if (!asked) return Failure(asked.error());
    asked->unlocking.state = UnlockingState::declined;
    asked->unlocking.closed_at = context.now;
    store::update(context.database, asked->unlocking);
    context.label = "Decline to open a shared visit";
    return Nothing{};
}

THROUGHLINE_COMMAND(AskToUnlock);
THROUGHLINE_COMMAND(SignUnlocking);
THROUGHLINE_COMMAND(DeclineUnlocking);

}  // namespace throughline
