// Commands on visits and what follows from them, each on a row that the maker began or found.
#include "core/workspace/bench/items.hpp"
#include "throughline/command/debrief.hpp"
#include "throughline/command/feedback.hpp"
#include "throughline/command/schedule.hpp"
#include "throughline/command/step.hpp"
#include "throughline/command/unlocking.hpp"
#include "throughline/command/visit_request.hpp"
#include "throughline/query/rubric.hpp"
#include "throughline/query/visit_request.hpp"

namespace throughline::bench {
namespace {

// Makes a command of a draft that was just begun.
template <class Make>
auto on_draft(Make make)
{
    using Command = std::invoke_result_t<Make, const Turn&, ObservationId>;
    return [make](const Turn& turn) -> Result<typename MadeOf<Command>::Type> {
        const auto visit = turn.draft();
        if (!visit) return Failure(visit.error());
        return make(turn, *visit);
    };
}

// ... of a visit that was shared just now, with a step and a debrief to come.
template <class Make>
auto on_shared(Make make)
{
    using Command = std::invoke_result_t<Make, const Turn&, ObservationId, const ShareObservation::Made&>;
    return on_draft([make](const Turn& turn, ObservationId visit) -> Result<typename MadeOf<Command>::Type> {
        SetActionStep step;
        step.observation = visit;
        step.text = "Plan one question for each example";
        if (const auto set = turn.first(step); !set) return Failure(set.error());
        const auto shared = turn.first(ShareObservation{visit});
        if (!shared) return Failure(shared.error());
        return make(turn, visit, *shared);
    });
}

// ... of a visit that was planned for tomorrow, or another day.
Result<BookingId> planned(const Turn& turn, BookingKind kind = BookingKind::visit)
{
    PlanBooking plan;
    plan.booking.kind = kind;
    plan.booking.teacher = turn.place.teacher;
    plan.booking.observer = turn.me;
    // A conference is held on its day, which may be today if it is still to come.
    plan.booking.starts_at = kind == BookingKind::conference ? turn.now + us_per_minute : turn.at_ten(turn.days_on(1));
    const auto made = turn.first(plan);
    if (!made) return Failure(made.error());
    return made->front();
}

Evidence evidence_line(const ObservationId& visit)
{
    Evidence line;
    line.observation = visit;
    line.text = "Three students restate what their partner said";
    return line;
}

std::vector<Item> items_of_drafts()
{
    return {
        does([](const Turn& t) {
            StartObservation start;
            start.teacher = t.place.teacher;
            return start;
        }),
        does(on_draft([](const Turn&, ObservationId visit) { return AddEvidence{evidence_line(visit)}; })),
        does(on_draft([](const Turn& t, ObservationId visit) -> Result<ChangeEvidence> {
            const auto id = t.line(visit);
            if (!id) return Failure(id.error());
            auto line = evidence_line(visit);
            line.id = *id;
            return ChangeEvidence{line, {}};
        })),
        does(on_draft([](const Turn& t, ObservationId visit) -> Result<RemoveEvidence> {
            const auto id = t.line(visit);
            if (!id) return Failure(id.error());
            return RemoveEvidence{*id};
        })),
        does(on_draft([](const Turn& t, ObservationId visit) -> Result<RateIndicator> {
            const auto code = t.rubric_row();
            if (!code) return Failure(code.error());
            return RateIndicator{visit, *code, Mark::not_observed, 0};
        })),
        does(on_draft([](const Turn&, ObservationId visit) {
            ChangeObservation change;
            change.observation = visit;
            change.students_present = 24;
            return change;
        })),
        does(on_draft([](const Turn&, ObservationId visit) {
            return ChangeObservationText{visit, ObservationField::strength, "Every pair had an answer.", {}};
        })),
        does(on_draft([](const Turn&, ObservationId visit) {
            SetActionStep step;
            step.observation = visit;
            step.text = "Plan one question for each example";
            return step;
        })),
        does([](const Turn& t) -> Result<MarkPinnedStep> {
            StartObservation start;  // on a teacher with a live step, which is pinned by itself
            start.teacher = t.place.teacher;
            const auto visit = t.first(start);
            if (!visit) return Failure(visit.error());
            return MarkPinnedStep{*visit, StepResult::practised};
        }),
        does(on_draft([](const Turn& t, ObservationId visit) -> Result<MoveObservation> {
            const auto people = store::people_to_measure(t.database, Role::teacher, 2);
            if (people.size() < 2) return nothing_of_the_kind();
            return MoveObservation{visit, people.front() == t.place.teacher ? people.back() : people.front()};
        })),
        does(on_draft([](const Turn&, ObservationId visit) { return ArchiveObservation{visit}; })),
        does(on_draft([](const Turn&, ObservationId visit) { return ShareObservation{visit}; })),
        does([](const Turn& t) -> Result<RecordObservation> {
            const auto rubric = t.workspace.ask(t.actor, RubricVersion{t.place.rubric_version});
            if (!rubric) return Failure(rubric.error());
            RecordObservation record;
            record.document.teacher = t.name(t.place.teacher);
            record.document.rubric = rubric->id;
            for (int i = 0; i < 25; ++i) {
                ObservationDocument::Line line;
                line.text = "Line " + std::to_string(i) + ": students compare their drawings";
                record.document.evidence.push_back(line);
            }
            record.document.strength = "Every pair had an answer.";
            return record;
        }),
    };
}

// No command, but what happens most often of all: what is being typed goes to disk.
Item keeping_a_draft()
{
    return {"keep_draft", true, interactive_ms, [](const Turn& turn) -> Result<Ran> {
                const auto visit = turn.draft();
                if (!visit) return Failure(visit.error());
                const Stopwatch watch;
                const auto kept = turn.workspace.keep_draft(turn.actor, any(*visit), "script_line",
                                                            "Three students restate what their par");
                if (!kept) return Failure(kept.error());
                return Ran{watch.ms(), 1};
            }};
}

std::vector<Item> items_after_sharing()
{
    using Made = ShareObservation::Made;
    return {
        does([](const Turn& t) {
            return AmendObservation{t.place.visit, ObservationField::strength, "Every pair had an answer.", "Measured"};
        }),
        does([](const Turn& t) { return NoteMessagePrepared{t.place.visit}; }),
        does(on_shared([](const Turn& t, ObservationId, const Made& made) {
            return PlanDebrief{made.debrief, t.at_ten(t.days_on(1)), {}};
        })),
        does(on_shared([](const Turn&, ObservationId, const Made& made) {
            ChangeDebrief change;
            change.debrief = made.debrief;
            change.practised = std::optional<bool>(true);
            return change;
        })),
        does(on_shared([](const Turn&, ObservationId, const Made& made) {
            return ChangeDebriefText{made.debrief, DebriefField::notes, "Agreed on one question.", {}};
        })),
        does(on_shared([](const Turn& t, ObservationId, const Made& made) {
            return HoldDebrief{made.debrief, t.workspace.now(), 20, "Agreed on one question."};
        })),
        does(on_shared([](const Turn&, ObservationId, const Made& made) {
            return SkipDebrief{made.debrief, "Measured"};
        })),
        does(on_shared([](const Turn&, ObservationId, const Made& made) {
            return CheckStep{*made.step, StepResult::practised, "Seen twice.", {}};
        })),
        does(on_shared([](const Turn&, ObservationId, const Made& made) {
            return CloseStep{*made.step, StepState::dropped, "Measured"};
        })),
        does(on_shared([](const Turn& t, ObservationId, const Made& made) {
            return MoveStepCheck{*made.step, t.days_on(7)};
        })),
        does(on_shared([](const Turn&, ObservationId, const Made& made) {
            return RewordStep{*made.step, "Plan one open question for each example"};
        })),
        does([](const Turn& t) {
            return Respond{t.place.visit, ResponseKind::reply, "Thank you.", {}};
        }),
        does(
            [](const Turn& t) {
                MakePacket packet;
                packet.observation = t.place.visit;
                return packet;
            },
            document_ms),
        does([](const Turn& t) { return MakeRecords{t.place.teacher}; }, records_ms),
        does([](const Turn& t) {
            return AskToUnlock{t.place.visit, "Measured", {}};
        }),
        does([](const Turn& t) -> Result<SignUnlocking> {
            const auto asked = t.first(AskToUnlock{t.place.visit, "Measured", {}});
            if (!asked) return Failure(asked.error());
            return SignUnlocking{*asked, t.me, t.name(t.me)};
        }),
        does([](const Turn& t) -> Result<DeclineUnlocking> {
            const auto asked = t.first(AskToUnlock{t.place.visit, "Measured", {}});
            if (!asked) return Failure(asked.error());
            return DeclineUnlocking{*asked};
        }),
    };
}

// A teacher's request, whoever is measured.
Result<VisitRequestId> requested(const Turn& turn)
{
    const auto known = turn.workspace.ask(Actor::as(turn.place.teacher), VisitRequests{});
    if (!known) return Failure(known.error());
    if (known->may_ask.empty()) return nothing_of_the_kind();
    auto observer = known->may_ask.front().id;
    for (const auto& person : known->may_ask)
        if (person.id == turn.me) observer = person.id;
    return turn.first_as(turn.place.teacher, AskForVisit{observer, "Wait time after questions", {}});
}

std::vector<Item> items_of_plans()
{
    return {
        does([](const Turn& t) {
            PlanBooking plan;
            plan.booking.teacher = t.place.teacher;
            plan.booking.observer = t.me;
            plan.booking.starts_at = t.at_ten(t.days_on(1));
            return plan;
        }),
        does([](const Turn& t) -> Result<MoveBooking> {
            const auto booking = planned(t);
            if (!booking) return Failure(booking.error());
            return MoveBooking{*booking, t.at_ten(t.days_on(2)), {}, false};
        }),
        does([](const Turn& t) -> Result<ChangeBooking> {
            const auto booking = planned(t);
            if (!booking) return Failure(booking.error());
            return ChangeBooking{*booking, "Bring the exit tickets", {}, {}};
        }),
        does([](const Turn& t) -> Result<SkipBooking> {
            const auto booking = planned(t);
            if (!booking) return Failure(booking.error());
            return SkipBooking{*booking, "Measured", false};
        }),
        does([](const Turn& t) -> Result<HoldConference> {
            const auto booking = planned(t, BookingKind::conference);
            if (!booking) return Failure(booking.error());
            return HoldConference{*booking, 20};
        }),
        does([](const Turn& t) {
            SetClassPeriods set;
            set.teacher = t.place.teacher;
            ClassPeriod period;
            period.title = "Mathematics 4";
            period.begins_minute = 9 * 60;
            period.ends_minute = 10 * 60;
            set.periods = {period};
            return set;
        }),
        does([](const Turn& t) -> Result<AskForVisit> {
            const auto known = t.workspace.ask(t.actor, VisitRequests{});
            if (!known) return Failure(known.error());
            if (known->may_ask.empty()) return nothing_of_the_kind();
            return AskForVisit{known->may_ask.front().id, "Wait time after questions", {}};
        }),
        does([](const Turn& t) -> Result<AnswerVisitRequest> {
            const auto request = requested(t);
            if (!request) return Failure(request.error());
            return AnswerVisitRequest{*request, "Not this week."};
        }),
        does([](const Turn& t) -> Result<WithdrawVisitRequest> {
            const auto request = requested(t);
            if (!request) return Failure(request.error());
            return WithdrawVisitRequest{*request};
        }),
    };
}

}  // namespace

Result<std::string> Turn::rubric_row() const
{
    const auto rubric = workspace.ask(actor, RubricVersion{place.rubric_version});
    if (!rubric) return Failure(rubric.error());
    for (const auto* row : rubric->rows())
        if (is_rated(*row) && row->may_be_not_observed) return row->code;
    return nothing_of_the_kind();
}

std::vector<Item> visit_command_items()
{
    std::vector<Item> items{keeping_a_draft()};
    for (auto&& part : {items_of_drafts(), items_after_sharing(), items_of_plans()})
        items.insert(items.end(), part.begin(), part.end());
    return items;
}

}  // namespace throughline::bench
