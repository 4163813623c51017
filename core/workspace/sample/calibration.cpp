#include "core/workspace/sample/calibration.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "throughline/command/calibration.hpp"

namespace throughline::sample {
namespace {

struct RowOfLesson {
    const char* code;
    int master;
    const char* reason;
    std::array<int, 3> given;  // by the raters, in turn; 0: not observed
    const char* words;
};

constexpr std::array lesson{
    RowOfLesson{"1a", 3, "Students answered each other by name.", {3, 3, 2}, "\"I agree with Sam, because ...\""},
    RowOfLesson{"1b", 3, "All but two worked from the first minute.", {3, 4, 3}, "Two at the window talk about lunch."},
    RowOfLesson{"2", 2, "The task stayed at one step.", {2, 3, 2}, "\"Just add the tops.\""},
    RowOfLesson{"3a", 3, "Each part led to the next.", {3, 3, 3}, "Warm-up, one example, pairs, exit question."},
    RowOfLesson{"3b", 2, "Most questions asked for one word.", {2, 2, 4}, "Eleven questions, two of them with why."},
    RowOfLesson{"4a", 2, "The teacher solved, students watched.", {1, 3, 2}, "Pens down for nine minutes."},
    RowOfLesson{"4b", 1, "There was occasion, and it passed.", {0, 2, 1}, "\"Is it always bigger?\" - \"Later.\""},
    RowOfLesson{"5a", 3, "The exit question was read at once.", {3, 3, 3}, "Sorts the cards into two piles."},
    RowOfLesson{"5b", 2, "Help for one table only.", {2, 3, 2}, "Goes to the third table four times."}};

template <class Value>
Result<void> as_done(const Result<Outcome<Value>>& outcome)
{
    if (!outcome) return Failure(outcome.error());
    return {};
}

// Each writes it in their own way.
std::string seen_by(std::size_t rater, const std::string& words)
{
    if (rater % 3 == 0) return words;
    return rater % 3 == 1 ? "About the seventh minute: " + words : words + " Counted twice.";
}

class SessionWriter {
public:
    SessionWriter(Workspace& workspace, const CalibrationGroup& group) : workspace_(workspace), group_(group) {}

    Result<void> open(const std::string& title, const std::string& where)
    {
        OpenCalibration command;
        command.title = title;
        command.lesson = where;
        command.rubric_version = group_.look_fors;
        command.raters = group_.raters;
        const auto made = workspace_.execute(Actor::as(group_.leader), command);
        if (!made) return Failure(made.error());
        session_ = made->value;
        return {};
    }
    Result<void> set_master()
    {
        for (const auto& row : lesson)
            if (const auto done = act(group_.leader, SetReference{session_, RatingSource::master, row.code, Mark::level,
                                                                  row.master, row.reason});
                !done)
                return done;
        return {};
    }
    Result<void> rate(std::size_t rater)
    {
        const auto who = group_.raters[rater];
        for (const auto& row : lesson) {
            const int given = row.given[rater % row.given.size()];
            const RateInCalibration one{session_, row.code, given == 0 ? Mark::not_observed : Mark::level, given};
            if (const auto done = act(who, one); !done) return done;
            if (const auto done = act(who, ChangeCalibrationWords{session_, row.code, seen_by(rater, row.words), {}});
                !done)
                return done;
        }
        return act(who, SubmitCalibration{session_});
    }
    Result<void> decide(const std::string& words) { return act(group_.leader, KeepDecisions{session_, words, {}}); }

private:
    template <class Command>
    Result<void> act(const PersonId& who, const Command& command)
    {
        return as_done(workspace_.execute(Actor::as(who), command));
    }

    Workspace& workspace_;
    const CalibrationGroup& group_;
    CalibrationId session_;
};

}  // namespace

Result<void> write_calibration(Workspace& workspace, const CalibrationGroup& group)
{
    SessionWriter past(workspace, group);
    if (const auto done = past.open("Sample: fractions video", "Sample recording 3, minutes 0 to 15"); !done)
        return done;
    if (const auto done = past.set_master(); !done) return done;
    for (std::size_t rater = 0; rater < group.raters.size(); ++rater)
        if (const auto done = past.rate(rater); !done) return done;
    if (const auto done = past.decide("Sample: \"Established\" needs most students for most of the visit; count them.");
        !done)
        return done;
    SessionWriter next(workspace, group);
    if (const auto done = next.open("Sample: reading circle", "Sample recording 4, minutes 5 to 20"); !done)
        return done;
    return next.rate(1);
}

}  // namespace throughline::sample
