// ScriptViewModel: what a coach writes down while watching. One line per thing seen, counts, times and on-task counts.
//
// The line being typed goes to the DraftKeeper with every key, under the visit's own id, so that it can only come back
// in the visit it was typed in. A line that is edited again is typed in the same way, prefixes and tags included.
// Used by the Observe page. No wx.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/viewmodel/open_visit.hpp"
#include "app/viewmodel/table_row.hpp"
#include "throughline/model/script_line.hpp"

namespace throughline {

class ScriptViewModel {
public:
    static constexpr std::string_view draft_field = "script_line";

    explicit ScriptViewModel(OpenVisit& visit);

    // The lines so far, oldest first. Cells: time, who, what, tags, "private" or blank.
    [[nodiscard]] std::vector<TableRow> rows() const;

    // --- the line being typed ---
    // What the input should say now: an unfinished line that came back, or nothing.
    [[nodiscard]] std::string input() const;
    // Each key. Never lost, see DraftKeeper.
    void typed(const std::string& text);
    // Adds the line with the visit's time, or saves the one being edited. A blank line adds nothing.
    [[nodiscard]] Result<void> enter(const std::string& text);
    // One quiet line below the input: an unknown tag, a judging word, what the tags mean, or how to write a line.
    [[nodiscard]] std::string hint(const std::string& text) const;
    [[nodiscard]] std::vector<JudgementWord> judging(const std::string& text) const;

    // --- a line again ---
    // Takes a line into the input as it would be typed.
    void edit(EvidenceId line);
    void edit_last();
    [[nodiscard]] std::optional<EvidenceId> editing() const { return editing_; }
    // The line stays as it was; the input has again what was being typed before.
    void stop_editing();
    [[nodiscard]] Result<void> toggle_private(EvidenceId line);
    [[nodiscard]] Result<void> remove(EvidenceId line);
    // "t Who can explain why? #6.1": what would have to be typed for this line.
    [[nodiscard]] static std::string as_typed(const Evidence& line);

    // --- counting ---
    struct Counter {
        std::string name;
        std::string code;  // the rubric's row, if it has one
        int count = 0;
    };
    // The rubric's own tally rows, else the names of the interval and tally form, and any other that was counted.
    [[nodiscard]] std::vector<Counter> counters() const;
    // One more of these: the first makes a line, the next ones raise its count.
    [[nodiscard]] Result<void> count(const std::string& name);

    void start_stopwatch();
    [[nodiscard]] bool is_stopwatch_running() const { return stopwatch_.has_value(); }
    [[nodiscard]] std::int64_t stopwatch_ms() const;
    // Makes a line of the time, at the moment when the stopwatch was started.
    [[nodiscard]] Result<void> stop_stopwatch();

    // `on_task` of `present` students, as typed.
    [[nodiscard]] Result<void> add_snapshot(const std::string& on_task, const std::string& present);
    // What the second number probably is: the last one, or the students present.
    [[nodiscard]] std::string students_present() const;

    // The input's text has to be shown again: a line was added, taken into the input, or let go.
    Signal<> on_input;

private:
    struct Stopwatch {
        std::int64_t steady_us = 0;
        std::int64_t elapsed_ms = 0;
    };

    [[nodiscard]] const Evidence* find(EvidenceId line) const;
    [[nodiscard]] ScriptLine parsed(const std::string& text) const;
    [[nodiscard]] Result<void> add(Evidence line);
    [[nodiscard]] Result<void> save_edited(const std::string& text);
    void keep_unfinished_line();
    void take_up_unfinished_line();
    void forget_edited_line();

    OpenVisit& visit_;
    std::optional<ObservationId> shown_;
    std::optional<EvidenceId> editing_;
    std::shared_ptr<std::string> edited_was_;  // shared with the settle function in the keeper
    std::string edited_text_;                  // as typed
    std::optional<Stopwatch> stopwatch_;
    std::vector<std::string> usual_counters_;  // of the interval and tally form
    Connection visit_changes_;
};

}  // namespace throughline
