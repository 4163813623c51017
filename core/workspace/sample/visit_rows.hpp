// A year's visits of one school as rows, each written once: how a district's sample comes to be in minutes.
//
// Used by write.cpp for every school but the first, whose visits are typed act by act through the commands. Promises:
// the rows say what the commands would have said, to the last column (a test compares the two); the journal has one
// command a visit, as for a visit that is recorded whole, since nobody typed these.
#pragma once

#include <map>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/workspace/house_days.hpp"
#include "core/workspace/sample/write.hpp"
#include "core/workspace/session.hpp"

namespace throughline::sample {

class VisitRows {
public:
    VisitRows(Workspace& workspace, const std::vector<PlannedVisit>& visits, const std::vector<PersonId>& people,
              const RubricVersions& rubrics);

    // Acts come by time; nothing is written yet.
    void carry_out(const Act& act, Instant now);
    // When a visit was changed last: where the workspace's clock must stand while it is written.
    [[nodiscard]] Instant changed_at(int visit) const { return kept(visit).changed_at; }
    // Visits are written in their order: what one names of another lies before it.
    Result<void> write(int visit);

private:
    struct Kept {
        Observation observation;
        std::optional<ActionStep> step;
        std::vector<StepEvent> events;  // of any step, if they happened in this visit; else of its own
        std::optional<Debrief> debrief;
        std::optional<Amendment> amendment;
        Instant changed_at;
    };
    using Pair = std::pair<PersonId, PersonId>;  // teacher and observer

    [[nodiscard]] const Kept& kept(int visit) const { return kept_[static_cast<std::size_t>(visit)]; }
    [[nodiscard]] const PlannedVisit& plan_of(int visit) const { return visits_[static_cast<std::size_t>(visit)]; }
    template <class IdType>
    IdType new_id()
    {
        return session_.options.ids->next<IdType>();
    }
    void start(Kept& visit, const PlannedVisit& plan, Instant now);
    [[nodiscard]] std::optional<ActionStepId> live_step(const Observation& of);
    void set_step(int visit, const PlannedStep& plan);
    void share(int visit, Instant now);
    void take_pinned_check(const Kept& visit, Instant now);
    void check(Kept& of_step, StepResult result, const std::optional<ObservationId>& in_visit, std::string_view note,
               const std::optional<Date>& next_check_on, Instant now);
    void add_event(const ActionStep& step, std::optional<StepResult> result,
                   const std::optional<ObservationId>& in_visit, std::string_view note, std::optional<Date> due_on,
                   Instant now);
    void hold_debrief(Debrief& debrief, const PlannedDebrief& plan, Instant now) const;
    void amend(Kept& visit, const PlannedAmendment& plan, Instant now);
    void insert_all(Context& context, const Kept& visit, const PlannedVisit& plan);

    Workspace::Session& session_;
    const std::vector<PlannedVisit>& visits_;
    const std::vector<PersonId>& people_;
    const RubricVersions& rubrics_;
    Context reading_;
    HouseDays house_;
    std::vector<Kept> kept_;
    std::unordered_map<ObservationId, int> visit_by_id_;
    std::unordered_map<ActionStepId, int> visit_by_step_;
    std::map<Pair, std::vector<int>> steps_;  // visits with a step, in the order in which these were set
};

}  // namespace throughline::sample
