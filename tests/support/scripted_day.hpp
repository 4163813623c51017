// A day's work as one list of steps: visits typed, rated, shared, debriefed, undone; a roster taken in, a backup made.
// Used by the tests that interrupt it.
#pragma once

#include <functional>
#include <vector>

#include "tests/support/temp_workspace.hpp"
#include "throughline/command/debrief.hpp"

namespace throughline::test {

// What the person was told is done: it must be there afterwards.
struct Told {
    static constexpr int visits_max = 64;
    volatile int shared_count = 0;
    IdBytes shared[visits_max] = {};
    int lines[visits_max] = {};  // of evidence in each
};

// One day of a coach. Each refusal is passed to `refused` and the day goes on, as a person would.
class ScriptedDay {
public:
    ScriptedDay(Workspace& workspace, Actor coach, std::vector<PersonId> teachers, Told& told,
                std::function<void(const Error&)> refused)
        : workspace_(workspace),
          coach_(coach),
          teachers_(std::move(teachers)),
          told_(told),
          refused_(std::move(refused))
    {}

    void work(int visits)
    {
        for (int number = 0; number < visits; ++number)
            visit(teachers_[static_cast<std::size_t>(number) % teachers_.size()]);
    }

private:
    template <class Value>
    bool done(const Result<Value>& result)
    {
        if (!result) refused_(result.error());
        return result.has_value();
    }

    void visit(PersonId teacher)
    {
        const auto started = workspace_.execute(coach_, StartObservation{teacher, {}, {}, {}, {}});
        if (!done(started)) return;
        const auto id = started->value;
        std::string line;
        for (int key = 0; key < 12; ++key) {
            line += static_cast<char>('a' + key);
            if (key % 3 == 0) done(workspace_.keep_draft(coach_, any(id), "script_line", line));
        }
        int lines = 0;
        for (int number = 0; number < 3; ++number) {
            Evidence evidence;
            evidence.observation = id;
            evidence.elapsed_ms = number;
            evidence.text = line + std::to_string(number);
            if (done(workspace_.execute(coach_, AddEvidence{evidence}))) ++lines;
        }
        done(workspace_.execute(coach_, ChangeObservationText{id, ObservationField::strength, "Clear steps", {}}));
        done(workspace_.execute(coach_, SetActionStep{id, "Wait three seconds", {}, {}, {}}));
        if (done(workspace_.execute(coach_, ChangeObservationText{id, ObservationField::growth_area, "Wait time", {}})))
            done(workspace_.undo(coach_));
        if (!done(workspace_.execute(coach_, ShareObservation{id}))) return;
        told_.shared[told_.shared_count] = id.bytes;
        told_.lines[told_.shared_count] = lines;
        told_.shared_count = told_.shared_count + 1;
    }

    Workspace& workspace_;
    Actor coach_;
    std::vector<PersonId> teachers_;
    Told& told_;
    std::function<void(const Error&)> refused_;
};

}  // namespace throughline::test
