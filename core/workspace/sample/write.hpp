// What is done in the sample's rooms, act by act, in the order of the clock. The half of write.cpp that is about
// visits.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/workspace/sample/names.hpp"
#include "core/workspace/sample/plan.hpp"
#include "throughline/workspace.hpp"

namespace throughline::sample {

struct Act {
    enum class Kind {
        start,
        facts,
        line,
        minutes,
        rate,
        pinned,
        strength,
        growth_area,
        set_step,
        close_step,
        share,
        move_check,
        check_step,
        change_debrief,
        hold_debrief,
        teacher_words,
        amend,
    };
    LocalTime at;
    Kind kind = Kind::start;
    int visit = 0;
    int item = 0;  // of the visit's lines, ratings, checks or moves
};

// Everything of a year's visits, by time.
std::vector<Act> acts_of(const std::vector<PlannedVisit>& visits);

using RubricVersions = std::map<std::string, RubricVersionId, std::less<>>;

// Does one act as the person who would do it. The workspace's clock must stand at `now`.
class VisitWriter {
public:
    VisitWriter(Workspace& workspace, const std::vector<PlannedVisit>& visits, const std::vector<PersonId>& people,
                const RubricVersions& rubrics);
    Result<void> carry_out(const Act& act, Instant now);

private:
    struct Written {
        ObservationId observation;
        std::optional<ActionStepId> step;
        std::optional<DebriefId> debrief;
    };

    template <class Command>
    Result<void> execute(const Command& command);
    Result<void> start(int visit);
    Result<void> share();
    Result<void> add_line(const PlannedLine& line);
    Result<void> change_facts(const PlannedVisit& visit);
    Result<void> rate(const Rating& rating);
    Result<void> change_text(ObservationField field, const std::string& text);
    Result<void> set_step(const PlannedStep& step);
    Result<void> check_step(const PlannedCheck& check);
    Result<void> change_debrief(const PlannedDebrief& debrief);
    Result<void> hold_debrief(const PlannedDebrief& debrief, Instant now);

    Workspace& workspace_;
    const std::vector<PlannedVisit>& visits_;
    const std::vector<PersonId>& people_;
    const RubricVersions& rubrics_;
    std::vector<Written> written_;  // by visit
    Actor actor_;                   // of the act at hand
    Written* current_ = nullptr;
};

}  // namespace throughline::sample
