#include <algorithm>

#include "core/workspace/sample/write.hpp"
#include "throughline/command/debrief.hpp"
#include "throughline/command/observation.hpp"
#include "throughline/command/step.hpp"

namespace throughline::sample {
namespace {

using boost::posix_time::milliseconds;
using boost::posix_time::minutes;
using boost::posix_time::seconds;
using Kind = Act::Kind;

class ActList {
public:
    void add(LocalTime at, Kind kind, int visit, int item = 0) { acts_.push_back({at, kind, visit, item}); }

    void add_visit(const PlannedVisit& visit, int index)
    {
        add(visit.starts_at, Kind::start, index);
        add(visit.starts_at + seconds(20), Kind::facts, index);
        int item = 0;
        for (const auto& line : visit.evidence)
            add(visit.starts_at + milliseconds(line.elapsed_ms), Kind::line, index, item++);
        // Written up in the corridor: minutes, ratings, the pinned step, then the words.
        auto at = visit.ends_at();
        add(at, Kind::minutes, index);
        for (std::size_t i = 0; i < visit.ratings.size(); ++i)
            add(at += seconds(4), Kind::rate, index, static_cast<int>(i));
        at += seconds(30);
        if (visit.pinned_result) add(at, Kind::pinned, index);
        if (!visit.strength.empty()) add(at + minutes(1), Kind::strength, index);
        if (!visit.growth_area.empty()) add(at + minutes(2), Kind::growth_area, index);
        if (visit.step) add(at + minutes(3), Kind::set_step, index);
        if (visit.shared_at) add(*visit.shared_at, Kind::share, index);
        if (visit.step) add_step(*visit.step, index);
        if (visit.debrief) add_debrief(visit, index);
    }

    std::vector<Act> by_time()
    {
        std::ranges::stable_sort(acts_, {}, &Act::at);
        return std::move(acts_);
    }

private:
    void add_step(const PlannedStep& step, int index)
    {
        for (std::size_t i = 0; i < step.moves.size(); ++i)
            add(step.moves[i].first, Kind::move_check, index, static_cast<int>(i));
        for (std::size_t i = 0; i < step.checks.size(); ++i)
            add(step.checks[i].at, Kind::check_step, index, static_cast<int>(i));
        if (step.closing) add(step.closing->at, Kind::close_step, index);
    }

    void add_debrief(const PlannedVisit& visit, int index)
    {
        const auto& debrief = *visit.debrief;
        const auto end = debrief.held_at + minutes(debrief.minutes);
        add(end, Kind::change_debrief, index);
        add(end + seconds(30), Kind::hold_debrief, index);
        if (!debrief.teacher_words.empty()) add(end + seconds(60), Kind::teacher_words, index);
        if (visit.amendment) add(visit.amendment->at, Kind::amend, index);
    }

    std::vector<Act> acts_;
};

}  // namespace

std::vector<Act> acts_of(const std::vector<PlannedVisit>& visits)
{
    ActList list;
    for (std::size_t i = 0; i < visits.size(); ++i) list.add_visit(visits[i], static_cast<int>(i));
    return list.by_time();
}

VisitWriter::VisitWriter(Workspace& workspace, const std::vector<PlannedVisit>& visits,
                         const std::vector<PersonId>& people, const RubricVersions& rubrics)
    : workspace_(workspace), visits_(visits), people_(people), rubrics_(rubrics), written_(visits.size())
{}

template <class Command>
Result<void> VisitWriter::execute(const Command& command)
{
    const auto outcome = workspace_.execute(actor_, command);
    return outcome ? Result<void>{} : Failure(outcome.error());
}

Result<void> VisitWriter::carry_out(const Act& act, Instant now)
{
    const auto& visit = visits_[static_cast<std::size_t>(act.visit)];
    const auto item = static_cast<std::size_t>(act.item);
    actor_ = Actor::as(people_[static_cast<std::size_t>(visit.observer)]);
    current_ = &written_[static_cast<std::size_t>(act.visit)];
    switch (act.kind) {
        case Kind::start:
            return start(act.visit);
        case Kind::facts:
            return change_facts(visit);
        case Kind::line:
            return add_line(visit.evidence[item]);
        case Kind::minutes: {
            ChangeObservation change;
            change.observation = current_->observation;
            change.minutes = visit.minutes;
            return execute(change);
        }
        case Kind::rate:
            return rate(visit.ratings[item]);
        case Kind::pinned:
            return execute(MarkPinnedStep{current_->observation, visit.pinned_result});
        case Kind::strength:
            return change_text(ObservationField::strength, visit.strength);
        case Kind::growth_area:
            return change_text(ObservationField::growth_area, visit.growth_area);
        case Kind::set_step:
            return set_step(*visit.step);
        case Kind::close_step:
            return execute(CloseStep{*current_->step, visit.step->closing->state, visit.step->closing->reason});
        case Kind::share:
            return share();
        case Kind::move_check:
            return execute(MoveStepCheck{*current_->step, visit.step->moves[item].second});
        case Kind::check_step:
            return check_step(visit.step->checks[item]);
        case Kind::change_debrief:
            return change_debrief(*visit.debrief);
        case Kind::hold_debrief:
            return hold_debrief(*visit.debrief, now);
        case Kind::teacher_words:
            return execute(
                ChangeDebriefText{*current_->debrief, DebriefField::teacher_words, visit.debrief->teacher_words, {}});
        case Kind::amend:
            return execute(AmendObservation{current_->observation, ObservationField::strength, visit.amendment->text,
                                            visit.amendment->reason});
    }
    return {};
}

Result<void> VisitWriter::start(int index)
{
    const auto& visit = visits_[static_cast<std::size_t>(index)];
    StartObservation start;
    start.teacher = people_[static_cast<std::size_t>(visit.teacher)];
    start.purpose = visit.purpose;
    start.rubric_version = rubrics_.at(visit.rubric_id);
    start.form_id = visit.form_id;
    const auto outcome = workspace_.execute(actor_, start);
    if (!outcome) return Failure(outcome.error());
    current_->observation = outcome->value;
    return {};
}

Result<void> VisitWriter::change_facts(const PlannedVisit& visit)
{
    ChangeObservation change;
    change.observation = current_->observation;
    if (visit.announced) change.announced = visit.announced;
    change.students_present = visit.students_present;
    return execute(change);
}

Result<void> VisitWriter::add_line(const PlannedLine& line)
{
    Evidence evidence;
    evidence.observation = current_->observation;
    evidence.elapsed_ms = line.elapsed_ms;
    evidence.speaker = line.speaker;
    evidence.kind = line.kind;
    evidence.text = line.text;
    evidence.indicators = line.indicators;
    evidence.is_private = line.is_private;
    evidence.amount = line.amount;
    evidence.out_of = line.out_of;
    return execute(AddEvidence{evidence});
}

Result<void> VisitWriter::rate(const Rating& rating)
{
    return execute(RateIndicator{current_->observation, rating.code, rating.mark, rating.level});
}

Result<void> VisitWriter::change_text(ObservationField field, const std::string& text)
{
    return execute(ChangeObservationText{current_->observation, field, text, {}});
}

Result<void> VisitWriter::set_step(const PlannedStep& step)
{
    return execute(SetActionStep{current_->observation, step.text, step.indicators, step.check_on, {}});
}

Result<void> VisitWriter::share()
{
    const auto outcome = workspace_.execute(actor_, ShareObservation{current_->observation});
    if (!outcome) return Failure(outcome.error());
    current_->step = outcome->value.step;
    current_->debrief = outcome->value.debrief;
    return {};
}

Result<void> VisitWriter::check_step(const PlannedCheck& check)
{
    return execute(CheckStep{*current_->step, check.result, check.note, check.next_check_on});
}

Result<void> VisitWriter::change_debrief(const PlannedDebrief& debrief)
{
    ChangeDebrief change;
    change.debrief = *current_->debrief;
    change.protocol = debrief.protocol;
    change.done = debrief.done;
    if (debrief.practised) change.practised = debrief.practised;
    if (debrief.next_visit_on) change.next_visit_on = debrief.next_visit_on;
    return execute(change);
}

Result<void> VisitWriter::hold_debrief(const PlannedDebrief& debrief, Instant now)
{
    // Written down half a minute after it ended.
    const auto held_at = now + -(debrief.minutes * us_per_minute + 30 * us_per_second);
    return execute(HoldDebrief{*current_->debrief, held_at, debrief.minutes, debrief.notes});
}

}  // namespace throughline::sample
