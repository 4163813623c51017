// What is measured: a name, and how to make the question or command for one turn.
//
// Used by measure.cpp; the lists are in question_items.cpp and the two command lists. A maker runs before the clock
// does and may give commands itself: a line is added to a draft that the maker began.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "core/store/bench.hpp"
#include "core/store/people.hpp"
#include "core/workspace/session.hpp"
#include "throughline/bench.hpp"
#include "throughline/command/observation.hpp"

namespace throughline {

template <class Command>
std::string_view command_name();  // see execute.hpp

namespace bench {

constexpr double interactive_ms = 16;
constexpr double model_ms = 1'000;    // a model is fitted to a school's year, or a password is made hard to guess
constexpr double document_ms = 50;    // a packet
constexpr double records_ms = 1'000;  // a teacher's whole record
constexpr double search_ms = 1'000;   // a search until nothing is left to look through; its rows come before
constexpr double house_ms = 1'000;    // what reads all of a school's year, once a year: closing it, purging

// Who asks, and what about.
struct Turn {
    Workspace& workspace;
    store::Database& database;
    Actor actor;
    PersonId me;  // the actor; for a keeper without a name the visit's observer
    store::VisitPlace place;
    Date today;
    Instant now;
    int number = 0;

    template <class Command>
    [[nodiscard]] Result<typename Command::Value> first(const Command& command) const
    {
        auto done = workspace.execute(actor, command);
        if (!done) return Failure(done.error());
        return std::move(done->value);
    }
    template <class Command>
    [[nodiscard]] Result<typename Command::Value> first_as(const PersonId& person, const Command& command) const
    {
        auto done = workspace.execute(Actor::as(person), command);
        if (!done) return Failure(done.error());
        return std::move(done->value);
    }
    [[nodiscard]] Result<ObservationId> draft() const
    {
        StartObservation start;
        start.teacher = place.teacher;
        start.rubric_version = place.rubric_version;
        return first(start);
    }
    [[nodiscard]] Result<EvidenceId> line(const ObservationId& visit) const
    {
        Evidence evidence;
        evidence.observation = visit;
        evidence.text = "A measured line: students compare their drawings";
        return first(AddEvidence{evidence});
    }
    [[nodiscard]] Date days_on(int days) const { return today + boost::gregorian::days(days); }
    [[nodiscard]] std::string name(const PersonId& id) const
    {
        const auto person = store::find_person(database, id);
        return person ? person->name() : std::string();
    }
    [[nodiscard]] Instant at_ten(Date day) const
    {
        return workspace.zone().instant(LocalTime(day, boost::posix_time::hours(10)));
    }
    // A row of the visit's rubric that takes levels.
    [[nodiscard]] Result<std::string> rubric_row() const;
};

inline Failure nothing_of_the_kind() { return fail(ErrorCode::not_found, "There is nothing of the kind in the file."); }

struct Ran {
    double ms = 0;
    std::int64_t rows = 0;
};

struct Item {
    std::string name;
    bool is_command = false;
    double budget_ms = interactive_ms;
    std::function<Result<Ran>(const Turn&)> run;
};

class Stopwatch {
public:
    [[nodiscard]] double ms() const
    {
        return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - from_).count();
    }

private:
    std::chrono::steady_clock::time_point from_ = std::chrono::steady_clock::now();
};

// Notes of who looked at what, which a question may leave to be written.
void write_looks(Workspace& workspace);
// What a command reads back of its journal, outside of a batch.
std::int64_t read_changes(Workspace& workspace);

template <class Answer>
std::int64_t rows_in(const Answer& answer)
{
    if constexpr (requires { answer.size(); })
        return static_cast<std::int64_t>(answer.size());
    else if constexpr (requires { answer.rows.size(); })
        return static_cast<std::int64_t>(answer.rows.size());
    else if constexpr (requires { answer.people.size(); })
        return static_cast<std::int64_t>(answer.people.size());
    else if constexpr (requires { answer.visits.size(); })
        return static_cast<std::int64_t>(answer.visits.size());
    else if constexpr (requires { answer.evidence.size(); })
        return static_cast<std::int64_t>(answer.evidence.size());
    else
        return 1;
}

// What a maker gives: the question itself, or a Result of it.
template <class Made>
struct MadeOf {
    using Type = Made;
};
template <class Made>
struct MadeOf<Result<Made>> {
    using Type = Made;
};

template <class Maker>
Item asks(std::string name, Maker make, double budget_ms = interactive_ms)
{
    using Query = typename MadeOf<std::invoke_result_t<Maker, const Turn&>>::Type;
    return {std::move(name), false, budget_ms, [make](const Turn& turn) -> Result<Ran> {
                const Result<Query> query = make(turn);
                if (!query) return Failure(query.error());
                const Stopwatch watch;
                const auto answer = turn.workspace.ask(turn.actor, *query);
                if (answer) write_looks(turn.workspace);
                const double ms = watch.ms();
                if (!answer) return Failure(answer.error());
                return Ran{ms, rows_in(*answer)};
            }};
}

template <class Maker>
Item does(Maker make, double budget_ms = interactive_ms)
{
    using Command = typename MadeOf<std::invoke_result_t<Maker, const Turn&>>::Type;
    return {std::string(command_name<Command>()), true, budget_ms, [make](const Turn& turn) -> Result<Ran> {
                const Result<Command> command = make(turn);
                if (!command) return Failure(command.error());
                const Stopwatch watch;
                const auto done = turn.workspace.execute(turn.actor, *command);
                if (!done) return Failure(done.error());
                const auto rows = read_changes(turn.workspace);
                return Ran{watch.ms(), rows};
            }};
}

std::vector<Item> question_items();
std::vector<Item> visit_command_items();  // visits, debriefs, steps, feedback, plans
std::vector<Item> house_command_items();  // people, rules, calibration, the wall, goals

}  // namespace bench
}  // namespace throughline
